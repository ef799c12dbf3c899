/**
 * @file gemel/session.h
 * At most one connection at a time: taken when needed, held through a transaction. One thread at a time; a call from a
 * second thread while one is inside is GEMEL_USAGE, gemel_session_cancel excepted.
 * Outside a transaction, what fails with GEMEL_RETRY is run again by itself, up to 3 times: creating, saving,
 * updating and every association method.
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
 *   detectLoops  bool or int, false: if gemel_record_get_association asks so many different records (2 or more; true:
 *                10) for the same association, the log gets one event of the kind GEMEL_LOG_LOOP. A query of their
 *                model begins the count anew, and gemel_session_set_label all counts and reports
 *   fixture      bool, false: for tests. It begins a transaction at once that is never committed. In it the session can
 *                be used as any other: its depth is 0, transactions are savepoints, each call is atomic. Close it to
 *                roll all back. Other sessions see nothing of it, and wait for what it has locked (SQLite: for every
 *                write); nothing is run again by itself; isolation hides nothing; SQL of your own is not kept from
 *                writing by readOnly. GEMEL_BUSY, GEMEL_CONNECTION, GEMEL_DATABASE
 * @since 0.1
 */
GEMEL_API gemel_status gemel_session_open(gemel_database *database, const gemel_options *options, gemel_session **out,
                                          gemel_error **err);
/**
 * Ends it now; an open transaction, or a fixture, is rolled back, and its records are restored. Records can still be
 * read; what needs the database is GEMEL_USAGE from then on. A second call does nothing. @since 0.1
 */
GEMEL_API gemel_status gemel_session_close(gemel_session *self, gemel_error **err);
/**
 * Gives the handle up; NULL is fine. Records that are alive keep the session. With the last of them it ends, without
 * I/O: the database's next call, on any thread, rolls back and takes the connection. gemel_session_close ends it now.
 * @since 0.1
 */
GEMEL_API void gemel_session_free(gemel_session *self);

/**
 * Begins a transaction; inside one, a savepoint. options may be NULL. Options:
 *   readOnly   bool, false: the transaction only reads, and a write in it is GEMEL_USAGE
 *   isolation  text, read committed: that, whatever the server's is, repeatable read or serializable; inside a
 *              transaction only as it has it, else GEMEL_USAGE
 * SQLite's transactions
 * are serializable always; one that may write takes the write lock here (BEGIN IMMEDIATE). On PostgreSQL, of a
 * transaction that is not read committed, a statement or the commit may be GEMEL_RETRY, and association methods whose
 * foreign key is not unique write the owner's row as it is, which fires its triggers.
 * GEMEL_BUSY, GEMEL_CONNECTION, GEMEL_DATABASE. @since 0.1
 */
GEMEL_API gemel_status gemel_session_begin(gemel_session *self, const gemel_options *options, gemel_error **err);
/**
 * Ends the innermost transaction or savepoint and keeps its work. If the database refuses to commit, or there is no
 * memory, the work is rolled back and the call fails. Without a transaction: GEMEL_USAGE. @since 0.1
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
 * Options: as gemel_session_begin, and:
 *   retries  int, 0: how often, up to 100, a transaction is run again that failed with GEMEL_RETRY: whether fn returned
 *            it or the commit failed with it
 * Before it is run again, it is rolled back and its records are restored. Then, after 0 to 5 ms, doubled each time up
 * to 500 ms, fn is called again: it must bear that. Other failures are not retried, GEMEL_BUSY neither: that has waited
 * already. Inside a transaction retries are GEMEL_USAGE.
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

/**
 * What the session does from now on, in your words, as "GET /people": log events and gemel_session_verify_statements
 * show it. "" takes it away, as it is at first. Copied. @since 0.1
 */
GEMEL_API gemel_status gemel_session_set_label(gemel_session *self, const char *label, gemel_error **err);
/** Borrowed until it is set again; "" for none and NULL. @since 0.1 */
GEMEL_API const char *gemel_session_label(const gemel_session *self);

/**
 * How many statements the session has sent since it was opened or the count was reset, also those that failed: those of
 * GEMEL_LOG_READ and GEMEL_LOG_WRITE, not locks and what begins and ends transactions. 0 for NULL. @since 0.1
 */
GEMEL_API int64_t gemel_session_statement_count(const gemel_session *self);
/** From 0 again. What is expected stays as it is. @since 0.1 */
GEMEL_API gemel_status gemel_session_reset_statement_count(gemel_session *self, gemel_error **err);
/**
 * From now on, at most so many of these statements: the session sends more, but gemel_session_verify_statements will
 * fail. GEMEL_USAGE if something is expected already, or if most is less than 0. @since 0.1
 */
GEMEL_API gemel_status gemel_session_expect_statements(gemel_session *self, int64_t most, gemel_error **err);
/**
 * Ends that: GEMEL_USAGE if there were more, with both numbers and the first statements beyond; and if nothing is
 * expected. @since 0.1
 */
GEMEL_API gemel_status gemel_session_verify_statements(gemel_session *self, gemel_error **err);

GEMEL_END
#endif
