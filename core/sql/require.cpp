// A failing cast, because a server without functions of ours has no other way to fail: the text that is no integer
// comes back in the message, in whatever language that is. It depends on the count, so nothing evaluates it early.
#include "core/sql/require.hpp"

#include "core/base/text.hpp"
#include "core/sql/writer.hpp"

#include <charconv>

namespace gemel::sql {

namespace {

constexpr std::string_view no_integer = "22P02";
constexpr std::string_view marker = "gemel: step ";
constexpr std::string_view first_name = "gemel_first", second_name = "gemel_second";

std::string counted(const Dialect &dialect, std::string_view name, const Requirement &requirement)
{
    return say("(SELECT CASE WHEN count(*) = ", std::to_string(requirement.rows), " THEN 1 ELSE CAST('", marker,
               std::to_string(requirement.step), " has rows: ' || count(*) AS integer) END FROM ", dialect.quoted(name),
               ") AS ", dialect.quoted(say(name, "_rows")));
}

/// Writes a statement so that it can be counted: one that gives no rows gives one for each that it writes.
struct Write {
    Writer &to;

    void operator()(const statement::Select &s) const { to.select(s); }
    void operator()(const statement::Insert &s) const
    {
        to.insert(s);
        if (s.returning.empty() && s.echoed.empty())
            to.text(" RETURNING 1");
    }
    void operator()(const statement::Update &s) const
    {
        to.update(s);
        if (s.echoed.empty())
            to.text(" RETURNING 1");
    }
    void operator()(const statement::Delete &s) const
    {
        to.erase(s);
        to.text(" RETURNING 1");
    }
};

void open(Writer &writer, const Dialect &dialect, std::string_view before, std::string_view name)
{
    writer.text(say(before, dialect.quoted(name), " AS ("));
}

} // namespace

Rendered require(const Dialect &dialect, const statement::Statement &statement, Requirement requirement)
{
    Writer writer(dialect);
    const std::string name = dialect.quoted(first_name);
    open(writer, dialect, "WITH ", first_name);
    std::visit(Write{writer}, statement);
    writer.text(say(") SELECT ", name, ".*, ", dialect.quoted(say(first_name, "_rows")), ".* FROM ",
                    counted(dialect, first_name, requirement), " LEFT JOIN ", name, " ON TRUE"));
    return writer.take();
}

Rendered require(const Dialect &dialect, const statement::Insert &insert, Requirement made,
                 const statement::Update &update, Requirement updated)
{
    Writer writer(dialect);
    const std::string name = dialect.quoted(first_name);
    open(writer, dialect, "WITH ", first_name);
    Write{writer}(insert);
    writer.read_made(first_name, insert.returning);
    open(writer, dialect, "), ", second_name);
    Write{writer}(update);
    writer.text(say(") SELECT ", name, ".*, ", dialect.quoted(say(first_name, "_rows")), ".*, ",
                    dialect.quoted(say(second_name, "_rows")), ".* FROM ", counted(dialect, first_name, made),
                    " CROSS JOIN ", counted(dialect, second_name, updated), " LEFT JOIN ", name, " ON TRUE"));
    return writer.take();
}

std::optional<std::size_t> failed_requirement(const Failure &failure) noexcept
{
    const std::string_view message = failure.message;
    const std::size_t at = message.find(marker);
    if (failure.sqlstate != no_integer || at == std::string_view::npos)
        return std::nullopt;
    std::size_t step = 0;
    const char *digits = message.data() + at + marker.size();
    const auto [end, error] = std::from_chars(digits, message.data() + message.size(), step);
    return error == std::errc() && end != digits ? std::optional(step) : std::nullopt;
}

} // namespace gemel::sql
