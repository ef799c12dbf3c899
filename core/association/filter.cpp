// Lowering. The databases' own "unknown" is made false wherever it could be seen: under a negation.
#include "core/association/filter.hpp"

#include "core/base/text.hpp"

#include <algorithm>

namespace gemel {

using query::Condition;

namespace {

constexpr std::int32_t most_digits = 1000; // that a sum may have

std::string_view name_of(query::Function function) noexcept
{
    switch (function) {
    case query::Function::Count:
    case query::Function::CountDistinct:
        return "count";
    case query::Function::Sum:
        return "sum";
    case query::Function::Average:
        return "avg";
    case query::Function::Minimum:
        return "min";
    case query::Function::Maximum:
        return "max";
    case query::Function::None:
    case query::Function::Length:
        break;
    }
    return "";
}

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

std::vector<Condition> lower(const std::vector<Filter> &filters, Joins &joins)
{
    std::vector<Condition> parts;
    for (const Filter &filter : filters)
        parts.push_back(gemel::lower(filter, joins));
    return parts;
}

/// True where the part is not, be it false or unknown.
Condition negation(const Filter &part, Joins &joins)
{
    Condition condition = lower(part, joins);
    if (part.kind == Filter::Kind::HasPartner)
        return std::move(condition.parts.front());
    if (condition.kind == Condition::Kind::IsNull)
        return query::negated(std::move(condition));
    if (condition.kind != Condition::Kind::Equal)
        return query::unless(std::move(condition));
    condition.kind = Condition::Kind::Unequal;
    if (!may_be_null(part.term))
        return condition;
    Condition is_null = query::is_null(condition.column);
    return query::any_of({std::move(condition), std::move(is_null)});
}

Condition is_in(const Filter &filter, Joins &joins)
{
    const Type type = type_of(filter.term);
    std::vector<Value> values;
    for (const Value &value : filter.values)
        if (!is_null(value))
            values.push_back(to_column(type, value));
    const query::Column column = column_of(filter.term, joins);
    Condition listed = is_one_of(column, values);
    return values.size() < filter.values.size() ? query::any_of({std::move(listed), query::is_null(column)}) : listed;
}

} // namespace

bool counts(query::Function function) noexcept
{
    return function == query::Function::Count || function == query::Function::CountDistinct;
}

Type type_of(const Term &term)
{
    switch (term.function) {
    case query::Function::Count:
    case query::Function::CountDistinct:
        return {TypeKind::Bigint};
    case query::Function::Average:
        return {TypeKind::Double};
    case query::Function::Sum:
        switch (term.attribute->type.kind) {
        case TypeKind::Integer:
            return {TypeKind::Bigint};
        case TypeKind::Decimal:
            return {TypeKind::Decimal, most_digits, term.attribute->type.scale};
        default:
            return term.attribute->type;
        }
    default:
        return term.attribute->type;
    }
}

bool may_be_null(const Term &term) noexcept
{
    if (counts(term.function))
        return false;
    return !term.route.empty() || term.function != query::Function::None || term.attribute->nullable;
}

std::string to_text(const Term &term)
{
    std::string path;
    for (const Association *association : term.route)
        path += say(path.empty() ? "" : ".", association->name);
    if (term.attribute)
        path += say(path.empty() ? "" : ".", term.attribute->name);
    if (term.function == query::Function::None)
        return path;
    return say(name_of(term.function), "(", term.function == query::Function::CountDistinct ? "distinct " : "",
               path.empty() ? "*" : path, ")");
}

query::Column column_of(const Term &term, Joins &joins, bool by_order)
{
    if (!term.attribute && term.function != query::Function::None)
        return {"", 0, term.function};
    const std::size_t source = joins.follow(term.route);
    // Who has a partner is told by the key by which it is one: it equals something.
    const Attribute &attribute = term.attribute ? *term.attribute : term.route.back()->target_attribute();
    const bool finds_least = term.function == query::Function::Minimum || term.function == query::Function::Maximum;
    return {attribute.column, source, term.function, (by_order || finds_least) && is_text(attribute.type)};
}

Condition lower(const Filter &filter, Joins &joins)
{
    switch (filter.kind) {
    case Filter::Kind::All:
        return query::all_of(lower(filter.parts, joins));
    case Filter::Kind::Any:
        return query::any_of(lower(filter.parts, joins));
    case Filter::Kind::Not:
        return negation(filter.parts.front(), joins);
    case Filter::Kind::HasPartner:
        return query::negated(query::is_null(column_of(filter.term, joins)));
    case Filter::Kind::IsNull:
        return query::is_null(column_of(filter.term, joins));
    case Filter::Kind::Equal:
        return query::equal(column_of(filter.term, joins), to_column(type_of(filter.term), filter.values.front()));
    case Filter::Kind::In:
        return is_in(filter, joins);
    default:
        break;
    }
    // LIKE compares code points by itself.
    return query::compare(comparison(filter.kind), column_of(filter.term, joins, filter.kind != Filter::Kind::Like),
                          to_column(type_of(filter.term), filter.values.front()));
}

} // namespace gemel
