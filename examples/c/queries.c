/*
 * Queries for a car park: filters, lists, paths over associations, includes, pages and sums.
 *
 *   cc queries.c $(pkg-config --cflags --libs gemel) -o queries
 *   ./queries [URL [CITY...]]
 *
 * A driver has one car, and a car has one policy. A query is built in steps, or written as JSON; both mean the same.
 * Each step returns a new query and leaves the old one as it is. Whatever a user typed is passed as a value.
 * Read the functions in the order of run(); each query is one statement.
 */
#include <gemel/gemel.h>
#include <stdio.h>

/* Values may contain values under the name of an association: with `include`, all rows are created together. */
static const char *const drivers[] = {
    "{\"name\": \"Ada\", \"city\": \"Oslo\", \"born\": 1955,"
    " \"car\": {\"plate\": \"OS 101\", \"policy\": {\"company\": \"Hull & Keel\", \"premium\": 310}}}",
    "{\"name\": \"Bob\", \"city\": \"Bergen\", \"born\": 1990,"
    " \"car\": {\"plate\": \"BE 7\", \"policy\": {\"company\": \"Northern\", \"premium\": 280}}}",
    "{\"name\": \"Cyd\", \"city\": \"Oslo\", \"born\": 2001}",
    "{\"name\": \"Dan\", \"city\": \"Molde\", \"born\": 1978, \"car\": {\"plate\": \"MO 33\"}}",
    "{\"name\": \"Eve\", \"city\": \"Bergen\", \"born\": 1969,"
    " \"car\": {\"plate\": \"BE 12\", \"policy\": {\"company\": \"Hull & Keel\", \"premium\": 450}}}",
    "{\"name\": \"Fay\", \"city\": \"Oslo\", \"born\": 1988,"
    " \"car\": {\"plate\": \"OS 9\", \"policy\": {\"company\": \"Northern\", \"premium\": 320}}}",
};

struct park {
    gemel_session *session;
    gemel_query *drivers; /* all drivers: every query starts from this one */
    char **cities;        /* from the command line */
    int city_count;
};

static bool declare(gemel_schema *schema, gemel_error **err)
{
    gemel_schema_add_model(schema, "Driver", NULL, NULL, NULL);
    gemel_schema_add_attribute(schema, "Driver", "name", "string not null", NULL, NULL);
    gemel_schema_add_attribute(schema, "Driver", "city", "string not null", NULL, NULL);
    gemel_schema_add_attribute(schema, "Driver", "born", "integer not null", NULL, NULL);
    gemel_schema_add_model(schema, "Car", NULL, NULL, NULL);
    gemel_schema_add_attribute(schema, "Car", "plate", "string not null", NULL, NULL);
    gemel_schema_has_one(schema, "Driver", "Car", "foreign key driverId unique inverse driver", NULL, NULL);
    gemel_schema_add_model(schema, "Policy", NULL, NULL, NULL);
    gemel_schema_add_attribute(schema, "Policy", "company", "string not null", NULL, NULL);
    gemel_schema_add_attribute(schema, "Policy", "premium", "integer not null", NULL, NULL);
    gemel_schema_has_one(schema, "Car", "Policy", "foreign key carId unique inverse car", NULL, NULL);
    return gemel_schema_resolve(schema, err);
}

static bool fill(gemel_session *session, const gemel_model *driver, gemel_error **err)
{
    gemel_options *options = gemel_options_new();
    bool failed = false;

    gemel_options_merge_json(options, "{\"include\": {\"association\": \"car\", \"include\": \"policy\"}}", GEMEL_NUL,
                             NULL);
    for (size_t i = 0; !failed && i < sizeof drivers / sizeof *drivers; ++i) {
        gemel_values *values = gemel_values_new();
        gemel_record *record = NULL;
        gemel_values_merge_json(values, drivers[i], GEMEL_NUL, NULL);
        failed = gemel_record_create(session, driver, values, options, &record, err);
        gemel_record_free(record);
        gemel_values_free(values);
    }
    gemel_options_free(options);
    return failed;
}

/* Runs a query and prints each record with its partners. If wanted is not NULL, the caller gets the records. */
static bool show(const struct park *park, const gemel_query *query, gemel_records **wanted, gemel_error **err)
{
    gemel_records *records = NULL;
    const char *json = NULL;
    bool failed = gemel_query_all(query, park->session, &records, err);

    for (size_t i = 0; !failed && i < gemel_records_count(records); ++i) {
        failed = gemel_record_to_json(gemel_records_at(records, i), &json, NULL, err);
        printf("  %s\n", failed ? "" : json);
    }
    if (wanted)
        *wanted = records;
    else
        gemel_records_free(records);
    return failed;
}

/* Prints the drivers that a query in JSON finds. */
static bool ask(const struct park *park, const char *json, gemel_error **err)
{
    gemel_query *query = NULL;
    const bool failed =
        gemel_query_merge_json(park->drivers, json, GEMEL_NUL, &query, err) || show(park, query, NULL, err);

    gemel_query_free(query);
    return failed;
}

static bool filters(const struct park *park, gemel_error **err)
{
    gemel_query *elder = NULL, *ordered = NULL;

    puts("Drivers born before 1980, the eldest first");
    bool failed = gemel_query_where_int(park->drivers, "born", "lt", 1980, &elder, err) ||
                  gemel_query_order(elder, "born", &ordered, err) || show(park, ordered, NULL, err);
    gemel_query_free(ordered);
    gemel_query_free(elder);
    puts("\nOf these only who is not from Oslo, and everybody whose name begins with B");
    return failed || ask(park,
                         "{\"where\": {\"or\": [{\"born\": {\"lt\": 1980}, \"not\": {\"city\": \"Oslo\"}},"
                         " {\"name\": {\"startsWith\": \"B\"}}]}, \"order\": \"born\"}",
                         err);
}

/* With a list, the attribute must equal one of its values. */
static bool lists(const struct park *park, gemel_error **err)
{
    gemel_values *where = gemel_values_new();
    gemel_query *query = NULL;

    puts("\nDrivers of the cities on the command line, or else of Oslo and Molde");
    for (int i = 0; i < park->city_count; ++i)
        gemel_values_add_text(where, "city", park->cities[i], GEMEL_NUL, NULL);
    if (park->city_count < 1) {
        gemel_values_add_text(where, "city", "Oslo", GEMEL_NUL, NULL);
        gemel_values_add_text(where, "city", "Molde", GEMEL_NUL, NULL);
    }
    const bool failed = gemel_query_where(park->drivers, where, &query, err) || show(park, query, NULL, err);
    gemel_query_free(query);
    gemel_values_free(where);
    return failed;
}

static bool paths(const struct park *park, gemel_error **err)
{
    puts("\nDrivers whose car is insured by Hull & Keel, and those without a car");
    return ask(park, "{\"where\": {\"or\": [{\"car.policy.company\": \"Hull & Keel\"}, {\"car\": false}]}}", err);
}

/* A driver without a car is found as well, and the car is null. `required` would leave this driver out. */
static bool includes(const struct park *park, gemel_error **err)
{
    puts("\nEverybody with car and policy, by premium: three tables, one statement");
    return ask(park,
               "{\"include\": {\"association\": \"car\", \"attributes\": \"plate\","
               " \"include\": {\"association\": \"policy\", \"attributes\": [\"company\", \"premium\"]}},"
               " \"attributes\": \"name\", \"order\": \"car.policy.premium desc, name\"}",
               err);
}

/* A page begins after the last record of the previous page, so pages do not shift when rows come or go meanwhile. */
static bool pages(const struct park *park, gemel_error **err)
{
    gemel_query *page = NULL;
    gemel_records *records = NULL;
    size_t count = 0;
    bool failed =
        gemel_query_merge_json(park->drivers, "{\"order\": \"city, name\", \"limit\": 4}", GEMEL_NUL, &page, err);

    do {
        gemel_query *next = NULL;
        puts("\nA page of four, by city and name");
        failed = failed || show(park, page, &records, err);
        count = gemel_records_count(records);
        if (!failed && count > 0)
            failed = gemel_query_after(page, gemel_records_at(records, count - 1), &next, err);
        gemel_records_free(records);
        gemel_query_free(page);
        page = next;
    } while (!failed && count == 4);
    gemel_query_free(page);
    return failed;
}

/* Values do not belong to a record: they are rows with columns. */
static bool sums(const struct park *park, gemel_error **err)
{
    gemel_query *query = NULL;
    gemel_rows *rows = NULL;
    const char *company = NULL;
    int64_t cars = 0, total = 0;

    puts("\nCompanies, how many cars each insures, and for how much");
    bool failed = gemel_query_merge_json(park->drivers,
                                         "{\"select\": [\"car.policy.company\", \"count(*) as cars\","
                                         " \"sum(car.policy.premium) as total\"], \"group\": \"car.policy.company\","
                                         " \"where\": {\"car.policy\": true}, \"order\": \"total desc\"}",
                                         GEMEL_NUL, &query, err) ||
                  gemel_query_values(query, park->session, &rows, err);
    for (size_t row = 0; !failed && row < gemel_rows_count(rows); ++row) {
        failed = gemel_rows_get_text(rows, row, 0, &company, NULL, err) ||
                 gemel_rows_get_int(rows, row, 1, &cars, err) || gemel_rows_get_int(rows, row, 2, &total, err);
        printf("  %-12s %d cars, %d\n", failed ? "" : company, (int)cars, (int)total);
    }
    gemel_rows_free(rows);
    gemel_query_free(query);
    return failed;
}

static bool run(const struct park *park, gemel_error **err)
{
    return filters(park, err) || lists(park, err) || paths(park, err) || includes(park, err) || pages(park, err) ||
           sums(park, err);
}

int main(int argc, char **argv)
{
    gemel_schema *schema = gemel_schema_new();
    gemel_options *syncing = gemel_options_new();
    gemel_database *database = NULL;
    const gemel_model *driver = NULL;
    struct park park = {.cities = argv + 2, .city_count = argc - 2};
    gemel_error *err = NULL;

    gemel_options_set_bool(syncing, "force", true, NULL); /* drop what an earlier run left in these tables */
    const bool failed = declare(schema, &err) || gemel_schema_find_model(schema, "Driver", &driver, &err) ||
                        gemel_database_open(argc > 1 ? argv[1] : "sqlite::memory:", schema, NULL, &database, &err) ||
                        gemel_database_sync(database, syncing, &err) ||
                        gemel_session_open(database, NULL, &park.session, &err) || fill(park.session, driver, &err) ||
                        gemel_query_new(driver, &park.drivers, &err) || run(&park, &err);
    if (failed)
        fprintf(stderr, "queries: %s\n", gemel_error_message(err));

    gemel_error_free(err);
    gemel_query_free(park.drivers);
    gemel_session_free(park.session);
    gemel_database_free(database);
    gemel_options_free(syncing);
    gemel_schema_free(schema);
    return failed;
}
