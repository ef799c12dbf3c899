/* The steps of the scenario for the test of memory; see scene.h. It must not know which of them will fail. */
#include "scene.h"
#include "fixture.h"
#include "scene_loading.h"

/* ---- The steps: each makes one thing that its retry can make again ---- */

static gemel_status may_be_written(gemel_record *record, const gemel_attribute *attribute, void *user_data,
                                   gemel_error **error)
{
    const char *text = NULL;
    (void)user_data;
    return gemel_record_get_text_by_attribute(record, attribute, &text, NULL, error);
}

/* An attribute of every type that needs memory, with values that are too long for any small string. */
static void add_attributes(gemel_schema *schema)
{
    static const char *const attributes[][2] = {
        {"worth", "decimal(60,20)"},
        {"photo", "blob"},
        {"ident", "uuid"},
        {"born", "date"},
        {"seen", "timestamp"},
        {"notes", "json"},
        {"mood", "enum('a mood that is too long for any small string')"},
    };
    gemel_options *short_blobs = gemel_options_new();
    size_t i;
    gemel_options_merge_json(short_blobs, "{\"validate\": {\"length\": {\"max\": 999}}}", GEMEL_NUL, NULL);
    for (i = 0; i < COUNT(attributes); ++i)
        gemel_schema_add_attribute(schema, "Person", attributes[i][0], attributes[i][1],
                                   strcmp(attributes[i][1], "blob") == 0 ? short_blobs : NULL, NULL);
    gemel_schema_add_validator(schema, "Person", "photo", may_be_written, NULL, NULL, NULL);
    gemel_options_free(short_blobs);
}

static gemel_status declare(scene *s, gemel_error **error)
{
    gemel_schema_free(s->schema);
    s->schema = schema_n();
    add_attributes(s->schema);
    return gemel_schema_resolve(s->schema, error);
}

static gemel_status declare_wrongly(scene *s, gemel_error **error)
{
    gemel_schema *wrong = schema_n();
    gemel_status status;
    (void)s;
    gemel_schema_has_one(wrong, "Person", "Passport", NULL, NULL, NULL);
    gemel_schema_has_one(wrong, "Person", "Visa", NULL, NULL, NULL);
    status = gemel_schema_resolve(wrong, error);
    gemel_schema_free(wrong);
    return status;
}

static gemel_status declare_by_document(scene *s, gemel_error **error)
{
    static const char json[] =
        "{\"naming\": \"snake\", \"models\": {\"Person\": {\"timestamps\": true, \"version\": true,"
        " \"checks\": [\"age > 0\"], \"attributes\": {\"age\": \"integer default 7 unique\","
        " \"name\": {\"type\": \"string(20)\", "
        "\"validate\": {\"oneOf\": [\"seventeen letters\"], \"pattern\": \"seventeen|letters\"}}}},"
        " \"License\": {\"attributes\": {\"state\": \"enum('a') default 'a'\"}}},"
        " \"associations\": [{\"type\": \"hasOne\", \"source\": \"Person\", \"target\": \"License\","
        " \"words\": \"as license\", \"inverse\": {\"touch\": true}, \"scope\": {\"state\": \"a\"}}]}";
    gemel_schema *schema = NULL;
    const char *text = NULL;
    gemel_status status = gemel_schema_from_json(json, GEMEL_NUL, &schema, error);
    (void)s;
    if (status == GEMEL_OK)
        status = gemel_schema_resolve(schema, error);
    if (status == GEMEL_OK)
        status = gemel_schema_to_json(schema, &text, NULL, error);
    gemel_schema_free(schema);
    return status;
}

static gemel_status declare_by_wrong_document(scene *s, gemel_error **error)
{
    static const char json[] = "{\"models\": {\"Person\": {\"attributes\": {\"name\": \"a word that no type has\"}},\n"
                               " \"License\": {\"tabel\": \"a name that is too long for any small string\"}}}";
    gemel_schema *wrong = gemel_schema_new();
    gemel_status status = gemel_schema_merge_json(wrong, json, GEMEL_NUL, error);
    (void)s;
    gemel_schema_free(wrong);
    return status;
}

static gemel_status open_database(scene *s, gemel_error **error)
{
    gemel_options *options = gemel_options_new();
    gemel_status status;
    gemel_options_set_int(options, "busyTimeout", 100, NULL);
    status = gemel_database_open("sqlite::memory:", s->schema, options, &s->database, error);
    gemel_options_free(options);
    return status;
}

static gemel_status sync_tables(scene *s, gemel_error **error)
{
    return gemel_database_sync(s->database, NULL, error);
}

static gemel_status open_session(scene *s, gemel_error **error)
{
    return gemel_session_open(s->database, NULL, &s->session, error);
}

static void ignore_event(const gemel_log_event *event, void *user_data)
{
    (void)event;
    (void)user_data;
}

static gemel_status set_log(scene *s, gemel_error **error)
{
    return gemel_database_set_log(s->database, ignore_event, NULL, NULL, error);
}

/* For what takes a model and values, {name: text}. */
typedef gemel_status maker(scene *s, const gemel_model *m, const gemel_values *v, gemel_record **out,
                           gemel_error **error);

static gemel_status with_values(scene *s, const char *model_name, const char *attribute, const char *text, maker *make,
                                gemel_record **out, gemel_error **error)
{
    gemel_values *v = gemel_values_new();
    const gemel_model *m = NULL;
    gemel_status status = gemel_schema_find_model(s->schema, model_name, &m, error);
    gemel_values_set_text(v, attribute, text, GEMEL_NUL, NULL);
    if (status == GEMEL_OK)
        status = make(s, m, v, out, error);
    gemel_values_free(v);
    return status;
}

static gemel_status make_stored(scene *s, const gemel_model *m, const gemel_values *v, gemel_record **out,
                                gemel_error **error)
{
    return gemel_record_create(s->session, m, v, NULL, out, error);
}

static gemel_status make_new(scene *s, const gemel_model *m, const gemel_values *v, gemel_record **out,
                             gemel_error **error)
{
    return gemel_record_build(s->session, m, v, out, error);
}

static gemel_status make_licence(scene *s, const gemel_model *m, const gemel_values *v, gemel_record **out,
                                 gemel_error **error)
{
    (void)m;
    return gemel_record_create_association(s->ann, "license", v, NULL, out, error);
}

static gemel_status make_by_key(scene *s, const gemel_model *m, const gemel_values *v, gemel_record **out,
                                gemel_error **error)
{
    (void)m;
    return gemel_record_set_association_key(s->ann, "license", v, NULL, out, error);
}

static gemel_status rename_ann(scene *s, const gemel_model *m, const gemel_values *v, gemel_record **out,
                               gemel_error **error)
{
    (void)m;
    (void)out;
    return gemel_record_update(s->ann, v, NULL, error);
}

static gemel_status create_ann(scene *s, gemel_error **error)
{
    return with_values(s, "Person", "name", "ann", make_stored, &s->ann, error);
}

static gemel_status create_wrongly(scene *s, gemel_error **error)
{
    return with_values(s, "Person", "id", "no number, and too long for any small string", make_stored, &s->bob, error);
}

static gemel_status create_again(scene *s, gemel_error **error)
{
    return with_values(s, "Person", "id", "1", make_stored, &s->bob, error);
}

static gemel_status create_licence(scene *s, gemel_error **error)
{
    return with_values(s, "License", "number", "a number that is too long for any small string", make_licence,
                       &s->licence, error);
}

static gemel_status create_licence_again(scene *s, gemel_error **error)
{
    return with_values(s, "License", "number", "a number", make_licence, &s->got, error);
}

static gemel_status build_spare(scene *s, gemel_error **error)
{
    return with_values(s, "License", "number", "another number that is too long for small strings", make_new, &s->spare,
                       error);
}

static gemel_status begin(scene *s, gemel_error **error)
{
    return gemel_session_begin(s->session, NULL, error);
}

static gemel_status commit(scene *s, gemel_error **error)
{
    return gemel_session_commit(s->session, error);
}

static gemel_status roll_back(scene *s, gemel_error **error)
{
    return gemel_session_rollback(s->session, error);
}

static gemel_status set_spare(scene *s, gemel_error **error)
{
    return gemel_record_set_association(s->ann, "license", s->spare, NULL, error);
}

static gemel_status get_licence(scene *s, gemel_error **error)
{
    return gemel_record_get_association(s->ann, "license", NULL, &s->got, error);
}

static gemel_status assign_name(scene *s, gemel_error **error)
{
    return gemel_record_set_text(s->ann, "name", "a name that is too long for any small string", GEMEL_NUL, error);
}

static gemel_status save_ann(scene *s, gemel_error **error)
{
    return gemel_record_save(s->ann, NULL, error);
}

static gemel_status unset_licence(scene *s, gemel_error **error)
{
    return gemel_record_unset_association(s->ann, "license", NULL, error);
}

static gemel_status set_by_key(scene *s, gemel_error **error)
{
    gemel_record_free(s->got);
    s->got = NULL;
    return with_values(s, "License", "id", "1", make_by_key, &s->got, error);
}

static gemel_status update_ann(scene *s, gemel_error **error)
{
    return with_values(s, "Person", "name", "one more name that is too long for small strings", rename_ann, NULL,
                       error);
}

static gemel_status describe_ann(scene *s, gemel_error **error)
{
    static const char json[] = "{\"worth\": \"12345678901234567890.5\", \"born\": \"2024-02-29\","
                               " \"ident\": \"6BA7B810-9DAD-11D1-80B4-00C04FD430C8\","
                               " \"seen\": \"2024-02-29T12:00:00+01:00\", \"notes\": {\"a list\": [1, \"two\", 3.5]},"
                               " \"mood\": \"a mood that is too long for any small string\"}";
    gemel_values *v = gemel_values_new();
    gemel_status status;
    gemel_values_set_blob(v, "photo", "bytes that are too many for any small string", 44, NULL);
    gemel_values_merge_json(v, json, GEMEL_NUL, NULL);
    status = gemel_record_update(s->ann, v, NULL, error);
    gemel_values_free(v);
    return status;
}

static gemel_status refuse_notes(scene *s, gemel_error **error)
{
    static const char json[] =
        "{\"notes\": \"{\\\"twice, and a long name\\\": 1, \\\"twice, and a long name\\\": 2}\"}";
    gemel_values *v = gemel_values_new();
    gemel_status status;
    gemel_values_merge_json(v, json, GEMEL_NUL, NULL);
    status = gemel_record_update(s->ann, v, NULL, error);
    gemel_values_free(v);
    return status;
}

static gemel_status read_ann(scene *s, gemel_error **error)
{
    static const char *const texts[] = {"worth", "photo", "ident", "born", "seen", "notes", "mood"};
    const char *text = NULL;
    const void *bytes = NULL;
    gemel_status status = gemel_record_get_blob(s->ann, "ident", &bytes, NULL, error);
    size_t i;
    for (i = 0; i < COUNT(texts) && status == GEMEL_OK; ++i)
        status = gemel_record_get_text(s->ann, texts[i], &text, NULL, error);
    return status;
}

static gemel_status find_by_types(scene *s, gemel_error **error)
{
    static const char json[] = "{\"worth\": \"12345678901234567890.50\", \"seen\": \"2024-02-29T11:00:00Z\"}";
    gemel_values *v = gemel_values_new();
    gemel_status status;
    gemel_record_free(s->got);
    s->got = NULL;
    gemel_values_set_blob(v, "photo", "bytes that are too many for any small string", 44, NULL);
    gemel_values_merge_json(v, json, GEMEL_NUL, NULL);
    status = gemel_record_find_first(s->session, gemel_record_model(s->ann), v, NULL, &s->got, error);
    gemel_values_free(v);
    return status;
}

static gemel_status rename_in_vain(scene *s, gemel_error **error)
{
    return with_values(s, "Person", "name", "a name that will be undone by closing the session", rename_ann, NULL,
                       error);
}

static gemel_status reload_licence(scene *s, gemel_error **error)
{
    return gemel_record_reload(s->licence, NULL, error);
}

static gemel_status unset_owner(scene *s, gemel_error **error)
{
    return gemel_record_unset_association(s->licence, "owner", NULL, error);
}

static gemel_status plan_licence(scene *s, gemel_error **error)
{
    gemel_plan *plan;
    gemel_status status = gemel_plan_explain_set(s->ann, "license", s->spare, NULL, &plan, error);
    gemel_plan_free(plan);
    return status;
}

static gemel_status set_owner(scene *s, gemel_error **error)
{
    return gemel_record_set_association(s->licence, "owner", s->ann, NULL, error);
}

static gemel_status print_ann(scene *s, gemel_error **error)
{
    return gemel_record_to_json(s->ann, &s->json, NULL, error);
}

static gemel_status find_by_json(scene *s, gemel_error **error)
{
    static const char json[] = "{\"number\": \"a number that is too long for any small string\", \"id\": 1}";
    gemel_values *v = gemel_values_new();
    gemel_status status = gemel_values_merge_json(v, json, GEMEL_NUL, error);
    gemel_record_free(s->got);
    s->got = NULL;
    if (status == GEMEL_OK)
        status = gemel_record_find_first(s->session, gemel_record_model(s->licence), v, NULL, &s->got, error);
    gemel_values_free(v);
    return status;
}

static gemel_status list_licences(scene *s, gemel_error **error)
{
    return gemel_records_find_all(s->session, gemel_record_model(s->licence), NULL, NULL, &s->list, error);
}

static gemel_status take_first(scene *s, gemel_error **error)
{
    gemel_record_free(s->got);
    s->got = NULL;
    return gemel_records_take(s->list, 0, &s->got, error);
}

static gemel_status create_bob_inside(gemel_session *session, void *user_data, gemel_error **error)
{
    scene *s = user_data;
    gemel_record_free(s->bob);
    s->bob = NULL;
    return gemel_record_create(session, gemel_record_model(s->ann), NULL, NULL, &s->bob, error);
}

static gemel_status transact(scene *s, gemel_error **error)
{
    gemel_status status = gemel_session_transact(s->session, NULL, create_bob_inside, s, error);
    if (status != GEMEL_OK) {
        gemel_record_free(s->bob);
        s->bob = NULL;
    }
    return status;
}

static gemel_status reload_spare(scene *s, gemel_error **error)
{
    return gemel_record_reload(s->spare, NULL, error);
}

static gemel_status destroy_licence(scene *s, gemel_error **error)
{
    return gemel_record_destroy(s->licence, NULL, NULL, error);
}

static gemel_status close_session(scene *s, gemel_error **error)
{
    gemel_status status = gemel_session_close(s->session, error);
    s->closed = status == GEMEL_OK;
    return status;
}

const step steps[STEPS] = {
    {"refuse a definition", declare_wrongly, 0, GEMEL_DEFINITION},
    {"refuse a document", declare_by_wrong_document, 0, GEMEL_DEFINITION},
    {"declare by a document", declare_by_document, 0, GEMEL_OK},
    {"declare", declare, 0, GEMEL_OK},
    {"open a database", open_database, 0, GEMEL_OK},
    {"sync", sync_tables, 0, GEMEL_OK},
    {"log", set_log, 0, GEMEL_OK},
    {"open a session", open_session, 0, GEMEL_OK},
    {"create", create_ann, 0, GEMEL_OK},
    {"refuse values", create_wrongly, 0, GEMEL_VALIDATION},
    {"refuse a key that is taken", create_again, 0, GEMEL_UNIQUE},
    {"create an association", create_licence, 0, GEMEL_OK},
    {"refuse a second one", create_licence_again, 0, GEMEL_OCCUPIED},
    {"build", build_spare, 0, GEMEL_OK},
    {"begin", begin, 0, GEMEL_OK},
    {"set an association", set_spare, 0, GEMEL_OK},
    {"get inside the transaction", get_licence, 0, GEMEL_OK},
    {"rollback", roll_back, 0, GEMEL_OK},
    {"set outside a transaction", set_spare, 0, GEMEL_OK},
    {"assign", assign_name, 0, GEMEL_OK},
    {"save", save_ann, 0, GEMEL_OK},
    {"begin again", begin, 0, GEMEL_OK},
    {"begin a savepoint", begin, 0, GEMEL_OK},
    {"unset an association", unset_licence, 0, GEMEL_OK},
    {"commit the savepoint", commit, 2, GEMEL_OK},
    {"set by key", set_by_key, 0, GEMEL_OK},
    {"commit", commit, 5, GEMEL_OK},
    {"update", update_ann, 0, GEMEL_OK},
    {"update with every type", describe_ann, 0, GEMEL_OK},
    {"refuse JSON", refuse_notes, 0, GEMEL_VALIDATION},
    {"read every type", read_ann, 0, GEMEL_OK},
    {"find by types", find_by_types, 0, GEMEL_OK},
    {"reload", reload_licence, 0, GEMEL_OK},
    {"plan", plan_licence, 0, GEMEL_OK},
    {"unset the owner", unset_owner, 0, GEMEL_OK},
    {"set the owner", set_owner, 0, GEMEL_OK},
    {"print", print_ann, 0, GEMEL_OK},
    {"find by JSON", find_by_json, 0, GEMEL_OK},
    {"list", list_licences, 0, GEMEL_OK},
    {"take", take_first, 0, GEMEL_OK},
    {"run a callback", transact, 0, GEMEL_OK},
    {"reload what was displaced", reload_spare, 0, GEMEL_OK},
    {"find with include", find_with_owner, 0, GEMEL_OK},
    {"reload with include", reload_with_owner, 0, GEMEL_OK},
    {"load an association", load_licence, 0, GEMEL_OK},
    {"load for many", load_many, 0, GEMEL_OK},
    {"create a tree", create_tree, 0, GEMEL_OK},
    {"create with a record", create_with_spare, 0, GEMEL_OK},
    {"destroy", destroy_licence, 0, GEMEL_OK},
    {"begin a last time", begin, 0, GEMEL_OK},
    {"save what will be undone", rename_in_vain, 0, GEMEL_OK},
    {"close", close_session, 0, GEMEL_OK},
};

void scene_free(scene *s)
{
    gemel_records_free(s->list);
    gemel_record_free(s->ann);
    gemel_record_free(s->licence);
    gemel_record_free(s->spare);
    gemel_record_free(s->got);
    gemel_record_free(s->bob);
    gemel_record_free(s->dan);
    gemel_record_free(s->eve);
    gemel_session_free(s->session);
    gemel_database_free(s->database);
    gemel_schema_free(s->schema);
}
