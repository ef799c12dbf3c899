/*
 * What becomes of a method of associations or of a record whose connection, server process or own process ends in the
 * middle, at every place where it can: a proxy (tests/wire) sees to it, and trial.h says what must hold then. Must not
 * know how a method is sent.
 *
 *     faults_postgresql [--long]       --long: each place in every world, else some in some
 */
#define _XOPEN_SOURCE 700
#include "trial.h"
#include <sched.h>

static void disturb_all(const world *w, const fault *f, bool in_transaction)
{
    size_t i;
    for (i = 0; i < association_method_count; ++i)
        if (association_methods[i].kind != NEEDS_NULL || owners_may_be_null(w))
            disturb_everywhere(w, &association_methods[i], f, first_place(f, i), in_transaction);
    for (i = 0; i < record_method_count; ++i)
        disturb_everywhere(w, &record_methods[i], f, first_place(f, i), in_transaction);
}

/* Both outcomes came, or the faults were at no place where it matters. */
static void disturb_to_both_ends(const world *w, const fault *f, bool in_transaction)
{
    memset(seen, 0, sizeof seen);
    disturb_all(w, f, in_transaction);
    assert_true(seen[GEMEL_UNKNOWN_OUTCOME][false] + seen[GEMEL_CONNECTION][false] > 0);
    assert_true(seen[GEMEL_UNKNOWN_OUTCOME][true] + seen[GEMEL_OK][true] > 0);
}

static void all_or_nothing_is_kept_if_the_server_process_ends(void **state)
{
    disturb_to_both_ends(*state, &end_of_server_process, false);
}

static void all_or_nothing_is_kept_if_the_connection_is_cut_on_the_way_there(void **state)
{
    disturb_to_both_ends(*state, &cut_after_message, false);
}

/* Who is being answered has sent all of it. */
static void all_is_kept_if_the_connection_is_cut_on_the_way_back(void **state)
{
    memset(seen, 0, sizeof seen);
    disturb_all(*state, &cut_before_answer, false);
    assert_true(seen[GEMEL_UNKNOWN_OUTCOME][true] > 0 && seen[GEMEL_OK][true] > 0);
    assert_int_equal(seen[GEMEL_UNKNOWN_OUTCOME][false] + seen[GEMEL_CONNECTION][false], 0);
}

static void all_or_nothing_is_kept_if_the_client_ends(void **state)
{
    disturb_to_both_ends(*state, &end_of_client, false);
}

static void a_transaction_is_kept_or_not_if_the_server_process_ends(void **state)
{
    disturb_to_both_ends(*state, &end_of_server_process, true);
}

static void a_transaction_is_kept_or_not_if_the_connection_is_cut(void **state)
{
    disturb_to_both_ends(*state, &cut_after_message, true);
    disturb_to_both_ends(*state, &cut_before_answer, true);
}

static void without_a_constraint_create_of_the_owner_is_kept_as_a_whole_too(void **state)
{
    static const fault *const faults[] = {&end_of_server_process, &cut_after_message, &cut_before_answer};
    const int before = stride;
    size_t i, f;
    memset(seen, 0, sizeof seen);
    stride = 1; /* there are few places where it is not all sent together */
    for (i = 0; i < association_method_count; ++i)
        for (f = 0; f < COUNT(faults); ++f)
            if (strncmp(association_methods[i].name, "create of the owner", 19) == 0)
                disturb_everywhere(*state, &association_methods[i], faults[f], faults[f]->first, false);
    stride = before;
    assert_true(seen[GEMEL_CONNECTION][false] > 0 && seen[GEMEL_UNKNOWN_OUTCOME][true] > 0);
}

static void who_was_cut_off_before_the_call_knows_that_nothing_was_done(void **state)
{
    static const fault before = {"the server process ends before the call", NULL, 0, false};
    static trial t;
    size_t i;
    for (i = 0; i < association_method_count; ++i) {
        t = (trial){*state, &association_methods[i], &before, 0, false, GEMEL_OK, false, "", "", "", ""};
        prepare(&t);
        (void)end_server_process(NULL);
        while (proxy_connections(between) > 0)
            (void)sched_yield();
        perform(&t);
        require(&t, t.status == GEMEL_CONNECTION, "nothing was sent");
        require(&t, strcmp(all_rows(), t.old_rows) == 0, "something was done");
        require(&t, strcmp(memory(), t.memory) == 0, "the records are not as they were");
        expect_usable(&t);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest in_each_world[] = {
        IN_EACH_WORLD("all or nothing is kept if the server process ends",
                      all_or_nothing_is_kept_if_the_server_process_ends),
        IN_EACH_WORLD("all or nothing is kept if the connection is cut on the way there",
                      all_or_nothing_is_kept_if_the_connection_is_cut_on_the_way_there),
        IN_EACH_WORLD("all is kept if the connection is cut on the way back",
                      all_is_kept_if_the_connection_is_cut_on_the_way_back),
        IN_EACH_WORLD("all or nothing is kept if the client ends", all_or_nothing_is_kept_if_the_client_ends),
        IN_EACH_WORLD("a transaction is kept or not if the server process ends",
                      a_transaction_is_kept_or_not_if_the_server_process_ends),
        IN_EACH_WORLD("a transaction is kept or not if the connection is cut",
                      a_transaction_is_kept_or_not_if_the_connection_is_cut),
    };
    const struct CMUnitTest in_some[] = {
        ON_STAGE(stage_n, all_or_nothing_is_kept_if_the_server_process_ends),
        ON_STAGE(stage_ru, all_or_nothing_is_kept_if_the_server_process_ends),
        ON_STAGE(stage_u, all_or_nothing_is_kept_if_the_connection_is_cut_on_the_way_there),
        ON_STAGE(stage_r, all_is_kept_if_the_connection_is_cut_on_the_way_back),
        ON_STAGE(stage_n, all_or_nothing_is_kept_if_the_client_ends),
        ON_STAGE(stage_r, a_transaction_is_kept_or_not_if_the_server_process_ends),
        ON_STAGE(stage_u, a_transaction_is_kept_or_not_if_the_connection_is_cut),
        ON_STAGE(stage_without_constraint, without_a_constraint_create_of_the_owner_is_kept_as_a_whole_too),
        ON_STAGE(stage_n, who_was_cut_off_before_the_call_knows_that_nothing_was_done),
    };
    int failed = 0;
    stage_open("GEMEL_TEST_POSTGRESQL");
    failed += cmocka_run_group_tests(in_some, NULL, NULL);
    stride = 1;
    if (argc > 1 && strcmp(argv[1], "--long") == 0)
        failed += cmocka_run_group_tests(in_each_world, NULL, NULL);
    stage_close();
    return failed;
}
