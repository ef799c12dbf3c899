// JSON text to a tree and back. The one place that knows the JSON library.
#pragma once

#include "core/base/value.hpp"

#include <string>
#include <string_view>

namespace gemel {

/// A JSON object. VALIDATION, with line and column, if it is none, nests deeper than 64 or is longer than 64 MiB; USAGE
/// if a member is there twice.
Object parse_json_object(std::string_view text);

/// What is put together by hand nests no deeper than what is read. VALIDATION if it would, inside so many objects and
/// lists.
void require_nesting(const Object &inside, std::size_t around);

/// One line of JSON; bytes that are no UTF-8 are replaced, numbers that JSON has not are null.
std::string to_json(const Node &node);

} // namespace gemel
