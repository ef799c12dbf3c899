/*
 * Failures of the program itself, reported the way gemel reports its own: through the gemel_error ** of the caller.
 * It only writes messages; it must not decide what happens next.
 */
#ifndef FAILURE_H
#define FAILURE_H

#include <gemel/gemel.h>

/** Fills *err, which must be NULL, with a formatted message, and returns the status. */
__attribute__((format(printf, 3, 4))) gemel_status failure_raise(gemel_error **err, gemel_status status,
                                                                 const char *format, ...);

/** Puts a text in front of the message of *err, keeps its status and returns it. */
__attribute__((format(printf, 2, 3))) gemel_status failure_prefix(gemel_error **err, const char *format, ...);

#endif
