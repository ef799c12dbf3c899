/*
 * Asking in SQL: named values are bound, whatever stands around the names; records by columns, and rows of values. It
 * must not test what the SQL of a database means.
 */
#include "asked.h"
#include "declarations.h"
#include <stdio.h>

static int world_asked(void **state)
{
    gemel_schema *s = gemel_schema_new();
    gemel_schema_add_model(s, "Person", NULL, NULL, NULL);
    gemel_schema_add_attribute(s, "Person", "fullName", "string column full_name", NULL, NULL);
    gemel_schema_add_attribute(s, "Person", "active", "boolean", NULL, NULL);
    gemel_schema_add_attribute(s, "Person", "born", "date", NULL, NULL);
    world_of(state, s);
    given(*state, "Person", "{'id': 1, 'fullName': 'ann', 'active': true, 'born': '2024-02-29'}");
    given(*state, "Person", "{'id': 2, 'fullName': 'b\\u0027o:b'}");
    forget_statements(*state);
    return 0;
}

static void expect_answer_at(const world *w, const char *sql, const char *given_values, const char *shown, int line)
{
    gemel_rows *rows = NULL;
    const char *json = NULL;
    expect_at(GEMEL_OK,
              gemel_rows_query_sql(w->session, placed(sql), GEMEL_NUL, given_values ? values(given_values) : NULL,
                                   &rows, &err),
              sql, __FILE__, line);
    expect_ok(gemel_rows_to_json(rows, &json, NULL, &err));
    _assert_string_equal(json, shown, __FILE__, line);
    gemel_rows_free(rows);
}
#define expect_answer(w, sql, given, shown) expect_answer_at((w), (sql), (given), (shown), __LINE__)

static void expect_refusal_of(const world *w, const char *sql, const char *given_values, const char *mention)
{
    gemel_rows *rows = NULL;
    expect_at(GEMEL_USAGE,
              gemel_rows_query_sql(w->session, placed(sql), GEMEL_NUL, given_values ? values(given_values) : NULL,
                                   &rows, &err),
              sql, __FILE__, __LINE__);
    assert_null(rows);
    expect_mention(mention);
}

static void names_stand_for_values_that_are_bound(void **state)
{
    const world *w = *state;
    expect_answer(w, "SELECT count(*) AS n FROM people WHERE id = :id", "{'id': 1}", "[{\"n\":1}]");
    expect_answer(w, "SELECT id FROM people WHERE id >= :a AND id <= :b AND id <> :a", "{'b': 2, 'a': 1}",
                  "[{\"id\":2}]");
    expect_answer(w, "SELECT id FROM people WHERE full_name = :_n1 ORDER BY id;", "{'_n1': 'ann'}", "[{\"id\":1}]");
    expect_answer(w, "SELECT id FROM people WHERE born = :d", "{'d': '2024-02-29'}", "[{\"id\":1}]");
    expect_answer(w, "SELECT 1 AS one WHERE 1 = 0", NULL, "[]");
    expect_statements(w, 5, 0);
}

static void what_only_looks_like_a_name_stays(void **state)
{
    const world *w = *state;
    expect_answer(w, "SELECT ':id' AS a, 'it''s :id' AS b -- :id\n", NULL, "[{\"a\":\":id\",\"b\":\"it's :id\"}]");
    expect_answer(w, "SELECT 1 AS \":id\" /* :id ; */ ; -- :id ;", NULL, "[{\":id\":1}]");
    expect_answer(w, "SELECT 5 AS \"a\"\":b\"", NULL, "[{\"a\\\":b\":5}]");
    expect_answer(w, "SELECT ':a' AS a, id FROM people WHERE id = :a /* ' */", "{'a': 2}", "[{\"a\":\":a\",\"id\":2}]");
    if (on_sqlite()) {
        expect_answer(w, "SELECT [a:b] AS x, `c:d` AS [y:z] FROM (SELECT 1 AS [a:b], 2 AS `c:d`)", NULL,
                      "[{\"x\":1,\"y:z\":2}]");
        expect_answer(w, "SELECT `a``:b` AS x, :a AS [``] FROM (SELECT 1 AS `a``:b`)", "{'a': 2}",
                      "[{\"x\":1,\"``\":2}]");
        expect_answer(w, "SELECT :a AS a /* /* */ , :a AS b", "{'a': 1}", "[{\"a\":1,\"b\":1}]");
        expect_answer(w, "SELECT 'e\\' AS e, :a AS a", "{'a': 1}", "[{\"e\":\"e\\\\\",\"a\":1}]");
        return;
    }
    expect_answer(w, "SELECT '7'::int AS seven, CAST(:n AS int)::text AS n", "{'n': 7}", "[{\"seven\":7,\"n\":\"7\"}]");
    expect_answer(w, "SELECT $$:a ; '$$ AS a, $t$:b $$ ;$t$ AS b", NULL, "[{\"a\":\":a ; '\",\"b\":\":b $$ ;\"}]");
    expect_answer(w, "SELECT E'\\':a' AS a, 1 /* /* :a */ :a */", NULL, "[{\"a\":\"':a\",\"?column?\":1}]");
    expect_answer(w,
                  "SELECT E'a\\':a'\n '\\':b' AS a, U&'\\0061:a\\' UESCAPE '!' AS b, U&\"c\\0064:e\" FROM (SELECT 1 AS "
                  "\"cd:e\") AS x",
                  NULL, "[{\"a\":\"a':a':b\",\"b\":\"\\\\0061:a\\\\\",\"cd:e\":1}]");
    expect_answer(w, "SELECT 1 AS a -- :b\r, :b AS b", "{'b': 'x'}", "[{\"a\":1,\"b\":\"x\"}]");
    expect_answer(w, "SELECT $\303\244$:a$\303\244$ AS a, 1 AS \303\251$b$, :c AS c, '$b$' AS d", "{'c': 'x'}",
                  "[{\"a\":\":a\",\"\303\251$b$\":1,\"c\":\"x\",\"d\":\"$b$\"}]");
}

/* Between the brackets of an array a colon stands between two ends. */
static void a_slice_of_an_array_is_one(void **state)
{
    const world *w = *state;
    static const char *const same[] = {
        "SELECT (a[low:high])::text AS x FROM t",
        "SELECT (a[ low /* : */ :high ])::text AS x FROM t",
        "SELECT (a[1 + 1:high])::text AS x FROM t",
        "SELECT (a[:high])[2:]::text AS x FROM t",
        "SELECT (a[\"low\":\"high\"])::text AS x FROM t",
        "SELECT (b[1:1][low:high])[1:1][:2]::text AS x FROM t",
        "SELECT (a[length('ab') : high])::text AS x FROM t",
        "SELECT (a[CASE WHEN :yes::bool THEN low ELSE 1 END:high])::text AS x FROM t",
        "SELECT (a[:low:high])::text AS x FROM t",
        "SELECT (a[:low::int: :high::int])::text AS x FROM t",
    };
    static const char *const given_values[COUNT(same)] = {
        [7] = "{'yes': 'true'}", [8] = "{'low': 2}", [9] = "{'low': 2, 'high': 3}"};
    char sql[400];
    size_t i;
    if (on_sqlite())
        return;
    for (i = 0; i < COUNT(same); ++i) {
        snprintf(sql, sizeof sql,
                 "WITH t AS (SELECT ARRAY[7, 8, 9] AS a, ARRAY[[7, 8, 9]] AS b, 2 AS low, 3 AS high) %s", same[i]);
        expect_answer(w, sql, given_values[i], i == 5 ? "[{\"x\":\"{{8,9}}\"}]" : "[{\"x\":\"{8,9}\"}]");
    }
    expect_answer(w, "SELECT (ARRAY[:a, :b, :a])::text AS x", "{'a': 'u', 'b': 'v'}", "[{\"x\":\"{u,v,u}\"}]");
    expect_answer(w, "SELECT (ARRAY[[:a],[:b]])[2][:n]::text AS x", "{'a': 'u', 'b': 'v', 'n': 1}", "[{\"x\":\"v\"}]");
    expect_answer(w, "SELECT (ARRAY['u', 'v'])[:n] AS x", "{'n': 2}", "[{\"x\":\"v\"}]");
    expect_refusal_of(w, "SELECT ARRAY[:a]", NULL, "'a'");
}

static void a_name_may_have_any_letters(void **state)
{
    const world *w = *state;
    expect_answer(w, "SELECT id FROM people WHERE id = :gr\303\266\303\237e", "{'gr\303\266\303\237e': 2}",
                  "[{\"id\":2}]");
}

static void values_and_names_must_fit_each_other(void **state)
{
    const world *w = *state;
    expect_refusal_of(w, "SELECT :id", NULL, "'id'");
    expect_refusal_of(w, "SELECT :id", "{'i': 1}", "'id'");
    expect_refusal_of(w, "SELECT 1", "{'id': 1}", "'id'");
    expect_refusal_of(w, "SELECT ':id'", "{'id': 1}", "'id'");
    expect_refusal_of(w, "SELECT :ID", "{'id': 1}", "'ID'");
    expect_refusal_of(w, "SELECT :id", "{'id': [1]}", "list");
    expect_statements(w, 0, 0);
}

static void more_than_one_statement_is_refused(void **state)
{
    const world *w = *state;
    static const char *const several[] = {"SELECT 1; SELECT 2", "SELECT 1; DROP TABLE people", "SELECT 1;;x",
                                          "SELECT 1 /* ; */; -- \n DELETE FROM people"};
    size_t i;
    for (i = 0; i < COUNT(several); ++i)
        expect_refusal_of(w, several[i], NULL, "more than one statement");
    expect_statements(w, 0, 0);
}

static void a_parameter_that_no_name_stands_for_is_refused(void **state)
{
    const world *w = *state;
    static const char *const sqlite[] = {"SELECT ? AS a",  "SELECT ?1 AS a",          "SELECT @a AS a",
                                         "SELECT $a AS a", "SELECT :a AS a, ?1 AS b", "SELECT :1 AS a"};
    size_t i;
    expect_refusal_of(w, "SELECT $1 AS a", NULL, "parameter '$1'");
    expect_refusal_of(w, "SELECT :a AS a, $1 AS b", "{'a': 1}", "parameter '$1'");
    for (i = 0; on_sqlite() && i < COUNT(sqlite); ++i)
        expect_refusal_of(w, sqlite[i], strstr(sqlite[i], ":a") ? "{'a': 1}" : NULL, "parameter");
    expect_answer(w, "SELECT a$1 FROM (SELECT 1 AS a$1) AS b$c$ WHERE a$1 = :d", "{'d': 1}", "[{\"a$1\":1}]");
}

static void no_value_becomes_sql(void **state)
{
    const world *w = *state;
    static const char *const attempts[] = {"{'n': '\\u0027; DROP TABLE people; --'}", "{'n': '\\u0027 OR 1=1 --'}",
                                           "{'n': ':n'}", "{'n': '$1'}", "{'n': '\\\\\\u0027 OR 1=1 --'}"};
    size_t i;
    for (i = 0; i < COUNT(attempts); ++i)
        expect_answer(w, "SELECT id FROM people WHERE full_name = :n", attempts[i], "[]");
    expect_rows(w, "Person", "1 ann true 2024-02-29, 2 b'o:b null null");
}

static gemel_records *records_of(const world *w, const char *sql, gemel_status status)
{
    gemel_records *list = NULL;
    expect(status, gemel_records_query_sql(w->session, model(w, "Person"), placed(sql), GEMEL_NUL, NULL, &list, &err));
    return list;
}

static void records_are_made_of_columns_and_attributes(void **state)
{
    const world *w = *state;
    gemel_records *list = records_of(w, "SELECT born, active, full_name, id FROM people WHERE id = 1", GEMEL_OK);
    const char *json = NULL;
    expect_ok(gemel_record_to_json(gemel_records_at(list, 0), &json, NULL, &err));
    assert_string_equal(json, "{\"id\":1,\"fullName\":\"ann\",\"active\":true,\"born\":\"2024-02-29\"}");
    gemel_records_free(list);
    list = records_of(w, "SELECT id, 'eve' AS \"fullName\" FROM people ORDER BY id DESC", GEMEL_OK);
    assert_int_equal(gemel_records_count(list), 2);
    expect_attribute(gemel_records_at(list, 0), "fullName", "eve");
    expect(GEMEL_USAGE, gemel_record_is_null(gemel_records_at(list, 0), "born", &(bool){0}, &err));
    expect_mention("born");
    expect_ok(gemel_record_set_text(gemel_records_at(list, 0), "fullName", "fay", GEMEL_NUL, &err));
    expect_ok(gemel_record_save(gemel_records_at(list, 0), NULL, &err));
    gemel_records_free(list);
    expect_rows(w, "Person", "1 ann true 2024-02-29, 2 fay null null");
}

static void columns_that_make_no_record_are_refused(void **state)
{
    const world *w = *state;
    records_of(w, "SELECT full_name FROM people", GEMEL_USAGE);
    expect_mention("'id'");
    records_of(w, "SELECT id, 1 AS fulname FROM people", GEMEL_USAGE);
    expect_mention("fulname");
    records_of(w, "SELECT id, full_name, full_name AS \"fullName\" FROM people", GEMEL_USAGE);
    expect_mention("twice");
    records_of(w, "SELECT id, 'soon' AS born FROM people", GEMEL_DATABASE);
    records_of(w, "SELECT * FROM nowhere", GEMEL_DATABASE);
    records_of(w, "SELEKT 1", GEMEL_DATABASE);
    records_of(w, "", GEMEL_USAGE);
    records_of(w, " -- nothing", GEMEL_USAGE);
}

static void sql_may_write_and_is_undone_by_a_rollback(void **state)
{
    const world *w = *state;
    gemel_rows *rows = NULL;
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(gemel_rows_query_sql(w->session, placed("DELETE FROM people WHERE id = :id"), GEMEL_NUL,
                                   values("{'id': 1}"), &rows, &err));
    assert_int_equal(gemel_rows_count(rows), 0);
    gemel_rows_free(rows);
    expect_own_rows(w, "Person", "2 b'o:b null null");
    expect_ok(gemel_session_rollback(w->session, &err));
    expect_rows(w, "Person", "1 ann true 2024-02-29, 2 b'o:b null null");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_asked, names_stand_for_values_that_are_bound),
        IN_WORLD(world_asked, what_only_looks_like_a_name_stays),
        IN_WORLD(world_asked, a_slice_of_an_array_is_one),
        IN_WORLD(world_asked, a_name_may_have_any_letters),
        IN_WORLD(world_asked, values_and_names_must_fit_each_other),
        IN_WORLD(world_asked, more_than_one_statement_is_refused),
        IN_WORLD(world_asked, a_parameter_that_no_name_stands_for_is_refused),
        IN_WORLD(world_asked, no_value_becomes_sql),
        IN_WORLD(world_asked, records_are_made_of_columns_and_attributes),
        IN_WORLD(world_asked, columns_that_make_no_record_are_refused),
        IN_WORLD(world_asked, sql_may_write_and_is_undone_by_a_rollback),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
