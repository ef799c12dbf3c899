// UUIDs as text and as bytes. Makes none: see the defaults of the session.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gemel::uuid {

/// The canonical text, 36 lower-case characters, of a UUID in any letter case, with hyphens at their places or without.
std::optional<std::string> parse(std::string_view text);
/// The canonical text of 16 bytes.
std::string text_of(std::string_view bytes);
/// The 16 bytes of a canonical text.
std::string bytes_of(std::string_view text);

bool is_canonical(std::string_view text) noexcept;

} // namespace gemel::uuid
