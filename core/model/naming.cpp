// Default names.
#include "core/model/naming.hpp"

#include "core/base/inflection.hpp"
#include "core/base/text.hpp"

#include <algorithm>
#include <cstdint>

namespace gemel::naming {

bool is_identifier(std::string_view name) noexcept
{
    const auto is_letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<std::uint8_t>(c) >= 0x80;
    };
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    return !name.empty() && is_letter(name.front()) && invalid_utf8(name) == std::string_view::npos &&
           std::all_of(name.begin(), name.end(), [&](char c) { return is_letter(c) || is_digit(c); });
}

std::string alias(std::string_view model)
{
    return lower_first(model);
}

std::string foreign_key(std::string_view belongs_to_alias, std::string_view key)
{
    return camel_case(say(belongs_to_alias, "_", key));
}

std::string table(std::string_view model)
{
    return plural(snake_case(model));
}

std::string accessor(std::string_view verb, std::string_view alias)
{
    return say(verb, upper_first(alias));
}

std::string constraint(std::string_view table, std::string_view column, std::string_view what)
{
    return snake_case(say(table, "_", column, "_", what));
}

} // namespace gemel::naming
