/*
 * See tables.h. Must not know a step, nor SQL.
 */
#include "tables.h"

#include "json.h"
#include "values.h"

/* The same row by column name instead of attribute name. */
static json_t *by_column(const gemel_model *model, const json_t *row)
{
    json_t *out = json_object();
    for (size_t i = 0; i < gemel_model_attribute_count(model); i++) {
        const gemel_attribute *attribute = gemel_model_attribute_at(model, i);
        json_t *value = json_object_get(row, gemel_attribute_name(attribute));
        if (value) {
            json_put(out, gemel_attribute_column(attribute), json_incref(value));
        }
    }
    return out;
}

static gemel_status read_table(const gemel_model *model, gemel_session *session, json_t **out, gemel_error **err)
{
    gemel_records *records = NULL;
    json_t *rows = NULL;
    gemel_status status = gemel_records_find_all(session, model, NULL, NULL, &records, err);
    if (status == GEMEL_OK) {
        status = json_from_records(records, &rows, err);
    }
    gemel_records_free(records);
    if (status != GEMEL_OK) {
        return status;
    }
    *out = json_array();
    size_t i = 0;
    const json_t *row = NULL;
    json_array_foreach(rows, i, row)
    {
        json_add(*out, by_column(model, row));
    }
    json_decref(rows);
    return GEMEL_OK;
}

gemel_status tables_read(const gemel_schema *schema, gemel_session *session, json_t **out, gemel_error **err)
{
    json_t *tables = json_object();
    *out = NULL;
    for (size_t i = 0; i < gemel_schema_model_count(schema); i++) {
        const gemel_model *model = gemel_schema_model_at(schema, i);
        json_t *rows = NULL;
        gemel_status status = read_table(model, session, &rows, err);
        if (status != GEMEL_OK) {
            json_decref(tables);
            return status;
        }
        json_put(tables, gemel_model_table(model), rows);
    }
    *out = tables;
    return GEMEL_OK;
}
