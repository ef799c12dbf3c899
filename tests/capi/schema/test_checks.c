/*
 * Checks in a database: which rows an expression lets through, how its breach is told, and under which names it is
 * kept. It must not test what is no expression (test_checks_refused.c).
 */
#include "declarations.h"
#include "fixture.h"
#include <stdio.h>

static gemel_status create(const world *w, const char *model_name, const char *json)
{
    gemel_record *made = NULL;
    gemel_status status = gemel_record_create(w->session, model(w, model_name), values(json), NULL, &made, &err);
    gemel_record_free(made);
    return status;
}

/* ---- What an expression means ---- */

static void an_expression_lets_rows_through_or_refuses_them(void **state)
{
    static const struct {
        const char *expression, *taken, *refused;
    } cases[] = {
        {"age = 5", "{'age': 5}", "{'age': 6}"},
        {"age <> 5", "{'age': 6}", "{'age': 5}"},
        {"age != 5", "{'age': 6}", "{'age': 5}"},
        {"age < 5", "{'age': 4}", "{'age': 5}"},
        {"age <= 5", "{'age': 5}", "{'age': 6}"},
        {"age > 5", "{'age': 6}", "{'age': 5}"},
        {"age >= 5", "{'age': 5}", "{'age': 4}"},
        {"age>=-5", "{'age': -5}", "{'age': -6}"},
        {"age >= 5", "{'age': null}", "{'age': 4}"}, /* a null is neither true nor false */
        {"age is null", "{}", "{'age': 5}"},
        {"age is not null", "{'age': 5}", "{}"},
        {"AGE IS NOT NULL", NULL, NULL}, /* attributes have their letter case */
        {"age Is Not Null", "{'age': 5}", "{}"},
        {"age in (1, 2, 3)", "{'age': 3}", "{'age': 4}"},
        {"age not in (1, 2, 3)", "{'age': 4}", "{'age': 3}"},
        {"age between 1 and 3", "{'age': 3}", "{'age': 4}"},
        {"age between limit and 9", "{'age': 5, 'limit': 5}", "{'age': 5, 'limit': 6}"},
        {"age not between 1 and 3", "{'age': 4}", "{'age': 1}"},
        {"age = limit", "{'age': 5, 'limit': 5}", "{'age': 5, 'limit': 6}"},
        {"age < limit", "{'age': 5, 'limit': 6}", "{'age': 5, 'limit': 5}"},
        {"length(name) <= 3", "{'name': '\\u00e4\\u00f6\\u00fc'}", "{'name': 'abcd'}"},
        {"length(name) = age", "{'name': 'abc', 'age': 3}", "{'name': 'abc', 'age': 4}"},
        {"age = length(name)", "{'name': 'abc', 'age': 3}", "{'name': 'abc', 'age': 4}"},
        {"length is null or length > 5", "{'length': 6}", "{'length': 5}"},
        {"name in ('it''s', '')", "{'name': 'it\\u0027s'}", "{'name': 'its'}"},
        {"name = '\"); DROP TABLE things; --'", "{'name': '\\\"); DROP TABLE things; --'}", "{'name': 'x'}"},
        {"flag = true", "{'flag': true}", "{'flag': false}"},
        {"flag <> TRUE or flag = true and age > 5", "{'flag': false}", "{'flag': true, 'age': 5}"},
        {"real > 1.5e0", "{'real': 1.6}", "{'real': 1.5}"},
        {"day >= '2024-02-29'", "{'day': '2024-02-29'}", "{'day': '2024-02-28'}"},
        {"at < '2024-02-29T12:00:00Z'", "{'at': '2024-02-29T11:59:59Z'}", "{'at': '2024-02-29T12:00:00Z'}"},
        {"price = 9.90", "{'price': '9.9'}", "{'price': '9.91'}"},
        {"kind = 'new'", "{'kind': 'new'}", "{'kind': 'old'}"},
        {"not age = 5", "{'age': 6}", "{'age': 5}"},
        {"not (age = 5 or age = 6)", "{'age': 7}", "{'age': 6}"},
        {"age = 1 or age = 2 and limit = 3", "{'age': 1, 'limit': 9}", "{'age': 2, 'limit': 9}"},
        {"(age = 1 or age = 2) and limit = 3", "{'age': 1, 'limit': 3}", "{'age': 1, 'limit': 9}"},
        {"\"two words\" > 5", "{'two words': 6}", "{'two words': 5}"},
        {"\"a\"\"b\" > 5", "{'a\\\"b': 6}", "{'a\\\"b': 5}"},
        {"\"null\" is not null", "{'null': 5}", "{}"},
    };
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(cases); ++i) {
        gemel_schema *schema = gemel_schema_new();
        void *opened = NULL;
        char words[256];
        print_message("# %s\n", cases[i].expression);
        snprintf(words, sizeof words, "check (%s)", cases[i].expression);
        gemel_schema_add_model(schema, "Thing", words, NULL, NULL);
        gemel_schema_add_attribute(schema, "Thing", "age", "integer", NULL, NULL);
        gemel_schema_add_attribute(schema, "Thing", "limit", "integer", NULL, NULL);
        gemel_schema_add_attribute(schema, "Thing", "length", "integer", NULL, NULL);
        gemel_schema_add_attribute(schema, "Thing", "name", "string column \"the\"\"name\"", NULL, NULL);
        gemel_schema_add_attribute(schema, "Thing", "flag", "boolean", NULL, NULL);
        gemel_schema_add_attribute(schema, "Thing", "real", "double", NULL, NULL);
        gemel_schema_add_attribute(schema, "Thing", "day", "date", NULL, NULL);
        gemel_schema_add_attribute(schema, "Thing", "at", "timestamp", NULL, NULL);
        gemel_schema_add_attribute(schema, "Thing", "price", "decimal(10,2)", NULL, NULL);
        gemel_schema_add_attribute(schema, "Thing", "kind", "enum('new','old')", NULL, NULL);
        gemel_schema_add_attribute(schema, "Thing", "two words", "integer", NULL, NULL);
        gemel_schema_add_attribute(schema, "Thing", "a\"b", "integer", NULL, NULL);
        gemel_schema_add_attribute(schema, "Thing", "null", "integer", NULL, NULL);
        if (!cases[i].taken) {
            expect(GEMEL_DEFINITION, gemel_schema_resolve(schema, &err));
            gemel_schema_free(schema);
            continue;
        }
        world_of(&opened, schema);
        expect_ok(create(opened, "Thing", cases[i].taken));
        expect(GEMEL_CHECK, create(opened, "Thing", cases[i].refused));
        world_free(&opened);
    }
}

/* ---- How a breach is told ---- */

static int guarded(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL_IS("Person", "check (age is null or age >= 18)"),
        ATTRIBUTE("Person", "age", "integer column how_old"),
        ATTRIBUTE("Person", "kind", "enum('new','old') column sort"),
        ATTRIBUTE("Person", "code", "string check (length(code) > 2)"),
        MODEL_WITH("Town", "{'checks': [{'name': 'tall enough', 'expression': 'height > 5'}]}"),
        ATTRIBUTE("Town", "height", "integer"),
        MODEL_WITH("City", "{'checks': [{'name': 'shared', 'expression': 'height > 5'}]}"),
        ATTRIBUTE("City", "height", "integer"),
        MODEL_WITH("Hill", "{'checks': [{'name': 'shared', 'expression': 'id > 0'}]}"),
    };
    return world_shared(state, declared(declarations));
}

static void a_breach_names_model_and_check(void **state)
{
    const world *w = *state;
    expect(GEMEL_CHECK, create(w, "Person", "{'age': 17}"));
    assert_string_equal(gemel_error_constraint(failure()), "people_check");
    assert_string_equal(gemel_error_table(failure()), "people");
    expect_mention("Person: the check people_check");
    expect_mention("age >= 18");
    expect(GEMEL_CHECK, create(w, "Person", "{'code': 'ab'}"));
    assert_string_equal(gemel_error_constraint(failure()), "people_code_check");
    expect_mention("length(code) > 2");
    expect(GEMEL_CHECK, create(w, "Town", "{'height': 5}"));
    assert_string_equal(gemel_error_constraint(failure()), "tall enough");
    expect_mention("Town");
    expect_rows(w, "Person", "");
}

static void an_update_is_checked_too(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'age': 18}");
    expect(GEMEL_CHECK, gemel_record_update(ann, values("{'age': 17}"), NULL, &err));
    expect_mention("people_check");
    expect_attribute(ann, "age", "18");
}

static void a_name_that_two_models_have_is_told_with_the_table_if_that_is_known(void **state)
{
    const world *w = *state;
    expect(GEMEL_CHECK, create(w, "City", "{'height': 5}"));
    assert_string_equal(gemel_error_constraint(failure()), "shared");
    assert_string_equal(gemel_error_table(failure()), by_dialect("", "cities")); /* SQLite names no table */
}

static void an_enum_is_kept_to_its_values_past_gemel_too(void **state)
{
    const char *counted = "SELECT count(*) FROM people";
    (void)state;
    shared_run("INSERT INTO people (sort) VALUES ('old')");
    shared_run("INSERT INTO people (sort) VALUES (NULL)");
    assert_string_equal(shared_ask(counted), "2");
    assert_string_equal(
        shared_ask(by_dialect("SELECT instr(sql, 'CONSTRAINT \"people_sort_check\" CHECK (\"sort\" IN (''new'',"
                              " ''old''))') > 0 FROM sqlite_master WHERE name = 'people'",
                              "SELECT pg_get_constraintdef(oid) LIKE '%new%old%' FROM pg_constraint"
                              " WHERE connamespace = current_schema()::regnamespace"
                              " AND conname = 'people_sort_check' AND contype = 'c'")),
        by_dialect("1", "t"));
}

/* ---- Names ---- */

static void names_are_numbered_past_those_that_are_taken(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL_WITH("Thing", "{'checks': ['id > 1', 'id > 2', {'name': 'Things_Check_2', 'expression': 'id > 3'}]}"),
        ATTRIBUTE("Thing", "kind", "enum('a','b') check (kind <> 'c' or id > 4)"),
        ATTRIBUTE("Thing", "theKind", "text check (length(theKind) > 5)"),
    };
    static const declaration fitting[DECLARATIONS_MAX] = {
        MODEL_WITH("Thing", "{'checks': ['id > 1', 'id > 2', {'name': 'Things_Check_2', 'expression': 'id > 3'}]}"),
        ATTRIBUTE("Thing", "kind", "enum('a','b') check (kind <> 'b' or id > 4)"),
        ATTRIBUTE("Thing", "theKind", "text check (length(theKind) > 5)"),
    };
    static const char *const names[] = {"things_kind_check",     "Things_Check_2", "things_kind_check_2",
                                        "things_the_kind_check", "things_check",   "things_check_3"};
    gemel_schema *schema = declared(declarations);
    void *opened = NULL;
    size_t i;
    (void)state;
    expect(GEMEL_DEFINITION, gemel_schema_resolve(schema, &err)); /* 'c' is no value of the enum */
    expect_mention("'kind'");
    gemel_schema_free(schema);
    world_shared(&opened, declared(fitting));
    for (i = 0; i < COUNT(names); ++i) {
        char sql[256];
        snprintf(
            sql, sizeof sql,
            by_dialect("SELECT instr(sql, 'CONSTRAINT \"%s\" CHECK') > 0 FROM sqlite_master WHERE name = 'things'",
                       "SELECT count(*) FROM pg_constraint WHERE conrelid = 'things'::regclass AND conname = '%s'"),
            names[i]);
        print_message("# %s\n", names[i]);
        assert_string_equal(shared_ask(sql), "1");
    }
    world_shared_free(&opened);
}

#define GUARDED(test) IN_SHARED_WORLD(guarded, test)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ALONE(an_expression_lets_rows_through_or_refuses_them),
        GUARDED(a_breach_names_model_and_check),
        GUARDED(an_update_is_checked_too),
        GUARDED(a_name_that_two_models_have_is_told_with_the_table_if_that_is_known),
        GUARDED(an_enum_is_kept_to_its_values_past_gemel_too),
        ALONE(names_are_numbered_past_those_that_are_taken),
    };
    return cmocka_run_group_tests_name("checks", tests, NULL, NULL);
}
