/*
 * Rows that other software wrote: SQLite takes anything into any column, gemel reads only what is exactly one value.
 * Columns that others declared are in test_tables_foreign.c. It must not test what gemel itself stores (test_types.c).
 */
#include "declarations.h"
#include "fixture.h"
#include "temporary.h"
#include <stdio.h>

static int file_of_items(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Item"),
        ATTRIBUTE("Item", "price", "decimal(5,2)"),
        ATTRIBUTE("Item", "data", "blob"),
        ATTRIBUTE("Item", "ident", "uuid"),
        ATTRIBUTE("Item", "day", "date column born"),
        ATTRIBUTE("Item", "moment", "timestamp"),
        ATTRIBUTE("Item", "doc", "json"),
        ATTRIBUTE("Item", "state", "string"),
        ATTRIBUTE("Item", "count", "decimal(3)"),
    };
    temporary_make();
    return world_at(state, declared(declarations), temporary_url("items.db"));
}

static int remove_file(void **state)
{
    world_free(state);
    temporary_remove();
    return 0;
}

static void write_row(const char *column, const char *literal)
{
    char sql[512];
    snprintf(sql, sizeof sql, "DELETE FROM items; INSERT INTO items (id, %s) VALUES (1, %s)", column, literal);
    sqlite_run(temporary_path("items.db"), sql);
}

static void a_cell_in_another_form_is_refused(void **state)
{
    const world *w = *state;
    static const struct {
        const char *column, *literal, *holds;
    } cases[] = {
        {"price", "'1000.00'", "text"},
        {"price", "'9.905'", "text"},
        {"price", "'9.9e0'", "text"},
        {"price", "'9,90'", "text"},
        {"price", "'9.9x'", "text"},
        {"price", "'x.90'", "text"},
        {"price", "''", "text"},
        {"price", "'-'", "text"},
        {"price", "X'392e3930'", "bytes"},
        {"count", "'1000'", "text"},
        {"count", "'-'", "text"},
        {"data", "'00ff'", "text"},
        {"ident", "'6BA7B810-9DAD-11D1-80B4-00C04FD430C8'", "text"},
        {"ident", "'6ba7b8109dad11d180b400c04fd430c8'", "text"},
        {"ident", "'6ba7b810-9dad-11d1-80b4-00c04fd430cg'", "text"},
        {"ident", "'6ba7b810-9dad-11d1-80b4-00c04fd430--'", "text"},
        {"ident", "'6ba7b8109-dad-11d1-80b4-00c04fd430c8'", "text"},
        {"ident", "'6ba7b810_9dad_11d1_80b4_00c04fd430c8'", "text"},
        {"ident", "X'6ba7b8109dad11d180b400c04fd430c8'", "bytes"},
        {"born", "'2024-02-30'", "text"},
        {"born", "'2024-02-29 '", "text"},
        {"born", "'0000-01-01'", "text"},
        {"born", "X'00'", "bytes"},
        {"moment", "'2024-02-29'", "text"},
        {"moment", "'2024-02-29T12:00:00.0000001Z'", "text"},
        {"moment", "'2024-02-29T12:00:60.000000Z'", "text"},
        {"moment", "'2024-02-29T12:00:00.000000+'", "text"},
        {"doc", "'{'", "text"},
        {"doc", "''", "text"},
        {"doc", "CAST(X'22FF22' AS TEXT)", "text"},
        {"doc", "X'31'", "bytes"},
        {"state", "X'31'", "bytes"},
    };
    size_t i;
    for (i = 0; i < COUNT(cases); ++i) {
        gemel_record *none = NULL;
        char holds[64];
        write_row(cases[i].column, cases[i].literal);
        print_message("# %s = %s\n", cases[i].column, cases[i].literal);
        expect(GEMEL_DATABASE, gemel_record_find_first(w->session, model(w, "Item"), NULL, NULL, &none, &err));
        snprintf(holds, sizeof holds, "column '%s' of table 'items' holds %s", cases[i].column, cases[i].holds);
        expect_mention(holds);
        assert_null(none);
    }
    write_row("born", "'today'");
    {
        gemel_records *none = NULL;
        expect(GEMEL_DATABASE, gemel_records_find_all(w->session, model(w, "Item"), NULL, NULL, &none, &err));
        assert_string_equal(gemel_error_message(failure()),
                            "column 'born' of table 'items' holds text that is no valid date (Item.day of Item 1)");
    }
}

static void a_cell_that_says_exactly_one_value_is_read(void **state)
{
    const world *w = *state;
    static const struct {
        const char *column, *literal, *attribute, *text;
    } cases[] = {
        {"price", "'-999.99'", "price", "-999.99"},
        {"price", "'0.00'", "price", "0.00"},
        {"price", "'-0.05'", "price", "-0.05"},
        {"price", "'9.9'", "price", "9.90"},
        {"price", "'9.900'", "price", "9.90"},
        {"price", "'09.90'", "price", "9.90"},
        {"price", "'+9.90'", "price", "9.90"},
        {"price", "'-0.00'", "price", "0.00"},
        {"price", "'.90'", "price", "0.90"},
        {"price", "'-.90'", "price", "-0.90"},
        {"count", "'1.'", "count", "1"},
        {"count", "'-0'", "count", "0"},
        {"count", "'999'", "count", "999"},
        {"count", "'0'", "count", "0"},
        {"data", "X''", "data", ""},
        {"data", "X'00FF'", "data", "00ff"},
        {"ident", "'6ba7b810-9dad-11d1-80b4-00c04fd430c8'", "ident", "6ba7b810-9dad-11d1-80b4-00c04fd430c8"},
        {"born", "'0001-01-01'", "day", "0001-01-01"},
        {"moment", "'9999-12-31T23:59:59.999999Z'", "moment", "9999-12-31T23:59:59.999999Z"},
        {"moment", "'2024-02-29T12:00:00Z'", "moment", "2024-02-29T12:00:00.000000Z"},
        {"moment", "'2024-02-29 12:00:00'", "moment", "2024-02-29T12:00:00.000000Z"},
        {"moment", "'2024-02-29 12:00:00.5 +01:00'", "moment", "2024-02-29T11:00:00.500000Z"},
    };
    size_t i;
    for (i = 0; i < COUNT(cases); ++i) {
        write_row(cases[i].column, cases[i].literal);
        expect_attribute(found(w, "Item", "{}"), cases[i].attribute, cases[i].text);
    }
}

static void json_of_others_may_have_blanks_and_is_then_no_change(void **state)
{
    const world *w = *state;
    gemel_record *item;
    write_row("doc", "' { \"a\" : [ 1e400 , \" x \" ] , \"a\" : 2 } '");
    item = found(w, "Item", "{}");
    expect_attribute(item, "doc", "{\"a\":[1e400,\" x \"],\"a\":2}");
    write_row("doc", "'[1, 2]'");
    item = found(w, "Item", "{}");
    expect_ok(gemel_record_assign(item, values("{'doc': [1, 2]}"), &err));
    assert_false(gemel_record_is_changed(item));
}

/* The database itself refuses what is no value of an enum, so an older definition stands for other software. */
static void a_value_that_an_enum_no_longer_has_is_refused(void **state)
{
    static const declaration before[DECLARATIONS_MAX] = {MODEL("Item"),
                                                         ATTRIBUTE("Item", "state", "enum('new','old','gone')")};
    static const declaration after[DECLARATIONS_MAX] = {MODEL("Item"), ATTRIBUTE("Item", "state", "enum('new','old')")};
    void *older = NULL, *newer = NULL;
    const world *w;
    gemel_records *none = NULL;
    (void)state;
    temporary_make();
    world_at(&older, declared(before), temporary_url("enum.db"));
    given(older, "Item", "{'state': 'old'}");
    world_at(&newer, declared(after), temporary_url("enum.db"));
    w = newer;
    expect_rows(w, "Item", "1 old");
    given(older, "Item", "{'state': 'gone'}");
    expect(GEMEL_DATABASE, gemel_records_find_all(w->session, model(w, "Item"), NULL, NULL, &none, &err));
    assert_string_equal(gemel_error_message(failure()),
                        "column 'state' of table 'items' holds text that is no valid enum (Item.state of Item 2)");
    world_free(&newer);
    world_free(&older);
    temporary_remove();
}

#define WITH_FILE(test) cmocka_unit_test_setup_teardown(test, file_of_items, remove_file)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FILE(a_cell_in_another_form_is_refused),
        WITH_FILE(a_cell_that_says_exactly_one_value_is_read),
        WITH_FILE(json_of_others_may_have_blanks_and_is_then_no_change),
        ALONE(a_value_that_an_enum_no_longer_has_is_refused),
    };
    return cmocka_run_group_tests_name("types, foreign", tests, NULL, NULL);
}
