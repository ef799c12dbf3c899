/*
 * What becomes of many rows or pairs that are written at once, by COPY, by statements that are sent together, or row by
 * row, when their connection, server process or own process ends in the middle: all of them are there, or none. What
 * must hold says trial.h. Must not know where in the protocol a place is.
 *
 *     faults_postgresql_bulk [--long]       --long: each place in every world, else some in some
 */
#include "trial.h"

enum { ROWS = 3, LONG_NAME = 600 * 1024 }; /* of two such names a bulk sends, whatever else is to come */

/* ---- Rows ---- */

typedef struct batch {
    const gemel_model *model;
    const gemel_values *rows[ROWS];
} batch;

/* Two alike, and one that needs another statement. */
static batch people(void)
{
    return (batch){
        gemel_record_model(on_stage.ann),
        {values("{'id': 3001, 'name': 'eve'}"), values("{'id': 3002, 'name': 'fay'}"), values("{'id': 3003}")}};
}

/* One is there already. */
static batch people_again(void)
{
    return (batch){gemel_record_model(on_stage.ann),
                   {values("{'id': 1001, 'name': 'anna'}"), values("{'id': 1002, 'name': 'bobby'}"),
                    values("{'id': 3001, 'name': 'eve'}")}};
}

static batch people_with_long_names(void)
{
    static char name[LONG_NAME];
    batch all = {gemel_record_model(on_stage.ann), {NULL}};
    size_t i;
    memset(name, 'n', sizeof name);
    for (i = 0; i < ROWS; ++i) {
        gemel_values *row = values("{}");
        expect_ok(gemel_values_set_text(row, "name", name, sizeof name, &err));
        all.rows[i] = row;
    }
    return all;
}

static gemel_status insert(batch all, const char *options)
{
    gemel_records *made = NULL;
    const gemel_status status =
        gemel_records_insert(on_stage.session, all.model, all.rows, ROWS, with(options), &made, &err);
    gemel_records_free(made);
    return status;
}

static gemel_status insert_many(gemel_plan **plan)
{
    (void)plan;
    return insert(people(), "{}");
}

static gemel_status insert_long(gemel_plan **plan)
{
    (void)plan;
    return insert(people_with_long_names(), "{}");
}

static gemel_status insert_returning(gemel_plan **plan)
{
    (void)plan;
    return insert(people(), "{'returning': true}");
}

static gemel_status upsert_many(gemel_plan **plan)
{
    (void)plan;
    return insert(people_again(), "{'conflict': 'id'}");
}

static gemel_status upsert(gemel_plan **plan)
{
    (void)plan;
    return gemel_record_upsert(on_stage.session, gemel_record_model(on_stage.ann),
                               values("{'id': 1001, 'name': 'anna'}"), NULL, NULL, &err);
}

/* A bulk that failed is over: it was undone, and says so. */
static gemel_status write_bulk(batch all, const char *options)
{
    gemel_bulk *bulk = NULL;
    gemel_status status = gemel_bulk_open(on_stage.session, all.model, with(options), &bulk, &err);
    size_t i;
    for (i = 0; i < ROWS && status == GEMEL_OK; ++i)
        status = gemel_bulk_add(bulk, all.rows[i], &err);
    if (status == GEMEL_OK)
        status = gemel_bulk_finish(bulk, NULL, &err);
    if (bulk && status != GEMEL_OK)
        assert_int_equal(gemel_bulk_finish(bulk, NULL, NULL), GEMEL_USAGE);
    gemel_bulk_free(bulk);
    return status;
}

static gemel_status bulk(gemel_plan **plan)
{
    (void)plan;
    return write_bulk(people(), "{}");
}

static gemel_status bulk_of_long(gemel_plan **plan)
{
    (void)plan;
    return write_bulk(people_with_long_names(), "{}");
}

static gemel_status bulk_upsert(gemel_plan **plan)
{
    (void)plan;
    return write_bulk(people_again(), "{'conflict': 'id'}");
}

/* By COPY: short rows, and such of which each is a message of its own, and a bulk sends the first ones early. */
static const method by_copy[] = {
    {"insert of many", NOBODY, NOBODY, WRITES, insert_many},
    {"insert of long rows", NOBODY, NOBODY, WRITES, insert_long},
    {"bulk", NOBODY, NOBODY, WRITES, bulk},
    {"bulk of long rows", NOBODY, NOBODY, WRITES, bulk_of_long},
};
static const method by_statements[] = {
    {"insert of many, returning", NOBODY, NOBODY, WRITES, insert_returning},
    {"upsert", NOBODY, NOBODY, WRITES, upsert},
    {"upsert of many", NOBODY, NOBODY, WRITES, upsert_many},
    {"bulk of upserts", NOBODY, NOBODY, WRITES, bulk_upsert},
};

/* ---- Pairs ---- */

static gemel_status set_pairs(gemel_record *const *licences, size_t count, const char *options)
{
    gemel_record *const owners[] = {on_stage.ann, on_stage.bob};
    const gemel_association *association = NULL;
    expect_ok(gemel_model_find_association(gemel_record_model(on_stage.ann), "license", &association, &err));
    return gemel_records_set_association(on_stage.session, association, owners, licences, count, with(options), &err);
}

static gemel_status set_many(gemel_plan **plan)
{
    gemel_record *const licences[] = {on_stage.ten, on_stage.eleven};
    (void)plan;
    return set_pairs(licences, 2, "{}");
}

static gemel_status set_many_crosswise(gemel_plan **plan)
{
    gemel_record *const licences[] = {on_stage.eleven, on_stage.ten};
    (void)plan;
    return set_pairs(licences, 2, "{}");
}

static gemel_status set_many_and_destroy(gemel_plan **plan)
{
    (void)plan;
    return set_pairs(&on_stage.ten, 1, "{'destroyPrevious': true}");
}

static const method of_pairs[] = {
    {"set of many", NOBODY, NOBODY, WRITES, set_many},
    {"set of many that change places", ANN, BOB, NEEDS_NULL, set_many_crosswise},
    {"set of many that destroys", NOBODY, ANN, WRITES, set_many_and_destroy},
};

/* ---- The tests ---- */

/* Where names may be long. */
static int stage_of_long_names(void **state)
{
    gemel_schema *s = gemel_schema_new();
    gemel_schema_add_model(s, "Person", NULL, NULL, NULL);
    gemel_schema_add_attribute(s, "Person", "name", "text", NULL, NULL);
    gemel_schema_add_model(s, "License", NULL, NULL, NULL);
    gemel_schema_add_attribute(s, "License", "number", "string", NULL, NULL);
    gemel_schema_has_one(s, "Person", "License", "foreign key ownerId inverse owner", NULL, NULL);
    return world_at(state, s, stage_url());
}

static void disturb_all(const world *w, const method *methods, size_t count, const fault *f, bool in_transaction)
{
    size_t i;
    for (i = 0; i < count; ++i)
        if (methods[i].kind != NEEDS_NULL || owners_may_be_null(w))
            disturb_everywhere(w, &methods[i], f, first_place(f, i), in_transaction);
}

/* Both outcomes came, or the faults were at no place where it matters. */
static void expect_both_ends(void)
{
    assert_true(seen[GEMEL_UNKNOWN_OUTCOME][false] + seen[GEMEL_CONNECTION][false] > 0);
    assert_true(seen[GEMEL_UNKNOWN_OUTCOME][true] + seen[GEMEL_OK][true] > 0);
}

static void disturb_copy(const world *w, const fault *f, bool in_transaction)
{
    memset(seen, 0, sizeof seen);
    disturb_all(w, by_copy, COUNT(by_copy), f, in_transaction);
    expect_both_ends();
}

static void disturb_copy_at_each_place(const world *w, const fault *f)
{
    const int before = stride;
    stride = 1;
    disturb_copy(w, f, false);
    stride = before;
}

static void disturb_statements(const world *w, const fault *f, bool in_transaction)
{
    memset(seen, 0, sizeof seen);
    disturb_all(w, by_statements, COUNT(by_statements), f, in_transaction);
    disturb_all(w, of_pairs, COUNT(of_pairs), f, in_transaction);
    expect_both_ends();
}

static void of_a_copy_all_or_nothing_is_kept_if_the_server_process_ends(void **state)
{
    disturb_copy(*state, &end_of_server_process, false);
    disturb_copy(*state, &end_of_server_process, true);
}

/* Before all is sent nothing is kept, and that is known: UNKNOWN_OUTCOME comes of the messages of COMMIT only. */
static void of_a_copy_all_or_nothing_is_kept_if_the_connection_is_cut_on_the_way_there(void **state)
{
    disturb_copy_at_each_place(*state, &cut_after_message);
    assert_true(seen[GEMEL_CONNECTION][false] > seen[GEMEL_UNKNOWN_OUTCOME][false]);
}

static void a_copy_is_kept_if_commit_is_sent_and_the_connection_cut_on_the_way_back(void **state)
{
    disturb_copy_at_each_place(*state, &cut_before_answer);
    assert_true(seen[GEMEL_CONNECTION][false] > 0 && seen[GEMEL_UNKNOWN_OUTCOME][true] > 0);
    assert_int_equal(seen[GEMEL_UNKNOWN_OUTCOME][false], 0);
}

static void of_a_copy_all_or_nothing_is_kept_if_the_client_ends(void **state)
{
    disturb_copy(*state, &end_of_client, false);
}

static void a_copy_in_a_transaction_is_kept_or_not_if_the_connection_is_cut(void **state)
{
    disturb_copy(*state, &cut_after_message, true);
    disturb_copy(*state, &cut_before_answer, true);
}

static void all_or_nothing_is_kept_if_the_server_process_ends(void **state)
{
    disturb_statements(*state, &end_of_server_process, false);
}

static void all_or_nothing_is_kept_if_the_connection_is_cut(void **state)
{
    disturb_statements(*state, &cut_after_message, false);
    disturb_statements(*state, &cut_before_answer, false);
    assert_int_equal(seen[GEMEL_UNKNOWN_OUTCOME][false], 0); /* who is being answered has sent all of it */
}

static void all_or_nothing_is_kept_if_the_client_ends(void **state)
{
    disturb_statements(*state, &end_of_client, false);
}

static void a_transaction_is_kept_or_not_if_the_connection_is_cut(void **state)
{
    disturb_statements(*state, &cut_after_message, true);
    disturb_statements(*state, &cut_before_answer, true);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest of_copy[] = {
        ON_STAGE(stage_of_long_names, of_a_copy_all_or_nothing_is_kept_if_the_server_process_ends),
        ON_STAGE(stage_of_long_names, of_a_copy_all_or_nothing_is_kept_if_the_connection_is_cut_on_the_way_there),
        ON_STAGE(stage_of_long_names, a_copy_is_kept_if_commit_is_sent_and_the_connection_cut_on_the_way_back),
        ON_STAGE(stage_of_long_names, of_a_copy_all_or_nothing_is_kept_if_the_client_ends),
        ON_STAGE(stage_of_long_names, a_copy_in_a_transaction_is_kept_or_not_if_the_connection_is_cut),
    };
    const struct CMUnitTest in_some[] = {
        ON_STAGE(stage_n, all_or_nothing_is_kept_if_the_server_process_ends),
        ON_STAGE(stage_u, all_or_nothing_is_kept_if_the_connection_is_cut),
        ON_STAGE(stage_r, all_or_nothing_is_kept_if_the_client_ends),
        ON_STAGE(stage_u, a_transaction_is_kept_or_not_if_the_connection_is_cut),
    };
    const struct CMUnitTest in_each_world[] = {
        IN_EACH_WORLD("all or nothing is kept if the server process ends",
                      all_or_nothing_is_kept_if_the_server_process_ends),
        IN_EACH_WORLD("all or nothing is kept if the connection is cut",
                      all_or_nothing_is_kept_if_the_connection_is_cut),
        IN_EACH_WORLD("all or nothing is kept if the client ends", all_or_nothing_is_kept_if_the_client_ends),
        IN_EACH_WORLD("a transaction is kept or not if the connection is cut",
                      a_transaction_is_kept_or_not_if_the_connection_is_cut),
    };
    const bool is_long = argc > 1 && strcmp(argv[1], "--long") == 0;
    int failed = 0;
    stage_open("GEMEL_TEST_POSTGRESQL");
    stride = is_long ? 1 : 7;
    failed += cmocka_run_group_tests(of_copy, NULL, NULL);
    if (is_long)
        failed += cmocka_run_group_tests(in_each_world, NULL, NULL);
    else
        failed += cmocka_run_group_tests(in_some, NULL, NULL);
    stage_close();
    return failed;
}
