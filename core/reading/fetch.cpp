// Queries are complete before they are asked; what a database cannot do is refused by what the query says, never by an
// answer that is wrong.
#include "core/reading/fetch.hpp"

#include "core/base/text.hpp"
#include "core/object/load.hpp"
#include "core/reading/reading.hpp"

#include <algorithm>

namespace gemel {

namespace {

/// Databases without decimals hold them as text, whose order and sums are others; how many there are is no decimal.
void refuse_decimal(const Term &term)
{
    if (!counts(term.function) && term.attribute && term.attribute->type.kind == TypeKind::Decimal)
        throw Failure(Status::UNSUPPORTED, say(in_quotes(to_text(term)), " is ", term.attribute->type_text,
                                               ", which this database can neither order nor add up"));
}

bool calculates(statement::Function function) noexcept
{
    return function == statement::Function::Sum || function == statement::Function::Average ||
           function == statement::Function::Minimum || function == statement::Function::Maximum;
}

void refuse_decimals(const Filter &filter)
{
    if (orders(filter.kind) || calculates(filter.term.function))
        refuse_decimal(filter.term);
    std::for_each(filter.parts.begin(), filter.parts.end(), refuse_decimals);
}

void refuse_decimals(const Includes &includes)
{
    for (const Include &include : includes) {
        refuse_decimals(include.where);
        refuse_decimals(include.includes);
    }
}

/// A sum of integers may come as a number without bounds, an average as one with digits.
std::optional<Value> read_calculated(const Type &type, const driver::Rows &rows, const driver::Cell &cell)
{
    if (cell.form != driver::Form::Decimal || (type.kind != TypeKind::Bigint && type.kind != TypeKind::Double))
        return read_value(type, rows, cell);
    const std::string_view text = rows.bytes(cell);
    const auto as_value = [](const auto &number) {
        return number ? std::optional(Value(*number)) : std::optional<Value>();
    };
    return type.kind == TypeKind::Bigint ? as_value(parse_integer(text)) : as_value(parse_double(text));
}

} // namespace

void require_supported(const Session &session, const Query &query)
{
    if (session.dialect().has_decimals())
        return;
    refuse_decimals(query.where);
    refuse_decimals(query.having);
    if (query.includes)
        refuse_decimals(*query.includes);
    for (const Ordering &it : query.after.empty() ? query.order : complete_order(query))
        refuse_decimal(it.term);
    for (const Output &it : query.select)
        if (calculates(it.term.function))
            refuse_decimal(it.term);
}

void require_records(const Query &query)
{
    if (!query.select.empty())
        throw Failure(Status::USAGE, say("the query of ", query.model->name, " gives values, not records"));
}

States read(Session &session, const Query &query)
{
    return read(session, select_rows(query), query);
}

States read(Session &session, const statement::Select &select, const Query &query)
{
    require_supported(session, query);
    require_records(query);
    if (query.lock != statement::Lock::None && session.depth() == 0)
        throw Failure(Status::USAGE, say("the query of ", query.model->name,
                                         " locks rows, which it does for a transaction: begin one"));
    if (Loops *loops = session.loops())
        loops->note_query(*query.model);
    return read_objects(session, query, session.execute(select).rows);
}

std::int64_t count(Session &session, const Query &query)
{
    require_supported(session, query);
    if (!query.select.empty())
        throw Failure(Status::USAGE, say("the query of ", query.model->name, " gives values: count them by select"));
    const driver::Rows rows = session.execute(select_count(query)).rows;
    const std::int64_t behind = std::max<std::int64_t>(rows.at(0, 0).word - query.offset, 0);
    return std::min(behind, query.limit.value_or(behind));
}

bool exists(Session &session, const Query &query)
{
    require_supported(session, query);
    return session.execute(select_any(query)).rows.size() > 0;
}

Table values(Session &session, const Query &given)
{
    Query query = given;
    if (query.select.empty())
        for (const Attribute *attribute : attributes_asked(*query.model, query.attributes))
            query.select.push_back({attribute->name, {{}, attribute}});
    require_supported(session, query);
    const driver::Rows rows = session.execute(select_values(query)).rows;
    Table table;
    for (const Output &it : query.select) {
        table.names.push_back(it.name);
        table.types.push_back(type_of(it.term));
    }
    for (std::size_t row = 0; row < rows.size(); ++row)
        for (std::size_t column = 0; column < rows.width(); ++column) {
            const Type &type = *table.types[column];
            std::optional<Value> value = read_calculated(type, rows, rows.at(row, column));
            if (!value)
                throw Failure(Status::DATABASE, say(in_quotes(table.names[column]), " of ", query.model->name,
                                                    " holds what is no valid ", to_text(type)));
            table.cells.push_back(std::move(*value));
        }
    return table;
}

} // namespace gemel
