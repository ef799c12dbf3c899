// Lowering. The databases' own "unknown" is made false wherever it could be seen: under a negation.
#include "core/association/lowering.hpp"

#include "core/association/row.hpp"

#include <algorithm>

namespace gemel {

using statement::Condition;

namespace {

Condition::Kind comparison(Filter::Kind kind) noexcept
{
    switch (kind) {
    case Filter::Kind::Less:
        return Condition::Kind::Less;
    case Filter::Kind::AtMost:
        return Condition::Kind::AtMost;
    case Filter::Kind::Greater:
        return Condition::Kind::Greater;
    case Filter::Kind::AtLeast:
        return Condition::Kind::AtLeast;
    case Filter::Kind::Like:
        return Condition::Kind::Like;
    default:
        return Condition::Kind::LikeInAnyCase;
    }
}

std::vector<Condition> lower(const std::vector<Filter> &filters, const Follow &follow)
{
    std::vector<Condition> parts;
    for (const Filter &filter : filters)
        parts.push_back(gemel::lower(filter, follow));
    return parts;
}

/// True where the part is not, be it false or unknown.
Condition negation(const Filter &part, const Follow &follow)
{
    Condition condition = lower(part, follow);
    if (part.kind == Filter::Kind::HasPartner)
        return std::move(condition.parts.front());
    if (condition.kind == Condition::Kind::IsNull)
        return statement::negated(std::move(condition));
    if (condition.kind != Condition::Kind::Equal)
        return statement::unless(std::move(condition));
    condition.kind = Condition::Kind::Unequal;
    if (!may_be_null(part.term))
        return condition;
    Condition is_null = statement::is_null(condition.column);
    return statement::any_of({std::move(condition), std::move(is_null)});
}

Condition is_in(const Filter &filter, const Follow &follow)
{
    const Type type = type_of(filter.term);
    std::vector<Value> values;
    for (const Value &value : filter.values)
        if (!is_null(value))
            values.push_back(to_column(type, value));
    const statement::Column column = column_of(filter.term, follow);
    Condition listed = is_one_of(column, values);
    return values.size() < filter.values.size() ? statement::any_of({std::move(listed), statement::is_null(column)})
                                                : listed;
}

} // namespace

statement::Column column_of(const Term &term, const Follow &follow, bool by_order)
{
    if (!term.attribute && term.function != statement::Function::None)
        return {"", 0, term.function};
    const std::size_t source = follow(term.route);
    // Who has a partner is told by the key by which it is one: it equals something.
    const Attribute &attribute = term.attribute ? *term.attribute : term.route.back()->target_attribute();
    const bool finds_least =
        term.function == statement::Function::Minimum || term.function == statement::Function::Maximum;
    return {attribute.column, source, term.function, (by_order || finds_least) && is_text(attribute.type)};
}

Condition lower(const Filter &filter, const Follow &follow)
{
    switch (filter.kind) {
    case Filter::Kind::All:
        return statement::all_of(lower(filter.parts, follow));
    case Filter::Kind::Any:
        return statement::any_of(lower(filter.parts, follow));
    case Filter::Kind::Not:
        return negation(filter.parts.front(), follow);
    case Filter::Kind::HasPartner:
        return statement::negated(statement::is_null(column_of(filter.term, follow)));
    case Filter::Kind::IsNull:
        return statement::is_null(column_of(filter.term, follow));
    case Filter::Kind::Equal:
        return statement::equal(column_of(filter.term, follow), to_column(type_of(filter.term), filter.values.front()));
    case Filter::Kind::In:
        return is_in(filter, follow);
    default:
        break;
    }
    // LIKE compares code points by itself.
    return statement::compare(comparison(filter.kind),
                              column_of(filter.term, follow, filter.kind != Filter::Kind::Like),
                              to_column(type_of(filter.term), filter.values.front()));
}

Condition lower(const Filter &filter, std::size_t source)
{
    return lower(filter, [source](const Route &) { return source; });
}

} // namespace gemel
