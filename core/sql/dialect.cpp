// What all dialects share, and the table of dialects.
#include "core/sql/dialect.hpp"

#include "core/base/failure.hpp"
#include "core/base/text.hpp"
#include "core/sql/postgresql.hpp"
#include "core/sql/sqlite.hpp"
#include "core/sql/writer.hpp"

namespace gemel::sql {

namespace {

driver::Command control(std::string sql)
{
    return {std::move(sql), {}, driver::Kind::Transaction};
}

std::string level(std::int32_t depth)
{
    return say("gemel_", to_text(Value(std::int64_t{depth})));
}

} // namespace

std::string Dialect::quoted(std::string_view identifier) const
{
    std::string out = "\"";
    for (const char c : identifier) {
        if (c == '"')
            out += '"';
        out += c;
    }
    return out += '"';
}

Rendered Dialect::render(const statement::Statement &statement) const
{
    Writer writer(*this);
    struct Write {
        Writer &to;
        void operator()(const statement::Select &s) const { to.select(s); }
        void operator()(const statement::Insert &s) const { to.insert(s); }
        void operator()(const statement::Update &s) const { to.update(s); }
        void operator()(const statement::Delete &s) const { to.erase(s); }
    };
    std::visit(Write{writer}, statement);
    return writer.take();
}

std::vector<driver::Command> Dialect::open(std::int32_t depth, const Transaction &transaction) const
{
    if (depth > 0)
        return {savepoint(depth)};
    std::vector<driver::Command> commands = limits();
    commands.insert(commands.begin(), begin(transaction));
    return commands;
}

driver::Command Dialect::commit() const
{
    return control("COMMIT");
}

driver::Command Dialect::rollback() const
{
    return control("ROLLBACK");
}

driver::Command Dialect::savepoint(std::int32_t depth) const
{
    return control(say("SAVEPOINT ", quoted(level(depth))));
}

driver::Command Dialect::release(std::int32_t depth) const
{
    return control(say("RELEASE SAVEPOINT ", quoted(level(depth))));
}

driver::Command Dialect::rollback_to(std::int32_t depth) const
{
    return control(say("ROLLBACK TO SAVEPOINT ", quoted(level(depth))));
}

std::vector<driver::Command> Dialect::undo(std::int32_t depth) const
{
    if (depth == 0)
        return {rollback()};
    return {rollback_to(depth), release(depth)};
}

std::shared_ptr<const Dialect> dialect(std::string_view name, std::string_view schema, const driver::Timeouts &timeouts)
{
    if (name == "sqlite")
        return sqlite();
    if (name == "postgresql")
        return postgresql(schema, timeouts);
    throw Failure(Status::INTERNAL, say("no dialect ", in_quotes(name)));
}

} // namespace gemel::sql
