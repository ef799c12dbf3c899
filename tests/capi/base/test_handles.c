/*
 * Handles that are not NULL but wrong: of another type, closed, of another session, database or schema; and freeing in
 * any order. It must not test NULL (test_handles_null.c).
 */
#include "declarations.h"
#include "fixture.h"

/* ---- Handles of another type ---- */

/* One handle of each type, and for each type a call that takes it. Casts are what C offers to get this wrong. */
enum {
    OPTIONS,
    VALUES,
    SCHEMA,
    MODEL_PART,
    ATTRIBUTE_PART,
    ASSOCIATION_PART,
    DATABASE,
    SESSION,
    RECORD,
    RECORDS,
    KINDS
};

static gemel_status use_options(void *handle)
{
    return gemel_options_set_bool(handle, "a", true, &err);
}

static gemel_status use_values(void *handle)
{
    return gemel_values_set_null(handle, "a", &err);
}

static gemel_status use_schema(void *handle)
{
    return gemel_schema_resolve(handle, &err);
}

static gemel_status use_model(void *handle)
{
    const gemel_attribute *out = NULL;
    return gemel_model_find_attribute(handle, "name", &out, &err);
}

static const world *current;

static gemel_status use_attribute(void *handle)
{
    bool out = false;
    return gemel_record_is_null_by_attribute(given(current, "Person", "{}"), handle, &out, &err);
}

static gemel_status use_association(void *handle)
{
    gemel_records *out = NULL;
    return gemel_records_get_association(current->session, handle, NULL, 0, NULL, &out, &err);
}

static gemel_status use_database(void *handle)
{
    return gemel_database_sync(handle, NULL, &err);
}

static gemel_status use_session(void *handle)
{
    return gemel_session_begin(handle, NULL, &err);
}

static gemel_status use_record(void *handle)
{
    return gemel_record_save(handle, NULL, &err);
}

static gemel_status use_records(void *handle)
{
    gemel_record *out = NULL;
    return gemel_records_take(handle, 0, &out, &err);
}

static void a_handle_of_another_type_is_refused(void **state)
{
    const world *w = *state;
    static gemel_status (*const uses[KINDS])(void *handle) = {use_options,   use_values,      use_schema,   use_model,
                                                              use_attribute, use_association, use_database, use_session,
                                                              use_record,    use_records};
    static const char *const names[KINDS] = {"options",     "values",   "schema",  "model",  "attribute",
                                             "association", "database", "session", "record", "records"};
    gemel_records *list = NULL;
    void *handles[KINDS];
    size_t use, handle;
    current = w;
    given(w, "Person", "{'id': 101}");
    expect_ok(gemel_records_find_all(w->session, model(w, "Person"), NULL, NULL, &list, &err));
    handles[OPTIONS] = with("{}");
    handles[VALUES] = values("{}");
    handles[SCHEMA] = w->schema;
    handles[MODEL_PART] = (void *)(uintptr_t)model(w, "Person");
    handles[ATTRIBUTE_PART] = (void *)(uintptr_t)gemel_model_attribute_at(model(w, "Person"), 1);
    handles[ASSOCIATION_PART] = (void *)(uintptr_t)gemel_model_association_at(model(w, "Person"), 0);
    handles[DATABASE] = w->database;
    handles[SESSION] = w->session;
    handles[RECORD] = given(w, "Person", "{'id': 102}");
    handles[RECORDS] = list;
    for (use = 0; use < KINDS; ++use)
        for (handle = 0; uses[use] && handle < KINDS; ++handle)
            if (handle != use) {
                print_message("# %s for %s\n", names[handle], names[use]);
                expect(GEMEL_USAGE, uses[use](handles[handle]));
            }
    gemel_records_free(list);
}

static void getters_of_a_handle_of_another_type_answer_with_nothing(void **state)
{
    const world *w = *state;
    const void *const session = w->session;
    assert_string_equal(gemel_model_name(session), "");
    assert_int_equal(gemel_model_attribute_count(session), 0);
    assert_string_equal(gemel_attribute_name(session), "");
    assert_int_equal(gemel_attribute_index(session), -1);
    assert_string_equal(gemel_association_name(session), "");
    assert_null(gemel_association_inverse(session));
    assert_int_equal(gemel_schema_model_count(session), 0);
    assert_null(gemel_schema_model_at(session, 0));
    assert_null(gemel_record_model(session));
    assert_false(gemel_record_is_new(session));
    assert_false(gemel_record_is_changed(session));
    assert_int_equal(gemel_records_count(session), 0);
    assert_int_equal(gemel_session_depth((const void *)w->schema), 0);
}

static void a_wrong_handle_as_an_argument_is_refused(void **state)
{
    world *w = *state;
    void *const schema = w->schema;
    gemel_record *ann = given(w, "Person", "{'id': 1, 'name': 'ann'}");
    gemel_record *none = NULL;
    gemel_records *no_list = NULL;
    gemel_database *no_database = NULL;
    const gemel_association *license = association(w->schema, "Person", "license");
    gemel_record *const wrong[] = {ann, schema};
    bool loaded = false;
    forget_statements(w);
    expect(GEMEL_USAGE, gemel_record_create(w->session, schema, NULL, NULL, &none, &err));
    expect(GEMEL_USAGE, gemel_record_create(w->session, model(w, "Person"), schema, NULL, &none, &err));
    expect(GEMEL_USAGE, gemel_record_create(w->session, model(w, "Person"), NULL, schema, &none, &err));
    expect(GEMEL_USAGE, gemel_record_set_association(ann, "license", schema, NULL, &err));
    expect(GEMEL_USAGE, gemel_record_load_association(ann, "license", schema, &none, &err));
    expect(GEMEL_USAGE, gemel_record_load_association(schema, "license", NULL, &none, &err));
    expect(GEMEL_USAGE, gemel_record_is_loaded(schema, "license", &loaded, &err));
    expect(GEMEL_USAGE, gemel_record_is_deleted(schema, &loaded, &err));
    expect(GEMEL_USAGE, gemel_record_equals(schema, ann, &loaded, &err));
    expect(GEMEL_USAGE, gemel_record_equals(ann, schema, &loaded, &err));
    expect(GEMEL_USAGE, gemel_records_get_association(schema, license, wrong, 0, NULL, &no_list, &err));
    expect(GEMEL_USAGE, gemel_records_get_association(w->session, license, wrong, 2, NULL, &no_list, &err));
    expect(GEMEL_USAGE, gemel_records_get_association(w->session, license, wrong, 1, schema, &no_list, &err));
    expect(GEMEL_USAGE, gemel_values_set_values(values("{}"), "license", schema, &err));
    expect(GEMEL_USAGE, gemel_values_set_record(values("{}"), "license", schema, &err));
    expect(GEMEL_USAGE, gemel_database_open("sqlite::memory:", (void *)w->session, NULL, &no_database, &err));
    expect_statements(w, 0, 0);
    assert_null(none);
    assert_null(no_list);
    assert_null(no_database);
}

/* ---- Closed ---- */

static void a_closed_session_is_refused_and_its_records_can_still_be_read(void **state)
{
    world *w = *state;
    gemel_record *ann = given(w, "Person", "{'id': 1, 'name': 'ann'}");
    gemel_record *licence = given(w, "License", "{'id': 10}");
    gemel_record *out = NULL;
    gemel_records *list = NULL;
    const gemel_model *person = model(w, "Person");
    const gemel_association *license = association(w->schema, "Person", "license");
    const char *json = NULL;
    expect_ok(gemel_session_close(w->session, &err));
    expect_ok(gemel_session_close(w->session, &err));
    forget_statements(w);
    expect(GEMEL_USAGE, gemel_session_begin(w->session, NULL, &err));
    expect_mention("closed");
    expect(GEMEL_USAGE, gemel_session_commit(w->session, &err));
    expect(GEMEL_USAGE, gemel_session_rollback(w->session, &err));
    expect(GEMEL_USAGE, gemel_record_create(w->session, person, NULL, NULL, &out, &err));
    expect(GEMEL_USAGE, gemel_record_find(w->session, person, values("{'id': 1}"), NULL, &out, &err));
    expect(GEMEL_USAGE, gemel_record_find_first(w->session, person, NULL, NULL, &out, &err));
    expect(GEMEL_USAGE, gemel_records_find_all(w->session, person, NULL, NULL, &list, &err));
    expect(GEMEL_USAGE, gemel_record_reload(ann, NULL, &err));
    expect(GEMEL_USAGE, gemel_record_update(ann, values("{'name': 'eve'}"), NULL, &err));
    expect(GEMEL_USAGE, gemel_record_destroy(ann, NULL, NULL, &err));
    expect(GEMEL_USAGE, gemel_record_get_association(ann, "license", NULL, &out, &err));
    expect(GEMEL_USAGE, gemel_record_load_association(ann, "license", NULL, &out, &err));
    expect(GEMEL_USAGE, gemel_records_get_association(w->session, license, &ann, 1, NULL, &list, &err));
    expect(GEMEL_USAGE, gemel_record_set_association(ann, "license", licence, NULL, &err));
    expect(GEMEL_USAGE, gemel_record_unset_association(ann, "license", NULL, &err));
    expect(GEMEL_USAGE, gemel_record_create_association(ann, "license", NULL, NULL, &out, &err));
    expect_statements(w, 0, 0);
    assert_null(out);
    assert_null(list);
    assert_int_equal(gemel_session_depth(w->session), 0);
    expect_attribute(ann, "name", "ann");
    expect_ok(gemel_record_to_json(ann, &json, NULL, &err));
    assert_false(gemel_record_is_changed(ann));
    expect_rows(w, "Person", "1 ann");
}

static void closing_a_session_rolls_back(void **state)
{
    const world *w = *state;
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    given(w, "Person", "{'id': 1}");
    expect_ok(gemel_session_close(w->session, &err));
    expect_rows(w, "Person", "");
}

static void a_closed_database_takes_no_new_work(void **state)
{
    const world *w = *state;
    gemel_session *none = NULL;
    gemel_record *out = NULL;
    expect_ok(gemel_database_close(w->database, &err));
    expect_ok(gemel_database_close(w->database, &err));
    expect(GEMEL_USAGE, gemel_session_open(w->database, NULL, &none, &err));
    expect_mention("closed");
    expect(GEMEL_USAGE, gemel_database_sync(w->database, NULL, &err));
    expect(GEMEL_USAGE, gemel_database_drop(w->database, NULL, &err));
    expect(GEMEL_USAGE, gemel_session_begin(w->session, NULL, &err));
    expect(GEMEL_USAGE, gemel_record_create(w->session, model(w, "Person"), NULL, NULL, &out, &err));
    assert_null(none);
    assert_null(out);
}

static void a_transaction_outlives_the_close_of_its_database(void **state)
{
    const world *w = *state;
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(gemel_database_close(w->database, &err));
    given(w, "Person", "{'id': 1, 'name': 'ann'}");
    expect_own_rows(w, "Person", "1 ann");
    expect_ok(gemel_session_commit(w->session, &err));
    expect(GEMEL_USAGE, gemel_session_begin(w->session, NULL, &err));
}

/* ---- Of another session, database or schema ---- */

static void a_record_of_another_session_is_refused(void **state)
{
    world *w = *state;
    gemel_record *ann = given(w, "Person", "{'id': 1}");
    gemel_record *licence = NULL, *out = NULL;
    gemel_records *list = NULL;
    gemel_values *v = values("{'name': 'bob'}");
    given(w, "License", "{'id': 10}");
    expect_ok(gemel_record_find_first(w->witness, model(w, "License"), NULL, NULL, &licence, &err));
    forget_statements(w);
    expect(GEMEL_USAGE, gemel_record_set_association(ann, "license", licence, NULL, &err));
    expect_mention("session");
    expect(GEMEL_USAGE, gemel_record_set_association(licence, "owner", ann, NULL, &err));
    expect(GEMEL_USAGE, gemel_records_get_association(w->session, association(w->schema, "License", "owner"), &licence,
                                                      1, NULL, &list, &err));
    expect_mention("session");
    expect_ok(gemel_values_set_record(v, "license", licence, &err));
    expect(GEMEL_USAGE,
           gemel_record_create(w->session, model(w, "Person"), v, with("{'include': 'license'}"), &out, &err));
    expect_mention("session");
    assert_null(out);
    assert_null(list);
    expect_statements(w, 0, 0);
    gemel_record_free(licence);
    expect_rows(w, "License", "10 null null");
}

static void a_model_of_another_schema_is_refused(void **state)
{
    world *w = *state;
    gemel_schema *twin = schema_n();
    const gemel_model *person = NULL;
    gemel_record *out = NULL;
    gemel_records *list = NULL;
    gemel_record *ann = given(w, "Person", "{'id': 1}");
    expect_ok(gemel_schema_resolve(twin, &err));
    expect_ok(gemel_schema_find_model(twin, "Person", &person, &err));
    forget_statements(w);
    expect(GEMEL_USAGE, gemel_record_build(w->session, person, NULL, &out, &err));
    expect_mention("schema");
    expect(GEMEL_USAGE, gemel_record_create(w->session, person, NULL, NULL, &out, &err));
    expect(GEMEL_USAGE, gemel_record_find(w->session, person, values("{'id': 1}"), NULL, &out, &err));
    expect(GEMEL_USAGE, gemel_record_find_first(w->session, person, NULL, NULL, &out, &err));
    expect(GEMEL_USAGE, gemel_records_find_all(w->session, person, NULL, NULL, &list, &err));
    expect(GEMEL_USAGE, gemel_records_get_association(w->session, association(twin, "Person", "license"), &ann, 1, NULL,
                                                      &list, &err));
    expect(GEMEL_USAGE, gemel_records_get_association(w->session, association(twin, "Person", "license"), NULL, 0, NULL,
                                                      &list, &err));
    expect_mention("schema");
    expect_statements(w, 0, 0);
    assert_null(out);
    assert_null(list);
    gemel_schema_free(twin);
}

/* ---- Freeing in any order ---- */

/* The handles of a world, by the letters in which their order is told. */
static void free_in_order(const char *order)
{
    void *state = NULL;
    world *w;
    gemel_record *record = NULL;
    gemel_records *list = NULL;
    size_t i;
    world_n(&state);
    w = state;
    expect_ok(gemel_record_create(w->session, model(w, "Person"), values("{'name': 'ann'}"), NULL, &record, &err));
    expect_ok(gemel_records_find_all(w->session, model(w, "Person"), NULL, NULL, &list, &err));
    for (i = 0; order[i]; ++i) {
        switch (order[i]) {
        case 'S':
            gemel_schema_free(w->schema);
            w->schema = NULL;
            break;
        case 'D':
            gemel_database_free(w->database);
            w->database = NULL;
            break;
        case 's':
            gemel_session_free(w->session);
            w->session = NULL;
            break;
        case 'r':
            expect_attribute(record, "name", "ann");
            assert_string_equal(gemel_model_table(gemel_record_model(record)), "people");
            gemel_record_free(record);
            record = NULL;
            break;
        case 'l':
            expect_attribute(gemel_records_at(list, 0), "name", "ann");
            gemel_records_free(list);
            list = NULL;
            break;
        default:
            fail();
        }
    }
    world_free(&state);
}

static void handles_are_freed_in_any_order(void **state)
{
    static const char *const orders[] = {"SDsrl", "SDslr", "DSsrl", "DsSrl", "sSDrl", "sDSlr",
                                         "rlsDS", "lrSDs", "rSlDs", "SsrDl", "DrsSl", "srDlS"};
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(orders); ++i)
        free_in_order(orders[i]);
}

static void records_work_after_their_parents_were_freed(void **state)
{
    world *w = *state;
    gemel_record *ann = given(w, "Person", "{'name': 'ann'}");
    gemel_record *licence = NULL;
    gemel_schema_free(w->schema);
    w->schema = NULL;
    gemel_database_free(w->database);
    w->database = NULL;
    gemel_session_free(w->session);
    w->session = NULL;
    expect_ok(gemel_record_update(ann, values("{'name': 'eve'}"), NULL, &err));
    expect_ok(gemel_record_create_association(ann, "license", values("{'number': 'A'}"), NULL, &licence, &err));
    expect_attribute(keep(licence), "ownerId", "1");
    expect_ok(gemel_record_reload(ann, NULL, &err));
    expect_attribute(ann, "name", "eve");
}

static void names_that_are_not_utf8_are_refused(void **state)
{
    world *w = *state;
    gemel_record *ann = given(w, "Person", "{'id': 1}");
    gemel_record *none = NULL;
    const gemel_model *m = NULL;
    const char *text = NULL;
    gemel_database *database = NULL;
    gemel_schema *schema = gemel_schema_new();
    forget_statements(w);
    expect(GEMEL_USAGE, gemel_schema_add_model(schema, "\xff", NULL, NULL, &err));
    expect(GEMEL_USAGE, gemel_schema_find_model(w->schema, "\xff", &m, &err));
    expect(GEMEL_USAGE, gemel_record_get_text(ann, "\xff", &text, NULL, &err));
    expect(GEMEL_USAGE, gemel_record_set_int(ann, "\xff", 1, &err));
    expect(GEMEL_USAGE, gemel_record_get_association(ann, "\xff", NULL, &none, &err));
    expect(GEMEL_USAGE, gemel_record_load_association(ann, "\xff", NULL, &none, &err));
    expect(GEMEL_USAGE, gemel_values_set_values(values("{}"), "\xff", values("{}"), &err));
    expect(GEMEL_USAGE, gemel_values_set_record(values("{}"), "\xff", ann, &err));
    expect(GEMEL_USAGE, gemel_values_set_null(values("{}"), "\xff", &err));
    expect(GEMEL_USAGE, gemel_options_set_bool(with("{}"), "\xff", true, &err));
    expect(GEMEL_USAGE, gemel_database_open("sqlite:\xff", w->schema, NULL, &database, &err));
    expect_statements(w, 0, 0);
    gemel_schema_free(schema);
}

static void builders_are_free_to_go_after_the_call(void **state)
{
    const world *w = *state;
    gemel_values *v = gemel_values_new();
    gemel_record *ann = NULL;
    expect_ok(gemel_values_set_text(v, "name", "ann", GEMEL_NUL, &err));
    expect_ok(gemel_record_build(w->session, model(w, "Person"), v, &ann, &err));
    gemel_values_free(v);
    expect_attribute(keep(ann), "name", "ann");
}

static void errors_keep_nothing_alive_and_outlive_everything(void **state)
{
    gemel_error *error = NULL;
    void *inner = NULL;
    gemel_record *none = NULL;
    (void)state;
    world_r(&inner);
    assert_int_equal(gemel_record_create(((world *)inner)->session, model(inner, "License"), NULL, NULL, &none, &error),
                     GEMEL_NOT_NULL);
    world_free(&inner);
    assert_string_equal(gemel_error_item_model(error, 0), "License");
    assert_string_equal(gemel_error_item_attribute(error, 0), "ownerId");
    assert_non_null(strstr(gemel_error_message(error), "ownerId"));
    gemel_error_free(error);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_n, a_handle_of_another_type_is_refused),
        IN_WORLD(world_n, getters_of_a_handle_of_another_type_answer_with_nothing),
        IN_WORLD(world_n, a_wrong_handle_as_an_argument_is_refused),
        IN_WORLD(world_n, a_closed_session_is_refused_and_its_records_can_still_be_read),
        IN_WORLD(world_n, closing_a_session_rolls_back),
        IN_WORLD(world_n, a_closed_database_takes_no_new_work),
        IN_WORLD(world_n, a_transaction_outlives_the_close_of_its_database),
        IN_WORLD(world_n, a_record_of_another_session_is_refused),
        IN_WORLD(world_n, a_model_of_another_schema_is_refused),
        ALONE(handles_are_freed_in_any_order),
        IN_WORLD(world_n, records_work_after_their_parents_were_freed),
        IN_WORLD(world_n, names_that_are_not_utf8_are_refused),
        IN_WORLD(world_n, builders_are_free_to_go_after_the_call),
        ALONE(errors_keep_nothing_alive_and_outlive_everything),
    };
    return cmocka_run_group_tests_name("handles", tests, NULL, NULL);
}
