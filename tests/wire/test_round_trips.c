/*
 * How often gemel waits for a PostgreSQL server, as a proxy in between counts it (proxy.h says what a round trip is),
 * and that a plan says beforehand what the proxy then sees: statement by statement, and what they lock. Straight to the
 * server, where statements are prepared, and through pgbouncer, where they are not. Must not test what methods do.
 *
 *     test_round_trips VARIABLE...     which name the servers in the environment
 */
#include "methods.h"
#include "server.h"
#include "stage.h"

static bool is_direct; /* no pooler is in between */

/* ---- What came by ---- */

static size_t count_of(const char *part, const char *text)
{
    size_t count = 0;
    for (text = strstr(text, part); text; text = strstr(text + 1, part))
        ++count;
    return count;
}

static size_t locking_statements(void)
{
    size_t count = 0, i;
    for (i = 0; i < proxy_statement_count(between); ++i)
        count += count_of(" FOR NO KEY UPDATE", proxy_statement(between, i)) +
                     count_of(" FOR UPDATE", proxy_statement(between, i)) >
                 0;
    return count;
}

static void require(bool good, const char *method_name, const char *complaint)
{
    size_t i;
    if (good)
        return;
    print_error("%s: %s; %d round trips, of\n", method_name, complaint, proxy_round_trips(between));
    for (i = 0; i < proxy_statement_count(between); ++i)
        print_error("  %s\n", proxy_statement(between, i));
    fail();
}

#define expect_trips(count, call)                                                                                      \
    do {                                                                                                               \
        proxy_forget(between);                                                                                         \
        expect_ok(call);                                                                                               \
        require(proxy_round_trips(between) == (count), #call, "not as many round trips as promised");                  \
    } while (0)

/* ---- Methods ---- */

static void expect_as_planned(const gemel_plan *plan, const char *name)
{
    size_t step;
    require(proxy_round_trips(between) == gemel_plan_round_trips(plan), name, "the plan says another number");
    require(proxy_statement_count(between) == gemel_plan_step_count(plan), name, "the plan has other steps");
    for (step = 0; step < gemel_plan_step_count(plan); ++step)
        require(strcmp(proxy_statement(between, step), gemel_plan_step_sql(plan, step)) == 0, name,
                gemel_plan_step_sql(plan, step));
    require(locking_statements() == count_of("\"locks\":true", gemel_plan_json(plan)), name,
            "the plan locks otherwise");
}

static void run_method(const method *m, bool again)
{
    gemel_plan *plan = NULL;
    proxy_forget(between);
    expect_ok(m->run(&plan));
    require(proxy_round_trips(between) == 0, m->name, "the plan itself asks the server");
    expect_ok(m->run(NULL));
    require(proxy_round_trips(between) == 1, m->name, "not one round trip");
    expect_as_planned(plan, m->name);
    require(!again || proxy_prepared(between) == 0, m->name, "prepared what was prepared before");
    gemel_plan_free(plan);
}

/* In a transaction begun with these options, or in none. Twice: what is prepared at its first use must not cost more
 * than at its second. */
static void run_methods(const world *w, const gemel_options *transaction)
{
    int prepared = 0, again;
    size_t i;
    for (i = 0; i < association_method_count; ++i) {
        const method *m = &association_methods[i];
        if (m->kind == NEEDS_NULL && !owners_may_be_null(w))
            continue;
        for (again = 0; again < 2; ++again) {
            set_rows(w, m);
            if (transaction)
                expect_trips(1, gemel_session_begin(w->session, transaction, &err));
            set_stage(w);
            run_method(m, again);
            prepared += proxy_prepared(between);
            if (transaction)
                expect_trips(1, gemel_session_rollback(w->session, &err));
        }
    }
    assert_int_equal(prepared > 0, is_direct);
}

static void each_method_is_one_round_trip_and_what_its_plan_says(void **state)
{
    run_methods(*state, NULL);
}

static void in_a_transaction_each_method_is_one_round_trip_too(void **state)
{
    run_methods(*state, with("{}"));
}

static void in_one_that_is_serializable_too(void **state)
{
    run_methods(*state, with("{'isolation': 'serializable'}"));
}

/* ---- Failures ---- */

static gemel_status create_where_somebody_is(void)
{
    return gemel_record_create_association(on_stage.ann, "license", values("{}"), NULL, NULL, &err);
}

static gemel_status set_the_owner_of_somebody_else(void)
{
    return gemel_record_set_association(on_stage.eleven, "owner", on_stage.ann, NULL, &err);
}

static gemel_status set_by_a_key_of_nobody(void)
{
    return gemel_record_set_association_key(on_stage.ann, "license", values("{'id': 1}"), NULL, NULL, &err);
}

static gemel_status set_who_is_gone(void)
{
    server_run("DELETE FROM licenses WHERE id = 2011");
    return gemel_record_set_association(on_stage.ann, "license", on_stage.eleven, NULL, &err);
}

static gemel_status set_the_owner_of_who_is_gone(void)
{
    server_run("DELETE FROM licenses WHERE id = 2011");
    return gemel_record_set_association(on_stage.eleven, "owner", on_stage.bob, NULL, &err);
}

static const struct {
    const char *name;
    gemel_status (*run)(void);
    gemel_status answer;
} failing[] = {
    {"create where somebody is", create_where_somebody_is, GEMEL_OCCUPIED},
    {"set the owner of somebody else", set_the_owner_of_somebody_else, GEMEL_OCCUPIED},
    {"set by a key of nobody", set_by_a_key_of_nobody, GEMEL_NOT_FOUND},
    {"set who is gone", set_who_is_gone, GEMEL_NOT_FOUND},
    {"set the owner of who is gone", set_the_owner_of_who_is_gone, GEMEL_NOT_FOUND},
};

static void fail_each(const world *w, bool in_transaction)
{
    static const method ann_has_ten = {"", ANN, NOBODY, WRITES, NULL};
    size_t i;
    for (i = 0; i < COUNT(failing); ++i) {
        set_rows(w, &ann_has_ten);
        set_stage(w);
        if (in_transaction)
            expect_ok(gemel_session_begin(w->session, NULL, &err));
        proxy_forget(between);
        expect(failing[i].answer, failing[i].run());
        require(proxy_round_trips(between) == 2, failing[i].name, "not one flush and one rollback");
        expect_trips(1, gemel_record_reload(on_stage.ten, NULL, &err));
        if (in_transaction)
            expect_ok(gemel_session_rollback(w->session, &err));
    }
}

static void a_method_that_fails_takes_one_more_to_roll_back(void **state)
{
    fail_each(*state, false);
}

static void in_a_transaction_a_method_that_fails_takes_one_more_too(void **state)
{
    fail_each(*state, true);
}

/* ---- What is no association method ---- */

static void what_a_record_does_is_one_round_trip(void **state)
{
    const world *w = *state;
    size_t i;
    for (i = 0; i < 2 * record_method_count; ++i) {
        const method *m = &record_methods[i / 2];
        set_rows(w, m);
        set_stage(w);
        expect_trips(1, m->run(NULL));
    }
}

static void what_begins_and_ends_a_transaction_is_one_round_trip(void **state)
{
    const world *w = *state;
    expect_trips(1, gemel_session_begin(w->session, NULL, &err));
    expect_trips(1, gemel_session_begin(w->session, NULL, &err));
    expect_trips(1, gemel_session_commit(w->session, &err));
    expect_trips(1, gemel_session_begin(w->session, NULL, &err));
    expect_trips(1, gemel_session_rollback(w->session, &err));
    expect_trips(1, gemel_session_commit(w->session, &err));
    expect_trips(1, gemel_session_begin(w->session, with("{'readOnly': true}"), &err));
    expect_trips(1, gemel_session_rollback(w->session, &err));
}

static void who_has_that_owner_in_memory_is_asked_in_one_round_trip(void **state)
{
    static const method ann_has_ten = {"", ANN, NOBODY, WRITES, NULL};
    const world *w = *state;
    set_rows(w, &ann_has_ten);
    set_stage(w);
    expect_trips(1, gemel_record_set_association(on_stage.ten, "owner", on_stage.ann, NULL, &err));
    expect_trips(1, gemel_record_set_association_key(on_stage.ten, "owner", values("{'id': 1001}"), NULL, NULL, &err));
    expect_trips(1, gemel_record_unset_association(on_stage.eleven, "owner", NULL, &err));
}

static void where_nothing_is_to_be_asked_nothing_is_sent(void **state)
{
    static const method ann_has_ten = {"", ANN, NOBODY, WRITES, NULL};
    const world *w = *state;
    gemel_record *out = NULL;
    set_rows(w, &ann_has_ten);
    set_stage(w);
    expect_trips(0, gemel_record_set_association(on_stage.unsaved, "owner", on_stage.ann, NULL, &err));
    expect_trips(0, gemel_record_get_association(built(w, "Person", "{}"), "license", NULL, &out, &err));
    assert_null(out);
    expect_trips(0, gemel_record_save(on_stage.eleven, NULL, &err));
}

/* The fixture gives a timeout; without one there is nothing to say before a read. */
static void without_timeouts_a_read_is_a_statement_alone(void **state)
{
    static const method ann_has_ten = {"get", ANN, NOBODY, WRITES, NULL};
    world *w = *state;
    gemel_plan *plan = NULL;
    gemel_record *out = NULL;
    set_rows(w, &ann_has_ten);
    gemel_session_free(w->session);
    gemel_session_free(w->witness);
    gemel_database_free(w->database);
    expect_ok(gemel_database_open(stage_url(), w->schema, NULL, &w->database, &err));
    expect_ok(gemel_session_open(w->database, NULL, &w->session, &err));
    expect_ok(gemel_session_open(w->database, NULL, &w->witness, &err));
    set_stage(w);
    expect_ok(gemel_plan_explain_get(on_stage.ann, "license", NULL, &plan, &err));
    expect_trips(1, gemel_record_get_association(on_stage.ann, "license", NULL, &out, &err));
    keep(out);
    assert_int_equal(proxy_statement_count(between), 1);
    expect_as_planned(plan, ann_has_ten.name);
    gemel_plan_free(plan);
}

/* ---- The one that is more ---- */

/* Without a constraint a row may refer to a key that is only being made: whether one does is asked in between. */
static void without_a_constraint_create_of_the_owner_is_as_many_as_its_plan_says(void **state)
{
    static const method nobodys = {"create of the owner", NOBODY, NOBODY, WRITES, NULL};
    const world *w = *state;
    const gemel_values *made = values("{'name': 'made'}");
    gemel_plan *plan = NULL;
    set_rows(w, &nobodys);
    set_stage(w);
    expect_ok(gemel_plan_explain_create(on_stage.ten, "owner", made, NULL, &plan, &err));
    proxy_forget(between);
    expect_ok(gemel_record_create_association(on_stage.ten, "owner", made, NULL, NULL, &err));
    assert_true(proxy_round_trips(between) > 1);
    expect_as_planned(plan, nobodys.name);
    gemel_plan_free(plan);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        IN_EACH_WORLD("each method is one round trip, and what its plan says",
                      each_method_is_one_round_trip_and_what_its_plan_says),
        IN_EACH_WORLD("in a transaction each method is one round trip too",
                      in_a_transaction_each_method_is_one_round_trip_too),
        IN_EACH_WORLD("in a transaction that is serializable each method is one round trip too",
                      in_one_that_is_serializable_too),
        IN_EACH_WORLD("a method that fails takes one more to roll back",
                      a_method_that_fails_takes_one_more_to_roll_back),
        IN_EACH_WORLD("in a transaction a method that fails takes one more too",
                      in_a_transaction_a_method_that_fails_takes_one_more_too),
        IN_EACH_WORLD("what a record does is one round trip", what_a_record_does_is_one_round_trip),
        ON_STAGE(stage_n, what_begins_and_ends_a_transaction_is_one_round_trip),
        ON_STAGE(stage_n, who_has_that_owner_in_memory_is_asked_in_one_round_trip),
        ON_STAGE(stage_n, where_nothing_is_to_be_asked_nothing_is_sent),
        ON_STAGE(stage_n, without_timeouts_a_read_is_a_statement_alone),
        ON_STAGE(stage_without_constraint, without_a_constraint_create_of_the_owner_is_as_many_as_its_plan_says),
    };
    int failed = argc > 1 ? 0 : 1, i;
    for (i = 1; i < argc; ++i) {
        is_direct = strcmp(argv[i], "GEMEL_TEST_PGBOUNCER") != 0;
        stage_open(argv[i]);
        failed += cmocka_run_group_tests_name(argv[i], tests, NULL, NULL);
        stage_close();
    }
    return failed;
}
