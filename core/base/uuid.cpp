// UUIDs: hexadecimal with hyphens at fixed places.
#include "core/base/uuid.hpp"

#include "core/base/text.hpp"

#include <algorithm>

namespace gemel::uuid {

namespace {

constexpr std::size_t width = 36;
constexpr std::size_t hyphens[] = {8, 13, 18, 23};

bool has_hyphens(std::string_view text) noexcept
{
    return text.size() == width &&
           std::all_of(std::begin(hyphens), std::end(hyphens), [&](std::size_t at) { return text[at] == '-'; });
}

std::string without_hyphens(std::string_view text)
{
    std::string digits;
    std::copy_if(text.begin(), text.end(), std::back_inserter(digits), [](char c) { return c != '-'; });
    return digits;
}

} // namespace

std::optional<std::string> parse(std::string_view text)
{
    const auto bytes = parse_hexadecimal(has_hyphens(text) ? without_hyphens(text) : std::string(text));
    return bytes && bytes->size() == 16 ? std::optional(text_of(*bytes)) : std::nullopt;
}

std::string text_of(std::string_view bytes)
{
    std::string text = hexadecimal(bytes);
    for (const std::size_t at : hyphens)
        text.insert(at, 1, '-');
    return text;
}

std::string bytes_of(std::string_view text)
{
    return *parse_hexadecimal(without_hyphens(text));
}

bool is_canonical(std::string_view text) noexcept
{
    std::size_t digits = 0;
    for (const char c : text)
        digits += (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ? 1U : 0U;
    return has_hyphens(text) && digits == width - std::size(hyphens);
}

} // namespace gemel::uuid
