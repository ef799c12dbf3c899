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

std::string alias(Naming naming, std::string_view model)
{
    return naming == Naming::Snake ? snake_case(model) : lower_first(model);
}

std::string foreign_key(Naming naming, std::string_view belongs_to_alias, std::string_view key)
{
    const std::string both = say(belongs_to_alias, "_", key);
    return naming == Naming::Snake ? snake_case(both) : camel_case(both);
}

std::string accessor(Naming naming, std::string_view verb, std::string_view alias)
{
    return naming == Naming::Snake ? say(verb, "_", snake_case(alias)) : say(verb, upper_first(alias));
}

std::string created_at(Naming naming)
{
    return naming == Naming::Snake ? "created_at" : "createdAt";
}

std::string updated_at(Naming naming)
{
    return naming == Naming::Snake ? "updated_at" : "updatedAt";
}

std::string deleted_at(Naming naming)
{
    return naming == Naming::Snake ? "deleted_at" : "deletedAt";
}

std::string table(std::string_view model)
{
    return plural(snake_case(model));
}

std::string constraint(std::string_view table, std::string_view column, std::string_view what)
{
    return snake_case(say(table, "_", column, "_", what));
}

std::string primary_key(std::string_view table)
{
    // Of a long table all would be cut but the table's own name.
    constexpr std::string_view what = "_pkey";
    return say(cut(table, longest - what.size()), what);
}

std::string cut(std::string_view name, std::size_t bytes)
{
    std::size_t end = std::min(name.size(), bytes);
    while (end < name.size() && end > 0 && (static_cast<std::uint8_t>(name[end]) & 0xC0) == 0x80)
        --end;
    return std::string(name.substr(0, end));
}

} // namespace gemel::naming
