/**
 * @file gemel/session.h
 * At most one connection at a time: taken when needed, held through a transaction. One thread at a time; a call from a
 * second thread while one is inside is GEMEL_USAGE, gemel_session_cancel excepted.
 * Outside a transaction, what fails with GEMEL_RETRY is run again by itself, up to 3 times: creating, saving,
 * updating and every association method.
 */
#ifndef GEMEL_SESSION_H
#define GEMEL_SESSION_H
#include "base.h"
GEMEL_BEGIN

/** Opens a session; *out is owned by the caller. options may be NULL; none are known. @since 0.1 */
GEMEL_API gemel_status gemel_session_open(gemel_database *database, const gemel_options *options, gemel_session **out,
                                          gemel_error **err);
/**
 * Ends it now; an open transaction is rolled back, and its records are restored. Records can still be read; what
 * needs the database is GEMEL_USAGE from then on. A second call does nothing. @since 0.1
 */
GEMEL_API gemel_status gemel_session_close(gemel_session *self, gemel_error **err);
/**
 * Gives the handle up; NULL is fine. Records that are alive keep the session. With the last of them it ends, without
 * I/O: the database's next call, on any thread, rolls back and takes the connection. gemel_session_close ends it now.
 * @since 0.1
 */
GEMEL_API void gemel_session_free(gemel_session *self);

/**
 * Begins a transaction; inside one, a savepoint. options may be NULL. Options: readOnly (bool: the transaction only
 * reads, and a write in it is GEMEL_USAGE), isolation ("read committed", the default whatever the server's is,
 * "repeatable read" or "serializable"; inside a transaction only as it has it, else GEMEL_USAGE). SQLite's transactions
 * are serializable always; one that may write takes the write lock here (BEGIN IMMEDIATE). On PostgreSQL, of a
 * transaction that is not read committed, a statement or the commit may be GEMEL_RETRY, and association methods whose
 * foreign key is not unique write the owner's row as it is, which fires its triggers.
 * GEMEL_BUSY, GEMEL_CONNECTION, GEMEL_DATABASE. @since 0.1
 */
GEMEL_API gemel_status gemel_session_begin(gemel_session *self, const gemel_options *options, gemel_error **err);
/**
 * Ends the innermost transaction or savepoint and keeps its work. If the database refuses to commit, the work is
 * rolled back and the call fails. Without a transaction: GEMEL_USAGE. @since 0.1
 */
GEMEL_API gemel_status gemel_session_commit(gemel_session *self, gemel_error **err);
/**
 * Ends the innermost transaction or savepoint and undoes its work, in the database and in every living record that it
 * wrote: new again, keys and stored values as before; values assigned meanwhile stay and are dirty again. Without a
 * transaction: GEMEL_USAGE. @since 0.1
 */
GEMEL_API gemel_status gemel_session_rollback(gemel_session *self, gemel_error **err);
/** How many transactions and savepoints are open; 0 for none or NULL. @since 0.1 */
GEMEL_API int32_t gemel_session_depth(const gemel_session *self);

/** Runs inside a transaction: uses the session freely, but leaves its depth as it found it. @since 0.1 */
typedef gemel_status gemel_transaction_fn(gemel_session *session, void *user_data, gemel_error **err);
/**
 * Begins, calls fn, then commits if it returned GEMEL_OK, else rolls back and gives fn's status and error back as
 * they are. A depth that fn changed is GEMEL_USAGE, and all is rolled back.
 * Options: those of gemel_session_begin, and retries (how often, from 0, the default, to 100, a transaction is run
 * again that failed with GEMEL_RETRY: whether fn returned it or the commit failed with it). It is rolled back and its
 * records are restored, then, after 0 to 5 ms, doubled each time up to 500 ms, fn is called again: it must bear that.
 * Other failures are not retried, GEMEL_BUSY neither: that has waited already. Inside a transaction retries are
 * GEMEL_USAGE.
 * @since 0.1
 */
GEMEL_API gemel_status gemel_session_transact(gemel_session *self, const gemel_options *options,
                                              gemel_transaction_fn *fn, void *user_data, gemel_error **err);

/**
 * From any thread: cancels the call that the session is in, which fails with GEMEL_CANCELLED if it still can: while it
 * waits for a connection, for a lock, for its database, or before a retry. In gemel_session_transact, that is all that
 * runs in it. A transaction that was begun stays to be rolled back; the database may have done so already. Without a
 * call that is under way nothing happens, also to the next one. The session must not be freed meanwhile. @since 0.1
 */
GEMEL_API gemel_status gemel_session_cancel(gemel_session *self, gemel_error **err);

GEMEL_END
#endif
