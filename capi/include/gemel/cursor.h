/**
 * @file gemel/cursor.h
 * Records that are read a few at a time: for more records than memory holds.
 *
 * A cursor returns the rows as they were when it was opened, each of them once, whatever is written meanwhile.
 * PostgreSQL has cursors for this. On SQLite, gemel first copies the rows aside, into a temporary file if there are
 * many, so opening takes as long as reading them.
 *
 * Inside a transaction, the cursor is part of it, and is closed with the transaction or savepoint in which it was
 * opened. Outside, the cursor begins a transaction of its own, which only reads. Until the cursor is at its end or
 * freed, the session cannot write (GEMEL_USAGE), and no other call ends that transaction. To write while you read,
 * begin a transaction before you open the cursor. Several cursors may be open at once.
 *
 * Guide: docs/bulk.md.
 */
#ifndef GEMEL_CURSOR_H
#define GEMEL_CURSOR_H
#include "base.h"
GEMEL_BEGIN

/**
 * Opens a cursor over what gemel_records_find_all would find for where and options; owned by the caller. where may be
 * NULL. Options:
 *   order        names: another order: "name desc"
 *   limit        int: the largest number of records
 *   offset       int, 0: how many to leave out at the beginning
 *   after        object: only records after the one with these values, in the order
 *   all          bool, false: means every row, where there is no filter
 *   include      include: the associations to load too
 *   attributes   names: the attributes to read; without it, all
 *   withDeleted  bool, false: also finds rows that are marked as deleted
 *   paranoid     bool, true: false means the same as withDeleted
 *   scope        bool or names, true: the default scope; false: no scope; names: these scopes instead
 *   raiseOnLazy  bool, false: gemel_record_load_association is GEMEL_USAGE if it would load
 *   batchSize    int, 500: how many rows to fetch at once, from 1 to 100000
 * GEMEL_VALIDATION if a value does not fit its attribute, GEMEL_BUSY, GEMEL_CONNECTION, GEMEL_CANCELLED,
 * GEMEL_DATABASE. @since 0.1
 */
GEMEL_API gemel_status gemel_cursor_open(gemel_session *session, const gemel_model *model, const gemel_values *where,
                                         const gemel_options *options, gemel_cursor **out, gemel_error **err);
/**
 * Opens a cursor over what gemel_query_all would find; owned by the caller. options may be NULL. Options:
 *   batchSize  int, 500: how many rows to fetch at once, from 1 to 100000
 * Fails like gemel_cursor_open. A query that locks rows, or selects values, is GEMEL_USAGE. @since 0.1
 */
GEMEL_API gemel_status gemel_query_cursor(const gemel_query *self, gemel_session *session, const gemel_options *options,
                                          gemel_cursor **out, gemel_error **err);
/**
 * Reads the next record, owned by the caller. At the end it is NULL, and the cursor is closed. The records of one fetch
 * belong together: an association that is not loaded is loaded for all of them that are still alive. GEMEL_USAGE once
 * the transaction of the cursor has ended. A failure of the database closes the cursor. GEMEL_OUT_OF_MEMORY leaves it
 * as it was, but on PostgreSQL may have closed it. Fails like gemel_cursor_open. @since 0.1
 */
GEMEL_API gemel_status gemel_cursor_next(gemel_cursor *self, gemel_record **out, gemel_error **err);
/** Frees a cursor; the session's next call closes it. NULL is fine. @since 0.1 */
GEMEL_API void gemel_cursor_free(gemel_cursor *self);

GEMEL_END
#endif
