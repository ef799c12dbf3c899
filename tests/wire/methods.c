/* The list; see methods.h. Where each licence must have an owner, nobody's has one that takes no part. */
#include "methods.h"
#include "server.h"
#include <stdio.h>

enum { CAROL = 1003, DAVE = 1004 };

cast on_stage;

#define EITHER(plan, planned, done) ((plan) ? (planned) : (done))

static gemel_options *replacing(void)
{
    return with("{'replace': true}");
}

static gemel_options *destroying(void)
{
    return with("{'destroyPrevious': true}");
}

/* What a call gives is nobody's business here. */
static gemel_status take(gemel_status status, gemel_record *given)
{
    if (given)
        keep(given);
    return status;
}

/* ---- Person.license ---- */

static gemel_status get(gemel_plan **plan)
{
    gemel_record *out = NULL;
    const gemel_status status = EITHER(plan, gemel_plan_explain_get(on_stage.ann, "license", NULL, plan, &err),
                                       gemel_record_get_association(on_stage.ann, "license", NULL, &out, &err));
    return take(status, out);
}

static gemel_status set_with(gemel_record *licence, gemel_options *options, gemel_plan **plan)
{
    return EITHER(plan, gemel_plan_explain_set(on_stage.ann, "license", licence, options, plan, &err),
                  gemel_record_set_association(on_stage.ann, "license", licence, options, &err));
}

static gemel_status set(gemel_plan **plan)
{
    return set_with(on_stage.ten, NULL, plan);
}

static gemel_status set_and_destroy(gemel_plan **plan)
{
    return set_with(on_stage.ten, destroying(), plan);
}

static gemel_status set_unsaved(gemel_plan **plan)
{
    return set_with(on_stage.unsaved, NULL, plan);
}

static gemel_status set_by_key(gemel_plan **plan)
{
    const gemel_values *key = values("{'id': 2010}");
    gemel_record *out = NULL;
    const gemel_status status =
        EITHER(plan, gemel_plan_explain_set_key(on_stage.ann, "license", key, NULL, plan, &err),
               gemel_record_set_association_key(on_stage.ann, "license", key, NULL, &out, &err));
    return take(status, out);
}

static gemel_status unset_with(gemel_options *options, gemel_plan **plan)
{
    return EITHER(plan, gemel_plan_explain_unset(on_stage.ann, "license", options, plan, &err),
                  gemel_record_unset_association(on_stage.ann, "license", options, &err));
}

static gemel_status unset(gemel_plan **plan)
{
    return unset_with(NULL, plan);
}

static gemel_status unset_and_destroy(gemel_plan **plan)
{
    return unset_with(destroying(), plan);
}

static gemel_status create_with(gemel_options *options, gemel_plan **plan)
{
    const gemel_values *made = values("{'number': 'made'}");
    gemel_record *out = NULL;
    const gemel_status status =
        EITHER(plan, gemel_plan_explain_create(on_stage.ann, "license", made, options, plan, &err),
               gemel_record_create_association(on_stage.ann, "license", made, options, &out, &err));
    return take(status, out);
}

static gemel_status create(gemel_plan **plan)
{
    return create_with(NULL, plan);
}

static gemel_status create_and_replace(gemel_plan **plan)
{
    return create_with(replacing(), plan);
}

/* ---- License.owner ---- */

static gemel_status get_owner(gemel_plan **plan)
{
    gemel_record *out = NULL;
    const gemel_status status = EITHER(plan, gemel_plan_explain_get(on_stage.ten, "owner", NULL, plan, &err),
                                       gemel_record_get_association(on_stage.ten, "owner", NULL, &out, &err));
    return take(status, out);
}

static gemel_status set_owner_with(gemel_options *options, gemel_plan **plan)
{
    return EITHER(plan, gemel_plan_explain_set(on_stage.ten, "owner", on_stage.ann, options, plan, &err),
                  gemel_record_set_association(on_stage.ten, "owner", on_stage.ann, options, &err));
}

static gemel_status set_owner(gemel_plan **plan)
{
    return set_owner_with(NULL, plan);
}

static gemel_status set_owner_and_replace(gemel_plan **plan)
{
    return set_owner_with(replacing(), plan);
}

static gemel_status set_owner_by_key(gemel_plan **plan)
{
    const gemel_values *key = values("{'id': 1001}");
    return EITHER(plan, gemel_plan_explain_set_key(on_stage.ten, "owner", key, NULL, plan, &err),
                  gemel_record_set_association_key(on_stage.ten, "owner", key, NULL, NULL, &err));
}

static gemel_status unset_owner(gemel_plan **plan)
{
    return EITHER(plan, gemel_plan_explain_unset(on_stage.ten, "owner", NULL, plan, &err),
                  gemel_record_unset_association(on_stage.ten, "owner", NULL, &err));
}

static gemel_status create_owner_with(gemel_options *options, gemel_plan **plan)
{
    const gemel_values *made = values("{'name': 'made'}");
    gemel_record *out = NULL;
    const gemel_status status =
        EITHER(plan, gemel_plan_explain_create(on_stage.ten, "owner", made, options, plan, &err),
               gemel_record_create_association(on_stage.ten, "owner", made, options, &out, &err));
    return take(status, out);
}

static gemel_status create_owner(gemel_plan **plan)
{
    return create_owner_with(NULL, plan);
}

static gemel_status create_owner_and_replace(gemel_plan **plan)
{
    return create_owner_with(replacing(), plan);
}

const method association_methods[] = {
    {"get", ANN, NOBODY, READS, get},
    {"get of nobody", NOBODY, NOBODY, READS, get},
    {"set", NOBODY, NOBODY, WRITES, set},
    {"set of who is linked already", ANN, NOBODY, WRITES, set},
    {"set that displaces", NOBODY, ANN, WRITES, set},
    {"set that destroys", NOBODY, ANN, WRITES, set_and_destroy},
    {"set that takes from another owner", BOB, NOBODY, WRITES, set},
    {"set that takes from another owner and displaces", BOB, ANN, WRITES, set},
    {"set by key", NOBODY, ANN, WRITES, set_by_key},
    {"set of an unsaved record", NOBODY, NOBODY, WRITES, set_unsaved},
    {"set of an unsaved record that displaces", NOBODY, ANN, WRITES, set_unsaved},
    {"unset", ANN, NOBODY, WRITES, unset},
    {"unset that destroys", ANN, NOBODY, WRITES, unset_and_destroy},
    {"create", NOBODY, NOBODY, WRITES, create},
    {"create with replace", ANN, NOBODY, WRITES, create_and_replace},
    {"get of the owner", ANN, NOBODY, READS, get_owner},
    {"set of the owner", NOBODY, NOBODY, WRITES, set_owner},
    {"set of another owner", BOB, NOBODY, WRITES, set_owner},
    {"set of the owner with replace", NOBODY, ANN, WRITES, set_owner_and_replace},
    {"set of the owner by key", NOBODY, NOBODY, WRITES, set_owner_by_key},
    {"unset of the owner", ANN, NOBODY, NEEDS_NULL, unset_owner},
    {"create of the owner", NOBODY, NOBODY, WRITES, create_owner},
    {"create of the owner with replace", ANN, NOBODY, WRITES, create_owner_and_replace},
};
const size_t association_method_count = COUNT(association_methods);

/* ---- Records alone ---- */

static gemel_status find(gemel_plan **plan)
{
    gemel_record *out = NULL;
    gemel_status status =
        gemel_record_find(on_stage.session, on_stage.license, values("{'id': 2010}"), NULL, &out, &err);
    (void)plan;
    return take(status, out);
}

static gemel_status insert(gemel_plan **plan)
{
    (void)plan;
    return gemel_record_save(on_stage.unsaved, NULL, &err);
}

static gemel_status save(gemel_plan **plan)
{
    (void)plan;
    return gemel_record_save(on_stage.ten, NULL, &err);
}

static gemel_status update(gemel_plan **plan)
{
    (void)plan;
    return gemel_record_update(on_stage.ten, values("{'number': 'updated'}"), NULL, &err);
}

static gemel_status reload(gemel_plan **plan)
{
    (void)plan;
    return gemel_record_reload(on_stage.ten, NULL, &err);
}

static gemel_status destroy(gemel_plan **plan)
{
    (void)plan;
    return gemel_record_destroy(on_stage.ten, NULL, NULL, &err);
}

const method record_methods[] = {
    {"find", NOBODY, NOBODY, READS, find},     {"insert", NOBODY, NOBODY, WRITES, insert},
    {"save", NOBODY, NOBODY, WRITES, save},    {"update", NOBODY, NOBODY, WRITES, update},
    {"reload", NOBODY, NOBODY, READS, reload}, {"destroy", NOBODY, NOBODY, WRITES, destroy},
};
const size_t record_method_count = COUNT(record_methods);

/* ---- Rows and records ---- */

bool owners_may_be_null(const world *w)
{
    return gemel_attribute_is_nullable(gemel_association_foreign_key(association(w->schema, "Person", "license")));
}

static const char *owner(int person, int otherwise, char *text, size_t size)
{
    (void)snprintf(text, size, "%d", person == NOBODY ? otherwise : person);
    return person == NOBODY && otherwise == NOBODY ? "NULL" : text;
}

void set_rows(const world *w, const method *m)
{
    const bool nullable = owners_may_be_null(w);
    char sql[1024], ten[16], eleven[16];
    (void)snprintf(sql, sizeof sql,
                   "DELETE FROM licenses; DELETE FROM people;"
                   " INSERT INTO people (id, name) VALUES (%d, 'ann'), (%d, 'bob'), (%d, 'carol'), (%d, 'dave');"
                   " INSERT INTO licenses (id, number, \"ownerId\") VALUES (%d, 'A', %s), (%d, 'B', %s);"
                   " SELECT setval(pg_get_serial_sequence('people', 'id'), 1),"
                   " setval(pg_get_serial_sequence('licenses', 'id'), 1)",
                   ANN, BOB, CAROL, DAVE, TEN, owner(m->owner_of_ten, nullable ? NOBODY : CAROL, ten, sizeof ten),
                   ELEVEN, owner(m->owner_of_eleven, nullable ? NOBODY : DAVE, eleven, sizeof eleven));
    server_run(sql);
}

void set_stage(const world *w)
{
    on_stage.session = w->session;
    on_stage.license = model(w, "License");
    on_stage.ann = found(w, "Person", "{'id': 1001}");
    on_stage.bob = found(w, "Person", "{'id': 1002}");
    on_stage.ten = found(w, "License", "{'id': 2010}");
    on_stage.eleven = found(w, "License", "{'id': 2011}");
    on_stage.unsaved = built(w, "License", "{'number': 'new', 'ownerId': 1002}");
    expect_ok(gemel_record_set_text(on_stage.ten, "number", "assigned", GEMEL_NUL, &err));
}

const char *all_rows(void)
{
    return server_ask("SELECT 'person', id, CASE WHEN length(name) > 40 THEN md5(name) ELSE name END, NULL FROM people"
                      " UNION ALL"
                      " SELECT 'license', id, number, \"ownerId\" FROM licenses ORDER BY 1, 2");
}
