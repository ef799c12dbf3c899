// JSON that stays text: checked and freed of blanks, and no number in it is ever read. A tree is made of JSON in
// json.hpp.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace gemel::json_text {

constexpr std::size_t greatest_depth = 64;
constexpr std::size_t greatest_size = std::size_t{64} << 20;

/// Is it one JSON value? Of UTF-8 text.
bool is_json(std::string_view text) noexcept;

struct Compact {
    std::optional<std::string> text;
    std::string complaint; // why there is none: "line 1, column 3: ..."
};

/// Without the blanks between its parts, else as written. What some reader would take otherwise, or a database cannot
/// hold, is refused: a member name that comes twice, the character U+0000.
Compact compact(std::string_view text);

/// As compact, of what is_json accepts; nothing else is refused.
std::string without_blanks(std::string_view text);

} // namespace gemel::json_text
