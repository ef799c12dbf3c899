/*
 * The option detectLoops of a session: asking record after record for the same association is told to the log once. It
 * must not test what asking gives (test_get.c), nor how it is done with one statement (test_loading.c).
 */
#include "asked.h"
#include "loading.h"
#include "sessions.h"
#include <stdio.h>

enum { PEOPLE = 12, REPORTS_MAX = 8, TEXT_MAX = 64 };

typedef struct report {
    char association[TEXT_MAX], label[TEXT_MAX];
} report;

static report reports[REPORTS_MAX];
static int report_count, reports_that_look_like_statements;

static void note_loop(const gemel_log_event *event, void *user_data)
{
    (void)user_data;
    if (gemel_log_event_kind(event) != GEMEL_LOG_LOOP)
        return;
    if (report_count < REPORTS_MAX) {
        snprintf(reports[report_count].association, TEXT_MAX, "%s", gemel_log_event_association(event));
        snprintf(reports[report_count].label, TEXT_MAX, "%s", gemel_log_event_label(event));
    }
    ++report_count;
    if (gemel_log_event_sql(event)[0] || strcmp(gemel_log_event_binds(event), "[]") != 0 ||
        gemel_log_event_nanoseconds(event) != 0 || gemel_log_event_status(event) != GEMEL_OK)
        ++reports_that_look_like_statements;
}

/* People with a licence each, and a session that detects loops of three. */
static int world_of_many(void **state)
{
    world *w;
    world_k(state);
    w = *state;
    give_owners(w, PEOPLE, 20);
    report_count = reports_that_look_like_statements = 0;
    expect_ok(gemel_database_set_log(w->database, note_loop, NULL, NULL, &err));
    session_with(w, "{'detectLoops': 3}");
    return 0;
}

static gemel_records *all(const world *w, const char *name)
{
    gemel_records *list = NULL;
    expect_ok(gemel_records_find_all(w->session, model(w, name), NULL, NULL, &list, &err));
    assert_int_equal(gemel_records_count(list), PEOPLE);
    return list;
}

static void get(gemel_record *record, const char *association_name)
{
    gemel_record *partner = NULL;
    expect_ok(gemel_record_get_association(record, association_name, NULL, &partner, &err));
    gemel_record_free(partner);
}

/* Asks records from `first` on, so many. */
static void get_each(gemel_records *list, size_t first, size_t count, const char *association_name)
{
    size_t i;
    for (i = first; i < first + count; ++i)
        get(gemel_records_at(list, i), association_name);
}

static void a_loop_is_told_once_with_its_association_and_label(void **state)
{
    const world *w = *state;
    gemel_records *people;
    expect_ok(gemel_session_set_label(w->session, "GET /people", &err));
    people = all(w, "Person");
    get_each(people, 0, 2, "license");
    assert_int_equal(report_count, 0);
    get_each(people, 2, 1, "license");
    assert_int_equal(report_count, 1);
    get_each(people, 3, PEOPLE - 3, "license");
    assert_int_equal(report_count, 1);
    assert_string_equal(reports[0].association, "Person.license");
    assert_string_equal(reports[0].label, "GET /people");
    assert_int_equal(reports_that_look_like_statements, 0);
    gemel_records_free(people);
}

static void the_same_record_again_is_no_loop(void **state)
{
    const world *w = *state;
    gemel_records *people = all(w, "Person");
    int i;
    for (i = 0; i < PEOPLE; ++i)
        get_each(people, 0, 2, "license");
    assert_int_equal(report_count, 0);
    gemel_records_free(people);
}

static void a_loop_over_two_associations_is_told_of_each(void **state)
{
    const world *w = *state;
    gemel_records *licenses = all(w, "License");
    size_t i;
    for (i = 0; i < PEOPLE; ++i) {
        get(gemel_records_at(licenses, i), "owner");
        get(gemel_records_at(licenses, i), "chip");
    }
    assert_int_equal(report_count, 2);
    assert_string_equal(reports[0].association, "License.owner");
    assert_string_equal(reports[1].association, "License.chip");
    assert_string_equal(reports[0].label, "");
    gemel_records_free(licenses);
}

static void other_statements_in_the_loop_do_not_hide_it(void **state)
{
    const world *w = *state;
    gemel_records *people = all(w, "Person");
    size_t i;
    for (i = 0; i < 3; ++i) {
        get(gemel_records_at(people, i), "license");
        expect_asked(w, "License", "{'where': {'id': 21}}", "21");
        expect_ok(gemel_record_update(gemel_records_at(people, i), values("{'name': 'eve'}"), NULL, &err));
    }
    assert_int_equal(report_count, 1);
    gemel_records_free(people);
}

static void what_is_loaded_for_many_is_no_loop(void **state)
{
    const world *w = *state;
    gemel_records *people = all(w, "Person"), *licenses = NULL;
    gemel_record *some[PEOPLE];
    size_t i;
    for (i = 0; i < PEOPLE; ++i)
        assert_non_null(loaded(some[i] = gemel_records_at(people, i), "license"));
    expect_ok(gemel_records_get_association(w->session, association(w->schema, "Person", "license"), some, PEOPLE, NULL,
                                            &licenses, &err));
    gemel_records_free(licenses);
    gemel_records_free(people);
    expect_ok(
        gemel_records_find_all(w->session, model(w, "Person"), NULL, with("{'include': 'license'}"), &people, &err));
    gemel_records_free(people);
    assert_int_equal(report_count, 0);
}

static void what_sends_nothing_is_no_loop(void **state)
{
    const world *w = *state;
    int i;
    for (i = 0; i < PEOPLE; ++i)
        get(built(w, "Person", "{}"), "license");
    assert_int_equal(report_count, 0);
}

static void a_query_of_the_same_model_begins_anew(void **state)
{
    const world *w = *state;
    size_t i;
    for (i = 0; i < 3; ++i) {
        gemel_records *people = all(w, "Person");
        get_each(people, 2 * i, 2, "license");
        gemel_records_free(people);
    }
    assert_int_equal(report_count, 0);
}

static void a_label_begins_anew(void **state)
{
    const world *w = *state;
    gemel_records *people = all(w, "Person");
    get_each(people, 0, 2, "license");
    expect_ok(gemel_session_set_label(w->session, "first", &err));
    get_each(people, 2, 2, "license");
    assert_int_equal(report_count, 0);
    get_each(people, 4, 1, "license");
    expect_ok(gemel_session_set_label(w->session, "second", &err));
    get_each(people, 5, 3, "license");
    assert_int_equal(report_count, 2);
    assert_string_equal(reports[0].label, "first");
    assert_string_equal(reports[1].label, "second");
    gemel_records_free(people);
}

static void nobody_looks_unless_told_to(void **state)
{
    static const char *const options[] = {"{}", "{'detectLoops': false}"};
    world *w = *state;
    size_t i;
    for (i = 0; i < COUNT(options); ++i) {
        gemel_records *people;
        session_with(w, options[i]);
        people = all(w, "Person");
        get_each(people, 0, PEOPLE, "license");
        gemel_records_free(people);
    }
    assert_int_equal(report_count, 0);
}

static void true_means_ten(void **state)
{
    world *w = *state;
    gemel_records *people;
    session_with(w, "{'detectLoops': true}");
    people = all(w, "Person");
    get_each(people, 0, 9, "license");
    assert_int_equal(report_count, 0);
    get_each(people, 9, 1, "license");
    assert_int_equal(report_count, 1);
    gemel_records_free(people);
}

static void without_a_log_nothing_happens(void **state)
{
    const world *w = *state;
    gemel_records *people = all(w, "Person");
    expect_ok(gemel_database_set_log(w->database, NULL, NULL, NULL, &err));
    get_each(people, 0, PEOPLE, "license");
    assert_int_equal(report_count, 0);
    gemel_records_free(people);
}

static void what_is_no_length_of_a_loop_is_refused(void **state)
{
    const world *w = *state;
    expect_no_session(w, "{'detectLoops': 1}", "'detectLoops' must be true, false or from 2 to 1000000");
    expect_no_session(w, "{'detectLoops': -3}", "'detectLoops'");
    expect_no_session(w, "{'detectLoops': 1000001}", "'detectLoops'");
    expect_no_session(w, "{'detectLoops': 'ten'}", "'detectLoops'");
    expect_no_session(w, "{'detectLoops': [3]}", "'detectLoops'");
    expect_no_session(w, "{'detectLoop': 3}", "did you mean 'detectLoops'?");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_of_many, a_loop_is_told_once_with_its_association_and_label),
        IN_WORLD(world_of_many, the_same_record_again_is_no_loop),
        IN_WORLD(world_of_many, a_loop_over_two_associations_is_told_of_each),
        IN_WORLD(world_of_many, other_statements_in_the_loop_do_not_hide_it),
        IN_WORLD(world_of_many, what_is_loaded_for_many_is_no_loop),
        IN_WORLD(world_of_many, what_sends_nothing_is_no_loop),
        IN_WORLD(world_of_many, a_query_of_the_same_model_begins_anew),
        IN_WORLD(world_of_many, a_label_begins_anew),
        IN_WORLD(world_of_many, nobody_looks_unless_told_to),
        IN_WORLD(world_of_many, true_means_ten),
        IN_WORLD(world_of_many, without_a_log_nothing_happens),
        IN_WORLD(world_of_many, what_is_no_length_of_a_loop_is_refused),
    };
    return cmocka_run_group_tests_name("detector", tests, NULL, NULL);
}
