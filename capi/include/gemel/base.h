/**
 * @file gemel/base.h
 * What every header needs: the handles, the status codes, and the rules of the whole API.
 *
 * GRAMMAR. A function that makes a handle is named after what it makes; its parent comes first. A function that cannot
 * fail returns its value; all others are
 *
 *   gemel_status gemel_<noun>_<verb>(self, in..., out..., gemel_error **err)
 *
 * OWNERSHIP is read off the signature:
 *
 *   T *f_new(void), T **out   owned: free it with gemel_<noun>_free
 *   const T **out             borrowed (a part of a schema): lives as long as what it came from
 *   a returned pointer        borrowed from the first argument
 *
 * Text that comes out is borrowed, UTF-8 and NUL-terminated; its length does not count the NUL. No function returns
 * memory for free(). _free(NULL) does nothing. _free never fails, may run on any thread, at any time and in any order,
 * also while the session works; what was open is rolled back by the database's next call. A child keeps its parents
 * alive: freeing a database before its sessions is fine. Freeing the last handle of a database closes its connections.
 *
 * TEXT. Names, words and URLs are NUL-terminated UTF-8. Data are pointer and length; GEMEL_NUL as the length means "up
 * to the NUL". What is handed in is copied, or used up, before the call returns.
 *
 * NULL. A NULL handle or name is GEMEL_USAGE, except where "may be NULL" is written. `err`, and the length beside a
 * text that comes out, may always be NULL.
 *
 * ERRORS. The status decides. On entry *err becomes NULL; on failure it holds a gemel_error, which you free. Out
 * parameters are NULL, 0 or false after a failure. A failed call has changed nothing, in the database or in memory,
 * with three exceptions: a commit that fails has rolled back; on a server, GEMEL_OUT_OF_MEMORY may come while the
 * answer to what is done is read; and BUILDERS (options, values, an unresolved schema) remember their first failure,
 * and the call that uses them fails with it, so that the steps of a builder may go unchecked with err = NULL.
 * Every function may fail with GEMEL_USAGE, GEMEL_OUT_OF_MEMORY and GEMEL_INTERNAL; the other codes are listed where
 * they can occur.
 *
 * THREADS. A resolved schema and a database may be shared. A session and all that came from it (records) are one world:
 * one thread at a time. Breaking this is refused with GEMEL_USAGE as far as it is noticed.
 * fork: while no other thread is inside a call. The child leaves its parent's connections alone and opens its own; what
 * it frees does no I/O. A session in a transaction stays the parent's, and so does "sqlite::memory:": in the child they
 * are GEMEL_USAGE.
 *
 * CALLBACKS (fn, user_data, destroy) run on the thread that is inside the call and must not unwind through it. They may
 * free any handle: a call keeps what it was given, records, values and its session, until it returns. destroy (may be
 * NULL) is called once: when the callback is replaced, when its holder is gone, or at once if the registering call
 * fails.
 */
#ifndef GEMEL_BASE_H
#define GEMEL_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** @cond */ /* what stands around declarations and before functions: no part of the reference */
#ifdef __cplusplus
#define GEMEL_BEGIN extern "C" {
#define GEMEL_END }
#else
#define GEMEL_BEGIN
#define GEMEL_END
#endif
#ifndef GEMEL_API
#if defined(__GNUC__) && !defined(SWIG)
#define GEMEL_API __attribute__((visibility("default")))
#else
#define GEMEL_API
#endif
#endif
/** @endcond */

/** Version of the headers that a program was compiled with: the first of three numbers. @since 0.1 */
#define GEMEL_VERSION_MAJOR 0
/** The second number of the version. @since 0.1 */
#define GEMEL_VERSION_MINOR 1
/** The third number of the version. @since 0.1 */
#define GEMEL_VERSION_PATCH 0

/** As the length of a text: it ends at its NUL. @since 0.1 */
#define GEMEL_NUL ((size_t)-1)

GEMEL_BEGIN

/** Why a call failed; see error.h. @since 0.1 */
typedef struct gemel_error gemel_error;
/** Builder: option names and values; see options.h. @since 0.1 */
typedef struct gemel_options gemel_options;
/** Builder: attribute names and values; see values.h. @since 0.1 */
typedef struct gemel_values gemel_values;
/** Models and associations: a builder until resolved, then immutable; see schema.h. @since 0.1 */
typedef struct gemel_schema gemel_schema;
/** Part of a resolved schema; see model.h. @since 0.1 */
typedef struct gemel_model gemel_model;
/** Part of a resolved schema; see model.h. @since 0.1 */
typedef struct gemel_attribute gemel_attribute;
/** Part of a resolved schema; see association.h. @since 0.1 */
typedef struct gemel_association gemel_association;
/** A URL, a resolved schema and a pool of connections; see database.h. @since 0.1 */
typedef struct gemel_database gemel_database;
/** One statement that was sent; see database.h. @since 0.1 */
typedef struct gemel_log_event gemel_log_event;
/** What a hook is told; see hook.h. @since 0.1 */
typedef struct gemel_hook_event gemel_hook_event;
/** At most one connection at a time, transactions; see session.h. @since 0.1 */
typedef struct gemel_session gemel_session;
/** One row as an object of its session; see record.h. @since 0.1 */
typedef struct gemel_record gemel_record;
/** The records that one query gave; see record.h. @since 0.1 */
typedef struct gemel_records gemel_records;
/** What is asked of the rows of a model; see query.h. @since 0.1 */
typedef struct gemel_query gemel_query;
/** Rows of values; see rows.h. @since 0.1 */
typedef struct gemel_rows gemel_rows;
/** Rows of a model that are inserted bit by bit; see bulk.h. @since 0.1 */
typedef struct gemel_bulk gemel_bulk;
/** Records that are read a few at a time; see cursor.h. @since 0.1 */
typedef struct gemel_cursor gemel_cursor;
/** What an association method will do; see plan.h. @since 0.1 */
typedef struct gemel_plan gemel_plan;

/**
 * What happened, by what the caller does next. The numbers are for ever and new ones are appended: treat
 * one that you do not know as GEMEL_DATABASE. @since 0.1
 */
typedef int32_t gemel_status;
/** The values of a gemel_status. @since 0.1 */
enum {
    GEMEL_OK = 0,               /**< success */
    GEMEL_USAGE = 1,            /**< a wrong call: fix the program */
    GEMEL_DEFINITION = 2,       /**< a wrong schema; gemel_error_item_* lists every complaint */
    GEMEL_NOT_FOUND = 3,        /**< a row that must exist does not */
    GEMEL_OCCUPIED = 4,         /**< the owner has a partner and `replace` was not given */
    GEMEL_VALIDATION = 5,       /**< values refused; gemel_error_item_* lists each of them */
    GEMEL_NOT_NULL = 6,         /**< null where none may be; gemel_error_item_* lists each of them */
    GEMEL_UNIQUE = 7,           /**< the database holds that value already */
    GEMEL_FOREIGN_KEY = 8,      /**< refers to a row that is not there, or is still referred to */
    GEMEL_CHECK = 9,            /**< a check constraint of the database */
    GEMEL_STALE = 10,           /**< changed meanwhile by somebody else */
    GEMEL_BUSY = 11,            /**< locked by somebody else for longer than the timeout: try again later */
    GEMEL_RETRY = 12,           /**< serialization failure or deadlock: run the transaction again */
    GEMEL_CONNECTION = 13,      /**< the database cannot be reached or opened */
    GEMEL_UNKNOWN_OUTCOME = 14, /**< the connection died while a commit was under way */
    GEMEL_CANCELLED = 15,       /**< cancelled on request */
    GEMEL_UNSUPPORTED = 16,     /**< this build, database or type cannot do that */
    GEMEL_CALLBACK = 17,        /**< your own callback failed */
    GEMEL_DATABASE = 18,        /**< anything else the database says */
    GEMEL_OUT_OF_MEMORY = 19,   /**< *err stays NULL */
    GEMEL_INTERNAL = 20         /**< a fault of gemel: please report it */
};

/**
 * Version of the library that is loaded: major * 1000000 + minor * 1000 + patch. Any thread. @since 0.1
 */
GEMEL_API int32_t gemel_version(void);

GEMEL_END
#endif
