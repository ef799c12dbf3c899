// Tables as text.
#include "core/reading/table.hpp"

#include "core/base/json.hpp"
#include "core/base/text.hpp"

namespace gemel {

std::string Table::text(std::size_t row, std::size_t column) const
{
    const Value &value = at(row, column);
    return types[column] ? to_text(*types[column], value) : to_text(value);
}

std::string to_json(const Table &table)
{
    std::vector<std::string> names;
    for (const std::string &name : table.names)
        names.push_back(to_json({Value(name)}));
    std::string json = "[";
    for (std::size_t row = 0; row < table.size(); ++row) {
        json += row > 0 ? ",{" : "{";
        for (std::size_t column = 0; column < table.width(); ++column) {
            const Value &value = table.at(row, column);
            const std::optional<Type> &type = table.types[column];
            json += say(column > 0 ? "," : "", names[column], ":", type ? to_json(*type, value) : to_json(Node{value}));
        }
        json += '}';
    }
    return json += ']';
}

} // namespace gemel
