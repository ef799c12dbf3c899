/*
 * See values.h. Must not interpret a value: what fits and what does not is for the library to say.
 */
#include "values.h"

#include "failure.h"
#include "json.h"

#include <stdlib.h>

gemel_status values_from_json(const json_t *object, gemel_values **out, gemel_error **err)
{
    *out = NULL;
    if (!object) {
        return GEMEL_OK;
    }
    gemel_values *values = gemel_values_new();
    char *text = json_text(object);
    gemel_status status = gemel_values_merge_json(values, text, GEMEL_NUL, err);
    free(text);
    if (status != GEMEL_OK) {
        gemel_values_free(values);
        return status;
    }
    *out = values;
    return GEMEL_OK;
}

gemel_status options_from_json(const json_t *object, gemel_options **out, gemel_error **err)
{
    *out = NULL;
    if (!object) {
        return GEMEL_OK;
    }
    gemel_options *options = gemel_options_new();
    char *text = json_text(object);
    gemel_status status = gemel_options_merge_json(options, text, GEMEL_NUL, err);
    free(text);
    if (status != GEMEL_OK) {
        gemel_options_free(options);
        return status;
    }
    *out = options;
    return GEMEL_OK;
}

gemel_status json_from_record(gemel_record *record, json_t **out, gemel_error **err)
{
    *out = NULL;
    const char *text = NULL;
    size_t length = 0;
    gemel_status status = gemel_record_to_json(record, &text, &length, err);
    if (status != GEMEL_OK) {
        return status;
    }
    json_error_t error;
    *out = json_loadb(text, length, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, &error);
    return *out ? GEMEL_OK : failure_raise(GEMEL_INTERNAL, err, "the JSON of a record is wrong: %s", error.text);
}

gemel_status json_from_records(gemel_records *records, json_t **out, gemel_error **err)
{
    json_t *list = json_array();
    *out = NULL;
    for (size_t i = 0; i < gemel_records_count(records); i++) {
        json_t *one = NULL;
        gemel_status status = json_from_record(gemel_records_at(records, i), &one, err);
        if (status != GEMEL_OK) {
            json_decref(list);
            return status;
        }
        json_add(list, one);
    }
    *out = list;
    return GEMEL_OK;
}
