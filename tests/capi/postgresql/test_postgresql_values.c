/*
 * What PostgreSQL holds and gemel cannot, and the other way round: told with its column or refused, never another
 * value. Must not test what a type takes before it is sent (test_types.c), nor every form of a cell (tests/driver).
 */
#include "declarations.h"
#include "fixture.h"
#include <stdio.h>

static int items(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Item"),
        ATTRIBUTE("Item", "price", "decimal(5,2)"),
        ATTRIBUTE("Item", "day", "date column born"),
        ATTRIBUTE("Item", "moment", "timestamp"),
        ATTRIBUTE("Item", "big", "bigint"),
        ATTRIBUTE("Item", "body", "text"),
        ATTRIBUTE("Item", "doc", "json"),
        ATTRIBUTE("Item", "data", "blob"),
    };
    return world_shared(state, declared(declarations));
}

static gemel_status find(const world *w, const char *where)
{
    gemel_record *none = NULL;
    gemel_status status = gemel_record_find_first(w->session, model(w, "Item"), values(where), NULL, &none, &err);
    gemel_record_free(none);
    return status;
}

static void what_others_wrote_and_no_attribute_takes_is_told_with_its_column(void **state)
{
    static const char *const cases[][2] = {
        {"price", "'NaN'"},        {"born", "'infinity'"},       {"born", "'-infinity'"},
        {"born", "'10000-01-01'"}, {"born", "'0001-01-01 BC'"},  {"moment", "'infinity'"},
        {"moment", "'-infinity'"}, {"moment", "'10000-01-01Z'"}, {"moment", "'0044-03-15 12:00Z BC'"},
    };
    const world *w = *state;
    size_t i;
    for (i = 0; i < COUNT(cases); ++i) {
        char sql[256], told[128];
        gemel_records *none = NULL;
        print_message("# %s = %s\n", cases[i][0], cases[i][1]);
        snprintf(sql, sizeof sql, "DELETE FROM items; INSERT INTO items (id, %s) VALUES (1, %s)", cases[i][0],
                 cases[i][1]);
        shared_run(sql);
        snprintf(told, sizeof told, "column '%s' of table 'items' holds %s that is no valid", cases[i][0],
                 i == 0 ? "a number" : "text");
        expect(GEMEL_DATABASE, find(w, "{}"));
        expect_mention(told);
        expect(GEMEL_DATABASE, gemel_records_find_all(w->session, model(w, "Item"), NULL, NULL, &none, &err));
        expect_mention(told);
        assert_null(none);
    }
}

static void integers_beyond_doubles_are_exact(void **state)
{
    static const char *const numbers[] = {"9007199254740993", "-9007199254740993", "9223372036854775807",
                                          "-9223372036854775808"};
    const world *w = *state;
    size_t i;
    for (i = 0; i < COUNT(numbers); ++i) {
        char json[64], sql[128];
        snprintf(json, sizeof json, "{'big': %s}", numbers[i]);
        given(w, "Item", json);
        expect_attribute(found(w, "Item", json), "big", numbers[i]);
        snprintf(sql, sizeof sql, "SELECT count(*) FROM items WHERE big::text = '%s'", numbers[i]);
        assert_string_equal(shared_ask(sql), "1");
    }
}

/* PostgreSQL has no U+0000 in text and in json. In bytes it is one like others. */
static void u0000_is_refused_and_the_transaction_goes_on(void **state)
{
    const world *w = *state;
    gemel_record *item = given(w, "Item", "{'body': 'before', 'doc': 1}"), *none = NULL;
    gemel_values *where = values("{}");
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect(GEMEL_VALIDATION, gemel_record_update(item, values("{'body': 'a\\u0000b'}"), NULL, &err));
    expect_mention("body");
    expect(GEMEL_VALIDATION, gemel_record_update(item, values("{'doc': ['a\\u0000b']}"), NULL, &err));
    expect_ok(gemel_values_set_text(where, "body", "before\0", 7, &err));
    expect(GEMEL_VALIDATION, gemel_record_find_first(w->session, model(w, "Item"), where, NULL, &none, &err));
    assert_null(none);
    expect_ok(gemel_record_set_blob(item, "data", "a\0b", 3, &err));
    expect_ok(gemel_record_update(item, values("{'body': 'after', 'doc': 2}"), NULL, &err));
    expect_ok(gemel_session_commit(w->session, &err));
    expect_ok(gemel_record_reload(item, NULL, &err));
    expect_attribute(item, "body", "after");
    expect_attribute(item, "doc", "2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SHARED_WORLD(items, what_others_wrote_and_no_attribute_takes_is_told_with_its_column),
        IN_SHARED_WORLD(items, integers_beyond_doubles_are_exact),
        IN_SHARED_WORLD(items, u0000_is_refused_and_the_transaction_goes_on),
    };
    return cmocka_run_group_tests_name("values of PostgreSQL", tests, NULL, NULL);
}
