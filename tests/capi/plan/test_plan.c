/*
 * gemel_plan: what a method would do, said and not done; that a plan says what the call then sends. It must not test
 * what the statements mean: that is tested where the methods are.
 */
#include "declarations.h"
#include "fixture.h"
#include <stdio.h>

static gemel_plan *plan;

static int world_free_with_plan(void **state)
{
    gemel_plan_free(plan);
    plan = NULL;
    return world_free(state);
}

#define PLANNED(setup, test) cmocka_unit_test_setup_teardown(test, setup, world_free_with_plan)
#define expect_json(text) assert_non_null(strstr(gemel_plan_json(plan), (text)))

/* ---- What is sent, as the log sees it ---- */

static char sent[4096];

static void note(const gemel_log_event *event, void *user_data)
{
    (void)user_data;
    (void)strncat(strncat(sent, gemel_log_event_sql(event), 1000), "\n", 2);
}

/* The SQL of the plan, a line each. */
static const char *planned(void)
{
    static char text[4096];
    size_t step;
    text[0] = '\0';
    for (step = 0; step < gemel_plan_step_count(plan); ++step)
        (void)strncat(strncat(text, gemel_plan_step_sql(plan, step), 1000), "\n", 2);
    return text;
}

static void listen(const world *w)
{
    sent[0] = '\0';
    expect_ok(gemel_database_set_log(w->database, note, NULL, NULL, &err));
}

/* ---- Tests ---- */

static void a_plan_of_each_method_is_what_the_call_sends(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *l10 = given(w, "License", "{'id': 10}"), *out;
    const gemel_options *replace = with("{'replace': true}");
    listen(w);

    expect_ok(gemel_plan_explain_set(p1, "license", l10, NULL, &plan, &err));
    assert_string_equal(sent, "");
    expect_ok(gemel_record_set_association(p1, "license", l10, NULL, &err));
    assert_string_equal(planned(), sent);
    gemel_plan_free(plan);

    sent[0] = '\0';
    expect_ok(gemel_plan_explain_get(p1, "license", NULL, &plan, &err));
    expect_ok(gemel_record_get_association(p1, "license", NULL, &out, &err));
    keep(out);
    assert_string_equal(planned(), sent);
    gemel_plan_free(plan);

    sent[0] = '\0';
    expect_ok(gemel_plan_explain_set_key(p1, "license", values("{'id': 10}"), NULL, &plan, &err));
    expect_ok(gemel_record_set_association_key(p1, "license", values("{'id': 10}"), NULL, NULL, &err));
    assert_string_equal(planned(), sent);
    gemel_plan_free(plan);

    sent[0] = '\0';
    expect_ok(gemel_plan_explain_create(p1, "license", NULL, replace, &plan, &err));
    expect_ok(gemel_record_create_association(p1, "license", NULL, replace, NULL, &err));
    assert_string_equal(planned(), sent);
    gemel_plan_free(plan);

    sent[0] = '\0';
    expect_ok(gemel_plan_explain_unset(p1, "license", NULL, &plan, &err));
    expect_ok(gemel_record_unset_association(p1, "license", NULL, &err));
    assert_string_equal(planned(), sent);
}

static void inside_a_transaction_a_plan_is_a_savepoint(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *l10 = given(w, "License", "{'id': 10}");
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    listen(w);
    expect_ok(gemel_plan_explain_set(l10, "owner", p1, NULL, &plan, &err));
    expect_ok(gemel_record_set_association(l10, "owner", p1, NULL, &err));
    assert_string_equal(planned(), sent);
    assert_string_equal(gemel_plan_step_purpose(plan, 0), "savepoint");
    expect_ok(gemel_session_rollback(w->session, &err));
}

static void a_belongs_to_create_says_what_the_insert_gives(void **state)
{
    const world *w = *state;
    gemel_record *l10 = given(w, "License", "{'id': 10}");
    listen(w);
    expect_ok(gemel_plan_explain_create(l10, "owner", values("{'name': 'ann'}"), NULL, &plan, &err));
    expect_json(by_dialect("what 'insert' gives", "\"purpose\":\"insert and link\""));
    expect_ok(gemel_record_create_association(l10, "owner", values("{'name': 'ann'}"), NULL, NULL, &err));
    assert_string_equal(planned(), sent);
}

static void a_create_with_others_says_each(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    gemel_options *with_chip = with("{'include': 'chip'}");
    gemel_values *v = values("{'number': 'K', 'chip': {'code': 'c'}}");
    listen(w);
    expect_ok(gemel_plan_explain_create(p1, "license", v, with_chip, &plan, &err));
    expect_ok(gemel_record_create_association(p1, "license", v, with_chip, NULL, &err));
    assert_string_equal(planned(), sent);
    assert_non_null(strstr(sent, "chips"));
}

static void it_says_who_may_be_displaced_and_how(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    expect_ok(gemel_plan_explain_unset(p1, "license", NULL, &plan, &err));
    expect_json("\"mayDisplace\":{\"model\":\"License\",\"how\":\"unlink\"}");
    assert_non_null(strstr(gemel_plan_text(plan), "may displace the License that is linked: its ownerId becomes null"));
    gemel_plan_free(plan);
    expect_ok(gemel_plan_explain_unset(p1, "license", with("{'destroyPrevious': true}"), &plan, &err));
    expect_json("\"how\":\"delete\"");
    gemel_plan_free(plan);
    expect_ok(gemel_plan_explain_create(p1, "license", NULL, NULL, &plan, &err));
    assert_null(strstr(gemel_plan_json(plan), "mayDisplace"));
    expect_json("occupied: Person 1 has a license already");
}

static int world_of_paranoid_licenses(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        MODEL_IS("License", "paranoid"),
        HAS_ONE("Person", "License", "foreign key ownerId not null unique inverse owner"),
    };
    return world_of(state, declared(declarations));
}

static void a_plan_takes_the_options_of_its_method_and_says_whose_a_wrong_one_is(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *out = NULL;
    const gemel_options *options =
        with("{'attributes': ['id', 'ownerId'], 'include': {'association': 'owner', 'where': "
             "{'name': 'ann'}}, 'withDeleted': true, 'rejectOnEmpty': false}");
    listen(w);
    expect_ok(gemel_plan_explain_get(p1, "license", options, &plan, &err));
    assert_string_equal(sent, "");
    expect_ok(gemel_record_get_association(p1, "license", options, &out, &err));
    assert_null(out);
    assert_string_equal(planned(), sent);
    gemel_plan_free(plan);
    plan = NULL;
    expect(GEMEL_USAGE, gemel_plan_explain_get(p1, "license", with("{'atributes': 'id'}"), &plan, &err));
    expect_mention(
        "Person.getLicense: unknown option 'atributes' of gemel_record_get_association; did you mean 'attributes'?");
    expect(GEMEL_USAGE, gemel_record_get_association(p1, "license", with("{'atributes': 'id'}"), &out, &err));
    expect_mention(
        "Person.getLicense: unknown option 'atributes' of gemel_record_get_association; did you mean 'attributes'?");
    expect(GEMEL_USAGE, gemel_plan_explain_unset(p1, "license", with("{'destroyPrevius': true}"), &plan, &err));
    expect_mention("unsetting Person.license: unknown option 'destroyPrevius' of gemel_record_unset_association; did "
                   "you mean 'destroyPrevious'?");
    expect(GEMEL_USAGE, gemel_record_unset_association(p1, "license", with("{'destroyPrevius': true}"), &err));
    expect_mention("unsetting Person.license: unknown option 'destroyPrevius' of gemel_record_unset_association; did "
                   "you mean 'destroyPrevious'?");
    expect(GEMEL_USAGE, gemel_record_unset_association(p1, "license", with("{'replace': true}"), &err));
    expect_mention("unset puts nobody in the place");
    expect(GEMEL_USAGE, gemel_plan_explain_set(p1, "license", p1, with("{'replace': true}"), &plan, &err));
    expect_mention("Person.setLicense: unknown option 'replace'; set always replaces");
    expect(GEMEL_USAGE, gemel_plan_explain_create(p1, "license", NULL, with("{'replac': true}"), &plan, &err));
    expect_mention(
        "Person.createLicense: unknown option 'replac' of gemel_record_create_association; did you mean 'replace'?");
    assert_null(plan);
}

static void it_says_who_would_be_marked_as_deleted(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    expect_ok(gemel_plan_explain_unset(p1, "license", NULL, &plan, &err));
    expect_json("\"how\":\"mark\"");
    expect_json("\"purpose\":\"mark others as deleted\"");
    assert_non_null(strstr(gemel_plan_text(plan), "may displace the License that is linked: marks it as deleted"));
}

/* The text, with tables named alone. */
static const char *text_without_schema(void)
{
    static char text[4096];
    char prefix[128];
    const char *rest = gemel_plan_text(plan), *found;
    snprintf(prefix, sizeof prefix, "\"%s\".", database_schema());
    text[0] = '\0';
    for (; (found = strstr(rest, prefix)); rest = found + strlen(prefix))
        (void)strncat(text, rest, (size_t)(found - rest));
    return strcat(text, rest);
}

static void the_text_is_for_people(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    expect_ok(gemel_plan_explain_unset(p1, "license", NULL, &plan, &err));
    assert_string_equal(
        text_without_schema(),
        by_dialect(
            "unset Person.license: 4 statements, 0 round trips\n"
            "  1. begin: BEGIN IMMEDIATE\n"
            "  2. lock owner: SELECT \"id\" FROM \"people\" WHERE \"id\" = ?  <- 1\n"
            "     else not-found: Person 1 is gone\n"
            "  3. unlink others: UPDATE \"licenses\" SET \"ownerId\" = ? WHERE \"ownerId\" = ?  <- null, 1\n"
            "  4. commit: COMMIT\n"
            "  locks database\n"
            "  may displace the License that is linked: its ownerId becomes null\n",
            "unset Person.license: 5 statements, 1 round trips\n"
            "  1. begin: BEGIN ISOLATION LEVEL READ COMMITTED\n"
            "  2. lock owner: WITH \"gemel_first\" AS (SELECT \"id\" FROM \"people\" WHERE \"id\" = $1 FOR NO KEY"
            " UPDATE) SELECT \"gemel_first\".*, \"gemel_first_rows\".* FROM (SELECT CASE WHEN count(*) = 1 THEN 1"
            " ELSE CAST('gemel: step 0 has rows: ' || count(*) AS integer) END FROM \"gemel_first\") AS"
            " \"gemel_first_rows\" LEFT JOIN \"gemel_first\" ON TRUE  <- 1\n"
            "     else not-found: Person 1 is gone\n"
            "  3. lock dependents: SELECT \"id\" FROM \"licenses\" WHERE \"ownerId\" = $1 ORDER BY \"id\""
            " FOR NO KEY UPDATE  <- 1\n"
            "  4. unlink others: UPDATE \"licenses\" SET \"ownerId\" = $1 WHERE \"ownerId\" = $2  <- null, 1\n"
            "  5. commit: COMMIT\n"
            "  locks rows\n"
            "  may displace the License that is linked: its ownerId becomes null\n"));
}

static void nothing_to_ask_is_a_plan_without_steps(void **state)
{
    const world *w = *state;
    gemel_record *l10 = given(w, "License", "{'id': 10}"), *unsaved = built(w, "Person", "{}");
    expect_ok(gemel_plan_explain_get(l10, "owner", NULL, &plan, &err));
    assert_int_equal(gemel_plan_step_count(plan), 0);
    expect_json("\"locks\":\"nothing\"");
    gemel_plan_free(plan);
    expect_ok(gemel_plan_explain_get(unsaved, "license", NULL, &plan, &err));
    assert_int_equal(gemel_plan_step_count(plan), 0);
}

static void what_the_call_refuses_without_sql_the_plan_refuses(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *unsaved = built(w, "Person", "{}");
    expect(GEMEL_USAGE, gemel_plan_explain_unset(unsaved, "license", NULL, &plan, &err));
    assert_null(plan);
    expect(GEMEL_USAGE, gemel_plan_explain_get(p1, "licence", NULL, &plan, &err));
    expect_mention("did you mean 'license'?");
    expect(GEMEL_USAGE, gemel_plan_explain_set(p1, "license", unsaved, NULL, &plan, &err));
    expect(GEMEL_USAGE, gemel_plan_explain_set(p1, "license", NULL, NULL, &plan, &err));
    expect_mention("gemel_plan_explain_unset");
    expect(GEMEL_USAGE, gemel_plan_explain_set_key(p1, "license", NULL, NULL, &plan, &err));
    expect(GEMEL_VALIDATION, gemel_plan_explain_create(p1, "license", values("{'number': 5}"), NULL, &plan, &err));
    expect(GEMEL_USAGE, gemel_plan_explain_create(p1, "license", NULL, with("{'fields': 1}"), &plan, &err));
    expect(GEMEL_USAGE, gemel_plan_explain_get(p1, "license", NULL, NULL, &err));
}

static void a_plan_outlives_all_that_it_speaks_of(void **state)
{
    world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    expect_ok(gemel_plan_explain_unset(p1, "license", NULL, &plan, &err));
    world_free(state);
    assert_int_equal(gemel_plan_step_count(plan), on_sqlite() ? 4 : 5); /* SQLite has no dependents to lock */
    assert_string_equal(gemel_plan_step_purpose(plan, gemel_plan_step_count(plan) - 1), "commit");
    gemel_plan_free(plan);
    plan = NULL;
}

static void without_a_plan_getters_have_nothing(void **state)
{
    (void)state;
    assert_int_equal(gemel_plan_round_trips(NULL), 0);
    assert_int_equal(gemel_plan_step_count(NULL), 0);
    assert_null(gemel_plan_step_sql(NULL, 0));
    assert_null(gemel_plan_step_purpose(NULL, 0));
    assert_string_equal(gemel_plan_text(NULL), "");
    assert_string_equal(gemel_plan_json(NULL), "");
    gemel_plan_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLANNED(world_n, a_plan_of_each_method_is_what_the_call_sends),
        PLANNED(world_n, inside_a_transaction_a_plan_is_a_savepoint),
        PLANNED(world_n, a_belongs_to_create_says_what_the_insert_gives),
        PLANNED(world_k, a_create_with_others_says_each),
        PLANNED(world_n, it_says_who_may_be_displaced_and_how),
        PLANNED(world_n, a_plan_takes_the_options_of_its_method_and_says_whose_a_wrong_one_is),
        PLANNED(world_of_paranoid_licenses, it_says_who_would_be_marked_as_deleted),
        PLANNED(world_n, the_text_is_for_people),
        PLANNED(world_n, nothing_to_ask_is_a_plan_without_steps),
        PLANNED(world_n, what_the_call_refuses_without_sql_the_plan_refuses),
        cmocka_unit_test_setup(a_plan_outlives_all_that_it_speaks_of, world_n),
        cmocka_unit_test(without_a_plan_getters_have_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
