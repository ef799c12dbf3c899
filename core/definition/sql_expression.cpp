// Two databases read the text, and each has ways to quote that the other has not: whatever one of them could take for
// the beginning of a quote that is not seen here is refused.
#include "core/definition/sql_expression.hpp"

#include "core/base/text.hpp"
#include "core/sql/scanner.hpp"
#include "core/sql/unsettling.hpp"

namespace gemel {

namespace {

struct Forbidden {
    std::string_view text;
    std::string_view why;
};

constexpr Forbidden anywhere[] = {
    {std::string_view("\0", 1), "holds the character U+0000"},
    {"\\", "holds a '\\'"}, // escapes a quote in a text E'...' of PostgreSQL
};

constexpr Forbidden outside_quotes[] = {
    {";", "holds a ';'"},
    {"--", "holds a comment"},
    {"/*", "holds a comment"},
    {"?", "holds a '?': nothing is bound to it"},
    {"$", "holds a '$': nothing is bound to it, and texts are quoted by '"},
    {"`", "holds a '`': names are quoted by \""},
    {"[", "holds a '[': names are quoted by \""},
};

} // namespace

std::optional<std::string> fault_of_sql(std::string_view expression)
{
    if (expression.find_first_not_of(blanks) == std::string_view::npos)
        return "is empty";
    for (const Forbidden &it : anywhere)
        if (expression.find(it.text) != std::string_view::npos)
            return std::string(it.why);
    std::size_t depth = 0;
    for (std::size_t at = 0; at < expression.size(); ++at) {
        const char c = expression[at];
        if (c == '\'' || c == '"') {
            at = expression.find(c, at + 1); // a doubled quote closes and opens again
            if (at == std::string_view::npos)
                return "has a quote that is not closed";
            continue;
        }
        for (const Forbidden &it : outside_quotes)
            if (expression.substr(at, it.text.size()) == it.text)
                return std::string(it.why);
        if (c == '(')
            ++depth;
        if (c == ')' && depth-- == 0)
            return "closes a bracket that it has not opened";
    }
    if (depth > 0)
        return "has a bracket that is not closed";
    // Every row that is inserted would do it to whatever connection inserts it.
    static constexpr sql::Lexis as_postgresql{false, true, true, true};
    if (const auto call = sql::unsettling_call(sql::scan(expression, as_postgresql)))
        return say("calls ", in_quotes(*call), ", which would change the connection");
    return std::nullopt;
}

} // namespace gemel
