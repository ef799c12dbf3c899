/*
 * Out of memory at every allocation of the calls that mark, restore and read within scopes: such a call has changed
 * nothing, in the database or in memory, and works when it is said again. It must not know how much a call allocates.
 */
#include "allocation.h"
#include "paranoid.h"

/* One owner with a licence, and one licence without. */
typedef struct people {
    gemel_record *ann, *linked, *spare;
} people;

typedef gemel_status call(const world *w, people *p, gemel_error **error);

/* Made before: a builder would remember its failure. */
static gemel_options *options;

static gemel_status mark_one(const world *w, people *p, gemel_error **error)
{
    (void)w;
    return gemel_record_destroy(p->linked, NULL, NULL, error);
}

static gemel_status mark_the_previous_one(const world *w, people *p, gemel_error **error)
{
    (void)w;
    return gemel_record_set_association(p->ann, "license", p->spare, options, error);
}

static gemel_status mark_by_unset(const world *w, people *p, gemel_error **error)
{
    (void)w;
    return gemel_record_unset_association(p->ann, "license", options, error);
}

static gemel_status restore_one(const world *w, people *p, gemel_error **error)
{
    (void)w;
    return gemel_record_restore(p->linked, error);
}

static gemel_status read_all(const world *w, people *p, gemel_error **error)
{
    gemel_records *all = NULL;
    gemel_status status = gemel_records_find_all(w->session, gemel_record_model(p->spare), NULL, options, &all, error);
    gemel_records_free(all);
    return status;
}

/* What there is, but for times. */
static const char *state_of(const people *p)
{
    static char text[64];
    const char *owner = NULL;
    expect_ok(gemel_record_get_text(p->spare, "ownerId", &owner, NULL, &err));
    (void)strcpy(text, is_deleted(p->linked) ? "linked marked, " : "linked lives, ");
    (void)strcat(text, gemel_record_is_changed(p->linked) || gemel_record_is_changed(p->spare) ? "changed, " : "");
    return strcat(strcat(text, "spare of "), owner ? owner : "nobody");
}

static void fail_everywhere(const world *w, call *call, people *p, const char *before, const char *rows_before,
                            const char *after, const char *rows_after)
{
    long successes = 0, failed = 1, runs = 0;
    for (; failed > 0; ++successes, ++runs) {
        gemel_error *error = NULL;
        gemel_status status;
        allocation_arm(successes, false);
        status = call(w, p, &error);
        failed = allocation_disarm();
        if (status == GEMEL_OK) {
            assert_int_equal(failed, 0);
            break;
        }
        assert_string_equal(gemel_status_name(status), "out-of-memory");
        assert_null(error);
        assert_string_equal(state_of(p), before);
        expect_licenses(w, rows_before);
    }
    assert_true(runs > 5);
    assert_string_equal(state_of(p), after);
    expect_licenses(w, rows_after);
}

static people given_people(const world *w)
{
    people p;
    p.ann = given(w, "Person", "{'id': 1}");
    p.linked = given(w, "License", "{'id': 10, 'ownerId': 1}");
    p.spare = given(w, "License", "{'id': 11}");
    return p;
}

#define ALIVE "10 null 1, 11 null null"
#define MARKED "10 null 1 deleted, 11 null null"

static void marking_and_restoring_change_all_or_nothing(void **state)
{
    const world *w = *state;
    people p = given_people(w);
    fail_everywhere(w, mark_one, &p, "linked lives, spare of nobody", ALIVE, "linked marked, spare of nobody", MARKED);
    fail_everywhere(w, restore_one, &p, "linked marked, spare of nobody", MARKED, "linked lives, spare of nobody",
                    ALIVE);
}

static void a_method_that_marks_changes_all_or_nothing(void **state)
{
    const world *w = *state;
    people p = given_people(w);
    options = with("{'destroyPrevious': true}");
    fail_everywhere(w, mark_the_previous_one, &p, "linked lives, spare of nobody", ALIVE, "linked lives, spare of 1",
                    "10 null 1 deleted, 11 null 1");
    fail_everywhere(w, mark_by_unset, &p, "linked lives, spare of 1", "10 null 1 deleted, 11 null 1",
                    "linked lives, spare of 1", "10 null 1 deleted, 11 null 1 deleted");
}

static void in_a_transaction_marks_can_still_be_taken_back(void **state)
{
    const world *w = *state;
    people p = given_people(w);
    long successes = 0;
    gemel_status status;
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    do {
        allocation_arm(successes++, false);
        status = mark_one(w, &p, NULL);
        (void)allocation_disarm();
    } while (status == GEMEL_OUT_OF_MEMORY);
    assert_int_equal(status, GEMEL_OK);
    expect_ok(gemel_session_rollback(w->session, &err));
    assert_string_equal(state_of(&p), "linked lives, spare of nobody");
    expect_licenses(w, ALIVE);
}

static void a_reading_says_that_it_has_no_memory(void **state)
{
    const world *w = *state;
    people p = given_people(w);
    options = with("{'withDeleted': true, 'scope': []}");
    fail_everywhere(w, read_all, &p, "linked lives, spare of nobody", ALIVE, "linked lives, spare of nobody", ALIVE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(paranoid_u, marking_and_restoring_change_all_or_nothing),
        IN_WORLD(paranoid_u, a_method_that_marks_changes_all_or_nothing),
        IN_WORLD(paranoid_u, in_a_transaction_marks_can_still_be_taken_back),
        IN_WORLD(paranoid_u, a_reading_says_that_it_has_no_memory),
    };
    return cmocka_run_group_tests_name("memory of what is marked", tests, NULL, NULL);
}
