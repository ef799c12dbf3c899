// Tables as the dialect makes and drops them, in a schema of their own: also those that refer to each other, made
// twice, numbered, with defaults of every type.
#include "tests/driver/subject.hpp"

#include "core/base/text.hpp"

using namespace subject;

namespace {

constexpr gemel::TypeKind integer_kind = gemel::TypeKind::Integer;

/// Two tables that refer to each other, and one of them to itself.
std::vector<gemel::statement::TableDefinition> circle()
{
    const gemel::Type type{integer_kind};
    gemel::statement::TableDefinition a{"a it's", {{"id", type, true, true, {}}, {"b", type, false, false, {}}},
                                        {"id"},   "a_pkey",
                                        {},       {{"a it's_b_fkey", "b", "b", "id", "SET NULL", "CASCADE"}}};
    gemel::statement::TableDefinition b{
        "b",
        {{"id", type, true, true, {}}, {"a", type, false, false, {}}, {"b", type, false, false, {}}},
        {"id"},
        "b_pkey",
        {},
        {{"b_a_fkey", "a", "a it's", "id", "SET NULL", "CASCADE"}, {"b_b_fkey", "b", "b", "id", "CASCADE", "CASCADE"}}};
    return {a, b};
}

void make(Connection &connection, const std::vector<gemel::statement::TableDefinition> &definitions)
{
    std::vector<Command> commands{dialect().begin({})};
    for (const auto &it : definitions)
        commands.push_back(dialect().create_table(it));
    for (const auto &it : definitions)
        for (Command &command : dialect().add_foreign_keys(it))
            commands.push_back(std::move(command));
    commands.push_back(dialect().create_index({"b_a_index", "b", "a"}));
    commands.push_back(dialect().commit());
    std::size_t failed = 0;
    connection.run(commands, failed);
}

std::string count(Connection &connection, std::string_view from)
{
    return told(connection.execute(read(gemel::say("SELECT count(*) FROM ", from))));
}

} // namespace

static void tables_that_refer_to_each_other_are_made_once_and_dropped_together(void **)
{
    expect("3 foreign keys, 1 index; 3; 0 tables", [] {
        const auto connection = connect();
        const std::string schema = dialect().table("b").substr(0, dialect().table("b").rfind('.'));
        const auto keys = [&] {
            return count(*connection, gemel::say("pg_constraint WHERE contype = 'f' AND connamespace = '", schema,
                                                 "'::regnamespace"));
        };
        make(*connection, circle());
        std::string out = gemel::say(keys(), " foreign keys, ");
        out += gemel::say(count(*connection, "pg_class WHERE relname = 'b_a_index'"), " index; ");
        make(*connection, circle());
        out += keys();
        for (const Command &command : dialect().drop_tables({"a it's", "b"}))
            connection->execute(command);
        return gemel::say(out, "; ",
                          count(*connection, gemel::say("pg_class WHERE relkind = 'r' AND relnamespace = '", schema,
                                                        "'::regnamespace")),
                          " tables");
    });
}

static void a_table_that_others_refer_to_is_not_dropped_with_their_keys(void **)
{
    expect("database 2BP01", [] {
        const auto connection = connect();
        make(*connection, circle());
        std::string out;
        try {
            for (const Command &command : dialect().drop_tables({"b"}))
                connection->execute(command);
        } catch (const gemel::Failure &failure) {
            out = told(failure);
        }
        for (const Command &command : dialect().drop_tables({"a it's", "b"}))
            connection->execute(command);
        return out;
    });
}

static void a_numbered_column_is_the_key_and_takes_numbers_that_are_given(void **)
{
    expect("1; 7; unique 23505", [] {
        const auto connection = connect();
        const gemel::Type type{gemel::TypeKind::Bigint};
        connection->execute(dialect().create_table({"n", {{"id", type, true, true, {}}}, {"id"}, "n_pkey", {}, {}}));
        const std::string into = gemel::say("INSERT INTO ", table("n"), " ");
        std::string out = told(connection->execute(write(into + "DEFAULT VALUES RETURNING id")));
        out += "; " + told(connection->execute(write(into + "VALUES (7) RETURNING id")));
        try {
            connection->execute(write(into + "VALUES (7)"));
        } catch (const gemel::Failure &failure) {
            out += "; unique " + failure.sqlstate;
        }
        for (const Command &command : dialect().drop_tables({"n"}))
            connection->execute(command);
        return out;
    });
}

static void defaults_of_every_type_are_what_they_say(void **)
{
    expect("7|0.1|-Infinity|1|'it's \\ ok'|'9.90'|X'00ff'|'6ba7b810-9dad-11d1-80b4-00c04fd430c8'|'2024-02-29'|"
           "'2024-02-29T12:00:00.000000Z'|'{}'|'new'",
           [] {
               const auto connection = connect();
               const std::vector<std::pair<const char *, Value>> defaults = {
                   {"bigint", integer(7)},
                   {"double", 0.1},
                   {"double", -1e308 * 10},
                   {"boolean", true},
                   {"text", text("it's \\ ok")},
                   {"decimal(10,2)", text("9.90")},
                   {"blob", bytes(std::string("\0\xff", 2))},
                   {"uuid", text("6ba7b810-9dad-11d1-80b4-00c04fd430c8")},
                   {"date", text("2024-02-29")},
                   {"timestamp", text("2024-02-29T12:00:00.000000Z")},
                   {"json", text("{}")},
                   {"enum('new')", text("new")},
               };
               gemel::statement::TableDefinition definition{
                   "d", {{"id", gemel::Type{integer_kind}, true, true, {}}}, {"id"}, "d_pkey", {}, {}};
               std::string columns;
               for (const auto &[type, value] : defaults) {
                   const std::string name = gemel::say("c", std::to_string(definition.columns.size()));
                   definition.columns.push_back({name, *gemel::parse_type(type), true, false, value});
                   columns += gemel::say(columns.empty() ? "" : ", ", name);
               }
               connection->execute(dialect().create_table(definition));
               connection->execute(write(gemel::say("INSERT INTO ", table("d"), " DEFAULT VALUES")));
               const std::string out =
                   told(connection->execute(read(gemel::say("SELECT ", columns, " FROM ", table("d")))));
               for (const Command &command : dialect().drop_tables({"d"}))
                   connection->execute(command);
               return out;
           });
}

static int tests()
{
    const CMUnitTest all[] = {
        cmocka_unit_test(tables_that_refer_to_each_other_are_made_once_and_dropped_together),
        cmocka_unit_test(a_table_that_others_refer_to_is_not_dropped_with_their_keys),
        cmocka_unit_test(a_numbered_column_is_the_key_and_takes_numbers_that_are_given),
        cmocka_unit_test(defaults_of_every_type_are_what_they_say),
    };
    return cmocka_run_group_tests_name(quirks().name, all, nullptr, nullptr);
}

int main(int argc, char **argv)
{
    return on_each(argc, argv, tests);
}
