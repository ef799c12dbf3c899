// What a term is and what it is called.
#include "core/model/filter.hpp"

#include "core/base/text.hpp"
#include "core/model/schema.hpp"

namespace gemel {

namespace {

constexpr std::int32_t most_digits = 1000; // that a sum may have

} // namespace

std::string_view name_of(statement::Function function) noexcept
{
    switch (function) {
    case statement::Function::Count:
    case statement::Function::CountDistinct:
        return "count";
    case statement::Function::Sum:
        return "sum";
    case statement::Function::Average:
        return "avg";
    case statement::Function::Minimum:
        return "min";
    case statement::Function::Maximum:
        return "max";
    case statement::Function::None:
    case statement::Function::Length:
        break;
    }
    return "";
}

bool counts(statement::Function function) noexcept
{
    return function == statement::Function::Count || function == statement::Function::CountDistinct;
}

Type type_of(const Term &term)
{
    switch (term.function) {
    case statement::Function::Count:
    case statement::Function::CountDistinct:
        return {TypeKind::Bigint};
    case statement::Function::Average:
        return {TypeKind::Double};
    case statement::Function::Sum:
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
    return !term.route.empty() || term.function != statement::Function::None || term.attribute->nullable;
}

std::string to_text(const Term &term)
{
    std::string path;
    for (const Association *association : term.route)
        path += say(path.empty() ? "" : ".", association->name);
    if (term.attribute)
        path += say(path.empty() ? "" : ".", term.attribute->name);
    if (term.function == statement::Function::None)
        return path;
    return say(name_of(term.function), "(", term.function == statement::Function::CountDistinct ? "distinct " : "",
               path.empty() ? "*" : path, ")");
}

bool has_routes(const Filter &filter) noexcept
{
    return !filter.term.route.empty() || std::any_of(filter.parts.begin(), filter.parts.end(), has_routes);
}

bool orders(Filter::Kind kind) noexcept
{
    return kind == Filter::Kind::Less || kind == Filter::Kind::AtMost || kind == Filter::Kind::Greater ||
           kind == Filter::Kind::AtLeast;
}

} // namespace gemel
