/*
 * Tables that other software made, whose columns are not those that gemel would declare: what is in them is read where
 * it is exactly one value, else told with its row. What gemel writes into them is in test_tables_foreign_written.c. It
 * must not test forms of one cell, whatever its column (test_types_foreign.c).
 */
#include "declarations.h"
#include "fixture.h"
#include <stdio.h>

/* A column of table items, as its attribute has it. */
typedef struct foreign_column {
    const char *column, *attribute;
} foreign_column;

/* A table items of others with one column x, and Item with an attribute of that type. */
static int items_of_others(void **state, const foreign_column *it)
{
    const declaration declarations[DECLARATIONS_MAX] = {MODEL("Item"), ATTRIBUTE("Item", "x", it->attribute)};
    const char *url = shared_make();
    char sql[256];
    print_message("# %s as %s\n", it->column, it->attribute);
    if (!on_sqlite())
        shared_run("CREATE TYPE mood AS ENUM ('sad', 'ok', 'Glad')");
    snprintf(sql, sizeof sql, "CREATE TABLE items (id integer PRIMARY KEY, x %s)", it->column);
    shared_run(sql);
    return world_at(state, declared(declarations), url);
}

static void insert(const char *literal)
{
    char sql[256];
    snprintf(sql, sizeof sql, "INSERT INTO items (id, x) VALUES (7, %s)", literal);
    shared_run(sql);
}

/* dialect: 's', 'p' or 'b' for both. */
static bool is_here(char dialect)
{
    return dialect == 'b' || dialect == (on_sqlite() ? 's' : 'p');
}

static void what_is_exact_is_read(void **none)
{
    static const struct {
        char dialect;
        foreign_column of;
        const char *literal, *text;
    } cases[] = {
        {'b', {"numeric", "decimal(10,2)"}, "5", "5.00"},
        {'b', {"numeric", "decimal(10,2)"}, "1.5", "1.50"},
        {'b', {"numeric", "decimal(10,2)"}, "2.500", "2.50"},
        {'b', {"numeric", "decimal(10,2)"}, "-0.05", "-0.05"},
        {'b', {"numeric(10,2)", "decimal(12,4)"}, "2.5", "2.5000"},
        {'b', {"numeric(10,2)", "decimal(10)"}, "3.00", "3"},
        {'b', {"integer", "decimal(10,2)"}, "3", "3.00"},
        {'b', {"real", "decimal(10,2)"}, "2.5", "2.50"},
        {'b', {"double precision", "decimal(10,2)"}, "0.1", "0.10"},
        {'b', {"numeric(10,2)", "integer"}, "3", "3"},
        {'b', {"numeric", "bigint"}, "9223372036854775807", "9223372036854775807"},
        {'b', {"double precision", "bigint"}, "9007199254740992", "9007199254740992"},
        {'b', {"numeric(20,3)", "double"}, "2.5", "2.5"},
        {'b', {"numeric", "double"}, "0.1", "0.1"},
        {'b', {"bigint", "double"}, "9007199254740992", "9007199254740992"},
        {'b', {"timestamp", "timestamp"}, "'2024-02-29 12:00:00'", "2024-02-29T12:00:00.000000Z"},
        {'b', {"timestamp", "timestamp"}, "'2024-02-29T12:00:00.123456'", "2024-02-29T12:00:00.123456Z"},
        {'b', {"text", "timestamp"}, "'2024-02-29 12:00:00'", "2024-02-29T12:00:00.000000Z"},
        {'b', {"text", "timestamp"}, "'2024-02-29 12:00:00.000 +00:00'", "2024-02-29T12:00:00.000000Z"},
        {'b', {"text", "timestamp"}, "'2024-02-29T13:30:00+01:30'", "2024-02-29T12:00:00.000000Z"},
        {'b', {"text", "decimal(10,2)"}, "'2.5'", "2.50"},
        {'b', {"text", "enum('sad','ok')"}, "'ok'", "ok"},
        {'p', {"mood", "enum('sad','ok')"}, "'ok'", "ok"},
        {'p', {"mood", "string"}, "'Glad'", "Glad"},
        {'s', {"decimal(10,2)", "decimal(10,2)"}, "'3.00'", "3.00"},
        {'s', {"boolean", "boolean"}, "1.0", "true"},
    };
    size_t i;
    (void)none;
    for (i = 0; i < COUNT(cases); ++i) {
        void *state = NULL;
        if (!is_here(cases[i].dialect))
            continue;
        items_of_others(&state, &cases[i].of);
        insert(cases[i].literal);
        expect_attribute(found(state, "Item", "{}"), "x", cases[i].text);
        world_shared_free(&state);
    }
}

static void what_is_not_exact_names_its_row(void **none)
{
    static const struct {
        char dialect;
        foreign_column of;
        const char *literal;
    } cases[] = {
        {'b', {"numeric", "decimal(10,2)"}, "2.505"},
        {'b', {"numeric", "decimal(3,2)"}, "10"},
        {'b', {"numeric", "integer"}, "2.5"},
        {'b', {"double precision", "bigint"}, "2.5"},
        {'b', {"double precision", "decimal(20,2)"}, "12345678901234567"},
        {'b', {"bigint", "double"}, "9007199254740993"},
        {'b', {"bigint", "double"}, "9223372036854775807"},
        {'b', {"integer", "string"}, "7"},
        {'b', {"text", "timestamp"}, "'29.2.2024 12:00'"},
        {'b', {"text", "timestamp"}, "'2024-02-29'"},
        {'p', {"real", "decimal(10,2)"}, "2.1"},
        {'p', {"numeric", "decimal(10,2)"}, "'NaN'"},
        {'p', {"timestamp", "timestamp"}, "'infinity'"},
        {'p', {"mood", "enum('sad','ok')"}, "'Glad'"},
        {'s', {"numeric", "boolean"}, "2"},
        {'s', {"numeric", "boolean"}, "0.5"},
    };
    size_t i;
    (void)none;
    for (i = 0; i < COUNT(cases); ++i) {
        void *state = NULL;
        const world *w;
        gemel_records *rows = NULL;
        if (!is_here(cases[i].dialect))
            continue;
        items_of_others(&state, &cases[i].of);
        w = state;
        insert(cases[i].literal);
        expect(GEMEL_DATABASE, gemel_records_find_all(w->session, model(w, "Item"), NULL, NULL, &rows, &err));
        expect_mention("column 'x' of table 'items'");
        expect_mention("(Item.x of Item 7)");
        assert_string_equal(gemel_error_item_attribute(failure(), 0), "x");
        world_shared_free(&state);
    }
}

/* An enum of PostgreSQL's own is text to whoever asks; its own order is another. SQLite has only its name. */
static void an_enum_of_the_database_is_ordered_and_matched_as_text(void **none)
{
    static const foreign_column of = {"mood", "string"};
    void *state = NULL;
    const world *w;
    gemel_query *all = NULL, *glad = NULL;
    gemel_records *rows = NULL;
    int64_t count = 0;
    (void)none;
    items_of_others(&state, &of);
    w = state;
    shared_run("INSERT INTO items VALUES (1, 'sad'), (2, 'ok'), (3, 'Glad')");
    expect_ok(gemel_records_find_all(w->session, model(w, "Item"), NULL, with("{'order': 'x'}"), &rows, &err));
    assert_int_equal(gemel_records_count(rows), 3);
    expect_attribute(gemel_records_at(rows, 0), "x", "Glad");
    expect_attribute(gemel_records_at(rows, 2), "x", "sad");
    gemel_records_free(rows);
    expect_ok(gemel_query_new(model(w, "Item"), &all, &err));
    expect_ok(gemel_query_where_text(all, "x", "startsWith", "Gl", 2, &glad, &err));
    expect_ok(gemel_query_count(glad, w->session, &count, &err));
    assert_int_equal(count, 1);
    gemel_query_free(glad);
    gemel_query_free(all);
    world_shared_free(&state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ALONE(what_is_exact_is_read),
        ALONE(what_is_not_exact_names_its_row),
        ALONE(an_enum_of_the_database_is_ordered_and_matched_as_text),
    };
    return cmocka_run_group_tests_name("tables, foreign", tests, NULL, NULL);
}
