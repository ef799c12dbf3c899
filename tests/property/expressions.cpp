// Right expressions follow the grammar; others are right ones with a wound, or tokens in any order. Must not know where
// they are put.
#include "expressions.hpp"

#include "vocabulary.hpp"

#include <algorithm>
#include <string_view>

namespace property {

namespace {

bool is_plain(const std::string &name)
{
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";
    static const std::vector<std::string> words{"not", "length", "null", "is", "in", "true", "default", "select"};
    return !name.empty() && name.find_first_not_of(letters) == std::string::npos &&
           (name.front() < '0' || name.front() > '9') && std::find(words.begin(), words.end(), name) == words.end();
}

class Writer {
public:
    Writer(Random &random, const std::vector<Operand> &operands) : random_(random), operands_(operands) {}

    std::string condition(int depth)
    {
        const std::size_t form = depth == 0 ? 9 : random_.below(10);
        if (form < 2)
            return condition(depth - 1) + " and " + condition(depth - 1);
        if (form < 4)
            return condition(depth - 1) + " or " + condition(depth - 1);
        if (form == 4)
            return "not " + inner(depth);
        if (form == 5)
            return inner(depth);
        return comparison();
    }

private:
    std::string inner(int depth) { return "(" + condition(depth - 1) + ")"; }

    std::string name(const std::string &attribute)
    {
        if (is_plain(attribute) && random_.chance(70))
            return attribute;
        std::string out = "\"";
        for (const char c : attribute)
            out.append(c == '"' ? 2 : 1, c);
        return out + '"';
    }

    std::string literal(const std::string &type) { return fitting(random_, type).words; }

    std::string comparison()
    {
        const Operand &operand = random_.pick(operands_);
        const bool length = is_text(operand.type) && random_.chance(30);
        const std::string type = length ? "integer" : operand.type;
        const std::string side =
            length ? random_.pick({"length(", "LENGTH ("}) + name(operand.name) + ")" : name(operand.name);
        const std::size_t form = is_comparable(type) ? random_.below(5) : 0;
        if (form == 0)
            return side + random_.pick({" is null", " IS NOT NULL"});
        const std::string negation = random_.chance(30) ? " not" : "";
        if (form == 1)
            return side + negation + " in (" + literal(type) + (random_.chance(50) ? ", " + literal(type) : "") + ")";
        if (form == 2 && is_ordered(type))
            return side + negation + " between " + literal(type) + " and " + literal(type);
        const std::string sign = is_ordered(type) && random_.chance(60) ? random_.pick({" < ", "<=", " > ", " >="})
                                                                        : random_.pick({" = ", "<>", " != "});
        return side + sign + (random_.chance(30) ? other(type) : literal(type));
    }

    /// An attribute of the same type.
    std::string other(const std::string &type)
    {
        std::vector<Operand> same;
        std::copy_if(operands_.begin(), operands_.end(), std::back_inserter(same),
                     [&](const Operand &it) { return it.type == type; });
        return same.empty() ? literal(type) : name(random_.pick(same).name);
    }

    Random &random_;
    const std::vector<Operand> &operands_;
};

std::string tokens(Random &random, const std::vector<Operand> &operands)
{
    std::string out;
    for (std::size_t i = random.below(8); i > 0; --i)
        out += random.pick({"(",     ")",   "and ", "or ",      "not ", "= ",     "< ", "'a' ", "1 ",
                            "null ", "is ", "in ",  "between ", ", ",   "length", "- ", "-1 ",  "1.5.2 ",
                            "nope ", "\"",  "'",    ";",        "--",   "/*",     "?"}) +
               (operands.empty() || random.chance(60) ? "" : random.pick(operands).name + " ");
    return out;
}

} // namespace

std::string right_expression(Random &random, const std::vector<Operand> &operands)
{
    return operands.empty() ? std::string() : Writer(random, operands).condition(2);
}

std::string any_expression(Random &random, const std::vector<Operand> &operands)
{
    if (operands.empty() || random.chance(30))
        return tokens(random, operands);
    std::vector<Operand> others = operands; // the type of one is not what it is said to be
    random.pick(others).type = any_type(random);
    std::string expression = right_expression(random, random.chance(50) ? operands : others);
    const std::size_t wound = random.below(expression.size());
    if (random.chance(20) && expression[wound] >= ' ') // it stays UTF-8
        expression.erase(wound, 1);
    if (random.chance(5))
        expression = std::string(1 + random.below(30), '(') + expression;
    return expression;
}

} // namespace property
