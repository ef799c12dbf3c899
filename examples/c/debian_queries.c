/*
 * The queries of debian_queries.h. Each is written as JSON, as in any other language. Whatever comes from outside is
 * added in a step, as a value.
 */
#include "debian_queries.h"

#include <inttypes.h>
#include <stdio.h>

static gemel_status make(const gemel_model *model, const char *json, gemel_query **out, gemel_error **err)
{
    gemel_query *every = NULL;
    gemel_status status = gemel_query_new(model, &every, err);

    if (status == GEMEL_OK)
        status = gemel_query_merge_json(every, json, GEMEL_NUL, out, err);
    gemel_query_free(every);
    return status;
}

/* Runs a query for values, and prints its two columns: a text and a number. */
static gemel_status print_values(struct debian_store *store, const gemel_query *query, gemel_error **err)
{
    gemel_rows *rows = NULL;
    gemel_status status = gemel_query_values(query, store->session, &rows, err);

    for (size_t i = 0; status == GEMEL_OK && i < gemel_rows_count(rows); ++i) {
        const char *text = NULL;
        int64_t number = 0;
        if ((status = gemel_rows_get_text(rows, i, 0, &text, NULL, err)) == GEMEL_OK &&
            (status = gemel_rows_get_int(rows, i, 1, &number, err)) == GEMEL_OK)
            printf("  %-36s %" PRId64 "\n", text ? text : "none", number);
    }
    gemel_rows_free(rows);
    return status;
}

gemel_status debian_ask_largest(struct debian_store *store, gemel_error **err)
{
    gemel_query *largest = NULL;
    gemel_records *archives = NULL;
    gemel_status status = make(store->archive,
                               "{\"order\": \"size desc, fileName\", \"limit\": 10, \"attributes\": \"size\","
                               " \"include\": {\"association\": \"package\", \"attributes\": \"name\"}}",
                               &largest, err);

    if (status == GEMEL_OK)
        status = gemel_query_all(largest, store->session, &archives, err);
    for (size_t i = 0; status == GEMEL_OK && i < gemel_records_count(archives); ++i) {
        gemel_record *archive = gemel_records_at(archives, i), *package = NULL;
        const char *name = NULL;
        int64_t size = 0;
        if ((status = gemel_record_load_association(archive, "package", NULL, &package, err)) == GEMEL_OK &&
            (status = gemel_record_get_text_by_attribute(package, store->package_name, &name, NULL, err)) == GEMEL_OK &&
            (status = gemel_record_get_int_by_attribute(archive, store->archive_size, &size, err)) == GEMEL_OK)
            printf("  %-36s %" PRId64 " bytes\n", name, size);
        gemel_record_free(package);
    }
    gemel_records_free(archives);
    gemel_query_free(largest);
    return status;
}

gemel_status debian_ask_maintainer(struct debian_store *store, gemel_record *package, gemel_error **err)
{
    gemel_query *archives = NULL, *maintained = NULL, *first = NULL;
    const char *maintainer = NULL;
    int64_t count = 0;
    const bool failed =
        gemel_record_get_text(package, "maintainer", &maintainer, NULL, err) ||
        make(store->archive, "{\"order\": \"fileName\"}", &archives, err) ||
        gemel_query_where_text(archives, "package.maintainer", "eq", maintainer, GEMEL_NUL, &maintained, err) ||
        gemel_query_count(maintained, store->session, &count, err) ||
        gemel_query_merge_json(maintained, "{\"select\": [\"fileName\", \"size\"], \"limit\": 10}", GEMEL_NUL, &first,
                               err);

    if (!failed)
        printf("  %-36s %" PRId64 "\n", maintainer, count);
    const gemel_status status = failed ? gemel_error_status(*err) : print_values(store, first, err);
    gemel_query_free(first);
    gemel_query_free(maintained);
    gemel_query_free(archives);
    return status;
}

gemel_status debian_ask_sections(struct debian_store *store, gemel_error **err)
{
    gemel_query *sections = NULL;
    gemel_status status = make(store->package,
                               "{\"select\": [\"section\", \"count(*) as packages\"], \"group\": \"section\","
                               " \"order\": \"packages desc, section\", \"limit\": 10}",
                               &sections, err);

    if (status == GEMEL_OK)
        status = print_values(store, sections, err);
    gemel_query_free(sections);
    return status;
}
