/*
 * How much faster many rows are than one by one, as ratios: the times themselves depend on the machine. For people, no
 * test. Empties the table of the database that it is given.
 *
 *     bulk sqlite:/tmp/bench.db            bulk postgresql://user@host/db
 */
#define _XOPEN_SOURCE 700
#include <gemel/gemel.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROWS = 20000 };

static gemel_error *err;
static gemel_session *session;
static const gemel_model *model;

static void ok(gemel_status status)
{
    if (status == GEMEL_OK)
        return;
    fprintf(stderr, "%s: %s\n", gemel_status_name(status), gemel_error_message(err));
    exit(EXIT_FAILURE);
}

static double seconds(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void fill(gemel_values *row, int number)
{
    char name[32];
    snprintf(name, sizeof name, "name %d", number);
    gemel_values_set_text(row, "name", name, GEMEL_NUL, NULL);
    gemel_values_set_int(row, "number", number, NULL);
    gemel_values_set_double(row, "share", number * 0.1, NULL);
    gemel_values_set_text(row, "note", "a text that is somewhat longer than a name", GEMEL_NUL, NULL);
}

static void one_by_one(gemel_values **rows)
{
    ok(gemel_session_begin(session, NULL, &err));
    for (int i = 0; i < ROWS; ++i) {
        gemel_record *record = NULL;
        ok(gemel_record_create(session, model, rows[i], NULL, &record, &err));
        gemel_record_free(record);
    }
    ok(gemel_session_commit(session, &err));
}

static void by_a_bulk(gemel_values **rows)
{
    gemel_bulk *bulk = NULL;
    ok(gemel_bulk_open(session, model, NULL, &bulk, &err));
    for (int i = 0; i < ROWS; ++i)
        ok(gemel_bulk_add(bulk, rows[i], &err));
    ok(gemel_bulk_finish(bulk, NULL, &err));
    gemel_bulk_free(bulk);
}

static void at_once(gemel_values **rows)
{
    ok(gemel_records_insert(session, model, (const gemel_values *const *)rows, ROWS, NULL, NULL, &err));
}

static void returning(gemel_values **rows)
{
    gemel_options *options = gemel_options_new();
    gemel_records *made = NULL;
    gemel_options_set_bool(options, "returning", true, NULL);
    ok(gemel_records_insert(session, model, (const gemel_values *const *)rows, ROWS, options, &made, &err));
    gemel_records_free(made);
    gemel_options_free(options);
}

static double time_of(void (*run)(gemel_values **rows), gemel_values **rows)
{
    const double before = seconds();
    run(rows);
    return seconds() - before;
}

int main(int argc, char **argv)
{
    static gemel_values *rows[ROWS];
    gemel_schema *schema = gemel_schema_new();
    gemel_database *database = NULL;
    double slow;

    if (argc != 2) {
        fputs("usage: bulk URL\n", stderr);
        return EXIT_FAILURE;
    }
    gemel_schema_add_model(schema, "BenchRow", NULL, NULL, NULL);
    gemel_schema_add_attribute(schema, "BenchRow", "name", "string not null", NULL, NULL);
    gemel_schema_add_attribute(schema, "BenchRow", "number", "integer", NULL, NULL);
    gemel_schema_add_attribute(schema, "BenchRow", "share", "double", NULL, NULL);
    gemel_schema_add_attribute(schema, "BenchRow", "note", "text", NULL, NULL);
    ok(gemel_schema_resolve(schema, &err));
    ok(gemel_database_open(argv[1], schema, NULL, &database, &err));
    ok(gemel_database_drop(database, NULL, &err));
    ok(gemel_database_sync(database, NULL, &err));
    ok(gemel_session_open(database, NULL, &session, &err));
    ok(gemel_schema_find_model(schema, "BenchRow", &model, &err));
    for (int i = 0; i < ROWS; ++i)
        fill(rows[i] = gemel_values_new(), i);

    slow = time_of(one_by_one, rows);
    printf("of creating one by one:  a bulk %.2f", time_of(by_a_bulk, rows) / slow);
    printf("  at once %.2f", time_of(at_once, rows) / slow);
    printf("  at once, returning %.2f\n", time_of(returning, rows) / slow);

    for (int i = 0; i < ROWS; ++i)
        gemel_values_free(rows[i]);
    ok(gemel_database_drop(database, NULL, &err));
    gemel_session_free(session);
    gemel_database_free(database);
    gemel_schema_free(schema);
    return EXIT_SUCCESS;
}
