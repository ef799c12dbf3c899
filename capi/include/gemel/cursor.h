/**
 * @file gemel/cursor.h
 * Records read a few at a time: for more of them than memory holds.
 *
 * A cursor gives the rows as they were when it was opened, each once, whatever is written meanwhile. PostgreSQL has
 * cursors for that; SQLite puts the rows aside, in a temporary file where they are many, so that opening takes as long
 * as reading them.
 *
 * In a transaction the cursor is part of it, and is closed with the transaction or savepoint in which it was opened.
 * Outside, it begins a transaction of its own, which only reads: until the cursor is at its end or freed, the session
 * writes nothing (GEMEL_USAGE) and nobody else ends that transaction. To write while you read, begin a transaction
 * before the cursor. Several cursors may be open at once.
 *
 * Guide: docs/bulk.md.
 */
#ifndef GEMEL_CURSOR_H
#define GEMEL_CURSOR_H
#include "base.h"
GEMEL_BEGIN

/**
 * Opens a cursor over what gemel_records_find_all would give for where and options; owned by the caller. where may be
 * NULL. Options:
 *   order        names: another order: "name desc"
 *   limit        int: the largest number of records
 *   offset       int, 0: how many to leave out at the beginning
 *   after        object: only records behind the one with these values, in the order
 *   all          bool, false: says that every row is meant, and not those of a filter
 *   include      include: the associations to load, too
 *   attributes   names: the attributes to read; without it, all
 *   withDeleted  bool, false: shows rows that are marked as deleted, too
 *   paranoid     bool, true: false says the same as withDeleted
 *   scope        bool or names, true: the default scope; false: no scope; names: these scopes instead
 *   raiseOnLazy  bool, false: gemel_record_load_association is GEMEL_USAGE where it would load
 *   batchSize    int, 500: how many rows to fetch at once, from 1 to 100000
 * GEMEL_VALIDATION if a value does not fit its attribute, GEMEL_BUSY, GEMEL_CONNECTION, GEMEL_CANCELLED,
 * GEMEL_DATABASE. @since 0.1
 */
GEMEL_API gemel_status gemel_cursor_open(gemel_session *session, const gemel_model *model, const gemel_values *where,
                                         const gemel_options *options, gemel_cursor **out, gemel_error **err);
/**
 * Opens a cursor over what gemel_query_all would give; owned by the caller. options may be NULL. Options:
 *   batchSize  int, 500: how many rows to fetch at once, from 1 to 100000
 * Failures as gemel_cursor_open; a query that locks, or gives values, is GEMEL_USAGE. @since 0.1
 */
GEMEL_API gemel_status gemel_query_cursor(const gemel_query *self, gemel_session *session, const gemel_options *options,
                                          gemel_cursor **out, gemel_error **err);
/**
 * The next record, owned by the caller; NULL at the end, which closes the cursor. Records of one fetch are one cohort:
 * what is not loaded is loaded for all of them that live. GEMEL_USAGE once the transaction it is part of has ended. A
 * failure of the database has closed the cursor; GEMEL_OUT_OF_MEMORY leaves it as it was, or on PostgreSQL may have
 * closed it. Failures as gemel_cursor_open. @since 0.1
 */
GEMEL_API gemel_status gemel_cursor_next(gemel_cursor *self, gemel_record **out, gemel_error **err);
/** Frees a cursor; the session's next call closes it. NULL is fine. @since 0.1 */
GEMEL_API void gemel_cursor_free(gemel_cursor *self);

GEMEL_END
#endif
