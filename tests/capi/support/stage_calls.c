/*
 * The calls of a stage (stage.h). It must not know what a call promises.
 */
#include "stage.h"

gemel_status play(stage *on, const call *self, gemel_error **error)
{
    return self->make(on, self, error);
}

/* ---- With hooks ---- */

static gemel_status create(stage *on, const call *self, gemel_error **error)
{
    return gemel_record_create(on->session, stage_model(on, self), on->values, on->options, &on->records[GIVEN], error);
}

static gemel_status create_pair(stage *on, const call *self, gemel_error **error)
{
    const bool has_one = !strcmp(self->where, "Person.license");
    const gemel_association *link = NULL;
    expect_ok(
        gemel_model_find_association(has_one ? on->person : on->license, has_one ? "license" : "owner", &link, &err));
    return gemel_record_create_pair(on->session, link, on->values, on->more, on->options, &on->records[GIVEN],
                                    &on->records[GIVEN_TOO], error);
}

static gemel_status save(stage *on, const call *self, gemel_error **error)
{
    return gemel_record_save(on->records[self->subject], on->options, error);
}

static gemel_status update(stage *on, const call *self, gemel_error **error)
{
    return gemel_record_update(on->records[self->subject], on->values, on->options, error);
}

static gemel_status destroy(stage *on, const call *self, gemel_error **error)
{
    return gemel_record_destroy(on->records[self->subject], on->options, NULL, error);
}

static gemel_status set(stage *on, const call *self, gemel_error **error)
{
    return gemel_record_set_association(on->records[self->subject], self->where, on->records[self->other], on->options,
                                        error);
}

static gemel_status set_key(stage *on, const call *self, gemel_error **error)
{
    return gemel_record_set_association_key(on->records[self->subject], self->where, on->values, on->options,
                                            &on->records[GIVEN], error);
}

static gemel_status unset(stage *on, const call *self, gemel_error **error)
{
    return gemel_record_unset_association(on->records[self->subject], self->where, on->options, error);
}

static gemel_status create_other(stage *on, const call *self, gemel_error **error)
{
    return gemel_record_create_association(on->records[self->subject], self->where, on->values, on->options,
                                           &on->records[GIVEN], error);
}

static gemel_status query_update(stage *on, const call *self, gemel_error **error)
{
    (void)self;
    return gemel_query_update(on->query, on->session, on->values, on->options, NULL, error);
}

static gemel_status query_destroy(stage *on, const call *self, gemel_error **error)
{
    (void)self;
    return gemel_query_destroy(on->query, on->session, on->options, NULL, error);
}

#define LICENSE "'license': {'id': 20, 'note': 'new', 'chip': {'id': 200}}"
#define WITHOUT "{'hooks': false}"
#define WITH_LICENSE "{'include': {'association': 'license', 'include': 'chip'}}"

/* clang-format off */
const call calls[] = {
    {"create", create, NOBODY, NOBODY, "Person", "{'id': 4}", NULL, NULL},
    {"create with a dependent", create, NOBODY, NOBODY, "Person", "{'id': 4, " LICENSE "}", NULL, WITH_LICENSE},
    {"create with an owner", create, NOBODY, NOBODY, "License", "{'id': 20, 'owner': {'id': 4}, 'chip': {'id': 200}}",
     NULL, "{'include': ['owner', 'chip']}"},
    {"create a pair", create_pair, NOBODY, NOBODY, "Person.license", "{'id': 4}", "{'id': 20}", NULL},
    {"create a pair by its dependent", create_pair, NOBODY, NOBODY, "License.owner", "{'id': 4}", "{'id': 20}", NULL},
    {"save a new one", save, NEW_LICENSE, NOBODY, NULL, NULL, NULL, NULL},
    {"save", save, ADA, NOBODY, NULL, NULL, NULL, NULL},
    {"update", update, L11, NOBODY, NULL, "{'note': 'other'}", NULL, NULL},
    {"destroy", destroy, ADA, NOBODY, NULL, NULL, NULL, NULL},
    {"set", set, ADA, L11, "license", NULL, NULL, NULL},
    {"set, destroying", set, ADA, L11, "license", NULL, NULL, "{'destroyPrevious': true}"},
    {"set what is set", set, ADA, L10, "license", NULL, NULL, NULL},
    {"set a new one", set, ADA, NEW_LICENSE, "license", NULL, NULL, NULL},
    {"set by key", set_key, ADA, NOBODY, "license", "{'id': 11}", NULL, NULL},
    {"unset", unset, ADA, NOBODY, "license", NULL, NULL, NULL},
    {"create a dependent", create_other, ADA, NOBODY, "license", "{'id': 20, 'chip': {'id': 200}}", NULL,
     "{'replace': true, 'include': 'chip'}"},
    {"set the owner", set, L12, ADA, "owner", NULL, NULL, "{'replace': true}"},
    {"set the owner of a new one", set, NEW_LICENSE, ADA, "owner", NULL, NULL, NULL},
    {"set the owner by key", set_key, L12, NOBODY, "owner", "{'id': 1}", NULL, "{'replace': true}"},
    {"unset the owner", unset, L10, NOBODY, "owner", NULL, NULL, NULL},
    {"create the owner", create_other, L10, NOBODY, "owner", "{'id': 4}", NULL, NULL},
    {"update rows", query_update, NOBODY, NOBODY, NULL, "{'note': 'x'}", NULL, NULL},
    {"update rows of another model", query_update, NOBODY, NOBODY, "License", "{'note': 'x'}", NULL, NULL},
    {"destroy rows", query_destroy, NOBODY, NOBODY, NULL, NULL, NULL, NULL},
    {"create the owner of a new one", create_other, NEW_LICENSE, NOBODY, "owner", "{'id': 4}", NULL, NULL},
};
/* clang-format on */
const size_t call_count = COUNT(calls);

/* ---- Without ---- */

static gemel_status upsert(stage *on, const call *self, gemel_error **error)
{
    return gemel_record_upsert(on->session, stage_model(on, self), on->values, on->options, &on->records[GIVEN], error);
}

static gemel_status insert(stage *on, const call *self, gemel_error **error)
{
    const gemel_values *rows[] = {on->values, on->more};
    return gemel_records_insert(on->session, stage_model(on, self), rows, COUNT(rows), on->options, &on->many, error);
}

static gemel_status bulk(stage *on, const call *self, gemel_error **error)
{
    gemel_status status = gemel_bulk_open(on->session, stage_model(on, self), on->options, &on->bulk, error);
    if (status == GEMEL_OK && on->values)
        status = gemel_bulk_add(on->bulk, on->values, error);
    if (status == GEMEL_OK && on->bulk)
        status = gemel_bulk_finish(on->bulk, NULL, error);
    return status;
}

static gemel_status cursor(stage *on, const call *self, gemel_error **error)
{
    gemel_record *row = NULL;
    gemel_status status =
        gemel_cursor_open(on->session, stage_model(on, self), on->values, on->options, &on->cursor, error);
    while (status == GEMEL_OK && on->cursor) {
        status = gemel_cursor_next(on->cursor, &row, error);
        if (!row)
            break;
        gemel_record_free(row);
    }
    return status;
}

static gemel_status restore(stage *on, const call *self, gemel_error **error)
{
    return gemel_record_restore(on->records[self->subject], error);
}

static gemel_status touch(stage *on, const call *self, gemel_error **error)
{
    return gemel_record_touch(on->records[self->subject], error);
}

static gemel_status reload(stage *on, const call *self, gemel_error **error)
{
    return gemel_record_reload(on->records[self->subject], on->options, error);
}

static gemel_status find(stage *on, const call *self, gemel_error **error)
{
    return gemel_record_find(on->session, stage_model(on, self), on->values, on->options, &on->records[GIVEN], error);
}

static gemel_status find_first(stage *on, const call *self, gemel_error **error)
{
    return gemel_record_find_first(on->session, stage_model(on, self), on->values, on->options, &on->records[GIVEN],
                                   error);
}

static gemel_status find_all(stage *on, const call *self, gemel_error **error)
{
    return gemel_records_find_all(on->session, stage_model(on, self), on->values, on->options, &on->many, error);
}

static gemel_status get(stage *on, const call *self, gemel_error **error)
{
    return gemel_record_get_association(on->records[self->subject], self->where, on->options, &on->records[GIVEN],
                                        error);
}

static gemel_status load(stage *on, const call *self, gemel_error **error)
{
    return gemel_record_load_association(on->records[self->subject], self->where, on->options, &on->records[GIVEN],
                                         error);
}

static const gemel_association *license_of(const stage *on)
{
    const gemel_association *link = NULL;
    expect_ok(gemel_model_find_association(on->person, "license", &link, &err));
    return link;
}

static gemel_status get_many(stage *on, const call *self, gemel_error **error)
{
    gemel_record *owners[] = {on->records[ADA], on->records[BOB]};
    (void)self;
    return gemel_records_get_association(on->session, license_of(on), owners, COUNT(owners), on->options, &on->many,
                                         error);
}

static gemel_status set_many(stage *on, const call *self, gemel_error **error)
{
    gemel_record *owners[] = {on->records[ADA], on->records[BOB]};
    gemel_record *others[] = {on->records[L11], on->records[L12]};
    (void)self;
    return gemel_records_set_association(on->session, license_of(on), owners, others, COUNT(owners), on->options,
                                         error);
}

static gemel_status query_all(stage *on, const call *self, gemel_error **error)
{
    (void)self;
    return gemel_query_all(on->query, on->session, &on->many, error);
}

static gemel_status query_first(stage *on, const call *self, gemel_error **error)
{
    (void)self;
    return gemel_query_first(on->query, on->session, on->options, &on->records[GIVEN], error);
}

static gemel_status query_count(stage *on, const call *self, gemel_error **error)
{
    int64_t count;
    (void)self;
    return gemel_query_count(on->query, on->session, &count, error);
}

static gemel_status query_exists(stage *on, const call *self, gemel_error **error)
{
    bool exists;
    (void)self;
    return gemel_query_exists(on->query, on->session, &exists, error);
}

static gemel_status query_values(stage *on, const call *self, gemel_error **error)
{
    gemel_rows *rows = NULL;
    const gemel_status status = gemel_query_values(on->query, on->session, &rows, error);
    (void)self;
    gemel_rows_free(rows);
    return status;
}

static gemel_status query_cursor(stage *on, const call *self, gemel_error **error)
{
    (void)self;
    return gemel_query_cursor(on->query, on->session, on->options, &on->cursor, error);
}

static gemel_status sql_rows(stage *on, const call *self, gemel_error **error)
{
    gemel_rows *rows = NULL;
    const gemel_status status =
        gemel_rows_query_sql(on->session, "SELECT :id AS id", GEMEL_NUL, on->values, &rows, error);
    (void)self;
    gemel_rows_free(rows);
    return status;
}

static gemel_status sql_records(stage *on, const call *self, gemel_error **error)
{
    return gemel_records_query_sql(on->session, stage_model(on, self), "SELECT :id AS id", GEMEL_NUL, on->values,
                                   &on->many, error);
}

static gemel_status transaction(stage *on, const call *self, gemel_error **error)
{
    gemel_status status = gemel_session_begin(on->session, on->options, error);
    (void)self;
    if (status == GEMEL_OK && on->session)
        status = gemel_session_commit(on->session, error);
    return status;
}

static gemel_status undone(stage *on, const call *self, gemel_error **error)
{
    gemel_status status = gemel_session_begin(on->session, on->options, error);
    (void)self;
    if (status == GEMEL_OK && on->session)
        status = gemel_session_rollback(on->session, error);
    return status;
}

static gemel_status closed(stage *on, const call *self, gemel_error **error)
{
    gemel_status status = gemel_session_begin(on->session, on->options, error);
    (void)self;
    if (status == GEMEL_OK && on->session)
        status = gemel_session_close(on->session, error);
    return status;
}

static gemel_status do_nothing(gemel_session *session, void *user_data, gemel_error **error)
{
    (void)session;
    (void)user_data;
    (void)error;
    return GEMEL_OK;
}

static gemel_status transact(stage *on, const call *self, gemel_error **error)
{
    (void)self;
    return gemel_session_transact(on->session, on->options, do_nothing, NULL, error);
}

static gemel_status sync(stage *on, const call *self, gemel_error **error)
{
    (void)self;
    return gemel_database_sync(on->database, on->options, error);
}

/* clang-format off */
const call other_calls[] = {
    {"upsert", upsert, NOBODY, NOBODY, "Person", "{'id': 1, 'note': 'x'}", NULL, WITHOUT},
    {"insert", insert, NOBODY, NOBODY, "Person", "{'id': 4, 'note': 'x'}", "{'id': 5}",
     "{'returning': true, 'hooks': false}"},
    {"bulk", bulk, NOBODY, NOBODY, "Person", "{'id': 4, 'note': 'x'}", NULL, WITHOUT},
    {"cursor", cursor, NOBODY, NOBODY, "Person", "{'id': [1, 2]}", NULL, NULL},
    {"restore", restore, MARK, NOBODY, NULL, NULL, NULL, NULL},
    {"touch", touch, MARK, NOBODY, NULL, NULL, NULL, NULL},
    {"destroy what is only marked", destroy, MARK, NOBODY, NULL, NULL, NULL, NULL},
    {"save without hooks", save, ADA, NOBODY, NULL, NULL, NULL, WITHOUT},
    {"save a new one without hooks", save, NEW_PERSON, NOBODY, NULL, NULL, NULL, WITHOUT},
    {"update without hooks", update, L11, NOBODY, NULL, "{'note': 'other'}", NULL, WITHOUT},
    {"create without hooks", create, NOBODY, NOBODY, "Person", "{'id': 4, " LICENSE "}", NULL,
     "{'hooks': false, 'include': {'association': 'license', 'include': 'chip'}}"},
    {"create a pair without hooks", create_pair, NOBODY, NOBODY, "Person.license", "{'id': 4}", "{'id': 20}", WITHOUT},
    {"set without hooks", set, L12, ADA, "owner", NULL, NULL, "{'replace': true, 'hooks': false}"},
    {"set by key without hooks", set_key, ADA, NOBODY, "license", "{'id': 11}", NULL, WITHOUT},
    {"unset without hooks", unset, ADA, NOBODY, "license", NULL, NULL, WITHOUT},
    {"create a dependent without hooks", create_other, ADA, NOBODY, "license", "{'id': 20}", NULL,
     "{'replace': true, 'hooks': false}"},
    {"reload", reload, ADA, NOBODY, NULL, NULL, NULL, "{'include': 'license'}"},
    {"find", find, NOBODY, NOBODY, "Person", "{'id': 1}", NULL, "{'include': 'license'}"},
    {"find the first", find_first, NOBODY, NOBODY, "Person", "{'id': 1}", NULL, NULL},
    {"find all", find_all, NOBODY, NOBODY, "Person", NULL, NULL,
     "{'include': {'association': 'license', 'strategy': 'batch'}}"},
    {"get", get, ADA, NOBODY, "license", NULL, NULL, NULL},
    {"load", load, ADA, NOBODY, "license", NULL, NULL, NULL},
    {"get many", get_many, NOBODY, NOBODY, NULL, NULL, NULL, NULL},
    {"set many", set_many, NOBODY, NOBODY, NULL, NULL, NULL, WITHOUT},
    {"ask for all", query_all, NOBODY, NOBODY, NULL, NULL, NULL, NULL},
    {"ask for the first", query_first, NOBODY, NOBODY, NULL, NULL, NULL, NULL},
    {"count", query_count, NOBODY, NOBODY, NULL, NULL, NULL, NULL},
    {"exists", query_exists, NOBODY, NOBODY, NULL, NULL, NULL, NULL},
    {"ask for values", query_values, NOBODY, NOBODY, NULL, NULL, NULL, NULL},
    {"cursor of a query", query_cursor, NOBODY, NOBODY, NULL, NULL, NULL, NULL},
    {"update rows without hooks", query_update, NOBODY, NOBODY, NULL, "{'note': 'x'}", NULL, WITHOUT},
    {"destroy rows without hooks", query_destroy, NOBODY, NOBODY, "Mark", NULL, NULL, WITHOUT},
    {"rows of SQL", sql_rows, NOBODY, NOBODY, NULL, "{'id': 1}", NULL, NULL},
    {"records of SQL", sql_records, NOBODY, NOBODY, "Person", "{'id': 1}", NULL, NULL},
    {"commit", transaction, NOBODY, NOBODY, NULL, NULL, NULL, NULL},
    {"roll back", undone, NOBODY, NOBODY, NULL, NULL, NULL, NULL},
    {"close in a transaction", closed, NOBODY, NOBODY, NULL, NULL, NULL, NULL},
    {"transact", transact, NOBODY, NOBODY, NULL, NULL, NULL, NULL},
    {"sync", sync, NOBODY, NOBODY, NULL, NULL, NULL, NULL},
};
/* clang-format on */
const size_t other_call_count = COUNT(other_calls);
