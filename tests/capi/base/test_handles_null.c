/*
 * NULL for every argument of every function: GEMEL_USAGE, or the neutral value that the header promises, never a crash.
 * Models, attributes and associations have such tests of their own (test_model.c, test_association.c), errors and log
 * events too. It must not test handles that are not NULL but wrong (test_handles.c).
 */
#include "fixture.h"

static world *w;
static const gemel_model *person;
static const gemel_attribute *name;
static gemel_record *ann, *licence;
static gemel_records *list;

/* Where a call puts what it must not give. */
static gemel_database *database_out;
static gemel_session *session_out;
static gemel_record *record_out;
static gemel_plan *plan_out;
static gemel_records *records_out;
static const gemel_model *model_out;
static const gemel_attribute *attribute_out;
static const gemel_association *association_out;
static bool bool_out;
static int64_t int_out;
static double double_out;
static const char *text_out;
static const void *bytes_out;

static const gemel_association *license;
static gemel_record *members[2]; /* the first of them only */

static gemel_status do_nothing(gemel_session *session, void *user_data, gemel_error **error)
{
    (void)session;
    (void)user_data;
    (void)error;
    return GEMEL_OK;
}

static void count_destroy(void *user_data)
{
    ++*(int *)user_data;
}

/* Builders that a refused step has spoilt; with() and values() give fresh ones. */
#define OPTIONS with("{}")
#define VALUES values("{}")
#define KEY values("{'id': 1}")
#define UNRESOLVED unresolved()

static gemel_schema *unresolved_schema;

static gemel_schema *unresolved(void)
{
    gemel_schema_free(unresolved_schema);
    unresolved_schema = gemel_schema_new();
    gemel_schema_add_model(unresolved_schema, "Person", NULL, NULL, NULL);
    return unresolved_schema;
}

/* clang-format off */
#define CALLS(CALL) \
    CALL(gemel_options_set_bool(NULL, "a", true, error)) \
    CALL(gemel_options_set_bool(OPTIONS, NULL, true, error)) \
    CALL(gemel_options_set_int(NULL, "a", 1, error)) \
    CALL(gemel_options_set_int(OPTIONS, NULL, 1, error)) \
    CALL(gemel_options_set_text(NULL, "a", "b", GEMEL_NUL, error)) \
    CALL(gemel_options_set_text(OPTIONS, NULL, "b", GEMEL_NUL, error)) \
    CALL(gemel_options_set_text(OPTIONS, "a", NULL, GEMEL_NUL, error)) \
    CALL(gemel_options_set_text(OPTIONS, "a", NULL, 1, error)) \
    CALL(gemel_options_add_bool(NULL, "a", true, error)) \
    CALL(gemel_options_add_bool(OPTIONS, NULL, true, error)) \
    CALL(gemel_options_add_int(NULL, "a", 1, error)) \
    CALL(gemel_options_add_int(OPTIONS, NULL, 1, error)) \
    CALL(gemel_options_add_text(NULL, "a", "b", GEMEL_NUL, error)) \
    CALL(gemel_options_add_text(OPTIONS, NULL, "b", GEMEL_NUL, error)) \
    CALL(gemel_options_add_text(OPTIONS, "a", NULL, GEMEL_NUL, error)) \
    CALL(gemel_options_add_options(NULL, "a", OPTIONS, error)) \
    CALL(gemel_options_add_options(OPTIONS, NULL, OPTIONS, error)) \
    CALL(gemel_options_add_options(OPTIONS, "a", NULL, error)) \
    CALL(gemel_options_set_options(NULL, "a", OPTIONS, error)) \
    CALL(gemel_options_set_options(OPTIONS, NULL, OPTIONS, error)) \
    CALL(gemel_options_set_options(OPTIONS, "a", NULL, error)) \
    CALL(gemel_options_set_values(NULL, "a", VALUES, error)) \
    CALL(gemel_options_set_values(OPTIONS, NULL, VALUES, error)) \
    CALL(gemel_options_set_values(OPTIONS, "a", NULL, error)) \
    CALL(gemel_options_merge_json(NULL, "{}", GEMEL_NUL, error)) \
    CALL(gemel_options_merge_json(OPTIONS, NULL, GEMEL_NUL, error)) \
    CALL(gemel_values_set_null(NULL, "a", error)) \
    CALL(gemel_values_set_null(VALUES, NULL, error)) \
    CALL(gemel_values_set_bool(NULL, "a", true, error)) \
    CALL(gemel_values_set_bool(VALUES, NULL, true, error)) \
    CALL(gemel_values_set_int(NULL, "a", 1, error)) \
    CALL(gemel_values_set_int(VALUES, NULL, 1, error)) \
    CALL(gemel_values_set_double(NULL, "a", 1, error)) \
    CALL(gemel_values_set_double(VALUES, NULL, 1, error)) \
    CALL(gemel_values_set_text(NULL, "a", "b", GEMEL_NUL, error)) \
    CALL(gemel_values_set_text(VALUES, NULL, "b", GEMEL_NUL, error)) \
    CALL(gemel_values_set_text(VALUES, "a", NULL, GEMEL_NUL, error)) \
    CALL(gemel_values_set_text(VALUES, "a", NULL, 1, error)) \
    CALL(gemel_values_set_blob(NULL, "a", "b", 1, error)) \
    CALL(gemel_values_set_blob(VALUES, NULL, "b", 1, error)) \
    CALL(gemel_values_set_blob(VALUES, "a", NULL, 1, error)) \
    CALL(gemel_values_add_null(NULL, "a", error)) \
    CALL(gemel_values_add_null(VALUES, NULL, error)) \
    CALL(gemel_values_add_bool(NULL, "a", true, error)) \
    CALL(gemel_values_add_bool(VALUES, NULL, true, error)) \
    CALL(gemel_values_add_int(NULL, "a", 1, error)) \
    CALL(gemel_values_add_int(VALUES, NULL, 1, error)) \
    CALL(gemel_values_add_double(NULL, "a", 1, error)) \
    CALL(gemel_values_add_double(VALUES, NULL, 1, error)) \
    CALL(gemel_values_add_text(NULL, "a", "b", GEMEL_NUL, error)) \
    CALL(gemel_values_add_text(VALUES, NULL, "b", GEMEL_NUL, error)) \
    CALL(gemel_values_add_text(VALUES, "a", NULL, GEMEL_NUL, error)) \
    CALL(gemel_values_add_blob(NULL, "a", "b", 1, error)) \
    CALL(gemel_values_add_blob(VALUES, NULL, "b", 1, error)) \
    CALL(gemel_values_add_blob(VALUES, "a", NULL, 1, error)) \
    CALL(gemel_values_add_values(NULL, "a", VALUES, error)) \
    CALL(gemel_values_add_values(VALUES, NULL, VALUES, error)) \
    CALL(gemel_values_add_values(VALUES, "a", NULL, error)) \
    CALL(gemel_values_merge_json(NULL, "{}", GEMEL_NUL, error)) \
    CALL(gemel_values_merge_json(VALUES, NULL, GEMEL_NUL, error)) \
    CALL(gemel_values_set_values(NULL, "a", VALUES, error)) \
    CALL(gemel_values_set_values(VALUES, NULL, VALUES, error)) \
    CALL(gemel_values_set_values(VALUES, "a", NULL, error)) \
    CALL(gemel_values_set_record(NULL, "a", ann, error)) \
    CALL(gemel_values_set_record(VALUES, NULL, ann, error)) \
    CALL(gemel_values_set_record(VALUES, "a", NULL, error)) \
    CALL(gemel_schema_add_model(NULL, "Person", NULL, NULL, error)) \
    CALL(gemel_schema_add_model(UNRESOLVED, NULL, NULL, NULL, error)) \
    CALL(gemel_schema_add_attribute(NULL, "Person", "a", "text", NULL, error)) \
    CALL(gemel_schema_add_attribute(UNRESOLVED, NULL, "a", "text", NULL, error)) \
    CALL(gemel_schema_add_attribute(UNRESOLVED, "Person", NULL, "text", NULL, error)) \
    CALL(gemel_schema_has_one(NULL, "Person", "License", NULL, NULL, error)) \
    CALL(gemel_schema_has_one(UNRESOLVED, NULL, "License", NULL, NULL, error)) \
    CALL(gemel_schema_has_one(UNRESOLVED, "Person", NULL, NULL, NULL, error)) \
    CALL(gemel_schema_belongs_to(NULL, "Person", "License", NULL, NULL, error)) \
    CALL(gemel_schema_belongs_to(UNRESOLVED, NULL, "License", NULL, NULL, error)) \
    CALL(gemel_schema_belongs_to(UNRESOLVED, "Person", NULL, NULL, NULL, error)) \
    CALL(gemel_schema_resolve(NULL, error)) \
    CALL(gemel_schema_find_model(NULL, "Person", &model_out, error)) \
    CALL(gemel_schema_find_model(w->schema, NULL, &model_out, error)) \
    CALL(gemel_schema_find_model(w->schema, "Person", NULL, error)) \
    CALL(gemel_model_find_attribute(NULL, "name", &attribute_out, error)) \
    CALL(gemel_model_find_attribute(person, NULL, &attribute_out, error)) \
    CALL(gemel_model_find_attribute(person, "name", NULL, error)) \
    CALL(gemel_model_find_association(NULL, "license", &association_out, error)) \
    CALL(gemel_model_find_association(person, NULL, &association_out, error)) \
    CALL(gemel_model_find_association(person, "license", NULL, error)) \
    CALL(gemel_database_open(NULL, w->schema, NULL, &database_out, error)) \
    CALL(gemel_database_open("sqlite::memory:", NULL, NULL, &database_out, error)) \
    CALL(gemel_database_open("sqlite::memory:", w->schema, NULL, NULL, error)) \
    CALL(gemel_database_close(NULL, error)) \
    CALL(gemel_database_sync(NULL, NULL, error)) \
    CALL(gemel_database_drop(NULL, NULL, error)) \
    CALL(gemel_database_set_log(NULL, NULL, NULL, NULL, error)) \
    CALL(gemel_session_open(NULL, NULL, &session_out, error)) \
    CALL(gemel_session_open(w->database, NULL, NULL, error)) \
    CALL(gemel_session_close(NULL, error)) \
    CALL(gemel_session_begin(NULL, NULL, error)) \
    CALL(gemel_session_commit(NULL, error)) \
    CALL(gemel_session_rollback(NULL, error)) \
    CALL(gemel_session_transact(NULL, NULL, do_nothing, NULL, error)) \
    CALL(gemel_session_transact(w->session, NULL, NULL, NULL, error)) \
    CALL(gemel_record_build(NULL, person, NULL, &record_out, error)) \
    CALL(gemel_record_build(w->session, NULL, NULL, &record_out, error)) \
    CALL(gemel_record_build(w->session, person, NULL, NULL, error)) \
    CALL(gemel_record_create(NULL, person, NULL, NULL, &record_out, error)) \
    CALL(gemel_record_create(w->session, NULL, NULL, NULL, &record_out, error)) \
    CALL(gemel_record_create(w->session, person, NULL, NULL, NULL, error)) \
    CALL(gemel_record_find(NULL, person, KEY, NULL, &record_out, error)) \
    CALL(gemel_record_find(w->session, NULL, KEY, NULL, &record_out, error)) \
    CALL(gemel_record_find(w->session, person, NULL, NULL, &record_out, error)) \
    CALL(gemel_record_find(w->session, person, KEY, NULL, NULL, error)) \
    CALL(gemel_record_find_by_int(NULL, person, 1, NULL, &record_out, error)) \
    CALL(gemel_record_find_by_int(w->session, NULL, 1, NULL, &record_out, error)) \
    CALL(gemel_record_find_by_int(w->session, person, 1, NULL, NULL, error)) \
    CALL(gemel_record_find_by_text(NULL, person, "1", 1, NULL, &record_out, error)) \
    CALL(gemel_record_find_by_text(w->session, NULL, "1", 1, NULL, &record_out, error)) \
    CALL(gemel_record_find_by_text(w->session, person, "1", 1, NULL, NULL, error)) \
    CALL(gemel_record_find_by_text(w->session, person, NULL, 1, NULL, &record_out, error)) \
    CALL(gemel_record_find_first(NULL, person, NULL, NULL, &record_out, error)) \
    CALL(gemel_record_find_first(w->session, NULL, NULL, NULL, &record_out, error)) \
    CALL(gemel_record_find_first(w->session, person, NULL, NULL, NULL, error)) \
    CALL(gemel_records_find_all(NULL, person, NULL, NULL, &records_out, error)) \
    CALL(gemel_records_find_all(w->session, NULL, NULL, NULL, &records_out, error)) \
    CALL(gemel_records_find_all(w->session, person, NULL, NULL, NULL, error)) \
    CALL(gemel_records_take(NULL, 0, &record_out, error)) \
    CALL(gemel_records_take(list, 0, NULL, error)) \
    CALL(gemel_record_save(NULL, NULL, error)) \
    CALL(gemel_record_update(NULL, VALUES, NULL, error)) \
    CALL(gemel_record_update(ann, NULL, NULL, error)) \
    CALL(gemel_record_reload(NULL, NULL, error)) \
    CALL(gemel_record_destroy(NULL, NULL, &bool_out, error)) \
    CALL(gemel_record_restore(NULL, error)) \
    CALL(gemel_record_to_json(NULL, &text_out, NULL, error)) \
    CALL(gemel_record_to_json(ann, NULL, NULL, error)) \
    CALL(gemel_record_is_null(NULL, "name", &bool_out, error)) \
    CALL(gemel_record_is_null(ann, NULL, &bool_out, error)) \
    CALL(gemel_record_is_null(ann, "name", NULL, error)) \
    CALL(gemel_record_get_bool(NULL, "name", &bool_out, error)) \
    CALL(gemel_record_get_bool(ann, NULL, &bool_out, error)) \
    CALL(gemel_record_get_bool(ann, "name", NULL, error)) \
    CALL(gemel_record_get_int(NULL, "id", &int_out, error)) \
    CALL(gemel_record_get_int(ann, NULL, &int_out, error)) \
    CALL(gemel_record_get_int(ann, "id", NULL, error)) \
    CALL(gemel_record_get_double(NULL, "id", &double_out, error)) \
    CALL(gemel_record_get_double(ann, NULL, &double_out, error)) \
    CALL(gemel_record_get_double(ann, "id", NULL, error)) \
    CALL(gemel_record_get_text(NULL, "name", &text_out, NULL, error)) \
    CALL(gemel_record_get_text(ann, NULL, &text_out, NULL, error)) \
    CALL(gemel_record_get_text(ann, "name", NULL, NULL, error)) \
    CALL(gemel_record_get_blob(NULL, "name", &bytes_out, NULL, error)) \
    CALL(gemel_record_get_blob(ann, NULL, &bytes_out, NULL, error)) \
    CALL(gemel_record_get_blob(ann, "name", NULL, NULL, error)) \
    CALL(gemel_record_is_null_by_attribute(NULL, name, &bool_out, error)) \
    CALL(gemel_record_is_null_by_attribute(ann, NULL, &bool_out, error)) \
    CALL(gemel_record_is_null_by_attribute(ann, name, NULL, error)) \
    CALL(gemel_record_get_bool_by_attribute(NULL, name, &bool_out, error)) \
    CALL(gemel_record_get_bool_by_attribute(ann, NULL, &bool_out, error)) \
    CALL(gemel_record_get_bool_by_attribute(ann, name, NULL, error)) \
    CALL(gemel_record_get_int_by_attribute(NULL, name, &int_out, error)) \
    CALL(gemel_record_get_int_by_attribute(ann, NULL, &int_out, error)) \
    CALL(gemel_record_get_int_by_attribute(ann, name, NULL, error)) \
    CALL(gemel_record_get_double_by_attribute(NULL, name, &double_out, error)) \
    CALL(gemel_record_get_double_by_attribute(ann, NULL, &double_out, error)) \
    CALL(gemel_record_get_double_by_attribute(ann, name, NULL, error)) \
    CALL(gemel_record_get_text_by_attribute(NULL, name, &text_out, NULL, error)) \
    CALL(gemel_record_get_text_by_attribute(ann, NULL, &text_out, NULL, error)) \
    CALL(gemel_record_get_text_by_attribute(ann, name, NULL, NULL, error)) \
    CALL(gemel_record_get_blob_by_attribute(NULL, name, &bytes_out, NULL, error)) \
    CALL(gemel_record_get_blob_by_attribute(ann, NULL, &bytes_out, NULL, error)) \
    CALL(gemel_record_get_blob_by_attribute(ann, name, NULL, NULL, error)) \
    CALL(gemel_record_assign(NULL, VALUES, error)) \
    CALL(gemel_record_assign(ann, NULL, error)) \
    CALL(gemel_record_set_null(NULL, "name", error)) \
    CALL(gemel_record_set_null(ann, NULL, error)) \
    CALL(gemel_record_set_bool(NULL, "name", true, error)) \
    CALL(gemel_record_set_bool(ann, NULL, true, error)) \
    CALL(gemel_record_set_int(NULL, "name", 1, error)) \
    CALL(gemel_record_set_int(ann, NULL, 1, error)) \
    CALL(gemel_record_set_double(NULL, "name", 1, error)) \
    CALL(gemel_record_set_double(ann, NULL, 1, error)) \
    CALL(gemel_record_set_text(NULL, "name", "b", GEMEL_NUL, error)) \
    CALL(gemel_record_set_text(ann, NULL, "b", GEMEL_NUL, error)) \
    CALL(gemel_record_set_text(ann, "name", NULL, GEMEL_NUL, error)) \
    CALL(gemel_record_set_blob(NULL, "name", "b", 1, error)) \
    CALL(gemel_record_set_blob(ann, NULL, "b", 1, error)) \
    CALL(gemel_record_set_blob(ann, "name", NULL, 1, error)) \
    CALL(gemel_record_set_null_by_attribute(NULL, name, error)) \
    CALL(gemel_record_set_null_by_attribute(ann, NULL, error)) \
    CALL(gemel_record_set_bool_by_attribute(NULL, name, true, error)) \
    CALL(gemel_record_set_bool_by_attribute(ann, NULL, true, error)) \
    CALL(gemel_record_set_int_by_attribute(NULL, name, 1, error)) \
    CALL(gemel_record_set_int_by_attribute(ann, NULL, 1, error)) \
    CALL(gemel_record_set_double_by_attribute(NULL, name, 1, error)) \
    CALL(gemel_record_set_double_by_attribute(ann, NULL, 1, error)) \
    CALL(gemel_record_set_text_by_attribute(NULL, name, "b", GEMEL_NUL, error)) \
    CALL(gemel_record_set_text_by_attribute(ann, NULL, "b", GEMEL_NUL, error)) \
    CALL(gemel_record_set_text_by_attribute(ann, name, NULL, GEMEL_NUL, error)) \
    CALL(gemel_record_set_blob_by_attribute(NULL, name, "b", 1, error)) \
    CALL(gemel_record_set_blob_by_attribute(ann, NULL, "b", 1, error)) \
    CALL(gemel_record_set_blob_by_attribute(ann, name, NULL, 1, error)) \
    CALL(gemel_record_get_association(NULL, "license", NULL, &record_out, error)) \
    CALL(gemel_record_get_association(ann, NULL, NULL, &record_out, error)) \
    CALL(gemel_record_get_association(ann, "license", NULL, NULL, error)) \
    CALL(gemel_record_is_deleted(NULL, &bool_out, error)) \
    CALL(gemel_record_is_deleted(ann, NULL, error)) \
    CALL(gemel_record_equals(NULL, ann, &bool_out, error)) \
    CALL(gemel_record_equals(ann, ann, NULL, error)) \
    CALL(gemel_record_is_loaded(NULL, "license", &bool_out, error)) \
    CALL(gemel_record_is_loaded(ann, NULL, &bool_out, error)) \
    CALL(gemel_record_is_loaded(ann, "license", NULL, error)) \
    CALL(gemel_record_load_association(NULL, "license", NULL, &record_out, error)) \
    CALL(gemel_record_load_association(ann, NULL, NULL, &record_out, error)) \
    CALL(gemel_record_load_association(ann, "license", NULL, NULL, error)) \
    CALL(gemel_records_get_association(NULL, license, members, 1, NULL, &records_out, error)) \
    CALL(gemel_records_get_association(w->session, NULL, members, 1, NULL, &records_out, error)) \
    CALL(gemel_records_get_association(w->session, license, NULL, 1, NULL, &records_out, error)) \
    CALL(gemel_records_get_association(w->session, license, members, 2, NULL, &records_out, error)) \
    CALL(gemel_records_get_association(w->session, license, members, 1, NULL, NULL, error)) \
    CALL(gemel_record_set_association(NULL, "license", licence, NULL, error)) \
    CALL(gemel_record_set_association(ann, NULL, licence, NULL, error)) \
    CALL(gemel_record_set_association(ann, "license", NULL, NULL, error)) \
    CALL(gemel_record_set_association_key(NULL, "license", KEY, NULL, &record_out, error)) \
    CALL(gemel_record_set_association_key(ann, NULL, KEY, NULL, &record_out, error)) \
    CALL(gemel_record_set_association_key(ann, "license", NULL, NULL, &record_out, error)) \
    CALL(gemel_record_set_association_int(NULL, "license", 1, NULL, &record_out, error)) \
    CALL(gemel_record_set_association_int(ann, NULL, 1, NULL, &record_out, error)) \
    CALL(gemel_record_set_association_text(NULL, "license", "1", 1, NULL, &record_out, error)) \
    CALL(gemel_record_set_association_text(ann, NULL, "1", 1, NULL, &record_out, error)) \
    CALL(gemel_record_set_association_text(ann, "license", NULL, 1, NULL, &record_out, error)) \
    CALL(gemel_record_unset_association(NULL, "license", NULL, error)) \
    CALL(gemel_record_unset_association(ann, NULL, NULL, error)) \
    CALL(gemel_record_create_association(NULL, "license", NULL, NULL, &record_out, error)) \
    CALL(gemel_record_create_association(ann, NULL, NULL, NULL, &record_out, error)) \
    CALL(gemel_plan_explain_get(NULL, "license", NULL, &plan_out, error)) \
    CALL(gemel_plan_explain_get(ann, NULL, NULL, &plan_out, error)) \
    CALL(gemel_plan_explain_get(ann, "license", NULL, NULL, error)) \
    CALL(gemel_plan_explain_set(NULL, "license", licence, NULL, &plan_out, error)) \
    CALL(gemel_plan_explain_set(ann, NULL, licence, NULL, &plan_out, error)) \
    CALL(gemel_plan_explain_set(ann, "license", NULL, NULL, &plan_out, error)) \
    CALL(gemel_plan_explain_set(ann, "license", licence, NULL, NULL, error)) \
    CALL(gemel_plan_explain_set_key(NULL, "license", KEY, NULL, &plan_out, error)) \
    CALL(gemel_plan_explain_set_key(ann, NULL, KEY, NULL, &plan_out, error)) \
    CALL(gemel_plan_explain_set_key(ann, "license", NULL, NULL, &plan_out, error)) \
    CALL(gemel_plan_explain_set_key(ann, "license", KEY, NULL, NULL, error)) \
    CALL(gemel_plan_explain_unset(NULL, "license", NULL, &plan_out, error)) \
    CALL(gemel_plan_explain_unset(ann, NULL, NULL, &plan_out, error)) \
    CALL(gemel_plan_explain_unset(ann, "license", NULL, NULL, error)) \
    CALL(gemel_plan_explain_create(NULL, "license", NULL, NULL, &plan_out, error)) \
    CALL(gemel_plan_explain_create(ann, NULL, NULL, NULL, &plan_out, error)) \
    CALL(gemel_plan_explain_create(ann, "license", NULL, NULL, NULL, error))
/* clang-format on */

static void every_call_with_a_null_argument_is_refused(void **state)
{
    (void)state;
#define REFUSED(call)                                                                                                  \
    {                                                                                                                  \
        gemel_error **const error = &err;                                                                              \
        expect(GEMEL_USAGE, call);                                                                                     \
    }
    CALLS(REFUSED)
    assert_null(database_out);
    assert_null(session_out);
    assert_null(record_out);
    assert_null(records_out);
    assert_null(model_out);
    assert_null(attribute_out);
    assert_null(association_out);
    assert_null(text_out);
    assert_null(bytes_out);
    assert_null(plan_out);
    expect_rows(w, "Person", "1 ann");
    expect_rows(w, "License", "1 A null");
}

static void nobody_needs_to_ask_for_the_error(void **state)
{
    (void)state;
#define REFUSED_SILENTLY(call)                                                                                         \
    {                                                                                                                  \
        gemel_error **const error = NULL;                                                                              \
        expect_silent(GEMEL_USAGE, call);                                                                              \
    }
#define expect_silent(status, call)                                                                                    \
    if ((call) != (status))                                                                                            \
        fail_msg("%s", #call);
    CALLS(REFUSED_SILENTLY)
}

static void freeing_null_does_nothing(void **state)
{
    (void)state;
    gemel_error_free(NULL);
    gemel_options_free(NULL);
    gemel_values_free(NULL);
    gemel_schema_free(NULL);
    gemel_database_free(NULL);
    gemel_session_free(NULL);
    gemel_record_free(NULL);
    gemel_records_free(NULL);
    gemel_plan_free(NULL);
    gemel_options_clear(NULL);
    gemel_values_clear(NULL);
    expect_rows(w, "Person", "1 ann");
}

static void what_cannot_fail_answers_with_nothing(void **state)
{
    (void)state;
    assert_int_equal(gemel_schema_model_count(NULL), 0);
    assert_null(gemel_schema_model_at(NULL, 0));
    assert_int_equal(gemel_session_depth(NULL), 0);
    assert_int_equal(gemel_records_count(NULL), 0);
    assert_null(gemel_records_at(NULL, 0));
    assert_null(gemel_record_model(NULL));
    assert_false(gemel_record_is_new(NULL));
    assert_false(gemel_record_is_changed(NULL));
}

static void what_is_given_to_a_refused_registration_is_destroyed(void **state)
{
    int destroyed = 0;
    (void)state;
    expect(GEMEL_USAGE, gemel_database_set_log(NULL, NULL, &destroyed, count_destroy, &err));
    assert_int_equal(destroyed, 1);
}

static int setup(void **state)
{
    world_n(state);
    w = *state;
    person = model(w, "Person");
    expect_ok(gemel_model_find_attribute(person, "name", &name, &err));
    ann = given(w, "Person", "{'name': 'ann'}");
    licence = given(w, "License", "{'number': 'A'}");
    license = association(w->schema, "Person", "license");
    members[0] = ann;
    expect_ok(gemel_records_find_all(w->session, person, NULL, NULL, &list, &err));
    return 0;
}

static int teardown(void **state)
{
    gemel_records_free(list);
    gemel_schema_free(unresolved_schema);
    unresolved_schema = NULL;
    return world_free(state);
}

#define SET_UP(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SET_UP(every_call_with_a_null_argument_is_refused),
        SET_UP(nobody_needs_to_ask_for_the_error),
        SET_UP(freeing_null_does_nothing),
        SET_UP(what_cannot_fail_answers_with_nothing),
        SET_UP(what_is_given_to_a_refused_registration_is_destroyed),
    };
    return cmocka_run_group_tests_name("handles, null", tests, NULL, NULL);
}
