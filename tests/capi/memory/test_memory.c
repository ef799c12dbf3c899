/*
 * Out of memory at every allocation of a scenario, one after the other. A call that has no memory says so without an
 * error object and has changed nothing, in the database or in memory; said again with memory, it works and so does all
 * that follows. It must not know how much any call allocates.
 */
#include "allocation.h"
#include "fixture.h"
#include "scene.h"

enum { STATE_MAX = 8192 };

/* ---- What there is after a step ---- */

static void append(char *text, const char *part)
{
    assert_true(strlen(text) + strlen(part) < STATE_MAX);
    strcat(text, part);
}

static void append_record(char *text, const char *name, gemel_record *record)
{
    const char *json = "-";
    if (record)
        expect_ok(gemel_record_to_json(record, &json, NULL, &err));
    append(text, "\n  ");
    append(text, name);
    append(text, gemel_record_is_new(record) ? " new " : " ");
    append(text, gemel_record_is_changed(record) ? "changed " : " ");
    append(text, json);
}

static void append_rows(char *text, const scene *s, const char *model_name)
{
    const gemel_model *m = NULL;
    gemel_records *rows = NULL;
    size_t row;
    expect_ok(gemel_schema_find_model(s->schema, model_name, &m, &err));
    expect_ok(gemel_records_find_all(s->session, m, NULL, NULL, &rows, &err));
    for (row = 0; row < gemel_records_count(rows); ++row)
        append_record(text, gemel_model_table(m), gemel_records_at(rows, row));
    gemel_records_free(rows);
}

static void describe(char *text, const scene *s)
{
    text[0] = '\0';
    if (!s->session)
        return;
    append(text, gemel_session_depth(s->session) == 2   ? "depth 2"
                 : gemel_session_depth(s->session) == 1 ? "depth 1"
                                                        : "depth 0");
    if (!s->closed) {
        append_rows(text, s, "Person");
        append_rows(text, s, "License");
    }
    append_record(text, "ann", s->ann);
    append_record(text, "licence", s->licence);
    append_record(text, "spare", s->spare);
    append_record(text, "bob", s->bob);
    append_record(text, "dan", s->dan);
    append_record(text, "eve", s->eve);
}

/* reference[i]: what there is before step i, as the scenario without a failure had it. */
static char reference[STEPS + 1][STATE_MAX];

static void learn_the_reference(void)
{
    scene s;
    size_t i;
    memset(&s, 0, sizeof s);
    for (i = 0; i < STEPS; ++i) {
        describe(reference[i], &s);
        expect(steps[i].answer, steps[i].run(&s, &err));
    }
    describe(reference[STEPS], &s);
    scene_free(&s);
}

/* Runs the scenario with an allocation that fails, so many after step `first`; tells whether there was one. */
static bool run_with_failure(size_t first, long successes, bool from_then_on)
{
    scene s;
    char state[STATE_MAX];
    size_t i = 0;
    long failed = 0;
    memset(&s, 0, sizeof s);
    for (; i < first; ++i)
        expect(steps[i].answer, steps[i].run(&s, &err));
    allocation_arm(successes, from_then_on);
    while (i < STEPS) {
        gemel_error *error = NULL;
        gemel_status status = steps[i].run(&s, &error);
        if (status == steps[i].answer) {
            gemel_error_free(error); /* NULL where there was no memory for it */
            ++i;
            continue;
        }
        failed += allocation_disarm();
        if (status != GEMEL_OUT_OF_MEMORY || error || failed == 0) {
            print_error("after %ld allocations, step '%s': %s, %s\n", successes, steps[i].name,
                        gemel_status_name(status), gemel_error_message(error));
            fail();
        }
        i -= steps[i].back;
        describe(state, &s);
        if (strcmp(state, reference[i]) != 0)
            print_error("after %ld allocations, a failure led back to step '%s'\n", successes, steps[i].name);
        assert_string_equal(state, reference[i]);
    }
    failed += allocation_disarm();
    describe(state, &s);
    assert_string_equal(state, reference[STEPS]);
    scene_free(&s);
    return failed > 0;
}

/* Every step of the first allocations, then ever fewer, so that the number of runs stays bounded. */
static long next(long successes)
{
    enum { EVERY_ONE_UNTIL = 500, SLOPE = 10 };
    return successes + allocation_step() + (successes > EVERY_ONE_UNTIL ? (successes - EVERY_ONE_UNTIL) / SLOPE : 0);
}

static void fail_everywhere(size_t first, bool from_then_on)
{
    long successes = 0, runs = 0;
    learn_the_reference();
    /* Where all fail that follow, neighbours tell little: each third. */
    for (; run_with_failure(first, successes, from_then_on); successes = next(successes) + (from_then_on ? 2 : 0))
        ++runs;
    /* If nothing ever failed, allocations were not replaced and nothing was tested. */
    assert_true(runs > STEPS);
}

/* ann and her licence, as JSON without their braces; somebody without values but a name. */
#define ANN                                                                                                            \
    "\"id\":1,\"name\":\"one more name that is too long for small strings\","                                          \
    "\"worth\":\"12345678901234567890.50000000000000000000\","                                                         \
    "\"photo\":\"627974657320746861742061726520746f6f206d616e7920666f7220616e7920736d616c6c20737472696e67\","          \
    "\"ident\":\"6ba7b810-9dad-11d1-80b4-00c04fd430c8\",\"born\":\"2024-02-29\","                                      \
    "\"seen\":\"2024-02-29T11:00:00.000000Z\",\"notes\":{\"a list\":[1,\"two\",3.5]},"                                 \
    "\"mood\":\"a mood that is too long for any small string\""
#define LICENCE "\"id\":1,\"number\":\"a number that is too long for any small string\",\"ownerId\":1"
#define SPARE "\"id\":2,\"number\":\"another number that is too long for small strings\",\"ownerId\":4"
#define NESTED "\"id\":3,\"number\":\"a nested number that is too long for small strings\",\"ownerId\":3"
#define NAMED(id, name)                                                                                                \
    "\"id\":" id ",\"name\":" name ",\"worth\":null,\"photo\":null,\"ident\":null,\"born\":null,\"seen\":null,"        \
    "\"notes\":null,\"mood\":null"

static void the_scenario_does_what_it_says(void **state)
{
    (void)state;
    learn_the_reference();
    assert_string_equal(
        reference[BEFORE_THE_END],
        "depth 0\n"
        "  people  {" ANN "}\n"
        "  people  {" NAMED(
            "2", "null") "}\n"
                         "  people  {" NAMED(
                             "3", "\"dan\"") "}\n"
                                             "  people  {" NAMED(
                                                 "4",
                                                 "null") "}\n"
                                                         "  licenses  {" SPARE "}\n"
                                                         "  licenses  {" NESTED "}\n"
                                                         "  ann  {" ANN ",\"license\":{" LICENCE "}}\n"
                                                         "  licence  {" LICENCE ",\"owner\":{" ANN "}}\n"
                                                         "  spare  {" SPARE "}\n"
                                                         "  bob  {" NAMED(
                                                             "2",
                                                             "null") "}\n"
                                                                     "  dan  {" NAMED(
                                                                         "3",
                                                                         "\"dan\"") ",\"license\":{" NESTED "}}\n"
                                                                                    "  eve  {" NAMED(
                                                                                        "4",
                                                                                        "null") ",\"license\":{" SPARE
                                                                                                "}}");
}

static void one_allocation_that_fails_changes_nothing(void **state)
{
    (void)state;
    fail_everywhere(0, false);
    fail_everywhere(LOADING, false);
}

static void no_allocation_that_succeeds_any_more_changes_nothing(void **state)
{
    (void)state;
    fail_everywhere(0, true);
    fail_everywhere(LOADING, true);
}

static void builders_without_memory_fail_their_call(void **state)
{
    gemel_schema *schema;
    gemel_options *options;
    gemel_values *v;
    gemel_database *none = NULL;
    (void)state;
    allocation_arm(0, true);
    schema = gemel_schema_new();
    options = gemel_options_new();
    v = gemel_values_new();
    assert_int_equal(allocation_disarm(), 3);
    assert_non_null(schema);
    assert_non_null(options);
    assert_non_null(v);
    expect(GEMEL_OUT_OF_MEMORY, gemel_schema_add_model(schema, "Person", NULL, NULL, &err));
    expect(GEMEL_OUT_OF_MEMORY, gemel_schema_resolve(schema, &err));
    expect(GEMEL_OUT_OF_MEMORY, gemel_options_set_bool(options, "a", true, &err));
    expect(GEMEL_OUT_OF_MEMORY, gemel_values_set_null(v, "a", &err));
    gemel_schema_free(schema);
    schema = schema_n();
    expect_ok(gemel_schema_resolve(schema, &err));
    expect(GEMEL_OUT_OF_MEMORY, gemel_database_open("sqlite::memory:", schema, options, &none, &err));
    assert_null(none);
    gemel_values_free(v);
    gemel_options_free(options);
    gemel_schema_free(schema);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ALONE(the_scenario_does_what_it_says),
        ALONE(one_allocation_that_fails_changes_nothing),
        ALONE(no_allocation_that_succeeds_any_more_changes_nothing),
        ALONE(builders_without_memory_fail_their_call),
    };
    return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
