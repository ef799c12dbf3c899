// English plurals for default table names. Frozen: a changed plural would be a renamed table, so words are never
// added to an existing list; `table` overrides. Knows nothing of models.
#pragma once

#include <string>
#include <string_view>

namespace gemel {

/// The plural of a snake_case noun: its last word is inflected. person -> people, driving_license ->
/// driving_licenses.
std::string plural(std::string_view noun);

} // namespace gemel
