/**
 * @file gemel/base.h
 * What every header needs: the handles, the status codes, and the rules of the whole API.
 *
 * GRAMMAR. A function that creates a handle is named after that handle, and takes its parent first. A function that
 * cannot fail returns its value. Every other function has this form:
 *
 *   gemel_status gemel_<noun>_<verb>(self, in..., out..., gemel_error **err)
 *
 * OWNERSHIP can be read from the signature:
 *
 *   T *f_new(void), T **out   owned: free it with gemel_<noun>_free
 *   const T **out             borrowed, as part of a schema: lives as long as what it came from
 *   a returned pointer        borrowed from the first argument
 *
 * Text that a function returns is borrowed, UTF-8 and NUL-terminated. Its length does not count the NUL. No function
 * returns memory for free().
 *
 * FREEING never fails, and `_free(NULL)` does nothing. Any handle may be freed on any thread, at any time and in any
 * order, even while its session is working. The database's next call rolls back what was still open. A child keeps its
 * parents alive, so a database may be freed before its sessions. Freeing the last handle of a database closes its
 * connections.
 *
 * TEXT. Names, definitions and URLs are NUL-terminated UTF-8. Data is a pointer and a length. The length GEMEL_NUL
 * means "up to the NUL". Arguments are copied or used before the call returns, so the caller need not keep them.
 *
 * NULL. A NULL handle or name is GEMEL_USAGE, unless the comment says "may be NULL". `err` may always be NULL, and so
 * may the length that is returned beside a text.
 *
 * ERRORS. The status says whether a call succeeded. Each call first sets *err to NULL. If it fails, *err holds a
 * gemel_error, which you free, and the out parameters are NULL, 0 or false. A failed call has changed nothing, neither
 * in the database nor in memory. There are three exceptions. A commit that fails has rolled back. On a server,
 * GEMEL_OUT_OF_MEMORY may occur while the result of finished work is read. BUILDERS (options, values, an unresolved
 * schema) remember their first failure, and the call that uses the builder fails with it. So you may leave the steps of
 * a builder unchecked, with err = NULL. Every function may fail with GEMEL_USAGE, GEMEL_OUT_OF_MEMORY and
 * GEMEL_INTERNAL. Other codes are listed where they can occur.
 *
 * THREADS. Threads may share a resolved schema and a database. A session and everything that came from it (its records,
 * for example) may be used by one thread at a time. Breaking this rule is GEMEL_USAGE, as far as gemel notices.
 *
 * FORK. Call fork() only while no other thread is inside a call. The child leaves its parent's connections alone and
 * opens its own. What the child frees does no I/O. A session in a transaction stays with the parent, and so does
 * "sqlite::memory:". Using either in the child is GEMEL_USAGE.
 *
 * CALLBACKS (fn, user_data, destroy) run on the thread that is inside the call, and must not unwind through it. A
 * callback may free any handle: the call keeps its arguments (records, values, the session) until it returns. destroy
 * may be NULL. It is called once: when the callback is replaced, when its holder is gone, or at once if the registering
 * call fails.
 */
#ifndef GEMEL_BASE_H
#define GEMEL_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** @cond */ /* linkage and visibility: not part of the reference */
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

/** The version of the headers that a program was compiled with: the first of its three numbers. @since 0.1 */
#define GEMEL_VERSION_MAJOR 0
/** The second number of the version. @since 0.1 */
#define GEMEL_VERSION_MINOR 1
/** The third number of the version. @since 0.1 */
#define GEMEL_VERSION_PATCH 0

/** The length of a text that ends at its NUL. @since 0.1 */
#define GEMEL_NUL ((size_t)-1)

GEMEL_BEGIN

/** Why a call failed; see error.h. @since 0.1 */
typedef struct gemel_error gemel_error;
/** A builder of options: names and values; see options.h. @since 0.1 */
typedef struct gemel_options gemel_options;
/** A builder of values: attribute names and values; see values.h. @since 0.1 */
typedef struct gemel_values gemel_values;
/** Models and associations: a builder until it is resolved, then immutable; see schema.h. @since 0.1 */
typedef struct gemel_schema gemel_schema;
/** A model of a resolved schema; see model.h. @since 0.1 */
typedef struct gemel_model gemel_model;
/** An attribute of a model; see model.h. @since 0.1 */
typedef struct gemel_attribute gemel_attribute;
/** An association of a resolved schema; see association.h. @since 0.1 */
typedef struct gemel_association gemel_association;
/** A URL, a resolved schema and a pool of connections; see database.h. @since 0.1 */
typedef struct gemel_database gemel_database;
/** One statement that was sent, as the log receives it; see database.h. @since 0.1 */
typedef struct gemel_log_event gemel_log_event;
/** What a hook receives; see hook.h. @since 0.1 */
typedef struct gemel_hook_event gemel_hook_event;
/** Transactions, over at most one connection at a time; see session.h. @since 0.1 */
typedef struct gemel_session gemel_session;
/** One row as an object of its session; see record.h. @since 0.1 */
typedef struct gemel_record gemel_record;
/** The records that one query found; see record.h. @since 0.1 */
typedef struct gemel_records gemel_records;
/** A question about the rows of a model; see query.h. @since 0.1 */
typedef struct gemel_query gemel_query;
/** Rows of values that are not records; see rows.h. @since 0.1 */
typedef struct gemel_rows gemel_rows;
/** Many rows of a model, which are inserted one by one; see bulk.h. @since 0.1 */
typedef struct gemel_bulk gemel_bulk;
/** Records that are read a few at a time; see cursor.h. @since 0.1 */
typedef struct gemel_cursor gemel_cursor;
/** What an association method would do; see plan.h. @since 0.1 */
typedef struct gemel_plan gemel_plan;

/**
 * The result of a call. Each code stands for one reaction of the caller. The numbers never change, and new ones are
 * appended: treat a number that you do not know as GEMEL_DATABASE. @since 0.1
 */
typedef int32_t gemel_status;
/** The values of a gemel_status. @since 0.1 */
enum {
    GEMEL_OK = 0,               /**< success */
    GEMEL_USAGE = 1,            /**< a wrong call: fix the program */
    GEMEL_DEFINITION = 2,       /**< a wrong schema; gemel_error_item_* lists every complaint */
    GEMEL_NOT_FOUND = 3,        /**< a row that must exist does not */
    GEMEL_OCCUPIED = 4,         /**< the owner has a partner, and `replace` is not set */
    GEMEL_VALIDATION = 5,       /**< values were refused; gemel_error_item_* lists each of them */
    GEMEL_NOT_NULL = 6,         /**< null where null is not allowed; gemel_error_item_* lists each of them */
    GEMEL_UNIQUE = 7,           /**< another row has that value already */
    GEMEL_FOREIGN_KEY = 8,      /**< a row refers to one that does not exist, or is itself still referred to */
    GEMEL_CHECK = 9,            /**< a check constraint of the database refused the row */
    GEMEL_STALE = 10,           /**< somebody else has changed the row meanwhile */
    GEMEL_BUSY = 11,            /**< locked by somebody else for longer than the timeout: try again later */
    GEMEL_RETRY = 12,           /**< serialization failure or deadlock: run the transaction again */
    GEMEL_CONNECTION = 13,      /**< the database cannot be reached or opened */
    GEMEL_UNKNOWN_OUTCOME = 14, /**< the connection broke during a commit */
    GEMEL_CANCELLED = 15,       /**< cancelled on request */
    GEMEL_UNSUPPORTED = 16,     /**< this build, database or type cannot do this */
    GEMEL_CALLBACK = 17,        /**< your own callback failed */
    GEMEL_DATABASE = 18,        /**< any other failure of the database */
    GEMEL_OUT_OF_MEMORY = 19,   /**< memory ran out; *err stays NULL */
    GEMEL_INTERNAL = 20         /**< a bug in gemel: please report it */
};

/**
 * Returns the version of the loaded library: major * 1000000 + minor * 1000 + patch. Any thread may call it. @since 0.1
 */
GEMEL_API int32_t gemel_version(void);

GEMEL_END
#endif
