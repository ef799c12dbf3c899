// Finds the subject and tells what it did. Asserts nothing but what it is asked to.
#include "tests/driver/subject.hpp"

#include "core/base/text.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace subject {

namespace {

// Whatever a server or a role may have set, results mean the same.
constexpr const char *odd_settings = "options=-c%20datestyle%3DGerman%20-c%20timezone%3DAsia/Kathmandu%20-c%20"
                                     "extra_float_digits%3D0%20-c%20bytea_output%3Descape%20-c%20"
                                     "standard_conforming_strings%3Doff";

constexpr Quirks subjects[] = {
    {"sqlite", nullptr, "", false, true},
    {"postgresql", "GEMEL_TEST_POSTGRESQL", "", true, true},
    {"repeatable_read", "GEMEL_TEST_POSTGRESQL_RR", "", true, true},
    {"odd_settings", "GEMEL_TEST_POSTGRESQL", odd_settings, true, true},
    {"pgbouncer", "GEMEL_TEST_PGBOUNCER", "", true, false},
};

const Quirks *chosen = nullptr;
std::string schema;
std::shared_ptr<const gemel::sql::Dialect> the_dialect;

std::string told(const gemel::driver::Rows &rows, const gemel::driver::Cell &cell)
{
    using gemel::driver::Form;
    switch (cell.form) {
    case Form::Integer:
        return std::to_string(cell.word);
    case Form::Double:
        return gemel::to_text(Value(cell.real()));
    case Form::Text:
    case Form::Decimal:
        return gemel::say("'", rows.bytes(cell), "'");
    case Form::Blob:
        return gemel::say("X'", gemel::hexadecimal(rows.bytes(cell)), "'");
    case Form::Null:
        break;
    }
    return "null";
}

const Quirks *find(std::string_view name)
{
    const auto found =
        std::find_if(std::begin(subjects), std::end(subjects), [&](const Quirks &it) { return it.name == name; });
    if (found == std::end(subjects) || (found->variable && !std::getenv(found->variable)))
        throw gemel::Failure(gemel::Status::USAGE, gemel::say("no subject ", gemel::in_quotes(name),
                                                              ": run it by tests/servers/with-servers"));
    return &*found;
}

int on_one(std::string_view name, int (*tests)())
{
    chosen = find(name);
    schema = chosen->has_server ? gemel::say("test \"", std::to_string(getpid()), "\"") : "";
    the_dialect = gemel::sql::dialect(chosen->has_server ? "postgresql" : "sqlite", schema);
    if (!chosen->has_server)
        return tests();
    connect()->execute(define(gemel::say("CREATE SCHEMA ", dialect().quoted(schema))));
    const int failed = tests();
    connect()->execute(define(gemel::say("DROP SCHEMA ", dialect().quoted(schema), " CASCADE")));
    return failed;
}

} // namespace

int on_each(int argc, char **argv, int (*tests)())
{
    int failed = argc > 1 ? 0 : 1;
    try {
        for (int i = 1; i < argc; ++i)
            failed += on_one(argv[i], tests);
    } catch (const gemel::Failure &failure) {
        std::fprintf(stderr, "%s\n", failure.what());
        return 1;
    }
    return failed == 0 ? 0 : 1;
}

const Quirks &quirks()
{
    return *chosen;
}

std::string url(std::string_view more)
{
    if (!quirks().variable)
        return "sqlite::memory:";
    const char *it = std::getenv(quirks().variable);
    std::string out = it ? it : "";
    for (const std::string_view part : {std::string_view(quirks().more), more})
        if (!part.empty())
            out += gemel::say(out.find('?') == std::string::npos ? "?" : "&", part);
    return out;
}

std::unique_ptr<Connection> connect(std::string_view more)
{
    const gemel::driver::Located located = gemel::driver::locate(url(more));
    return located.driver->connect(located.target);
}

const gemel::sql::Dialect &dialect()
{
    return *the_dialect;
}

std::string table(std::string_view name)
{
    return dialect().table(name);
}

Value integer(std::int64_t value)
{
    return value;
}

Value text(std::string value)
{
    return value;
}

Value bytes(std::string value)
{
    return gemel::Bytes{std::move(value)};
}

Command read(std::string sql, std::vector<Value> binds)
{
    return {std::move(sql), std::move(binds), Kind::Read};
}

Command write(std::string sql, std::vector<Value> binds)
{
    return {std::move(sql), std::move(binds), Kind::Write};
}

Command define(std::string sql)
{
    return {std::move(sql), {}, Kind::Definition};
}

Command control(std::string sql)
{
    return {std::move(sql), {}, Kind::Transaction};
}

std::string told(const Result &result)
{
    std::string out;
    const gemel::driver::Rows &rows = result.rows;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        out += row ? "; " : "";
        for (std::size_t column = 0; column < rows.width(); ++column)
            out += gemel::say(column ? "|" : "", told(rows, rows.at(row, column)));
    }
    return out;
}

std::string told(const gemel::Failure &failure)
{
    std::string out = gemel::status_name(static_cast<std::int32_t>(failure.status));
    for (const std::string &part : {failure.sqlstate, failure.table, failure.constraint})
        out += part.empty() ? "" : gemel::say(" ", part);
    for (const std::string &column : failure.columns)
        out += gemel::say(" (", column, ")");
    return out;
}

void expect(const char *expected, std::string (*body)())
{
    static std::string got;
    try {
        got = body();
    } catch (const gemel::Failure &failure) {
        got = told(failure);
        if (got != expected)
            std::fprintf(stderr, "%s\n", failure.what());
    }
    assert_string_equal(got.c_str(), expected);
}

} // namespace subject
