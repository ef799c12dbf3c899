/**
 * @file gemel/bulk.h
 * Many rows of one model, written as fast as the database takes them: COPY on PostgreSQL, one statement that is bound
 * again and again on SQLite. Each row is checked as gemel_record_create checks it (names, types, null, defaults and
 * timestamps, the same time for all) before it is sent. All rows are written, or none.
 *
 * Messages and errors name the row, counted from 1, where it is known: always before SQL, and where the database says
 * it. gemel_records_insert is for rows that you hold; a bulk is for more rows than anybody wants to hold.
 *
 * No hooks run here (hook.h). A model that has some for rows that are created (with `conflict`, and for an upsert: or
 * updated) is GEMEL_USAGE, unless the option hooks (bool) is false, which says that it is known.
 *
 * Guide: docs/bulk.md.
 */
#ifndef GEMEL_BULK_H
#define GEMEL_BULK_H
#include "base.h"
GEMEL_BEGIN

/**
 * Inserts count rows, in their order; all are checked before the first statement. It is one transaction, in a
 * transaction one savepoint; outside, a call that fails with GEMEL_RETRY is tried three times more. rows may be NULL if
 * count is 0; a NULL among them is a row without values. *out, owned by the caller, has the records in the same order
 * if `returning` is set, else it is NULL; out may be NULL. options may be NULL.
 * Options:
 *   returning  bool, false: gives the rows as records, with what the database made of them. On PostgreSQL this is
 *              slower
 *   conflict   names: as gemel_record_upsert, for every row; of two rows with the same values the last one stays.
 *              Without it, rows are only inserted
 *   update     names: as gemel_record_upsert; needs conflict
 *   validate   bool, true: asks the validators
 *   hooks      bool, true: no hooks run here; must be false where there are some
 * GEMEL_NOT_NULL, GEMEL_VALIDATION, GEMEL_UNIQUE, GEMEL_FOREIGN_KEY, GEMEL_CHECK, GEMEL_RETRY, and as record.h.
 * @since 0.1
 */
GEMEL_API gemel_status gemel_records_insert(gemel_session *session, const gemel_model *model,
                                            const gemel_values *const *rows, size_t count, const gemel_options *options,
                                            gemel_records **out, gemel_error **err);

/**
 * Inserts a row, or updates the one that holds the same values in the attributes of `conflict`: one statement, which no
 * other writer can come between. *out, owned by the caller, has the row as it then is; out may be NULL. Which of the
 * two it was, not every database tells. Defaults are for a new row; createdAt of a row that is there stays, updatedAt
 * does not.
 * Options:
 *   conflict  names, the primary key: or one attribute that is unique; values must have them, not null
 *   update    names: the attributes to write to a row that is there; without it, all but the primary key and those of
 *             conflict
 *   validate  bool, true: asks the validators
 *   hooks     bool, true: no hooks run here; must be false where there are some
 * Failures as gemel_record_create; GEMEL_UNIQUE if another unique attribute is in the way. @since 0.1
 */
GEMEL_API gemel_status gemel_record_upsert(gemel_session *session, const gemel_model *model, const gemel_values *values,
                                           const gemel_options *options, gemel_record **out, gemel_error **err);

/**
 * Begins a bulk: rows are added one by one, and sent whenever about a megabyte of them is there. From here to its end
 * the session is in a transaction (in one: a savepoint) that belongs to the bulk: what else the session does meanwhile
 * is part of it, nobody else ends it, and a bulk or transaction begun inside it ends first. Owned by the caller.
 * options may be NULL. Options:
 *   conflict  names: as gemel_records_insert
 *   update    names: as gemel_records_insert
 *   validate  bool, true: asks the validators
 *   hooks     bool, true: no hooks run here; must be false where there are some
 * GEMEL_BUSY, GEMEL_CONNECTION, GEMEL_DATABASE. @since 0.1
 */
GEMEL_API gemel_status gemel_bulk_open(gemel_session *session, const gemel_model *model, const gemel_options *options,
                                       gemel_bulk **out, gemel_error **err);
/**
 * Adds a row; values may be NULL. A row that is refused before it is sent (GEMEL_USAGE for an unknown name,
 * GEMEL_NOT_NULL, GEMEL_VALIDATION) is left out, and the bulk goes on. Any other failure has undone the bulk as a
 * whole; it may concern rows added before. @since 0.1
 */
GEMEL_API gemel_status gemel_bulk_add(gemel_bulk *self, const gemel_values *values, gemel_error **err);
/**
 * Sends what is left and keeps all. *out (may be NULL) is how many rows. A failure has undone the bulk as a whole.
 * Failures as gemel_records_insert, and GEMEL_UNKNOWN_OUTCOME. @since 0.1
 */
GEMEL_API gemel_status gemel_bulk_finish(gemel_bulk *self, int64_t *out, gemel_error **err);
/** Frees a bulk; what was not finished is undone by the session's next call. NULL is fine. @since 0.1 */
GEMEL_API void gemel_bulk_free(gemel_bulk *self);

GEMEL_END
#endif
