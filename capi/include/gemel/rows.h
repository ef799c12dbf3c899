/**
 * @file gemel/rows.h
 * Rows of values that are no records: what a query chose or calculated (gemel_query_values), or what was asked in SQL.
 *
 * They belong to nobody: any thread may read them at any time, also when their session is gone. A row and a column are
 * told by their number, from 0; past the end is GEMEL_USAGE.
 *
 * Guide: docs/querying.md.
 */
#ifndef GEMEL_ROWS_H
#define GEMEL_ROWS_H
#include "base.h"
GEMEL_BEGIN

/**
 * The values of the rows that one SQL statement gives, in the words of the database; owned by the caller. `:name`
 * stands for the value of that name, which is bound; values may be NULL. A value that is not used, or a name without a
 * value, is GEMEL_USAGE, and so is what would begin or end a transaction or change the connection. Values come as the
 * database has them: a boolean of SQLite is an integer. GEMEL_BUSY, GEMEL_CONNECTION, GEMEL_DATABASE. @since 0.1
 */
GEMEL_API gemel_status gemel_rows_query_sql(gemel_session *session, const char *sql, size_t length,
                                            const gemel_values *values, gemel_rows **out, gemel_error **err);

/** How many rows; 0 for NULL. @since 0.1 */
GEMEL_API size_t gemel_rows_count(const gemel_rows *self);
/** How many columns; 0 for NULL. @since 0.1 */
GEMEL_API size_t gemel_rows_width(const gemel_rows *self);
/** The name of a column, borrowed; NULL past the end. @since 0.1 */
GEMEL_API const char *gemel_rows_name(const gemel_rows *self, size_t column);
/** Is it null? @since 0.1 */
GEMEL_API gemel_status gemel_rows_is_null(const gemel_rows *self, size_t row, size_t column, bool *out,
                                          gemel_error **err);
/** Reads a boolean; what is null or another type is GEMEL_USAGE, here and below. @since 0.1 */
GEMEL_API gemel_status gemel_rows_get_bool(const gemel_rows *self, size_t row, size_t column, bool *out,
                                           gemel_error **err);
/** Reads an integer, or a date in days, a timestamp in microseconds since 1970-01-01, UTC. @since 0.1 */
GEMEL_API gemel_status gemel_rows_get_int(const gemel_rows *self, size_t row, size_t column, int64_t *out,
                                          gemel_error **err);
/** Reads a double, or what gemel_rows_get_int reads as one. @since 0.1 */
GEMEL_API gemel_status gemel_rows_get_double(const gemel_rows *self, size_t row, size_t column, double *out,
                                             gemel_error **err);
/** Reads any type in its canonical text; null is NULL. Borrowed from the rows. @since 0.1 */
GEMEL_API gemel_status gemel_rows_get_text(const gemel_rows *self, size_t row, size_t column, const char **text,
                                           size_t *length, gemel_error **err);
/** Reads the bytes of a blob; null is NULL. Borrowed from the rows. @since 0.1 */
GEMEL_API gemel_status gemel_rows_get_blob(const gemel_rows *self, size_t row, size_t column, const void **bytes,
                                           size_t *size, gemel_error **err);
/** All rows as a JSON list of objects, borrowed from the rows. @since 0.1 */
GEMEL_API gemel_status gemel_rows_to_json(const gemel_rows *self, const char **json, size_t *length, gemel_error **err);
/** Frees rows; NULL is fine. @since 0.1 */
GEMEL_API void gemel_rows_free(gemel_rows *self);

GEMEL_END
#endif
