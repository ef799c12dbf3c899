/*
 * Many rows at once: what is written, in which order, and that it is all or nothing. Bulks have test_bulk_writer.c; the
 * checks of single values are those of gemel_record_create and have tests of their own.
 */
#include "declarations.h"
#include "fixture.h"

enum { ROWS_MAX = 8 };

static gemel_status insert(const world *w, const char *name, const char *const *rows, const char *options,
                           gemel_records **out)
{
    const gemel_values *list[ROWS_MAX];
    size_t count = 0;
    for (; count < ROWS_MAX && rows[count]; ++count)
        list[count] = values(rows[count]);
    return gemel_records_insert(w->session, model(w, name), list, count, options ? with(options) : NULL, out, &err);
}

/* Every type, and a text that the database makes. */
static int world_all_types(void **state)
{
    const declaration declarations[DECLARATIONS_MAX] = {
        MODEL_WITH("Thing", "{'timestamps': true}"),
        ATTRIBUTE("Thing", "body", "text"),
        ATTRIBUTE("Thing", "real", "double"),
        ATTRIBUTE("Thing", "flag", "boolean default false"),
        ATTRIBUTE("Thing", "price", "decimal(10,2)"),
        ATTRIBUTE("Thing", "data", "blob"),
        ATTRIBUTE("Thing", "code", "uuid"),
        ATTRIBUTE("Thing", "day", "date"),
        ATTRIBUTE("Thing", "doc", "json"),
        ATTRIBUTE("Thing", "made", "string default ('by ' || 'it')"),
    };
    return world_of(state, declared(declarations));
}

static void rows_are_written_in_their_order_with_one_statement(void **state)
{
    world *w = *state;
    const char *const rows[] = {"{'name': 'a'}", "{'name': 'b'}", "{'name': null}", NULL};
    forget_statements(w);
    expect_ok(insert(w, "Person", rows, NULL, NULL));
    expect_statements(w, 0, 1);
    expect_rows(w, "Person", "1 a, 2 b, 3 null");
}

static void no_rows_are_no_statement(void **state)
{
    world *w = *state;
    gemel_records *made = NULL;
    forget_statements(w);
    expect_ok(gemel_records_insert(w->session, model(w, "Person"), NULL, 0, NULL, NULL, &err));
    expect_ok(gemel_records_insert(w->session, model(w, "Person"), NULL, 0, with("{'returning': true}"), &made, &err));
    assert_int_equal(gemel_records_count(made), 0);
    gemel_records_free(made);
    expect_statements(w, 0, 0);
}

static void rows_without_values_are_made_by_the_database(void **state)
{
    const world *w = *state;
    const gemel_values *rows[] = {NULL, values("{}"), NULL};
    expect_ok(gemel_records_insert(w->session, model(w, "Person"), rows, 3, NULL, NULL, &err));
    expect_rows(w, "Person", "1 null, 2 null, 3 null");
}

static void a_row_without_values_leaves_those_of_others(void **state)
{
    const world *w = *state;
    const gemel_values *rows[] = {NULL, values("{'name': 'Bob'}"), NULL};
    expect_ok(gemel_records_insert(w->session, model(w, "Person"), rows, 3, NULL, NULL, &err));
    expect_rows(w, "Person", "1 null, 2 Bob, 3 null");
}

static void every_type_arrives_as_it_was_given(void **state)
{
    static const char bytes[] = {'\\', '\0', '\t', '\n', '\x7f', 'N'};
    static const char *const texts[] = {"tab\there",
                                        "line\nfeed\r\n",
                                        "back\\slash \\N \\. \\t",
                                        "\\N",
                                        "\\.",
                                        "\"quoted\", 'so'",
                                        "",
                                        "gr\xc3\xbc\xc3\x9f \xf0\x9f\x90\x8e"};
    const world *w = *state;
    const gemel_values *rows[COUNT(texts)];
    for (size_t i = 0; i < COUNT(texts); ++i) {
        gemel_values *v = values("{'real': 0.1, 'flag': true, 'price': '-12.50', 'day': '0001-01-01',"
                                 " 'code': '6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'doc': {'a\\n': ['\\t', 1]}}");
        expect_ok(gemel_values_set_text(v, "body", texts[i], GEMEL_NUL, &err));
        expect_ok(gemel_values_set_blob(v, "data", bytes, i == 0 ? 0 : sizeof bytes, &err));
        rows[i] = v;
    }
    expect_ok(gemel_records_insert(w->session, model(w, "Thing"), rows, COUNT(rows), NULL, NULL, &err));
    for (size_t i = 0; i < COUNT(texts); ++i) {
        gemel_values *key = values("{}");
        gemel_record *thing = NULL;
        const void *data = NULL;
        size_t size = 99;
        double real = 0;
        gemel_values_set_int(key, "id", (int64_t)i + 1, NULL);
        expect_ok(gemel_record_find(w->session, model(w, "Thing"), key, NULL, &thing, &err));
        keep(thing);
        expect_attribute(thing, "body", texts[i]);
        expect_ok(gemel_record_get_double(thing, "real", &real, &err));
        assert_true(real == 0.1);
        expect_attribute(thing, "flag", "true");
        expect_attribute(thing, "price", "-12.50");
        expect_attribute(thing, "code", "6ba7b810-9dad-11d1-80b4-00c04fd430c8");
        expect_attribute(thing, "day", "0001-01-01");
        expect_attribute(thing, "doc", "{\"a\\n\":[\"\\t\",1]}");
        expect_ok(gemel_record_get_blob(thing, "data", &data, &size, &err));
        assert_int_equal(size, i == 0 ? 0 : sizeof bytes);
        assert_memory_equal(data, bytes, size);
    }
}

static void what_is_not_given_is_made_as_create_makes_it(void **state)
{
    const world *w = *state;
    const char *const rows[] = {"{'body': 'a'}", "{'body': 'b', 'flag': true, 'made': 'by me'}", NULL};
    gemel_record *first, *second;
    int64_t created = 0, updated = 1, others = 2;
    expect_ok(insert(w, "Thing", rows, NULL, NULL));
    first = found(w, "Thing", "{'body': 'a'}");
    second = found(w, "Thing", "{'body': 'b'}");
    expect_attribute(first, "flag", "false");
    expect_attribute(first, "made", "by it");
    expect_attribute(first, "price", NULL);
    expect_attribute(second, "flag", "true");
    expect_attribute(second, "made", "by me");
    expect_ok(gemel_record_get_int(first, "createdAt", &created, &err));
    expect_ok(gemel_record_get_int(first, "updatedAt", &updated, &err));
    expect_ok(gemel_record_get_int(second, "createdAt", &others, &err));
    assert_true(created > 0 && created == updated && created == others);
}

static void rows_with_values_for_other_attributes_keep_their_order(void **state)
{
    const world *w = *state;
    const char *const rows[] = {"{'id': 5, 'name': 'a'}", "{'name': 'b'}", "{'name': 'c'}", "{'id': 9, 'name': 'd'}",
                                NULL};
    gemel_records *made = NULL;
    static const char *const names[] = {"a", "b", "c", "d"};
    expect_ok(insert(w, "Person", rows, "{'returning': true}", &made));
    assert_int_equal(gemel_records_count(made), 4);
    for (size_t i = 0; i < 4; ++i)
        expect_attribute(gemel_records_at(made, i), "name", names[i]);
    expect_attribute(gemel_records_at(made, 0), "id", "5");
    expect_attribute(gemel_records_at(made, 1), "id", by_dialect("6", "1"));
    gemel_records_free(made);
    expect_rows(w, "Person", by_dialect("5 a, 6 b, 7 c, 9 d", "1 b, 2 c, 5 a, 9 d"));
}

/* ---- Records ---- */

static void returning_gives_records_in_the_order_of_the_rows(void **state)
{
    const world *w = *state;
    const char *const rows[] = {"{'body': 'c'}", "{'body': 'a', 'made': 'x'}", "{'body': 'b'}", NULL};
    static const char *const bodies[] = {"c", "a", "b"}, *const made_by[] = {"by it", "x", "by it"},
                             *const ids[] = {"1", "2", "3"};
    gemel_records *made = NULL;
    expect_ok(insert(w, "Thing", rows, "{'returning': true}", &made));
    assert_int_equal(gemel_records_count(made), 3);
    for (size_t i = 0; i < 3; ++i) {
        gemel_record *thing = gemel_records_at(made, i);
        assert_false(gemel_record_is_new(thing));
        assert_false(gemel_record_is_changed(thing));
        expect_attribute(thing, "id", ids[i]);
        expect_attribute(thing, "body", bodies[i]);
        expect_attribute(thing, "made", made_by[i]);
        expect_attribute(thing, "flag", "false");
    }
    expect_ok(gemel_record_set_text(gemel_records_at(made, 1), "body", "d", GEMEL_NUL, &err));
    expect_ok(gemel_record_save(gemel_records_at(made, 1), NULL, &err));
    expect_attribute(found(w, "Thing", "{'id': 2}"), "body", "d");
    gemel_records_free(made);
}

static void without_returning_there_are_no_records(void **state)
{
    const world *w = *state;
    const char *const rows[] = {"{'name': 'a'}", NULL};
    gemel_records *made = (gemel_records *)w;
    expect_ok(insert(w, "Person", rows, NULL, &made));
    assert_null(made);
    expect_ok(insert(w, "Person", rows, "{'returning': true}", NULL));
    expect_rows(w, "Person", "1 a, 2 a");
}

static void a_rollback_makes_the_records_new_again(void **state)
{
    const world *w = *state;
    const char *const rows[] = {"{'name': 'a'}", "{'name': 'b'}", NULL};
    gemel_records *made = NULL;
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(insert(w, "Person", rows, "{'returning': true}", &made));
    expect_ok(gemel_session_rollback(w->session, &err));
    assert_true(gemel_record_is_new(gemel_records_at(made, 0)));
    expect_attribute(gemel_records_at(made, 1), "id", NULL);
    expect_attribute(gemel_records_at(made, 1), "name", "b");
    expect_ok(gemel_record_save(gemel_records_at(made, 1), NULL, &err));
    gemel_records_free(made);
    expect_rows(w, "Person", by_dialect("1 b", "3 b"));
}

static void what_is_lazy_is_loaded_for_all_of_them(void **state)
{
    world *w = *state;
    const char *const rows[] = {"{'name': 'a'}", "{'name': 'b'}", NULL};
    gemel_records *made = NULL;
    gemel_record *licence = NULL;
    expect_ok(insert(w, "Person", rows, "{'returning': true}", &made));
    given(w, "License", "{'number': 'A', 'ownerId': 1}");
    given(w, "License", "{'number': 'B', 'ownerId': 2}");
    forget_statements(w);
    for (size_t i = 0; i < 2; ++i) {
        expect_ok(gemel_record_load_association(gemel_records_at(made, i), "license", NULL, &licence, &err));
        expect_attribute(keep(licence), "number", i == 0 ? "A" : "B");
    }
    expect_statements(w, 1, 0);
    gemel_records_free(made);
}

/* ---- All or nothing ---- */

static void all_rows_are_checked_before_the_first_statement(void **state)
{
    world *w = *state;
    const char *const null[] = {"{'number': 'A', 'ownerId': 1}", "{'number': 'B'}", NULL};
    const char *const misfit[] = {"{'number': 'A', 'ownerId': 1}", "{'number': 7, 'ownerId': 1}", NULL};
    const char *const unknown[] = {"{'nummer': 'A'}", NULL};
    forget_statements(w);
    expect(GEMEL_NOT_NULL, insert(w, "License", null, NULL, NULL));
    expect_mention("row 2: License.ownerId");
    assert_int_equal(gemel_error_item_count(failure()), 1);
    expect(GEMEL_VALIDATION, insert(w, "License", misfit, "{'returning': true}", NULL));
    expect_mention("row 2: License.number");
    expect(GEMEL_USAGE, insert(w, "License", unknown, NULL, NULL));
    expect_mention("row 1: unknown attribute 'nummer'");
    expect_mention("number");
    expect_statements(w, 0, 0);
    expect_rows(w, "License", "");
}

static void a_row_that_the_database_refuses_leaves_none_and_is_named(void **state)
{
    const world *w = *state;
    const char *const rows[] = {"{'number': 'A', 'ownerId': 1}", "{'number': 'B', 'ownerId': 2}",
                                "{'number': 'C', 'ownerId': 1}", "{'number': 'D'}", NULL};
    given(w, "Person", "{'name': 'a'}");
    given(w, "Person", "{'name': 'b'}");
    expect(GEMEL_UNIQUE, insert(w, "License", rows, NULL, NULL));
    expect_mention("row 3: License.ownerId");
    expect(GEMEL_UNIQUE, insert(w, "License", rows, "{'returning': true}", NULL));
    expect_mention("row 3: License.ownerId");
    expect_rows(w, "License", "");
}

static void rows_that_refer_to_nobody_are_refused(void **state)
{
    const world *w = *state;
    const char *const rows[] = {"{'number': 'A', 'ownerId': 1}", "{'number': 'B', 'ownerId': 9}", NULL};
    given(w, "Person", "{'name': 'a'}");
    expect(GEMEL_FOREIGN_KEY, insert(w, "License", rows, NULL, NULL));
    expect_rows(w, "License", "");
}

static void in_a_transaction_a_refused_call_leaves_the_rest(void **state)
{
    const world *w = *state;
    const char *const twice[] = {"{'id': 1}", "{'id': 1}", NULL}, *const fine[] = {"{'id': 2}", "{'id': 3}", NULL};
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(insert(w, "Person", fine, NULL, NULL));
    expect(GEMEL_UNIQUE, insert(w, "Person", twice, NULL, NULL));
    expect_own_rows(w, "Person", "2 null, 3 null");
    expect_ok(gemel_session_commit(w->session, &err));
    expect_rows(w, "Person", "2 null, 3 null");
}

static void a_transaction_that_only_reads_takes_no_rows(void **state)
{
    const world *w = *state;
    const char *const rows[] = {"{'id': 1}", NULL};
    expect_ok(gemel_session_begin(w->session, with("{'readOnly': true}"), &err));
    expect(GEMEL_USAGE, insert(w, "Person", rows, NULL, NULL));
    expect_mention("only reads");
    expect_ok(gemel_session_rollback(w->session, &err));
}

static void what_is_no_row_or_no_option_is_refused(void **state)
{
    const world *w = *state;
    const char *const rows[] = {"{'name': 'a'}", NULL};
    expect(GEMEL_USAGE, gemel_records_insert(w->session, model(w, "Person"), NULL, 1, NULL, NULL, &err));
    expect_mention("rows");
    expect(GEMEL_USAGE, insert(w, "Person", rows, "{'retuning': true}", NULL));
    expect_mention("returning");
    expect(GEMEL_USAGE, insert(w, "Person", rows, "{'returning': 1}", NULL));
    expect(GEMEL_USAGE, gemel_records_insert(NULL, model(w, "Person"), NULL, 0, NULL, NULL, &err));
    expect(GEMEL_USAGE, gemel_records_insert(w->session, NULL, NULL, 0, NULL, NULL, &err));
    expect_rows(w, "Person", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_n, rows_are_written_in_their_order_with_one_statement),
        IN_WORLD(world_n, no_rows_are_no_statement),
        IN_WORLD(world_n, rows_without_values_are_made_by_the_database),
        IN_WORLD(world_n, a_row_without_values_leaves_those_of_others),
        IN_WORLD(world_all_types, every_type_arrives_as_it_was_given),
        IN_WORLD(world_all_types, what_is_not_given_is_made_as_create_makes_it),
        IN_WORLD(world_n, rows_with_values_for_other_attributes_keep_their_order),
        IN_WORLD(world_all_types, returning_gives_records_in_the_order_of_the_rows),
        IN_WORLD(world_n, without_returning_there_are_no_records),
        IN_WORLD(world_n, a_rollback_makes_the_records_new_again),
        IN_WORLD(world_n, what_is_lazy_is_loaded_for_all_of_them),
        IN_WORLD(world_ru, all_rows_are_checked_before_the_first_statement),
        IN_WORLD(world_u, a_row_that_the_database_refuses_leaves_none_and_is_named),
        IN_WORLD(world_n, rows_that_refer_to_nobody_are_refused),
        IN_WORLD(world_n, in_a_transaction_a_refused_call_leaves_the_rest),
        IN_WORLD(world_n, a_transaction_that_only_reads_takes_no_rows),
        IN_WORLD(world_n, what_is_no_row_or_no_option_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
