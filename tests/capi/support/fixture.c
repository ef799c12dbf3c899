/* The shared fixture of the C API tests; see fixture.h. It must not assert what a single case promises. */
#include "fixture.h"
#include <stdio.h>
#include <stdlib.h>

enum { KEPT_MAX = 4096, ROWS_MAX = 4096 };

gemel_error *err;

static gemel_error *last_failure;
static gemel_record *kept_records[KEPT_MAX];
static gemel_values *kept_values[KEPT_MAX];
static gemel_options *kept_options[KEPT_MAX];
static size_t record_count, values_count, options_count;

/* ---- What calls answer ---- */

static const char *flaw(gemel_status status, const gemel_error *error)
{
    const char *message = gemel_error_message(error);
    if (status == GEMEL_OK || status == GEMEL_OUT_OF_MEMORY)
        return error ? "there is an error object" : NULL;
    if (!error)
        return "there is no error object";
    if (gemel_error_status(error) != status)
        return "the error object has another status";
    if (!message[0] || strchr(message, '\n') || message[strlen(message) - 1] == '.')
        return "the message is not one line without a final dot";
    return NULL;
}

void expect_at(gemel_status expected, gemel_status answered, const char *call, const char *file, int line)
{
    const char *wrong = flaw(answered, err);
    gemel_error_free(last_failure);
    last_failure = err;
    err = NULL;
    if (answered == expected && !wrong)
        return;
    print_error("%s\n  answered %s, expected %s%s%s\n", call, gemel_status_name(answered), gemel_status_name(expected),
                wrong ? "; " : "", wrong ? wrong : "");
    if (last_failure)
        print_error("  message: %s\n", gemel_error_message(last_failure));
    _fail(file, line);
}

const gemel_error *failure(void)
{
    return last_failure;
}

void expect_mention_at(const char *part, const char *file, int line)
{
    size_t item;
    if (strstr(gemel_error_message(last_failure), part))
        return;
    for (item = 0; item < gemel_error_item_count(last_failure); ++item)
        if (strstr(gemel_error_item_message(last_failure, item), part))
            return;
    print_error("\"%s\" is not mentioned in: %s\n", part, gemel_error_message(last_failure));
    for (item = 0; item < gemel_error_item_count(last_failure); ++item)
        print_error("  item: %s\n", gemel_error_item_message(last_failure, item));
    _fail(file, line);
}

/* ---- What calls are given ---- */

static void double_quotes(char *out, size_t size, const char *json)
{
    size_t i, length = strlen(json);
    assert_true(length < size);
    for (i = 0; i <= length; ++i)
        out[i] = json[i] == '\'' ? '"' : json[i];
}

gemel_values *values(const char *json)
{
    char text[ROWS_MAX];
    gemel_values *made = gemel_values_new();
    assert_true(values_count < KEPT_MAX);
    kept_values[values_count++] = made;
    double_quotes(text, sizeof text, json);
    expect_ok(gemel_values_merge_json(made, text, GEMEL_NUL, &err));
    return made;
}

gemel_options *with(const char *json)
{
    char text[ROWS_MAX];
    gemel_options *made = gemel_options_new();
    assert_true(options_count < KEPT_MAX);
    kept_options[options_count++] = made;
    double_quotes(text, sizeof text, json);
    expect_ok(gemel_options_merge_json(made, text, GEMEL_NUL, &err));
    return made;
}

int release(void **state)
{
    (void)state;
    while (record_count)
        gemel_record_free(kept_records[--record_count]);
    while (values_count)
        gemel_values_free(kept_values[--values_count]);
    while (options_count)
        gemel_options_free(kept_options[--options_count]);
    gemel_error_free(last_failure);
    gemel_error_free(err);
    last_failure = NULL;
    err = NULL;
    return 0;
}

/* ---- A database, empty but for the tables of a schema ---- */

/* Steps of a builder go unchecked: the resolve in world_of reports them. */
static gemel_schema *person_and_license(const char *owner_id)
{
    gemel_schema *s = gemel_schema_new();
    gemel_schema_add_model(s, "Person", NULL, NULL, NULL);
    gemel_schema_add_attribute(s, "Person", "id", "integer primary key auto increment", NULL, NULL);
    gemel_schema_add_attribute(s, "Person", "name", "string", NULL, NULL);
    gemel_schema_add_model(s, "License", NULL, NULL, NULL);
    gemel_schema_add_attribute(s, "License", "id", "integer primary key auto increment", NULL, NULL);
    gemel_schema_add_attribute(s, "License", "number", "string", NULL, NULL);
    gemel_schema_add_attribute(s, "License", "ownerId", owner_id, NULL, NULL);
    gemel_schema_has_one(s, "Person", "License", "foreign key ownerId inverse owner", NULL, NULL);
    return s;
}

gemel_schema *schema_n(void)
{
    return person_and_license("integer");
}

gemel_schema *schema_r(void)
{
    return person_and_license("integer not null");
}

gemel_schema *schema_u(void)
{
    return person_and_license("integer unique");
}

gemel_schema *schema_ru(void)
{
    return person_and_license("integer not null unique");
}

gemel_schema *schema_k(void)
{
    gemel_schema *s = schema_n();
    gemel_schema_add_model(s, "Chip", NULL, NULL, NULL);
    gemel_schema_add_attribute(s, "Chip", "id", "integer primary key auto increment", NULL, NULL);
    gemel_schema_add_attribute(s, "Chip", "code", "string", NULL, NULL);
    gemel_schema_add_attribute(s, "Chip", "licId", "integer", NULL, NULL);
    gemel_schema_has_one(s, "License", "Chip", "foreign key licId inverse lic", NULL, NULL);
    return s;
}

static void count_statement(const gemel_log_event *event, void *user_data)
{
    world *w = user_data;
    int32_t kind = gemel_log_event_kind(event);
    if (kind >= GEMEL_LOG_TRANSACTION && kind <= GEMEL_LOG_DEFINITION)
        ++w->statements[kind];
}

int world_at(void **state, gemel_schema *schema, const char *url)
{
    world *w = calloc(1, sizeof *w);
    assert_non_null(w);
    w->schema = schema;
    *state = w;
    expect_ok(gemel_schema_resolve(schema, &err));
    /* In memory one connection serves both sessions: a test that reads through the wrong one is to fail soon. */
    expect_ok(gemel_database_open(url, schema, with(on_sqlite() ? "{'busyTimeout': 100}" : "{}"), &w->database, &err));
    expect_ok(gemel_database_sync(w->database, NULL, &err));
    expect_ok(gemel_session_open(w->database, NULL, &w->session, &err));
    expect_ok(gemel_session_open(w->database, NULL, &w->witness, &err));
    expect_ok(gemel_database_set_log(w->database, count_statement, w, NULL, &err));
    return 0;
}

int world_of(void **state, gemel_schema *schema)
{
    world_at(state, schema, database_make());
    ((world *)*state)->has_database = true;
    return 0;
}

int world_shared(void **state, gemel_schema *schema)
{
    return world_at(state, schema, shared_make());
}

int world_shared_free(void **state)
{
    int status = world_free(state);
    return shared_drop() ? status : -1;
}

int world_n(void **state)
{
    return world_of(state, schema_n());
}

int world_r(void **state)
{
    return world_of(state, schema_r());
}

int world_u(void **state)
{
    return world_of(state, schema_u());
}

int world_ru(void **state)
{
    return world_of(state, schema_ru());
}

int world_k(void **state)
{
    return world_of(state, schema_k());
}

int world_without_chips(void **state)
{
    char sql[200];
    gemel_rows *rows = NULL;
    world_k(state);
    snprintf(sql, sizeof sql, on_sqlite() ? "DROP TABLE %s\"chips\"" : "DROP TABLE \"%s\".\"chips\"",
             database_schema());
    expect_ok(gemel_rows_query_sql(((world *)*state)->session, sql, GEMEL_NUL, NULL, &rows, &err));
    gemel_rows_free(rows);
    return 0;
}

int world_types(void **state)
{
    gemel_schema *s = gemel_schema_new();
    gemel_schema_add_model(s, "Thing", NULL, NULL, NULL);
    gemel_schema_add_attribute(s, "Thing", "whole", "integer", NULL, NULL);
    gemel_schema_add_attribute(s, "Thing", "big", "bigint", NULL, NULL);
    gemel_schema_add_attribute(s, "Thing", "real", "double", NULL, NULL);
    gemel_schema_add_attribute(s, "Thing", "flag", "boolean", NULL, NULL);
    gemel_schema_add_attribute(s, "Thing", "brief", "string(3)", NULL, NULL);
    gemel_schema_add_attribute(s, "Thing", "name", "string", NULL, NULL);
    gemel_schema_add_attribute(s, "Thing", "body", "text", NULL, NULL);
    return world_of(state, s);
}

int world_free(void **state)
{
    world *w = *state;
    bool drop = w->has_database;
    release(state);
    /* What a failed test left may hold records, and with them sessions whose locks would stay. */
    gemel_session_close(w->witness, NULL);
    gemel_session_close(w->session, NULL);
    gemel_session_free(w->witness);
    gemel_session_free(w->session);
    gemel_database_free(w->database);
    gemel_schema_free(w->schema);
    free(w);
    return !drop || database_drop() ? 0 : -1;
}

const gemel_model *model(const world *w, const char *name)
{
    const gemel_model *m = NULL;
    expect_ok(gemel_schema_find_model(w->schema, name, &m, &err));
    return m;
}

const gemel_association *association(const gemel_schema *schema, const char *source, const char *name)
{
    const gemel_model *m = NULL;
    const gemel_association *a = NULL;
    expect_ok(gemel_schema_find_model(schema, source, &m, &err));
    expect_ok(gemel_model_find_association(m, name, &a, &err));
    return a;
}

/* ---- Rows and records ---- */

gemel_record *keep(gemel_record *record)
{
    assert_non_null(record);
    assert_true(record_count < KEPT_MAX);
    kept_records[record_count++] = record;
    return record;
}

bool same_row(const gemel_record *self, const gemel_record *other)
{
    bool same = false;
    expect_ok(gemel_record_equals(self, other, &same, &err));
    return same;
}

bool is_deleted(const gemel_record *record)
{
    bool deleted = false;
    expect_ok(gemel_record_is_deleted(record, &deleted, &err));
    return deleted;
}

gemel_record *built(const world *w, const char *model_name, const char *json)
{
    gemel_record *record = NULL;
    expect_ok(gemel_record_build(w->session, model(w, model_name), values(json), &record, &err));
    return keep(record);
}

gemel_record *given(const world *w, const char *model_name, const char *json)
{
    gemel_record *record = NULL;
    expect_ok(gemel_record_create(w->session, model(w, model_name), values(json), NULL, &record, &err));
    return keep(record);
}

gemel_record *found(const world *w, const char *model_name, const char *where)
{
    gemel_record *record = NULL;
    expect_ok(gemel_record_find_first(w->session, model(w, model_name), values(where), NULL, &record, &err));
    return keep(record);
}

void vanish(const world *w, const char *model_name, const char *where)
{
    gemel_record *record = NULL;
    bool deleted = false;
    expect_ok(gemel_record_find_first(w->witness, model(w, model_name), values(where), NULL, &record, &err));
    expect_ok(gemel_record_destroy(keep(record), NULL, &deleted, &err));
    assert_true(deleted);
}

static void append(char *text, const char *part)
{
    assert_true(strlen(text) + strlen(part) < ROWS_MAX);
    strcat(text, part);
}

void expect_rows_at(gemel_session *session, const gemel_model *m, const char *rows, const char *file, int line)
{
    char shown[ROWS_MAX] = "";
    gemel_records *records = NULL;
    size_t row, column;
    expect_at(GEMEL_OK, gemel_records_find_all(session, m, NULL, NULL, &records, &err), "reading all rows", file, line);
    for (row = 0; row < gemel_records_count(records); ++row) {
        gemel_record *record = gemel_records_at(records, row);
        for (column = 0; column < gemel_model_attribute_count(m); ++column) {
            const gemel_attribute *attribute = gemel_model_attribute_at(m, column);
            const char *text = NULL;
            expect_at(GEMEL_OK, gemel_record_get_text_by_attribute(record, attribute, &text, NULL, &err),
                      "reading a value", file, line);
            append(shown, column ? " " : row ? ", " : "");
            append(shown, text ? text : "null");
        }
    }
    gemel_records_free(records);
    _assert_string_equal(shown, rows, file, line);
}

void expect_attribute_at(gemel_record *record, const char *attribute, const char *text, const char *file, int line)
{
    const char *value = NULL;
    expect_at(GEMEL_OK, gemel_record_get_text(record, attribute, &value, NULL, &err), attribute, file, line);
    _assert_string_equal(value ? value : "(null)", text ? text : "(null)", file, line);
}

/* ---- Statements ---- */

void forget_statements(world *w)
{
    memset(w->statements, 0, sizeof w->statements);
}

void expect_statements_at(const world *w, int reads, int writes, const char *file, int line)
{
    if (w->statements[GEMEL_LOG_READ] == reads && w->statements[GEMEL_LOG_WRITE] == writes)
        return;
    print_error("%d reads and %d writes, expected %d and %d\n", w->statements[GEMEL_LOG_READ],
                w->statements[GEMEL_LOG_WRITE], reads, writes);
    _fail(file, line);
}
