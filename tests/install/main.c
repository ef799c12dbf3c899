/*
 * A stranger's program in C: one of each step from a schema to a row that is found again. It knows what a user knows,
 * the public headers, and nothing of gemel's build.
 */
#include <gemel/gemel.h>
#include <stdio.h>
#include <string.h>

static gemel_status run(gemel_schema *schema, gemel_values *values, gemel_error **err)
{
    gemel_database *database = NULL;
    gemel_session *session = NULL;
    gemel_record *created = NULL, *found = NULL;
    const gemel_model *person = NULL;
    const char *name = NULL;
    int64_t id = 0;
    gemel_status status;

    gemel_schema_add_model(schema, "Person", NULL, NULL, NULL);
    gemel_schema_add_attribute(schema, "Person", "name", "string not null", NULL, NULL);
    gemel_values_set_text(values, "name", "Ada", GEMEL_NUL, NULL);

    if ((status = gemel_schema_resolve(schema, err)) == GEMEL_OK &&
        (status = gemel_schema_find_model(schema, "Person", &person, err)) == GEMEL_OK &&
        (status = gemel_database_open("sqlite::memory:", schema, NULL, &database, err)) == GEMEL_OK &&
        (status = gemel_database_sync(database, NULL, err)) == GEMEL_OK &&
        (status = gemel_session_open(database, NULL, &session, err)) == GEMEL_OK &&
        (status = gemel_record_create(session, person, values, NULL, &created, err)) == GEMEL_OK &&
        (status = gemel_record_get_int(created, "id", &id, err)) == GEMEL_OK) {
        gemel_values_clear(values);
        gemel_values_set_int(values, "id", id, NULL);
        if ((status = gemel_record_find(session, person, values, NULL, &found, err)) == GEMEL_OK &&
            (status = gemel_record_get_text(found, "name", &name, NULL, err)) == GEMEL_OK && strcmp(name, "Ada") != 0)
            status = gemel_error_raise(GEMEL_NOT_FOUND, "the name that was stored is not the name that was read", err);
    }

    gemel_record_free(found);
    gemel_record_free(created);
    gemel_session_free(session);
    gemel_database_free(database);
    return status;
}

int main(void)
{
    gemel_error *err = NULL;
    gemel_schema *schema = gemel_schema_new();
    gemel_values *values = gemel_values_new();
    gemel_status status = run(schema, values, &err);

    if (status != GEMEL_OK)
        fprintf(stderr, "main.c: %s: %s\n", gemel_status_name(status), gemel_error_message(err));
    gemel_error_free(err);
    gemel_values_free(values);
    gemel_schema_free(schema);
    return status == GEMEL_OK ? 0 : 1;
}
