/**
 * @file gemel/hook.h
 * Hooks: your functions, which run before and after gemel writes rows of a model, or an association.
 *
 * WHEN. A save runs the hooks of its record's model in this order: before-validate, [the values are checked],
 * after-validate, before-create or before-update, before-save, [the statement], after-create or after-update,
 * after-save. If there is nothing to write, there is no statement, and the hooks after it do not run. A destroy runs
 * before-destroy and after-destroy, but after-destroy only if there was a row. Association methods run these hooks for
 * every row that they write. The previous partner comes first: hooks of an update if its foreign key becomes null,
 * hooks of a destroy if it is deleted. Then comes the new partner. Creating with `include` runs hooks for each record,
 * owners first, dependents last. What the database does by itself (ON DELETE, ON UPDATE) runs no hooks. Hooks of an
 * association run around the whole of its set, unset or create, and only when the method is called on that side.
 *
 * WHERE. All of this happens in one transaction; inside a transaction, in one savepoint. Hooks after a statement run
 * before the commit. A hook may read its record. It may assign attributes before the statement; what it assigns is
 * checked and written with the rest. It may make other calls on the session. These are part of the transaction and run
 * hooks too, at most 16 deep; beyond that they are GEMEL_USAGE. A hook must leave the session's depth as it found it,
 * and must not let another thread use the session. If the transaction fails with GEMEL_RETRY, and it is not inside a
 * transaction of yours, everything is undone and runs again, hooks included, up to 3 times. The foreign key that a
 * method writes belongs to the method: a hook that assigns it makes the call fail with GEMEL_USAGE.
 *
 * FAILURE. If a hook returns anything but GEMEL_OK, the call fails with the hook's error, or with GEMEL_CALLBACK if the
 * hook gave none. Then nothing has changed, neither in the database nor in the records of the call: what hooks assigned
 * to them is restored.
 *
 * CALLS. Hooks run for every call that writes records one by one, and for gemel_query_update and gemel_query_destroy,
 * which then write row by row. gemel_records_insert, gemel_record_upsert, gemel_bulk_open and
 * gemel_records_set_association run no hooks. They are GEMEL_USAGE if the model has hooks that would apply to their
 * rows, unless the option `hooks` is false. gemel_record_restore, gemel_record_touch and your own SQL run no hooks.
 *
 * The option `hooks` set to false runs no hooks. Every call has it except these last three. Dependents are settled all
 * the same. Hooks are not part of a schema's document. A model without hooks costs nothing. With hooks, a call takes
 * several round trips, and gemel_plan explains the call without them.
 *
 * Guide: docs/hooks.md.
 */
#ifndef GEMEL_HOOK_H
#define GEMEL_HOOK_H
#include "base.h"
GEMEL_BEGIN

/** When a hook runs. @since 0.1 */
enum {
    GEMEL_HOOK_BEFORE_VALIDATE = 1, /**< save: the values are about to be checked */
    GEMEL_HOOK_AFTER_VALIDATE = 2,  /**< save: the values have passed the checks */
    GEMEL_HOOK_BEFORE_CREATE = 3,   /**< save: a row is about to be inserted */
    GEMEL_HOOK_AFTER_CREATE = 4,    /**< save: a row was inserted */
    GEMEL_HOOK_BEFORE_UPDATE = 5,   /**< save: a row is about to be updated */
    GEMEL_HOOK_AFTER_UPDATE = 6,    /**< save: a row was updated */
    GEMEL_HOOK_BEFORE_SAVE = 7,     /**< save of either kind: runs after before-create or before-update */
    GEMEL_HOOK_AFTER_SAVE = 8,      /**< save of either kind: runs after after-create or after-update */
    GEMEL_HOOK_BEFORE_DESTROY = 9,  /**< a row is about to be deleted, or marked as deleted */
    GEMEL_HOOK_AFTER_DESTROY = 10,  /**< a row was deleted, or marked as deleted */
    GEMEL_HOOK_BEFORE_SET = 11,     /**< association: before set, unset or create */
    GEMEL_HOOK_AFTER_SET = 12       /**< association: after set, unset or create */
};

/** A hook; it runs as described above. The event is valid during the call. *err is for gemel_error_raise. @since 0.1 */
typedef gemel_status gemel_hook_fn(const gemel_hook_event *event, void *user_data, gemel_error **err);
/**
 * Adds a hook for one of GEMEL_HOOK_..., to a model (association is NULL) or to one of its associations. Several hooks
 * for one event run in the order added. The schema is a builder (base.h): it need not have the model or the association
 * yet, and must not be resolved. user_data belongs to the caller. destroy is as in base.h; its holders are the schema
 * and everything that uses it. If sessions work on several threads, fn is called on each of them. GEMEL_DEFINITION.
 * @since 0.1
 */
GEMEL_API gemel_status gemel_schema_add_hook(gemel_schema *self, const char *model, const char *association,
                                             int32_t event, gemel_hook_fn *fn, void *user_data,
                                             void (*destroy)(void *user_data), gemel_error **err);

/*
 * ---- What a hook receives. Functions return 0, "" or NULL for NULL. Everything is borrowed from the event: freeing it
 * does nothing. ----
 */

/** Returns one of GEMEL_HOOK_.... @since 0.1 */
GEMEL_API int32_t gemel_hook_event_kind(const gemel_hook_event *self);
/** Returns the session that the call is made on. @since 0.1 */
GEMEL_API gemel_session *gemel_hook_event_session(const gemel_hook_event *self);
/**
 * Returns the record that is written: the record of the caller under another handle, or a record that was read because
 * its row is displaced. For an association, returns the record whose method is called. @since 0.1
 */
GEMEL_API gemel_record *gemel_hook_event_record(const gemel_hook_event *self);
/** Returns the association, for a hook of an association; otherwise NULL. @since 0.1 */
GEMEL_API const gemel_association *gemel_hook_event_association(const gemel_hook_event *self);
/** Returns "set", "setKey", "unset" or "create" for a hook of an association; otherwise "". @since 0.1 */
GEMEL_API const char *gemel_hook_event_method(const gemel_hook_event *self);
/**
 * Returns the record at the other end, for a hook of an association. It is new before a create. NULL for unset, for
 * setKey of a belongs-to, and for other hooks. @since 0.1
 */
GEMEL_API gemel_record *gemel_hook_event_other(const gemel_hook_event *self);

GEMEL_END
#endif
