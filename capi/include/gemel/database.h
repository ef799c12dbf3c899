/**
 * @file gemel/database.h
 * A URL, a resolved schema and a limited pool of connections. Any thread may use a database.
 *
 * Guide: docs/postgresql.md.
 */
#ifndef GEMEL_DATABASE_H
#define GEMEL_DATABASE_H
#include "base.h"
GEMEL_BEGIN

/**
 * Opens a database, owned by the caller. It connects once, so that problems show here and not later.
 *
 * The URL is "sqlite:app.db" (a file name, relative or absolute), "sqlite::memory:" (gone when it is closed; one
 * connection), or "postgresql://user@host/db?parameter=value", with libpq's parameters and two of gemel's own, schema
 * and prepare. Options:
 *   readOnly          bool, false: a write is GEMEL_USAGE
 *   create            bool, true: makes a missing file
 *   synchronous       text, full: how sure SQLite makes of each commit: full, normal or off
 *   logBinds          bool, false: shows bound values to the log
 *   schema            text: on PostgreSQL, where the tables are; without it, where the server's search path leads
 *   prepare           text, auto: on PostgreSQL, whether statements are prepared in the server: auto (if the link is
 *                     direct), never or always
 *   busyTimeout       int, 5000: the default of lockTimeout and poolTimeout; 0: do not wait
 *   lockTimeout       int, busyTimeout: how long a statement waits for a lock, before it is GEMEL_BUSY; 0: as long as
 *                     it takes
 *   statementTimeout  int, 0: how long a statement may take, before it is GEMEL_CANCELLED; 0: as long as it takes
 *   poolSize          int, 4: the largest number of connections, from 1 to 10000
 *   poolTimeout       int, busyTimeout: how long a call waits for a connection, before it is GEMEL_BUSY; first come,
 *                     first served
 *   idleTimeout       int, 0: how long a connection may be unused; 0: for ever
 *   maxLifetime       int, 0: how old a connection may get; 0: for ever
 * Time is in milliseconds, up to a day. schema and prepare may also be parameters of the URL; the options take
 * precedence. PostgreSQL is told how long to wait in each transaction (SET LOCAL), in the round trip that begins it,
 * and only if busyTimeout, lockTimeout or statementTimeout is given; otherwise the settings of the server apply. No
 * thread watches idleTimeout and maxLifetime: the next call that takes a connection closes connections that have been
 * idle for too long or are too old. "sqlite::memory:" keeps its one connection as long as it is open, whatever these
 * options are. A connection is not tested before it is used: if it is broken, the call that uses it fails, and the
 * connection is dropped.
 *
 * GEMEL_USAGE (URL, option), GEMEL_UNSUPPORTED (this build lacks the driver), GEMEL_CONNECTION (the database is
 * missing, or cannot be opened), GEMEL_BUSY, GEMEL_DATABASE (not a database). @since 0.1
 */
GEMEL_API gemel_status gemel_database_open(const char *url, const gemel_schema *schema, const gemel_options *options,
                                           gemel_database **out, gemel_error **err);
/**
 * Refuses new work and closes idle connections. A session in a transaction keeps its connection until the transaction
 * ends. A second call does nothing. @since 0.1
 */
GEMEL_API gemel_status gemel_database_close(gemel_database *self, gemel_error **err);
/** Frees a database; NULL is fine. Sessions and records keep what they need. @since 0.1 */
GEMEL_API void gemel_database_free(gemel_database *self);

/**
 * Creates missing tables, constraints and indexes, in the order that foreign keys require, in one transaction. Existing
 * ones are left alone. A foreign key that is not unique gets a plain index. options may be NULL. Options:
 *   force  bool, false: drops the tables first
 * GEMEL_BUSY, GEMEL_CONNECTION, GEMEL_DATABASE. @since 0.1
 */
GEMEL_API gemel_status gemel_database_sync(gemel_database *self, const gemel_options *options, gemel_error **err);
/**
 * Drops the tables of the schema, and no others, in one transaction. options may be NULL. Options: none. Fails like
 * gemel_database_sync. @since 0.1
 */
GEMEL_API gemel_status gemel_database_drop(gemel_database *self, const gemel_options *options, gemel_error **err);

/**
 * What gemel_database_pool_count counts: connections and calls as they are now, then totals since the database was
 * opened (in a child process: since it was first used there). @since 0.1
 */
enum {
    GEMEL_POOL_OPEN = 1,     /**< connections, including those about to be opened */
    GEMEL_POOL_IDLE = 2,     /**< of these, connections not in use */
    GEMEL_POOL_IN_USE = 3,   /**< of these, connections that sessions use */
    GEMEL_POOL_WAITING = 4,  /**< calls that wait for a connection */
    GEMEL_POOL_OPENED = 5,   /**< total of connections opened */
    GEMEL_POOL_CLOSED = 6,   /**< total of connections closed, for any reason */
    GEMEL_POOL_ACQUIRED = 7, /**< total of calls that were given a connection */
    GEMEL_POOL_TIMED_OUT = 8 /**< total of calls that waited for poolTimeout and got none */
};
/** Returns one of the counts GEMEL_POOL_...; 0 for NULL and for other numbers. Any thread may call it. @since 0.1 */
GEMEL_API int64_t gemel_database_pool_count(const gemel_database *self, int32_t what);

/** What gemel_log_event_kind returns. @since 0.1 */
enum {
    GEMEL_LOG_TRANSACTION = 1, /**< begin, commit, rollback, savepoints */
    GEMEL_LOG_LOCK = 2,        /**< a select that locks rows, or only checks a condition, for an association method */
    GEMEL_LOG_READ = 3,        /**< a select */
    GEMEL_LOG_WRITE = 4,       /**< insert, update, delete and COPY */
    GEMEL_LOG_DEFINITION = 5,  /**< create and drop */
    GEMEL_LOG_LOOP = 6         /**< no statement: detectLoops (session.h) has found a loop */
};

/**
 * Receives an event, which is valid during the call. The function must not call gemel on that database or its sessions,
 * except to free handles. @since 0.1
 */
typedef void gemel_log_fn(const gemel_log_event *event, void *user_data);
/**
 * Sets a function that is called after every statement, on the thread that sent it. If several sessions work at once,
 * it is called on several threads at once. fn = NULL removes the log. user_data belongs to the caller; destroy is as in
 * base.h. @since 0.1
 */
GEMEL_API gemel_status gemel_database_set_log(gemel_database *self, gemel_log_fn *fn, void *user_data,
                                              void (*destroy)(void *user_data), gemel_error **err);
/** Returns the statement; "" for a loop. @since 0.1 */
GEMEL_API const char *gemel_log_event_sql(const gemel_log_event *self);
/** Returns the bound values as a JSON list. Each is "?" unless the database was opened with logBinds. @since 0.1 */
GEMEL_API const char *gemel_log_event_binds(const gemel_log_event *self);
/** Returns one of GEMEL_LOG_.... @since 0.1 */
GEMEL_API int32_t gemel_log_event_kind(const gemel_log_event *self);
/** Returns how long the statement took; 0 for a loop. @since 0.1 */
GEMEL_API int64_t gemel_log_event_nanoseconds(const gemel_log_event *self);
/** Returns GEMEL_OK, or how the statement failed. @since 0.1 */
GEMEL_API gemel_status gemel_log_event_status(const gemel_log_event *self);
/** Returns the label of the session (session.h); "" for none. @since 0.1 */
GEMEL_API const char *gemel_log_event_label(const gemel_log_event *self);
/** Returns the association of a loop, which is asked one by one: "Person.license"; otherwise "". @since 0.1 */
GEMEL_API const char *gemel_log_event_association(const gemel_log_event *self);

GEMEL_END
#endif
