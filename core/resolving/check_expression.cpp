// A parser by recursive descent. Literals are converted by the type that they are compared with, so that an expression
// means the same in every database or is refused.
#include "core/resolving/check_expression.hpp"

#include "core/base/failure.hpp"
#include "core/base/text.hpp"
#include "core/definition/tokens.hpp"

namespace gemel {

namespace {

using statement::Condition;

// What SQLite takes in one statement: the stack of its parser is 100 deep, and each bracket here may take six of them;
// its trees are 1000 deep.
constexpr std::size_t greatest_check = 4000;
constexpr std::size_t greatest_depth = 10;

[[noreturn]] void refuse_check(std::string_view why)
{
    throw Failure(Status::DEFINITION, std::string(why));
}

class Parser {
public:
    Parser(const Model &model, std::string_view expression) : model_(model), tokens_(expression) {}

    Condition parse()
    {
        if (tokens_.done())
            refuse_check("is empty");
        Condition condition = either();
        if (!tokens_.done())
            tokens_.refuse_next("and, or or its end");
        return condition;
    }

private:
    /// One side of a comparison.
    struct Side {
        std::string name; // for messages: "length(code)"
        Type type;
        statement::Column column;
    };

    Condition either()
    {
        std::vector<Condition> parts{both()};
        while (tokens_.take("or"))
            parts.push_back(both());
        return parts.size() == 1 ? std::move(parts.front()) : statement::any_of(std::move(parts));
    }

    Condition both()
    {
        std::vector<Condition> parts{one()};
        while (tokens_.take("and"))
            parts.push_back(one());
        return parts.size() == 1 ? std::move(parts.front()) : statement::all_of(std::move(parts));
    }

    Condition one()
    {
        if (depth_ == greatest_depth)
            refuse_check("nests deeper than 10");
        ++depth_;
        Condition condition = [&] {
            if (tokens_.take("not"))
                return statement::negated(one());
            if (!tokens_.take("("))
                return comparison();
            Condition inside = either();
            tokens_.expect(")");
            return inside;
        }();
        --depth_;
        return condition;
    }

    Condition comparison()
    {
        const Side left = side();
        if (tokens_.take("is")) {
            const bool negated = tokens_.take("not");
            tokens_.expect("null");
            return negate_if(negated, compare(Condition::Kind::IsNull, left));
        }
        const bool negated = tokens_.take("not");
        if (tokens_.take("in"))
            return negate_if(negated, list(left));
        if (tokens_.take("between")) {
            Condition least = compare(Condition::Kind::AtLeast, left, right(left, true));
            tokens_.expect("and");
            Condition most = compare(Condition::Kind::AtMost, left, right(left, true));
            return negate_if(negated, statement::all_of({std::move(least), std::move(most)}));
        }
        if (negated)
            tokens_.refuse_next("'in' or 'between'");
        struct Sign {
            std::string_view sign;
            Condition::Kind kind;
            bool orders;
        };
        using Kind = Condition::Kind;
        for (const Sign &it :
             {Sign{"=", Kind::Equal, false}, Sign{"<>", Kind::Unequal, false}, Sign{"!=", Kind::Unequal, false},
              Sign{"<=", Kind::AtMost, true}, Sign{">=", Kind::AtLeast, true}, Sign{"<", Kind::Less, true},
              Sign{">", Kind::Greater, true}})
            if (tokens_.take(it.sign))
                return compare(it.kind, left, right(left, it.orders));
        tokens_.refuse_next(say("a comparison after ", in_quotes(left.name)));
    }

    static bool orders(Condition::Kind kind) noexcept
    {
        return kind != Condition::Kind::Equal && kind != Condition::Kind::Unequal;
    }
    static Condition compare(Condition::Kind kind, const Side &left) { return {kind, left.column, {}, {}}; }
    static Condition compare(Condition::Kind kind, const Side &left, statement::Operand right)
    {
        Condition condition = compare(kind, left);
        condition.operands.push_back(std::move(right));
        condition.column.by_code_points = orders(kind) && is_text(left.type);
        return condition;
    }
    static Condition negate_if(bool negated, Condition condition)
    {
        return negated ? statement::negated(std::move(condition)) : std::move(condition);
    }

    Side side()
    {
        const std::string name = tokens_.name("an attribute");
        const bool length = equals_ignoring_case(name, "length") && tokens_.take("(");
        const std::string attribute_name = length ? tokens_.name("an attribute") : name;
        const Attribute *attribute = model_.find_attribute(attribute_name);
        if (!attribute)
            refuse_check(say("has an ", model_.unknown_attribute(attribute_name)));
        if (!length)
            return {attribute->name, attribute->type, {attribute->column}};
        tokens_.expect(")");
        if (!is_text(attribute->type) || attribute->type.kind == TypeKind::Enum)
            refuse_check(say("asks for the length of ", in_quotes(attribute->name), ", which is ",
                             to_text(attribute->type), ": only string and text have one"));
        return {say("length(", attribute->name, ")"), Type{}, {attribute->column, 0, statement::Function::Length}};
    }

    /// What a side is compared with.
    statement::Operand right(const Side &left, bool by_order)
    {
        if (!can_be_compared(left.type))
            refuse_check(say("compares ", in_quotes(left.name), ", which is ", to_text(left.type),
                             ": no values of that type can be compared, but with null"));
        if (by_order && !has_order(left.type))
            refuse_check(say("orders ", in_quotes(left.name), ", which is ", to_text(left.type),
                             ": not all databases order that type alike"));
        if (const auto literal = tokens_.take_literal())
            return operand(left, *literal);
        const Side other = side();
        if (!comparable(left.type, other.type))
            refuse_check(say("compares ", in_quotes(left.name), ", which is ", to_text(left.type), ", with ",
                             in_quotes(other.name), ", which is ", to_text(other.type)));
        return other.column;
    }

    static Value operand(const Side &left, const Value &literal)
    {
        if (is_null(literal))
            refuse_check(say("compares ", in_quotes(left.name), " with null: write 'is null' or 'is not null'"));
        const Conversion conversion = convert(left.type, literal);
        if (!conversion.value)
            refuse_check(say("compares ", in_quotes(left.name), " with what ", in_quotes(left.name), " cannot be: it ",
                             conversion.complaint));
        return to_column(left.type, *conversion.value);
    }

    Condition list(const Side &left)
    {
        Condition in = compare(Condition::Kind::In, left);
        tokens_.expect("(");
        do {
            statement::Operand item = right(left, false);
            if (std::holds_alternative<statement::Column>(item))
                refuse_check("has an attribute in the brackets of 'in', which take literals");
            in.operands.push_back(std::move(item));
        } while (tokens_.take(","));
        tokens_.expect(")");
        return in;
    }

    const Model &model_;
    Tokens tokens_;
    std::size_t depth_ = 0;
};

} // namespace

statement::Condition parse_check(const Model &model, std::string_view expression)
{
    if (expression.size() > greatest_check)
        refuse_check("is longer than 4000 bytes");
    return Parser(model, expression).parse();
}

} // namespace gemel
