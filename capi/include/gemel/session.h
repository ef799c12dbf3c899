/**
 * @file gemel/session.h
 * A session uses at most one connection at a time. It takes a connection when it needs one, and keeps it through a
 * transaction. One thread at a time may use a session. A call from a second thread while one is inside is GEMEL_USAGE,
 * except gemel_session_cancel. Outside a transaction, creating, saving, updating and every association method are run
 * again by themselves, up to 3 times, if they fail with GEMEL_RETRY.
 *
 * Guides: docs/testing.md and docs/postgresql.md.
 */
#ifndef GEMEL_SESSION_H
#define GEMEL_SESSION_H
#include "base.h"
GEMEL_BEGIN

/**
 * Opens a session; *out is owned by the caller. options may be NULL. Options:
 *   raiseOnLazy  bool, false: gemel_record_load_association never loads; what is not loaded is GEMEL_USAGE
 *   detectLoops  bool or int, false: reports an association that is asked one by one. If gemel_record_get_association
 *                asks for the same association of so many different records (2 or more; true: 10), the log gets one
 *                event of the kind GEMEL_LOG_LOOP. A query of their model restarts the count.
 *                gemel_session_set_label restarts all counts, and allows a new report
 *   fixture      bool, false: for tests. Begins a transaction at once, and never commits it. The session can be used
 *                like any other: its depth is 0, its transactions are savepoints, and each call is atomic. Closing it
 *                rolls everything back. Other sessions see nothing of it, and wait for what it has locked (SQLite: for
 *                every write). No call is run again by itself, isolation does not change what is visible, and readOnly
 *                does not stop your own SQL from writing. GEMEL_BUSY, GEMEL_CONNECTION, GEMEL_DATABASE
 * @since 0.1
 */
GEMEL_API gemel_status gemel_session_open(gemel_database *database, const gemel_options *options, gemel_session **out,
                                          gemel_error **err);
/**
 * Ends a session now. An open transaction, or a fixture, is rolled back, and its records are restored. Records can
 * still be read; anything that needs the database is GEMEL_USAGE from then on. A second call does nothing. @since 0.1
 */
GEMEL_API gemel_status gemel_session_close(gemel_session *self, gemel_error **err);
/**
 * Frees the handle; NULL is fine. Living records keep the session alive. It ends with the last of them, without I/O:
 * the database's next call, on any thread, rolls back and takes the connection. gemel_session_close ends a session at
 * once. @since 0.1
 */
GEMEL_API void gemel_session_free(gemel_session *self);

/**
 * Begins a transaction; inside a transaction, a savepoint. options may be NULL. Options:
 *   readOnly   bool, false: the transaction only reads, and a write in it is GEMEL_USAGE
 *   isolation  text, read committed: this (whatever the default of the server is), repeatable read or serializable;
 *              inside a transaction it must be the same, otherwise GEMEL_USAGE
 * SQLite's transactions are always serializable; one that may write takes the write lock here (BEGIN IMMEDIATE). On
 * PostgreSQL, if the transaction is not read committed, a statement or the commit may fail with GEMEL_RETRY, and
 * association methods whose foreign key is not unique write the owner's row unchanged, which fires its triggers.
 * GEMEL_BUSY, GEMEL_CONNECTION, GEMEL_DATABASE. @since 0.1
 */
GEMEL_API gemel_status gemel_session_begin(gemel_session *self, const gemel_options *options, gemel_error **err);
/**
 * Ends the innermost transaction or savepoint and keeps its work. If the database refuses to commit, or memory runs
 * out, the work is rolled back and the call fails. Without a transaction: GEMEL_USAGE. @since 0.1
 */
GEMEL_API gemel_status gemel_session_commit(gemel_session *self, gemel_error **err);
/**
 * Ends the innermost transaction or savepoint and undoes its work, in the database and in every living record that it
 * wrote. A record that was inserted is new again, and keys and stored values are as before. Values that were assigned
 * meanwhile stay, and are unsaved again. Without a transaction: GEMEL_USAGE. @since 0.1
 */
GEMEL_API gemel_status gemel_session_rollback(gemel_session *self, gemel_error **err);
/** Returns how many transactions and savepoints are open; 0 for none or NULL. @since 0.1 */
GEMEL_API int32_t gemel_session_depth(const gemel_session *self);

/** Runs inside a transaction. It may use the session freely, but must leave its depth as it found it. @since 0.1 */
typedef gemel_status gemel_transaction_fn(gemel_session *session, void *user_data, gemel_error **err);
/**
 * Begins a transaction and calls fn. If fn returns GEMEL_OK, it commits. Otherwise it rolls back, and returns the
 * status and error of fn unchanged. If fn changed the depth, the call is GEMEL_USAGE, and everything is rolled back.
 * Options: as gemel_session_begin, and:
 *   retries  int, 0: how often, up to 100, a transaction is run again after GEMEL_RETRY, whether fn returned it or the
 *            commit failed with it
 * Before a retry, the transaction is rolled back and its records are restored. Then, after 0 to 5 ms (doubled each
 * time, up to 500 ms), fn is called again, so it must be able to run more than once. Other failures are not retried;
 * GEMEL_BUSY is not either, because it has waited already. Retries inside a transaction are GEMEL_USAGE. @since 0.1
 */
GEMEL_API gemel_status gemel_session_transact(gemel_session *self, const gemel_options *options,
                                              gemel_transaction_fn *fn, void *user_data, gemel_error **err);

/**
 * Cancels the call that the session is in; any thread may do this. The call fails with GEMEL_CANCELLED if it still can:
 * while it waits for a connection, for a lock, for its database, or before a retry. Inside gemel_session_transact,
 * everything that runs in it is cancelled. A transaction that was begun must still be rolled back; the database may
 * have done so already. If no call is under way, nothing happens, and the next call is not affected. The session must
 * not be freed meanwhile. @since 0.1
 */
GEMEL_API gemel_status gemel_session_cancel(gemel_session *self, gemel_error **err);

/**
 * Sets a label that says what the session does from now on, such as "GET /people". Log events and
 * gemel_session_verify_statements show it. "" removes it, and is the label at first. The label is copied. @since 0.1
 */
GEMEL_API gemel_status gemel_session_set_label(gemel_session *self, const char *label, gemel_error **err);
/** Returns the label, borrowed until it is set again; "" for none and NULL. @since 0.1 */
GEMEL_API const char *gemel_session_label(const gemel_session *self);

/**
 * Returns how many statements the session has sent since it was opened or the count was reset, including those that
 * failed. Counted are statements of the kinds GEMEL_LOG_READ and GEMEL_LOG_WRITE, not locks nor what begins and ends
 * transactions. 0 for NULL. @since 0.1
 */
GEMEL_API int64_t gemel_session_statement_count(const gemel_session *self);
/** Resets the count to 0. A bound stays as it is. @since 0.1 */
GEMEL_API gemel_status gemel_session_reset_statement_count(gemel_session *self, gemel_error **err);
/**
 * Sets a bound: from now on, at most this many such statements. The session may send more, but then
 * gemel_session_verify_statements fails. GEMEL_USAGE if there is a bound already, or if most is less than 0. @since 0.1
 */
GEMEL_API gemel_status gemel_session_expect_statements(gemel_session *self, int64_t most, gemel_error **err);
/**
 * Removes the bound. GEMEL_USAGE if there were more statements; the message has both numbers and the first statements
 * beyond the bound. GEMEL_USAGE too if there was no bound. @since 0.1
 */
GEMEL_API gemel_status gemel_session_verify_statements(gemel_session *self, gemel_error **err);

GEMEL_END
#endif
