/**
 * @file gemel/rows.h
 * Rows of values that are not records: what a query selected or calculated (gemel_query_values), or what SQL returned.
 *
 * Rows are independent of their session: any thread may read them at any time, even when the session is gone. A row and
 * a column are given by index, from 0. Past the end is GEMEL_USAGE.
 *
 * Guide: docs/querying.md.
 */
#ifndef GEMEL_ROWS_H
#define GEMEL_ROWS_H
#include "base.h"
GEMEL_BEGIN

/**
 * Runs one SQL statement, in the database's own dialect, and returns the values of the rows that it gives; owned by the
 * caller. `:name` in the SQL stands for the value of that name, which is bound. values may be NULL. A value that is not
 * used, or a name without a value, is GEMEL_USAGE. So is a statement that would begin or end a transaction, or change
 * the connection. Values come back as the database stores them: a boolean of SQLite is an integer. GEMEL_BUSY,
 * GEMEL_CONNECTION, GEMEL_DATABASE. @since 0.1
 */
GEMEL_API gemel_status gemel_rows_query_sql(gemel_session *session, const char *sql, size_t length,
                                            const gemel_values *values, gemel_rows **out, gemel_error **err);

/** Returns how many rows there are; 0 for NULL. @since 0.1 */
GEMEL_API size_t gemel_rows_count(const gemel_rows *self);
/** Returns how many columns there are; 0 for NULL. @since 0.1 */
GEMEL_API size_t gemel_rows_width(const gemel_rows *self);
/** Returns the name of a column, borrowed from the rows; NULL past the end. @since 0.1 */
GEMEL_API const char *gemel_rows_name(const gemel_rows *self, size_t column);
/** Is the value null? @since 0.1 */
GEMEL_API gemel_status gemel_rows_is_null(const gemel_rows *self, size_t row, size_t column, bool *out,
                                          gemel_error **err);
/** Reads a boolean. A null, or a value of another type, is GEMEL_USAGE, here and below. @since 0.1 */
GEMEL_API gemel_status gemel_rows_get_bool(const gemel_rows *self, size_t row, size_t column, bool *out,
                                           gemel_error **err);
/** Reads an integer, a date (days since 1970-01-01) or a timestamp (microseconds since then, UTC). @since 0.1 */
GEMEL_API gemel_status gemel_rows_get_int(const gemel_rows *self, size_t row, size_t column, int64_t *out,
                                          gemel_error **err);
/** Reads a double, or anything that gemel_rows_get_int reads, as a double. @since 0.1 */
GEMEL_API gemel_status gemel_rows_get_double(const gemel_rows *self, size_t row, size_t column, double *out,
                                             gemel_error **err);
/** Reads a value of any type as its canonical text. A null gives NULL. Borrowed from the rows. @since 0.1 */
GEMEL_API gemel_status gemel_rows_get_text(const gemel_rows *self, size_t row, size_t column, const char **text,
                                           size_t *length, gemel_error **err);
/** Reads the bytes of a blob. A null gives NULL. Borrowed from the rows. @since 0.1 */
GEMEL_API gemel_status gemel_rows_get_blob(const gemel_rows *self, size_t row, size_t column, const void **bytes,
                                           size_t *size, gemel_error **err);
/** Returns all rows as a JSON list of objects, borrowed from the rows. @since 0.1 */
GEMEL_API gemel_status gemel_rows_to_json(const gemel_rows *self, const char **json, size_t *length, gemel_error **err);
/** Frees rows; NULL is fine. @since 0.1 */
GEMEL_API void gemel_rows_free(gemel_rows *self);

GEMEL_END
#endif
