/**
 * @file gemel/bulk.h
 * Many rows of one model, written as fast as the database accepts them: by COPY on PostgreSQL, by one statement that is
 * bound again and again on SQLite. Each row is checked as gemel_record_create checks it (names, types, null, defaults
 * and timestamps, with the same time for all rows) before it is sent. All rows are written, or none.
 *
 * Messages and errors give the number of the row, counted from 1, if it is known: always before SQL, and if the
 * database reports it. gemel_records_insert is for rows that you hold in memory. A bulk is for more rows than you want
 * to hold.
 *
 * No hooks run here (hook.h). If the model has hooks for created rows (or, with `conflict` and for an upsert, for
 * updated rows), the call is GEMEL_USAGE, unless the option hooks (bool) is false, which confirms that none shall run.
 *
 * Guide: docs/bulk.md.
 */
#ifndef GEMEL_BULK_H
#define GEMEL_BULK_H
#include "base.h"
GEMEL_BEGIN

/**
 * Inserts count rows, in their order. All are checked before the first statement. The call is one transaction, or one
 * savepoint inside a transaction. Outside a transaction, a call that fails with GEMEL_RETRY is tried three times more.
 * rows may be NULL if count is 0. A NULL among the rows is a row without values. If `returning` is set, *out holds the
 * records in the same order, owned by the caller; otherwise it is NULL. out and options may be NULL. Options:
 *   returning  bool, false: gives the rows as records, with what the database made of them. On PostgreSQL this is
 *              slower
 *   conflict   names: as gemel_record_upsert, for every row; of two rows with the same values the last one stays.
 *              Without it, rows are only inserted
 *   update     names: as gemel_record_upsert; needs conflict
 *   validate   bool, true: asks the validators
 *   hooks      bool, true: no hooks run here; must be false if the model has some
 * GEMEL_NOT_NULL, GEMEL_VALIDATION, GEMEL_UNIQUE, GEMEL_FOREIGN_KEY, GEMEL_CHECK, GEMEL_RETRY, and the codes of
 * record.h. @since 0.1
 */
GEMEL_API gemel_status gemel_records_insert(gemel_session *session, const gemel_model *model,
                                            const gemel_values *const *rows, size_t count, const gemel_options *options,
                                            gemel_records **out, gemel_error **err);

/**
 * Inserts a row, or updates the row that has the same values in the attributes of `conflict`. It is one statement, so
 * no other writer can come in between. *out, owned by the caller, holds the row as it then is; out may be NULL. The
 * call does not report whether the row was inserted or updated, because not every database does. Defaults apply to a
 * new row. An existing row keeps its createdAt, and gets a new updatedAt. Options:
 *   conflict  names, the primary key: or one attribute that is unique; values must have them, not null
 *   update    names: the attributes to write to a row that is there; without it, all but the primary key and those of
 *             conflict
 *   validate  bool, true: asks the validators
 *   hooks     bool, true: no hooks run here; must be false if the model has some
 * Fails like gemel_record_create. GEMEL_UNIQUE if another unique attribute is in the way. @since 0.1
 */
GEMEL_API gemel_status gemel_record_upsert(gemel_session *session, const gemel_model *model, const gemel_values *values,
                                           const gemel_options *options, gemel_record **out, gemel_error **err);

/**
 * Begins a bulk, owned by the caller. Rows are added one by one, and sent about a megabyte at a time. Until its end,
 * the session is in a transaction that belongs to the bulk (or in a savepoint, inside a transaction). Everything that
 * the session does meanwhile is part of it. No other call ends it, and a bulk or transaction that begins inside it must
 * end first. options may be NULL. Options:
 *   conflict  names: as gemel_records_insert
 *   update    names: as gemel_records_insert
 *   validate  bool, true: asks the validators
 *   hooks     bool, true: no hooks run here; must be false if the model has some
 * GEMEL_BUSY, GEMEL_CONNECTION, GEMEL_DATABASE. @since 0.1
 */
GEMEL_API gemel_status gemel_bulk_open(gemel_session *session, const gemel_model *model, const gemel_options *options,
                                       gemel_bulk **out, gemel_error **err);
/**
 * Adds a row; values may be NULL. A row that is refused before it is sent (GEMEL_USAGE for an unknown name,
 * GEMEL_NOT_NULL, GEMEL_VALIDATION) is left out, and the bulk goes on. Any other failure has undone the whole bulk, and
 * may concern rows that were added before. @since 0.1
 */
GEMEL_API gemel_status gemel_bulk_add(gemel_bulk *self, const gemel_values *values, gemel_error **err);
/**
 * Sends the remaining rows and keeps all. *out is the number of rows; out may be NULL. A failure has undone the whole
 * bulk. Fails like gemel_records_insert, and with GEMEL_UNKNOWN_OUTCOME. @since 0.1
 */
GEMEL_API gemel_status gemel_bulk_finish(gemel_bulk *self, int64_t *out, gemel_error **err);
/** Frees a bulk. If it was not finished, the session's next call undoes it. NULL is fine. @since 0.1 */
GEMEL_API void gemel_bulk_free(gemel_bulk *self);

GEMEL_END
#endif
