// Text that people read and names that programs use: UTF-8, quoting in messages, the nearest name, letter cases.
// Knows nothing of models or SQL (an SQL identifier is quoted by its dialect).
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gemel {

/// Concatenation, for messages.
std::string join(std::initializer_list<std::string_view> parts);
template <typename... Parts> std::string say(const Parts &...parts)
{
    return join({parts...});
}

/// 'name' for a message: one line whatever the name holds, and shortened if it is very long.
std::string in_quotes(std::string_view name);

/// The candidate that a misspelt name most likely meant, or nothing.
std::optional<std::string> nearest(std::string_view name, const std::vector<std::string> &candidates);

/// "; did you mean 'name'?", or "" where no candidate is near.
std::string suggestion(std::string_view name, const std::vector<std::string> &candidates);

/// "'a', 'b'", or "'a', 'b' or 7 others" of many: alternatives, each of them as a message shows it.
std::string alternatives(const std::vector<std::string> &shown);

/// Between words and signs: a space, a tab, the end of a line.
constexpr std::string_view blanks = " \t\r\n";
bool is_blank(char c) noexcept;

/// A whole text that is a number, without a plus and without blanks; nothing if it is none, or too great.
std::optional<std::int64_t> parse_integer(std::string_view text) noexcept;
std::optional<double> parse_double(std::string_view text) noexcept;

/// The offset of the first byte that is not UTF-8, or npos. Overlong forms and surrogates are refused.
std::size_t invalid_utf8(std::string_view text) noexcept;

/// From 0 to 15, or -1 if it is none.
int hexadecimal_digit(char c) noexcept;
/// Two lower-case digits a byte.
std::string hexadecimal(std::string_view bytes);
/// The bytes of digits in any letter case; nothing if they are none, or if half a byte is left.
std::optional<std::string> parse_hexadecimal(std::string_view digits);

/// Where in a text of lines something is: "line 1, column 3", in characters.
std::string position_in(std::string_view text, std::size_t offset);

/// Appends one character (code point).
void append_utf8(std::string &text, std::uint32_t character);

/// How many characters (code points) a valid UTF-8 text has.
std::size_t character_count(std::string_view text) noexcept;

bool equals_ignoring_case(std::string_view a, std::string_view b) noexcept;
std::string lower_case(std::string_view text);
std::string lower_first(std::string_view text);
std::string upper_first(std::string_view text);

/// The first letter lower-cased; each '-', '_' or blank removed and the letter after it upper-cased.
std::string camel_case(std::string_view text);
/// DrivingLicense, drivingLicense -> driving_license; UserXYZ -> user_xyz.
std::string snake_case(std::string_view text);

} // namespace gemel
