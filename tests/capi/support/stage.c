/* The stage that stage.h tells of. */
#include "stage.h"

#include <stdio.h>

enum { TEXT_MAX = 1024 };

static const char document[] =
    "{'models': {"
    "'Person': {'attributes': {'id': 'integer primary key', 'note': 'string'}},"
    "'License': {'attributes': {'id': 'integer primary key', 'note': 'string', 'ownerId': 'integer unique'},"
    " 'version': true},"
    "'Chip': {'attributes': {'id': 'integer primary key', 'note': 'string', 'licenseId': 'integer unique'}},"
    "'Mark': {'attributes': {'id': 'integer primary key', 'note': 'string'}, 'paranoid': true, 'timestamps': true}},"
    "'associations': ["
    "{'type': 'hasOne', 'source': 'Person', 'target': 'License',"
    " 'words': 'foreign key ownerId inverse owner dependent destroy'},"
    "{'type': 'hasOne', 'source': 'License', 'target': 'Chip',"
    " 'words': 'foreign key licenseId inverse license dependent nullify'}]}";

gemel_status (*at_hook)(const gemel_hook_event *event, gemel_error **error);
gemel_status (*at_validator)(gemel_record *row, gemel_error **error);

static gemel_status hook(const gemel_hook_event *event, void *user_data, gemel_error **error)
{
    (void)user_data;
    return at_hook ? at_hook(event, error) : GEMEL_OK;
}

static gemel_status validator(gemel_record *row, const gemel_attribute *attribute, void *user_data, gemel_error **error)
{
    (void)attribute;
    (void)user_data;
    return at_validator ? at_validator(row, error) : GEMEL_OK;
}

static const char *double_quoted(const char *json)
{
    static char text[2 * TEXT_MAX];
    size_t i;
    assert_true(strlen(json) < sizeof text);
    for (i = 0; json[i]; ++i)
        text[i] = json[i] == '\'' ? '"' : json[i];
    text[i] = '\0';
    return text;
}

gemel_schema *stage_schema(void)
{
    static const char *const models[] = {"Person", "License", "Chip"};
    static const char *const links[][2] = {
        {"Person", "license"}, {"License", "owner"}, {"License", "chip"}, {"Chip", "license"}};
    gemel_schema *schema = NULL;
    int32_t event;
    size_t i;
    expect_ok(gemel_schema_from_json(double_quoted(document), GEMEL_NUL, &schema, &err));
    for (i = 0; i < COUNT(models); ++i) {
        for (event = GEMEL_HOOK_BEFORE_VALIDATE; event < GEMEL_HOOK_BEFORE_SET; ++event)
            gemel_schema_add_hook(schema, models[i], NULL, event, hook, NULL, NULL, NULL);
        gemel_schema_add_validator(schema, models[i], NULL, validator, NULL, NULL, NULL);
        gemel_schema_add_validator(schema, models[i], "note", validator, NULL, NULL, NULL);
    }
    for (i = 0; i < COUNT(links); ++i)
        for (event = GEMEL_HOOK_BEFORE_SET; event <= GEMEL_HOOK_AFTER_SET; ++event)
            gemel_schema_add_hook(schema, links[i][0], links[i][1], event, hook, NULL, NULL, NULL);
    expect_ok(gemel_schema_resolve(schema, &err));
    return schema;
}

static const gemel_model *model_of(const stage *on, const char *name)
{
    const gemel_model *found_model = NULL;
    expect_ok(gemel_schema_find_model(on->schema, name, &found_model, &err));
    return found_model;
}

static gemel_values *values_of(const char *json)
{
    gemel_values *made = gemel_values_new();
    expect_ok(gemel_values_merge_json(made, double_quoted(json), GEMEL_NUL, &err));
    return made;
}

static gemel_record *row(const stage *on, const gemel_model *m, const char *json, bool is_saved)
{
    gemel_values *v = values_of(json);
    gemel_record *record = NULL;
    expect_ok(is_saved ? gemel_record_create(on->session, m, v, NULL, &record, &err)
                       : gemel_record_build(on->session, m, v, &record, &err));
    gemel_values_free(v);
    return record;
}

static void wipe(const stage *on, const gemel_model *m)
{
    gemel_query *every = NULL, *query = NULL;
    gemel_options *how = gemel_options_new();
    expect_ok(gemel_query_new(m, &every, &err));
    expect_ok(gemel_query_merge_json(every, "{\"all\": true, \"withDeleted\": true}", GEMEL_NUL, &query, &err));
    gemel_options_set_bool(how, "hooks", false, NULL);
    gemel_options_set_bool(how, "force", true, NULL);
    expect_ok(gemel_query_destroy(query, on->session, how, NULL, &err));
    gemel_options_free(how);
    gemel_query_free(query);
    gemel_query_free(every);
}

static gemel_query *query_of(const gemel_model *m)
{
    gemel_query *every = NULL, *query = NULL;
    expect_ok(gemel_query_new(m, &every, &err));
    expect_ok(gemel_query_where_int(every, "id", "gt", 0, &query, &err));
    gemel_query_free(every);
    return query;
}

const gemel_model *stage_model(const stage *on, const call *played)
{
    return played->where && !strncmp(played->where, "License", 7) ? on->license
           : played->where && !strcmp(played->where, "Mark")      ? on->mark
                                                                  : on->person;
}

static gemel_database *opened(const char *url, const gemel_schema *schema)
{
    gemel_options *how = gemel_options_new();
    gemel_database *database = NULL;
    if (on_sqlite()) /* there is nothing that a power failure could spoil */
        gemel_options_set_text(how, "synchronous", "off", GEMEL_NUL, NULL);
    expect_ok(gemel_database_open(url, schema, how, &database, &err));
    gemel_options_free(how);
    return database;
}

static gemel_schema *kept_schema;
static gemel_database *kept_database;

int stage_build(void **state)
{
    (void)state;
    kept_schema = stage_schema();
    kept_database = opened(shared_make(), kept_schema);
    expect_ok(gemel_database_sync(kept_database, NULL, &err));
    return 0;
}

int stage_remove(void **state)
{
    gemel_database_free(kept_database);
    gemel_schema_free(kept_schema);
    release(state);
    return shared_drop() ? 0 : -1;
}

void stage_open(stage *on, const call *played, bool has_all)
{
    at_hook = NULL;
    at_validator = NULL;
    memset(on, 0, sizeof *on);
    on->schema = has_all ? stage_schema() : kept_schema;
    on->database = has_all ? opened(shared_url(), on->schema) : kept_database;
    expect_ok(gemel_session_open(on->database, NULL, &on->session, &err));
    expect_ok(gemel_session_open(kept_database, NULL, &on->witness, &err));
    on->person = model_of(on, "Person");
    on->license = model_of(on, "License");
    on->chip = model_of(on, "Chip");
    on->mark = model_of(on, "Mark");
    wipe(on, on->chip);
    wipe(on, on->license);
    wipe(on, on->person);
    wipe(on, on->mark);
    gemel_record_free(row(on, on->person, "{'id': 1, 'note': 'Ada'}", true));
    gemel_record_free(row(on, on->person, "{'id': 2, 'note': 'Bob'}", true));
    on->records[L10] = row(on, on->license, "{'id': 10, 'note': 'ten', 'ownerId': 1}", true);
    on->records[L11] = row(on, on->license, "{'id': 11, 'note': 'eleven', 'ownerId': 2}", true);
    on->records[L12] = row(on, on->license, "{'id': 12}", true);
    gemel_record_free(row(on, on->chip, "{'id': 100, 'licenseId': 10}", true));
    expect_ok(gemel_records_find_all(on->session, on->person, NULL, NULL, &on->people, &err));
    on->records[ADA] = gemel_records_at(on->people, 0);
    on->records[BOB] = gemel_records_at(on->people, 1);
    on->records[NEW_PERSON] = row(on, on->person, "{'id': 3, 'note': 'Eve'}", false);
    on->records[NEW_LICENSE] = row(on, on->license, "{'id': 13, 'note': 'new'}", false);
    expect_ok(gemel_record_set_text(on->records[ADA], "note", "Ada L.", GEMEL_NUL, &err));
    expect_ok(gemel_record_set_text(on->records[L11], "note", "11", GEMEL_NUL, &err));
    on->values = values_of(played->values ? played->values : "{}");
    on->more = values_of(played->more ? played->more : "{}");
    on->options = gemel_options_new();
    if (played->options)
        expect_ok(gemel_options_merge_json(on->options, double_quoted(played->options), GEMEL_NUL, &err));
    on->records[MARK] = row(on, on->mark, "{'id': 1000}", true);
    on->query = query_of(stage_model(on, played));
}

void stage_take_away(stage *on)
{
    size_t i;
    for (i = 0; i < RECORDS_MAX; ++i)
        if (i != ADA && i != BOB)
            gemel_record_free(on->records[i]);
    memset(on->records, 0, sizeof on->records);
    gemel_records_free(on->people);
    gemel_records_free(on->many);
    gemel_bulk_free(on->bulk);
    gemel_cursor_free(on->cursor);
    gemel_query_free(on->query);
    gemel_options_free(on->options);
    gemel_values_free(on->more);
    gemel_values_free(on->values);
    gemel_session_free(on->session);
    if (on->database != kept_database)
        gemel_database_free(on->database);
    if (on->schema != kept_schema)
        gemel_schema_free(on->schema);
    on->people = on->many = NULL;
    on->bulk = NULL;
    on->cursor = NULL;
    on->query = NULL;
    on->options = NULL;
    on->values = on->more = NULL;
    on->session = NULL;
    on->database = NULL;
    on->schema = NULL;
}

void stage_close(stage *on)
{
    at_hook = NULL;
    at_validator = NULL;
    stage_take_away(on);
    gemel_session_free(on->witness);
}

static void tell(char *text, size_t size, gemel_record *record)
{
    const char *json = NULL;
    const size_t used = strlen(text);
    int more;
    expect_ok(gemel_record_to_json(record, &json, NULL, &err));
    more = snprintf(text + used, size - used, "%s%s%s\n", json, gemel_record_is_changed(record) ? "*" : "",
                    gemel_record_is_new(record) ? " new" : "");
    assert_true(more > 0 && used + (size_t)more < size);
}

void tell_rows(const stage *on, char *text, size_t size)
{
    static const char *const models[] = {"Person", "License", "Chip"};
    size_t i, j;
    text[0] = '\0';
    for (i = 0; i < COUNT(models); ++i) {
        gemel_records *rows = NULL;
        const gemel_model *m = NULL;
        expect_ok(gemel_schema_find_model(kept_schema, models[i], &m, &err));
        expect_ok(gemel_records_find_all(on->witness, m, NULL, NULL, &rows, &err));
        for (j = 0; j < gemel_records_count(rows); ++j)
            tell(text, size, gemel_records_at(rows, j));
        gemel_records_free(rows);
    }
}

void tell_records(const stage *on, char *text, size_t size)
{
    size_t i;
    text[0] = '\0';
    for (i = 0; i < RECORDS_MAX; ++i)
        if (on->records[i] && i != MARK) /* whose times differ */
            tell(text, size, on->records[i]);
}
