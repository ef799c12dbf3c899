/*
 * Every call with options, made on something that is there; what it makes is freed or undone.
 */
#include "callers.h"

static gemel_record *person(const world *w)
{
    return given(w, "Person", "{'name': 'A'}");
}

static gemel_record *license(const world *w)
{
    return given(w, "License", "{'number': 'L'}");
}

static gemel_status call_database_open(const world *w, const gemel_options *options, gemel_error **error)
{
    gemel_database *database = NULL;
    const gemel_status status = gemel_database_open("sqlite::memory:", w->schema, options, &database, error);
    gemel_database_free(database);
    return status;
}

static gemel_status call_database_sync(const world *w, const gemel_options *options, gemel_error **error)
{
    return gemel_database_sync(w->database, options, error);
}

static gemel_status call_database_drop(const world *w, const gemel_options *options, gemel_error **error)
{
    return gemel_database_drop(w->database, options, error);
}

static gemel_status call_session_open(const world *w, const gemel_options *options, gemel_error **error)
{
    gemel_session *session = NULL;
    const gemel_status status = gemel_session_open(w->database, options, &session, error);
    gemel_session_close(session, NULL);
    gemel_session_free(session);
    return status;
}

static gemel_status call_session_begin(const world *w, const gemel_options *options, gemel_error **error)
{
    const gemel_status status = gemel_session_begin(w->session, options, error);
    gemel_session_rollback(w->session, NULL);
    return status;
}

static gemel_status do_nothing(gemel_session *session, void *user_data, gemel_error **error)
{
    (void)session;
    (void)user_data;
    (void)error;
    return GEMEL_OK;
}

static gemel_status call_session_transact(const world *w, const gemel_options *options, gemel_error **error)
{
    return gemel_session_transact(w->session, options, do_nothing, NULL, error);
}

static gemel_status call_record_create(const world *w, const gemel_options *options, gemel_error **error)
{
    gemel_record *out = NULL;
    const gemel_status status =
        gemel_record_create(w->session, model(w, "Person"), values("{'name': 'A'}"), options, &out, error);
    gemel_record_free(out);
    return status;
}

static gemel_status call_record_find(const world *w, const gemel_options *options, gemel_error **error)
{
    gemel_record *out = NULL;
    const gemel_status status =
        gemel_record_find(w->session, model(w, "Person"), values("{'id': 1}"), options, &out, error);
    gemel_record_free(out);
    return status;
}

static gemel_status call_record_find_by_int(const world *w, const gemel_options *options, gemel_error **error)
{
    gemel_record *out = NULL;
    const gemel_status status = gemel_record_find_by_int(w->session, model(w, "Person"), 1, options, &out, error);
    gemel_record_free(out);
    return status;
}

static gemel_status call_record_find_by_text(const world *w, const gemel_options *options, gemel_error **error)
{
    gemel_record *out = NULL;
    const gemel_status status =
        gemel_record_find_by_text(w->session, model(w, "Person"), "1", GEMEL_NUL, options, &out, error);
    gemel_record_free(out);
    return status;
}

static gemel_status call_record_find_first(const world *w, const gemel_options *options, gemel_error **error)
{
    gemel_record *out = NULL;
    const gemel_status status = gemel_record_find_first(w->session, model(w, "Person"), NULL, options, &out, error);
    gemel_record_free(out);
    return status;
}

static gemel_status call_records_find_all(const world *w, const gemel_options *options, gemel_error **error)
{
    gemel_records *out = NULL;
    const gemel_status status = gemel_records_find_all(w->session, model(w, "Person"), NULL, options, &out, error);
    gemel_records_free(out);
    return status;
}

static gemel_status call_record_save(const world *w, const gemel_options *options, gemel_error **error)
{
    return gemel_record_save(person(w), options, error);
}

static gemel_status call_record_update(const world *w, const gemel_options *options, gemel_error **error)
{
    return gemel_record_update(person(w), values("{'name': 'B'}"), options, error);
}

static gemel_status call_record_reload(const world *w, const gemel_options *options, gemel_error **error)
{
    return gemel_record_reload(person(w), options, error);
}

static gemel_status call_record_destroy(const world *w, const gemel_options *options, gemel_error **error)
{
    return gemel_record_destroy(person(w), options, NULL, error);
}

static gemel_status call_record_get_association(const world *w, const gemel_options *options, gemel_error **error)
{
    gemel_record *out = NULL;
    const gemel_status status = gemel_record_get_association(license(w), "owner", options, &out, error);
    gemel_record_free(out);
    return status;
}

/* A BelongsTo has all options of set; what a HasOne has not, it refuses in words of its own. */
static gemel_status call_record_set_association(const world *w, const gemel_options *options, gemel_error **error)
{
    return gemel_record_set_association(license(w), "owner", person(w), options, error);
}

static gemel_status call_record_set_association_key(const world *w, const gemel_options *options, gemel_error **error)
{
    return gemel_record_set_association_key(license(w), "owner", values("{'id': 1}"), options, NULL, error);
}

static gemel_status call_record_set_association_int(const world *w, const gemel_options *options, gemel_error **error)
{
    return gemel_record_set_association_int(license(w), "owner", 1, options, NULL, error);
}

static gemel_status call_record_set_association_text(const world *w, const gemel_options *options, gemel_error **error)
{
    return gemel_record_set_association_text(license(w), "owner", "1", GEMEL_NUL, options, NULL, error);
}

static gemel_status call_record_unset_association(const world *w, const gemel_options *options, gemel_error **error)
{
    return gemel_record_unset_association(license(w), "owner", options, error);
}

static gemel_status call_record_create_association(const world *w, const gemel_options *options, gemel_error **error)
{
    return gemel_record_create_association(license(w), "owner", NULL, options, NULL, error);
}

static gemel_status call_record_create_pair(const world *w, const gemel_options *options, gemel_error **error)
{
    return gemel_record_create_pair(w->session, association(w->schema, "Person", "license"), NULL, NULL, options, NULL,
                                    NULL, error);
}

static gemel_status call_record_load_association(const world *w, const gemel_options *options, gemel_error **error)
{
    gemel_record *out = NULL;
    const gemel_status status = gemel_record_load_association(license(w), "owner", options, &out, error);
    gemel_record_free(out);
    return status;
}

static gemel_status call_records_get_association(const world *w, const gemel_options *options, gemel_error **error)
{
    gemel_record *const owners[] = {license(w)};
    gemel_records *out = NULL;
    const gemel_status status = gemel_records_get_association(w->session, association(w->schema, "License", "owner"),
                                                              owners, COUNT(owners), options, &out, error);
    gemel_records_free(out);
    return status;
}

static gemel_status call_records_set_association(const world *w, const gemel_options *options, gemel_error **error)
{
    gemel_record *const owners[] = {person(w)}, *const others[] = {license(w)};
    return gemel_records_set_association(w->session, association(w->schema, "Person", "license"), owners, others,
                                         COUNT(owners), options, error);
}

static gemel_status call_plan_explain_get(const world *w, const gemel_options *options, gemel_error **error)
{
    gemel_plan *out = NULL;
    const gemel_status status = gemel_plan_explain_get(license(w), "owner", options, &out, error);
    gemel_plan_free(out);
    return status;
}

static gemel_status call_plan_explain_set(const world *w, const gemel_options *options, gemel_error **error)
{
    gemel_plan *out = NULL;
    const gemel_status status = gemel_plan_explain_set(license(w), "owner", person(w), options, &out, error);
    gemel_plan_free(out);
    return status;
}

static gemel_status call_plan_explain_set_key(const world *w, const gemel_options *options, gemel_error **error)
{
    gemel_plan *out = NULL;
    const gemel_status status =
        gemel_plan_explain_set_key(license(w), "owner", values("{'id': 1}"), options, &out, error);
    gemel_plan_free(out);
    return status;
}

static gemel_status call_plan_explain_unset(const world *w, const gemel_options *options, gemel_error **error)
{
    gemel_plan *out = NULL;
    const gemel_status status = gemel_plan_explain_unset(license(w), "owner", options, &out, error);
    gemel_plan_free(out);
    return status;
}

static gemel_status call_plan_explain_create(const world *w, const gemel_options *options, gemel_error **error)
{
    gemel_plan *out = NULL;
    const gemel_status status = gemel_plan_explain_create(license(w), "owner", NULL, options, &out, error);
    gemel_plan_free(out);
    return status;
}

static gemel_query *every_person(const world *w)
{
    gemel_query *query = NULL;
    expect_ok(gemel_query_new(model(w, "Person"), &query, &err));
    return query;
}

static gemel_query *all_people(const world *w)
{
    gemel_query *every = every_person(w), *query = NULL;
    expect_ok(gemel_query_merge_json(every, "{\"all\": true}", GEMEL_NUL, &query, &err));
    gemel_query_free(every);
    return query;
}

const char *options_as_json;

static gemel_status call_query_merge_json(const world *w, const gemel_options *options, gemel_error **error)
{
    gemel_query *every = every_person(w), *out = NULL;
    const gemel_status status = gemel_query_merge_json(every, options_as_json, GEMEL_NUL, &out, error);
    (void)options;
    gemel_query_free(every);
    gemel_query_free(out);
    return status;
}

static gemel_status call_query_include(const world *w, const gemel_options *options, gemel_error **error)
{
    gemel_query *every = every_person(w), *out = NULL;
    const gemel_status status = gemel_query_include(every, "license", options, &out, error);
    gemel_query_free(every);
    gemel_query_free(out);
    return status;
}

static gemel_status call_query_first(const world *w, const gemel_options *options, gemel_error **error)
{
    gemel_query *every = every_person(w);
    gemel_record *out = NULL;
    const gemel_status status = gemel_query_first(every, w->session, options, &out, error);
    gemel_query_free(every);
    gemel_record_free(out);
    return status;
}

static gemel_status call_query_update(const world *w, const gemel_options *options, gemel_error **error)
{
    gemel_query *all = all_people(w);
    const gemel_status status = gemel_query_update(all, w->session, values("{'name': 'B'}"), options, NULL, error);
    gemel_query_free(all);
    return status;
}

static gemel_status call_query_destroy(const world *w, const gemel_options *options, gemel_error **error)
{
    gemel_query *all = all_people(w);
    const gemel_status status = gemel_query_destroy(all, w->session, options, NULL, error);
    gemel_query_free(all);
    return status;
}

static gemel_status call_query_cursor(const world *w, const gemel_options *options, gemel_error **error)
{
    gemel_query *every = every_person(w);
    gemel_cursor *out = NULL;
    const gemel_status status = gemel_query_cursor(every, w->session, options, &out, error);
    gemel_query_free(every);
    gemel_cursor_free(out);
    return status;
}

static gemel_status call_cursor_open(const world *w, const gemel_options *options, gemel_error **error)
{
    gemel_cursor *out = NULL;
    const gemel_status status = gemel_cursor_open(w->session, model(w, "Person"), NULL, options, &out, error);
    gemel_cursor_free(out);
    return status;
}

static gemel_status call_records_insert(const world *w, const gemel_options *options, gemel_error **error)
{
    return gemel_records_insert(w->session, model(w, "Person"), NULL, 0, options, NULL, error);
}

static gemel_status call_record_upsert(const world *w, const gemel_options *options, gemel_error **error)
{
    return gemel_record_upsert(w->session, model(w, "Person"), values("{'id': 1}"), options, NULL, error);
}

static gemel_status call_bulk_open(const world *w, const gemel_options *options, gemel_error **error)
{
    gemel_bulk *out = NULL;
    const gemel_status status = gemel_bulk_open(w->session, model(w, "Person"), options, &out, error);
    gemel_bulk_free(out);
    return status;
}

const caller callers[] = {
#define GEMEL_CALL(name) {#name, #name, call_##name},
#define GEMEL_CALL_AS(name, other) {#name, #other, call_##name},
#define GEMEL_OPTION(...)
#include "options.def"
#undef GEMEL_CALL
#undef GEMEL_CALL_AS
#undef GEMEL_OPTION
};

const size_t caller_count = COUNT(callers);
