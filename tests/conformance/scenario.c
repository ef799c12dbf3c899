/*
 * See scenario.h. Must not know what a step does.
 */
#include "scenario.h"

#include "define.h"
#include "failure.h"
#include "json.h"
#include "statements.h"
#include "steps.h"
#include "tables.h"

static json_t *outcome_new(json_t *name, const place *place)
{
    json_t *outcome = json_object();
    json_put(outcome, "name", name ? json_incref(name) : json_null());
    json_put(outcome, "dialect", json_string(place_is_on_server(place) ? "postgres" : "sqlite"));
    return outcome;
}

/* What a crashed outcome had so far is of no use: only who crashed and why is left. */
static void crash(json_t *outcome, json_t *why)
{
    json_object_del(outcome, "define");
    json_object_del(outcome, "steps");
    json_object_del(outcome, "db");
    json_put(outcome, "crash", why);
}

json_t *scenario_unreadable(const char *why, const place *place)
{
    json_t *outcome = outcome_new(NULL, place);
    crash(outcome, json_string(why));
    return outcome;
}

/* Adds `steps`, each with the tables it changed and the statements it sent, and the tables at the end. */
static gemel_status run_steps(world *world, statements *statements, const json_t *steps, json_t *outcome,
                              gemel_error **err)
{
    json_t *before = NULL;
    json_t *done = json_array();
    json_put(outcome, "steps", done);
    gemel_status status = tables_read(world->schema, world->session, &before, err);
    size_t i = 0;
    const json_t *step = NULL;
    json_array_foreach(steps, i, step)
    {
        if (status != GEMEL_OK) {
            break;
        }
        statements_begin(statements);
        json_t *result = step_run(world, step);
        json_put(result, "sql", statements_end(statements));
        json_add(done, result);
        json_t *after = NULL;
        status = tables_read(world->schema, world->session, &after, err);
        if (status == GEMEL_OK && !json_equal(before, after)) {
            json_put(result, "db", json_incref(after));
        }
        json_decref(before);
        before = after;
    }
    if (status != GEMEL_OK) {
        json_decref(before);
        return status;
    }
    json_put(outcome, "db", before);
    return GEMEL_OK;
}

/* Everything from the tables on. */
static gemel_status run_in(gemel_database *database, statements *statements, const gemel_schema *schema,
                           const json_t *steps, json_t *outcome, gemel_error **err)
{
    world world = {schema, NULL, {NULL, 0}};
    gemel_status status = gemel_database_sync(database, NULL, err);
    if (status == GEMEL_OK) {
        status = statements_attach(statements, database, err);
    }
    if (status == GEMEL_OK) {
        status = gemel_session_open(database, NULL, &world.session, err);
    }
    if (status == GEMEL_OK) {
        status = run_steps(&world, statements, steps, outcome, err);
    }
    variables_clear(&world.variables);
    if (status == GEMEL_OK) {
        status = gemel_session_close(world.session, err);
    }
    gemel_session_free(world.session);
    return status;
}

/* Everything from the place on; takes what is in it away again, whatever became of it. */
static void run_at(place *place, const gemel_schema *schema, const json_t *steps, json_t *outcome)
{
    statements statements = {NULL};
    gemel_database *database = NULL;
    gemel_error *error = NULL;
    const char *url = place_make(place);
    if (!url) {
        crash(outcome, json_string(place->fault));
        return;
    }
    const char *during = "open";
    gemel_status status = gemel_database_open(url, schema, NULL, &database, &error);
    if (status == GEMEL_OK) {
        during = "run";
        status = run_in(database, &statements, schema, steps, outcome, &error);
    }
    gemel_database_free(database);
    if (status != GEMEL_OK) {
        crash(outcome, json_sprintf("%s: %s: %s", during, gemel_status_name(status), gemel_error_message(error)));
    }
    gemel_error_free(error);
    if (!place_drop(place)) {
        crash(outcome, json_string(place->fault));
    }
}

json_t *scenario_run(const json_t *scenario, place *place)
{
    json_t *outcome = outcome_new(json_object_get(scenario, "name"), place);
    const json_t *steps = json_object_get(scenario, "steps");
    const char *fault = define_fault(scenario);
    if (!fault && !json_is_array(steps)) {
        fault = "the scenario's steps are no list";
    }
    if (fault) {
        crash(outcome, json_string(fault));
        return outcome;
    }
    gemel_schema *schema = NULL;
    gemel_error *error = NULL;
    gemel_status status = define_schema(scenario, &schema, &error);
    if (status != GEMEL_OK) {
        json_t *define = json_object();
        json_put(define, "error", failure_json(status, error));
        json_put(outcome, "define", define);
        return outcome;
    }
    json_put(outcome, "define", define_json(schema));
    run_at(place, schema, steps, outcome);
    gemel_schema_free(schema);
    return outcome;
}
