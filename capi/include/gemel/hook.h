/**
 * @file gemel/hook.h
 * Hooks: functions of yours that run before and after rows of a model, or an association, are written.
 *
 * WHEN. A save runs, in this order, those of its record's model: before-validate, [the values are checked],
 * after-validate, before-create or before-update, before-save, [the statement], after-create or after-update,
 * after-save. If nothing is to be written, there is no statement and those after it do not run. A destroy runs
 * before-destroy and after-destroy; the latter only if there was a row.
 * Association methods run these for every row that they write: for who is linked and, before that, for who was so far:
 * hooks of an update where its key becomes null, hooks of a destroy where it is deleted. Creating with `include` runs
 * them for each record, owners first, dependents last. What the database does by itself (ON DELETE, ON UPDATE) runs
 * none.
 * Those of an association run around its set, unset and create as a whole, called at that end only.
 *
 * WHERE. All of it is one transaction, inside one a savepoint; hooks after a statement run before the commit. A hook
 * may read its record, assign attributes before the statement (what it assigns is checked and written with the rest),
 * and make other calls on the session, which are part of that transaction; such calls run hooks too, at most 16 deep,
 * then GEMEL_USAGE. It must leave the session's depth as it found it, and the session to its own thread. If the
 * transaction fails with GEMEL_RETRY, outside of one of yours, all is undone and runs again, hooks included, up to 3
 * times. The key that a method writes is the method's: a hook that assigns it fails the call with GEMEL_USAGE.
 *
 * FAILURE. If a hook returns anything but GEMEL_OK, the call fails with the error that the hook gave, or with
 * GEMEL_CALLBACK if it gave none. Nothing has changed then, neither in the database nor in the records of the call:
 * what hooks assigned to them is put back.
 *
 * WHICH CALLS. All that write records one by one, and gemel_query_update and gemel_query_destroy, which then write row
 * by row. gemel_records_insert, gemel_record_upsert, gemel_bulk_open and gemel_records_set_association run none: they
 * are GEMEL_USAGE if there are some that such rows would have, unless `hooks` is false. gemel_record_restore,
 * gemel_record_touch and SQL of one's own run none.
 *
 * `hooks: false`, an option of all but these last, runs none; dependents are settled all the same. Hooks are no part of
 * a schema's document. A model without hooks costs nothing; with them, a call takes several round trips, and gemel_plan
 * explains it without.
 *
 * Guide: docs/hooks.md.
 */
#ifndef GEMEL_HOOK_H
#define GEMEL_HOOK_H
#include "base.h"
GEMEL_BEGIN

/** When a hook runs. @since 0.1 */
enum {
    GEMEL_HOOK_BEFORE_VALIDATE = 1, /**< of a save: the values are still to be checked */
    GEMEL_HOOK_AFTER_VALIDATE = 2,  /**< of a save: the values have passed */
    GEMEL_HOOK_BEFORE_CREATE = 3,   /**< of a save: a row is about to be inserted */
    GEMEL_HOOK_AFTER_CREATE = 4,    /**< of a save: it was inserted */
    GEMEL_HOOK_BEFORE_UPDATE = 5,   /**< of a save: a row is about to be updated */
    GEMEL_HOOK_AFTER_UPDATE = 6,    /**< of a save: it was updated */
    GEMEL_HOOK_BEFORE_SAVE = 7,     /**< of a save of either kind, after those before */
    GEMEL_HOOK_AFTER_SAVE = 8,      /**< of a save of either kind */
    GEMEL_HOOK_BEFORE_DESTROY = 9,  /**< a row is about to be deleted, or marked as deleted */
    GEMEL_HOOK_AFTER_DESTROY = 10,  /**< it was */
    GEMEL_HOOK_BEFORE_SET = 11,     /**< of an association: set, unset or create */
    GEMEL_HOOK_AFTER_SET = 12       /**< of an association: set, unset or create */
};

/** Runs as told above. The event is valid during the call. *err is for gemel_error_raise. @since 0.1 */
typedef gemel_status gemel_hook_fn(const gemel_hook_event *event, void *user_data, gemel_error **err);
/**
 * Adds a hook of a model (association NULL), or of one of its associations, for one of GEMEL_HOOK_...; several of an
 * event run in the order added. The schema, a builder (base.h), need not have either yet, and must not be resolved.
 * user_data is the caller's; destroy as in base.h, the holder being the schema and all that uses it. Sessions on
 * several threads call fn on each of them. GEMEL_DEFINITION. @since 0.1
 */
GEMEL_API gemel_status gemel_schema_add_hook(gemel_schema *self, const char *model, const char *association,
                                             int32_t event, gemel_hook_fn *fn, void *user_data,
                                             void (*destroy)(void *user_data), gemel_error **err);

/* ---- What a hook is told; NULL gives 0, "" or NULL. All is borrowed from the event: freeing it does nothing ---- */

/** One of GEMEL_HOOK_.... @since 0.1 */
GEMEL_API int32_t gemel_hook_event_kind(const gemel_hook_event *self);
/** The session that the call is made on. @since 0.1 */
GEMEL_API gemel_session *gemel_hook_event_session(const gemel_hook_event *self);
/**
 * The record that is written: the caller's own, under another handle, or one that was read because its row is
 * displaced. Of an association: the one whose method is called. @since 0.1
 */
GEMEL_API gemel_record *gemel_hook_event_record(const gemel_hook_event *self);
/** Of an association: which. Else NULL. @since 0.1 */
GEMEL_API const gemel_association *gemel_hook_event_association(const gemel_hook_event *self);
/** Of an association: "set", "setKey", "unset" or "create". Else "". @since 0.1 */
GEMEL_API const char *gemel_hook_event_method(const gemel_hook_event *self);
/**
 * Of an association: the record at the other end, which is new before a create; NULL for unset, and for setKey of a
 * belongs-to. Else NULL. @since 0.1
 */
GEMEL_API gemel_record *gemel_hook_event_other(const gemel_hook_event *self);

GEMEL_END
#endif
