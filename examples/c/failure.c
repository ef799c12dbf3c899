/*
 * The messages of failure.h. They are cut at the size of the buffer, which must not count as a failure.
 */
#include "failure.h"

#include <stdarg.h>
#include <stdio.h>

gemel_status failure_raise(gemel_error **err, gemel_status status, const char *format, ...)
{
    char message[512];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return gemel_error_raise(status, message, err);
}

gemel_status failure_prefix(gemel_error **err, const char *format, ...)
{
    gemel_error *cause = *err;
    char place[256];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(place, sizeof place, format, arguments);
    va_end(arguments);
    const gemel_status status =
        failure_raise(err, gemel_error_status(cause), "%s%s", place, gemel_error_message(cause));
    gemel_error_free(cause);
    return status;
}
