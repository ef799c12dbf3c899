// From the columns of any statement to attributes.
#include "core/reading/sql_query.hpp"

#include "core/base/text.hpp"
#include "core/object/load.hpp"
#include "core/sql/raw.hpp"

#include <algorithm>

namespace gemel {

namespace {

sql::Rendered rendered(const Session &session, std::string_view sql, const Object &values)
{
    sql::NamedValues named;
    for (const auto &[name, node] : values) {
        if (!node.scalar())
            throw Failure(Status::USAGE,
                          say("the value for ", in_quotes(name), " is a list or an object: bind one value"));
        named.emplace_back(name, *node.scalar());
    }
    return sql::raw(session.dialect(), sql, named);
}

const Attribute &attribute_of(const Model &model, const std::string &column)
{
    const auto found = std::find_if(model.attributes.begin(), model.attributes.end(),
                                    [&](const Attribute &it) { return it.column == column; });
    return found == model.attributes.end() ? model.attribute(column) : *found;
}

States states_of(const Model &model, const driver::Result &result)
{
    Chosen chosen;
    for (const std::string &name : result.names) {
        const Attribute &attribute = attribute_of(model, name);
        if (std::find(chosen.begin(), chosen.end(), &attribute) != chosen.end())
            throw Failure(Status::USAGE, say("the statement gives ", in_quotes(name), " twice"));
        chosen.push_back(&attribute);
    }
    for (const Attribute *attribute : model.primary_key)
        if (std::find(chosen.begin(), chosen.end(), attribute) == chosen.end())
            throw Failure(Status::USAGE, say("the statement does not give ", in_quotes(attribute->name),
                                             ", which belongs to the primary key of ", model.name));
    return make_states(model, chosen, nullptr, result.rows);
}

Table table_of(driver::Result result)
{
    Table table{std::move(result.names), {}, {}};
    table.types.resize(table.names.size());
    for (std::size_t row = 0; row < result.rows.size(); ++row)
        for (std::size_t column = 0; column < result.rows.width(); ++column)
            table.cells.push_back(raw_value(result.rows, result.rows.at(row, column)));
    return table;
}

} // namespace

States read_sql(Session &session, const Model &model, std::string_view sql, const Object &values)
{
    States states;
    sql::Rendered statement = rendered(session, sql, values);
    // A write that gives no rows is refused once that is seen, and must not be kept then.
    statement.returns = statement.returns || statement.kind != driver::Kind::Read;
    session.ask(std::move(statement), [&](const driver::Result &result) { states = states_of(model, result); });
    return states;
}

Table values_sql(Session &session, std::string_view sql, const Object &values)
{
    Table table;
    session.ask(rendered(session, sql, values), [&](driver::Result result) { table = table_of(std::move(result)); });
    return table;
}

} // namespace gemel
