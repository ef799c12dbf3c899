/*
 * See failure.h. Must not decide anything by the text of a message.
 */
#include "failure.h"

#include "json.h"

#include <stdarg.h>
#include <string.h>

static const char *class_of(gemel_status status)
{
    static const char *const classes[] = {"definition", "usage",      "not-found", "occupied",
                                          "not-null",   "validation", "unique",    "foreign-key"};
    const char *name = gemel_status_name(status);
    for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++) {
        if (strcmp(name, classes[i]) == 0) {
            return name;
        }
    }
    return "other";
}

json_t *failure_json(gemel_status status, gemel_error *error)
{
    json_t *out = json_object();
    json_put(out, "class", json_string(class_of(status)));
    json_put(out, "message", json_string(gemel_error_message(error)));
    gemel_error_free(error);
    return out;
}

gemel_status failure_raise(gemel_status status, gemel_error **err, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    json_t *message = json_vsprintf(format, arguments);
    va_end(arguments);
    status = gemel_error_raise(status, json_string_value(message), err);
    json_decref(message);
    return status;
}
