// A JSON text that people write: read strictly, and with the lines on which its parts begin, so that what is wrong can
// be shown to them. Knows nothing of what the document says.
#pragma once

#include "core/base/value.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace gemel {

/// The line on which a value begins and those of its parts: the members of an object (at their names), the items of a
/// list, in their order.
struct Lines {
    std::size_t line = 1;
    std::vector<Lines> parts{};
};

struct JsonDocument {
    Node root; // an object
    Lines lines;
};

/// DEFINITION, with line and column or line and path, for what is no JSON object in UTF-8; also if a name is there
/// twice in an object or a text holds U+0000, and for more than 16 MiB, 64 levels, or 2000 members or items in one
/// place.
JsonDocument parse_json_document(std::string_view text);

/// The JSON pointer (RFC 6901) of a part, for messages: what would not fit one line is shown otherwise, and shortened.
std::string pointer_to(std::string_view parent, std::string_view name);
std::string pointer_to(std::string_view parent, std::size_t item);

/// "line 12, /models/Person".
std::string place(std::size_t line, std::string_view pointer);

} // namespace gemel
