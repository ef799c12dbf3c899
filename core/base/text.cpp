// Text for messages and names. ASCII rules for letters, on purpose: no locale is ever asked.
#include "core/base/text.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace gemel {

namespace {

bool is_upper(char c) noexcept
{
    return c >= 'A' && c <= 'Z';
}

bool is_lower_or_digit(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

char lower(char c) noexcept
{
    return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

char upper(char c) noexcept
{
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// Edits (insert, delete, replace, swap of neighbours) that turn one name into the other, letter case aside.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const bool same = lower(a[i - 1]) == lower(b[j - 1]);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0U : 1U)});
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]))
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        std::swap(before, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

/// Length of the UTF-8 sequence at `at`, 0 if it is none.
std::size_t sequence(std::string_view text, std::size_t at) noexcept
{
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const std::uint8_t first = byte(at);
    if (first < 0x80)
        return 1;
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || at + length > text.size())
        return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(at + i) & 0xC0) != 0x80)
            return 0;
    const std::uint8_t second = byte(at + 1);
    const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
    const bool outside = (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);
    return overlong || outside ? 0 : length;
}

template <typename Number> std::optional<Number> parse_number(std::string_view text) noexcept
{
    Number number{};
    const char *end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    return read.ec == std::errc() && read.ptr == end ? std::optional(number) : std::nullopt;
}

} // namespace

std::string join(std::initializer_list<std::string_view> parts)
{
    std::size_t size = 0;
    for (const std::string_view part : parts)
        size += part.size();
    std::string text;
    text.reserve(size);
    for (const std::string_view part : parts)
        text.append(part);
    return text;
}

std::string in_quotes(std::string_view name)
{
    constexpr std::size_t longest = 80;
    std::string text = "'";
    for (std::size_t i = 0; i < name.size();) {
        const std::size_t length = sequence(name, i);
        if (i + length > longest) {
            text += "...";
            break;
        }
        if (length == 0 || (length == 1 && (name[i] < ' ' || name[i] == 0x7F)))
            text += '?';
        else
            text += name.substr(i, length);
        i += std::max<std::size_t>(length, 1);
    }
    return text += '\'';
}

std::optional<std::string> nearest(std::string_view name, const std::vector<std::string> &candidates)
{
    constexpr std::size_t comparable = 64; // nobody mistypes more; bounds the work on hostile input
    if (name.size() > comparable)
        return std::nullopt;
    const std::string *best = nullptr;
    std::size_t least = std::max<std::size_t>(1, name.size() / 3) + 1;
    for (const std::string &candidate : candidates) {
        if (candidate.size() > comparable)
            continue;
        const std::size_t edits = distance(name, candidate);
        if (edits < least) {
            least = edits;
            best = &candidate;
        }
    }
    return best ? std::optional(*best) : std::nullopt;
}

std::string suggestion(std::string_view name, const std::vector<std::string> &candidates)
{
    const auto near = nearest(name, candidates);
    return near ? say("; did you mean ", in_quotes(*near), "?") : std::string();
}

std::string alternatives(const std::vector<std::string> &shown)
{
    constexpr std::size_t most = 12; // more would hide the point
    std::string text;
    for (std::size_t i = 0; i < std::min(most, shown.size()); ++i)
        text += say(i == 0 ? "" : ", ", shown[i]);
    if (shown.size() > most)
        text += say(" or ", std::to_string(shown.size() - most), " others");
    return text;
}

std::size_t invalid_utf8(std::string_view text) noexcept
{
    constexpr std::uint64_t beyond_ascii = 0x8080808080808080;
    for (std::size_t i = 0; i < text.size();) {
        std::uint64_t word = beyond_ascii;
        if (i + sizeof word <= text.size())
            std::memcpy(&word, text.data() + i, sizeof word);
        if ((word & beyond_ascii) == 0) { // most text: eight characters at once
            i += sizeof word;
            continue;
        }
        const std::size_t length = sequence(text, i);
        if (length == 0)
            return i;
        i += length;
    }
    return std::string_view::npos;
}

std::string hexadecimal(std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    out.reserve(2 * bytes.size());
    for (const char c : bytes) {
        const auto byte = static_cast<std::uint8_t>(c);
        out += digits[byte >> 4U];
        out += digits[byte & 15U];
    }
    return out;
}

int hexadecimal_digit(char c) noexcept
{
    const char digit = lower(c);
    return digit >= '0' && digit <= '9' ? digit - '0' : digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

std::optional<std::string> parse_hexadecimal(std::string_view digits)
{
    if (digits.size() % 2 != 0)
        return std::nullopt;
    std::string out;
    out.reserve(digits.size() / 2);
    for (std::size_t i = 0; i < digits.size(); i += 2) {
        const int high = hexadecimal_digit(digits[i]), low = hexadecimal_digit(digits[i + 1]);
        if (high < 0 || low < 0)
            return std::nullopt;
        out += static_cast<char>(high * 16 + low);
    }
    return out;
}

std::string position_in(std::string_view text, std::size_t offset)
{
    const std::string_view before = text.substr(0, std::min(offset, text.size()));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::size_t start = before.rfind('\n') + 1; // npos + 1 is 0: the first line
    return say("line ", std::to_string(line), ", column ", std::to_string(character_count(before.substr(start)) + 1));
}

void append_utf8(std::string &text, std::uint32_t character)
{
    const auto add = [&](std::uint32_t byte) { text += static_cast<char>(byte); };
    const auto follow = [&](std::uint32_t bits) { add(0x80U | (bits & 0x3FU)); };
    if (character < 0x80) {
        add(character);
    } else if (character < 0x800) {
        add(0xC0U | character >> 6U);
        follow(character);
    } else if (character < 0x10000) {
        add(0xE0U | character >> 12U);
        follow(character >> 6U);
        follow(character);
    } else {
        add(0xF0U | character >> 18U);
        follow(character >> 12U);
        follow(character >> 6U);
        follow(character);
    }
}

std::size_t character_count(std::string_view text) noexcept
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<std::uint8_t>(c) & 0xC0) != 0x80; }));
}

bool is_blank(char c) noexcept
{
    return blanks.find(c) != std::string_view::npos;
}

std::optional<std::int64_t> parse_integer(std::string_view text) noexcept
{
    return parse_number<std::int64_t>(text);
}

std::optional<double> parse_double(std::string_view text) noexcept
{
    return parse_number<double>(text);
}

bool equals_ignoring_case(std::string_view a, std::string_view b) noexcept
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string lower_case(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), lower);
    return out;
}

std::string lower_first(std::string_view text)
{
    std::string out(text);
    if (!out.empty())
        out[0] = lower(out[0]);
    return out;
}

std::string upper_first(std::string_view text)
{
    std::string out(text);
    if (!out.empty())
        out[0] = upper(out[0]);
    return out;
}

std::string camel_case(std::string_view text)
{
    std::string out;
    bool raise = false;
    for (const char c : text) {
        if (c == '-' || c == '_' || c == ' ') {
            raise = true;
        } else {
            out += out.empty() ? lower(c) : raise ? upper(c) : c;
            raise = false;
        }
    }
    return out;
}

std::string snake_case(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (is_upper(c) && i > 0) {
            const bool after_word = is_lower_or_digit(text[i - 1]);
            const bool before_word =
                is_upper(text[i - 1]) && i + 1 < text.size() && text[i + 1] >= 'a' && text[i + 1] <= 'z';
            if (after_word || before_word)
                out += '_';
        }
        out += c == '-' || c == ' ' ? '_' : lower(c);
    }
    return out;
}

} // namespace gemel
