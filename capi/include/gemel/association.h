/**
 * @file gemel/association.h
 * HasOne and BelongsTo: what they are (parts of a resolved schema) and what they do to records.
 *
 * SOURCE is the model that an association is declared on, TARGET the model that it leads to. For a HasOne, the foreign
 * key is an attribute of the target; for a BelongsTo, of the source. OWNER is the record at the has-one end. DEPENDENT
 * is the record that holds the foreign key. In a has-one the owner is the source, in a belongs-to the dependent is.
 *
 * Guides: docs/associations.md and docs/loading.md.
 */
#ifndef GEMEL_ASSOCIATION_H
#define GEMEL_ASSOCIATION_H
#include "base.h"
GEMEL_BEGIN

/*
 * ---- What it is. Associations are immutable, and any thread may read them; they live as long as models (model.h).
 * NULL gives "", 0, false or NULL. ----
 */

/** What gemel_association_kind returns. @since 0.1 */
enum {
    GEMEL_HAS_ONE = 1,   /**< the foreign key is an attribute of the target */
    GEMEL_BELONGS_TO = 2 /**< the foreign key is an attribute of the source */
};

/** Returns its name (alias), which is unique on the source. @since 0.1 */
GEMEL_API const char *gemel_association_name(const gemel_association *self);
/** Returns GEMEL_HAS_ONE or GEMEL_BELONGS_TO; 0 for NULL. @since 0.1 */
GEMEL_API int32_t gemel_association_kind(const gemel_association *self);
/** Returns its index among the associations of its source; -1 for NULL. @since 0.1 */
GEMEL_API int32_t gemel_association_index(const gemel_association *self);
/** Was it only created as the inverse of another association, and not declared itself? @since 0.1 */
GEMEL_API bool gemel_association_is_automatic(const gemel_association *self);
/** Returns the model that it is declared on. @since 0.1 */
GEMEL_API const gemel_model *gemel_association_source(const gemel_association *self);
/** Returns the model that it leads to. @since 0.1 */
GEMEL_API const gemel_model *gemel_association_target(const gemel_association *self);
/** Returns the association that leads back; NULL if there is none. @since 0.1 */
GEMEL_API const gemel_association *gemel_association_inverse(const gemel_association *self);
/** Returns the foreign key: the attribute that refers to the owner. @since 0.1 */
GEMEL_API const gemel_attribute *gemel_association_foreign_key(const gemel_association *self);
/** Returns the attribute that the foreign key refers to. @since 0.1 */
GEMEL_API const gemel_attribute *gemel_association_key(const gemel_association *self);
/** Returns "CASCADE", "SET NULL", "RESTRICT", "NO ACTION" or "SET DEFAULT"; "" without a constraint. @since 0.1 */
GEMEL_API const char *gemel_association_on_delete(const gemel_association *self);
/** Returns the same as gemel_association_on_delete, for a change of the attribute that is referred to. @since 0.1 */
GEMEL_API const char *gemel_association_on_update(const gemel_association *self);
/**
 * Returns the name of the accessor for a verb ("get", "set", "create"), such as "getDrivingLicense". "" for any other
 * verb, and if your class has a method of that name (`methods` of the model). @since 0.1
 */
GEMEL_API const char *gemel_association_accessor(const gemel_association *self, const char *verb);

/*
 * ---- What it does, by name, in both directions. Each call is atomic: a transaction of its own, or a savepoint inside
 * a transaction. The state of the database decides what a call does, never what is in memory. After success the two
 * records that took part show the new state; other records that were displaced may be stale. An unknown name is
 * GEMEL_USAGE, and the message suggests the nearest one. A row that is marked as deleted (PARANOID in schema.h) is
 * treated as if it were gone. A row that a call would delete is marked instead if its model is paranoid. Outside a
 * transaction, a call that fails with GEMEL_RETRY is tried three times more. Besides the listed codes, each call may
 * fail with GEMEL_BUSY, GEMEL_RETRY, GEMEL_CONNECTION, GEMEL_CANCELLED and GEMEL_DATABASE. ----
 */

/**
 * Finds the record at the other end, with one statement; owned by the caller. NULL if there is none. If there are
 * several rows (no UNIQUE), returns the one with the lowest primary key. A new owner, or a null foreign key, gives NULL
 * without a statement. A key that was not read is GEMEL_USAGE. options may be NULL; query.h and record.h say more about
 * them. Options:
 *   where          object: a filter; only a partner that fulfils it is given
 *   order          names: the first in this order is given
 *   include        include: the associations to load too
 *   attributes     names: the attributes to read; without it, all
 *   withDeleted    bool, false: also finds rows that are marked as deleted
 *   paranoid       bool, true: false means the same as withDeleted
 *   scope          bool or names, true: the default scope; false: no scope; names: these scopes instead
 *   lock           text: locks the row until the transaction ends
 *   raiseOnLazy    bool, false: gemel_record_load_association is GEMEL_USAGE if it would load
 *   rejectOnEmpty  bool, false: fails with GEMEL_NOT_FOUND if there is none
 * @since 0.1
 */
GEMEL_API gemel_status gemel_record_get_association(gemel_record *self, const char *association,
                                                    const gemel_options *options, gemel_record **out,
                                                    gemel_error **err);
/**
 * Links `other`, a record of the same session and of the target model. NULL is GEMEL_USAGE and never unlinks.
 *
 * HasOne: afterwards exactly `other` is linked. If it has another owner, it is moved; if it is new, it is inserted. If
 * it is stored, only its foreign key is written. The previous dependent is displaced: its foreign key becomes null, or
 * it is deleted if the key may not be null or `destroyPrevious` is set. GEMEL_NOT_FOUND if the row of self or other is
 * gone.
 *
 * BelongsTo: writes the foreign key of self, and nothing else. If the row already holds that key, nothing is written,
 * whatever self shows in memory. A new self is linked in memory only. GEMEL_OCCUPIED if the owner has another dependent
 * and `replace` is not set (checked only if the inverse is a HasOne). GEMEL_FOREIGN_KEY if the owner's row is gone.
 * GEMEL_NOT_FOUND if the owner's row is marked as deleted, or if self's row is gone.
 *
 * Both are GEMEL_NOT_FOUND if deleting the displaced record would also delete the record to be linked. Options:
 *   destroyPrevious  bool, false: deletes the displaced record, instead of unlinking it
 *   silent           bool, false: leaves the timestamps of stored rows as they are
 *   validate         bool, true: asks the validators; of a stored row only those of what is written, the key
 *   hooks            bool, true: runs the hooks, see hook.h
 *   replace          bool, false: BelongsTo: displaces the previous record, instead of GEMEL_OCCUPIED
 *   save             bool, true: BelongsTo: writes the key; false: only assigns it, in memory
 * GEMEL_NOT_FOUND, GEMEL_STALE (the row that gets the foreign key has another version), GEMEL_OCCUPIED,
 * GEMEL_VALIDATION, GEMEL_NOT_NULL, GEMEL_UNIQUE, GEMEL_FOREIGN_KEY. @since 0.1
 */
GEMEL_API gemel_status gemel_record_set_association(gemel_record *self, const char *association, gemel_record *other,
                                                    const gemel_options *options, gemel_error **err);
/**
 * Links like gemel_record_set_association, but takes only the key of the other record. key holds all attributes of the
 * target's primary key (HasOne), or the attribute that is referred to (BelongsTo). A key that does not fit its type is
 * GEMEL_USAGE (HasOne) or GEMEL_VALIDATION (BelongsTo). HasOne returns the whole row in *out, owned by the caller, and
 * is GEMEL_NOT_FOUND if there is none. BelongsTo returns NULL. out may be NULL.
 * Options: as gemel_record_set_association. @since 0.1
 */
GEMEL_API gemel_status gemel_record_set_association_key(gemel_record *self, const char *association,
                                                        const gemel_values *key, const gemel_options *options,
                                                        gemel_record **out, gemel_error **err);
/**
 * Links like gemel_record_set_association_key, by the value of a key of one attribute. For a HasOne, a primary key of
 * several attributes is GEMEL_USAGE, and the message names them. Options: as gemel_record_set_association. @since 0.1
 */
GEMEL_API gemel_status gemel_record_set_association_int(gemel_record *self, const char *association, int64_t key,
                                                        const gemel_options *options, gemel_record **out,
                                                        gemel_error **err);
/**
 * Links like gemel_record_set_association_int, by a text in the form that values.h shows.
 * Options: as gemel_record_set_association. @since 0.1
 */
GEMEL_API gemel_status gemel_record_set_association_text(gemel_record *self, const char *association, const char *text,
                                                         size_t length, const gemel_options *options,
                                                         gemel_record **out, gemel_error **err);
/**
 * Unlinks the partner. HasOne: the foreign key of the dependent becomes null, or it is deleted if the key may not be
 * null or `destroyPrevious` is set. BelongsTo: the foreign key of self becomes null; GEMEL_NOT_NULL if it may not.
 * Otherwise it fails like gemel_record_set_association. Options:
 *   destroyPrevious  bool, false: deletes the linked record, instead of unlinking it
 *   silent           bool, false: leaves the timestamps of stored rows as they are
 *   validate         bool, true: asks the validators of what is written, the key
 *   hooks            bool, true: runs the hooks
 *   replace          bool, false: BelongsTo: accepted as by set; nobody is displaced here
 *   save             bool, true: BelongsTo: writes the key; false: only assigns it, in memory
 * @since 0.1
 */
GEMEL_API gemel_status gemel_record_unset_association(gemel_record *self, const char *association,
                                                      const gemel_options *options, gemel_error **err);
/**
 * Creates a target and links it. *out is owned by the caller, and out may be NULL. values may be NULL; a foreign key in
 * them is overridden. If the owner has a dependent, the call is GEMEL_OCCUPIED and writes nothing, unless `replace` is
 * set: then the previous dependent is displaced as in gemel_record_set_association. BelongsTo: a new self is linked in
 * memory only. Options:
 *   replace          bool, false: displaces the previous record, instead of GEMEL_OCCUPIED
 *   destroyPrevious  bool, false: deletes the displaced record, instead of unlinking it
 *   silent           bool, false: leaves the timestamps of displaced rows as they are
 *   validate         bool, true: asks the validators
 *   hooks            bool, true: runs the hooks
 *   fields           names: the attributes to take from values, as gemel_record_create
 *   include          include: associations whose partners are created too, as gemel_record_create
 * GEMEL_NOT_FOUND (BelongsTo: self's row is gone; HasOne: it is marked as deleted), GEMEL_STALE (BelongsTo: self's row
 * was changed), GEMEL_OCCUPIED, GEMEL_VALIDATION, GEMEL_NOT_NULL, GEMEL_UNIQUE, GEMEL_FOREIGN_KEY. @since 0.1
 */
GEMEL_API gemel_status gemel_record_create_association(gemel_record *self, const char *association,
                                                       const gemel_values *values, const gemel_options *options,
                                                       gemel_record **out, gemel_error **err);

/**
 * Creates an owner and its dependent, linked: all or nothing. This works even if the association is mandatory or the
 * foreign key may not be null. association is a has-one or a belongs-to of the session's schema. owner_values and
 * dependent_values may be NULL; a foreign key in the latter is overridden. *owner and *dependent are owned by the
 * caller, and show each other as after gemel_record_create with include; owner and dependent may be NULL. options may
 * be NULL. Options:
 *   validate  bool, true: asks the validators
 *   hooks     bool, true: runs the hooks
 * GEMEL_VALIDATION, GEMEL_NOT_NULL, GEMEL_UNIQUE, GEMEL_FOREIGN_KEY. @since 0.1
 */
GEMEL_API gemel_status gemel_record_create_pair(gemel_session *session, const gemel_association *association,
                                                const gemel_values *owner_values, const gemel_values *dependent_values,
                                                const gemel_options *options, gemel_record **owner,
                                                gemel_record **dependent, gemel_error **err);

/*
 * ---- What is loaded. A record holds the partners that were included when it was read (`include`, record.h), that a
 * method has linked since, or that were loaded later. It keeps partners alive that gemel loaded. It does not keep a
 * record that you passed to a method: once you free that record, the association is no longer loaded. ----
 */

/** Is that association loaded, with or without a partner? @since 0.1 */
GEMEL_API gemel_status gemel_record_is_loaded(const gemel_record *self, const char *association, bool *out,
                                              gemel_error **err);
/**
 * Returns the loaded partner, as another handle to the same record, owned by the caller; NULL if there is none. If the
 * association is not loaded, it is loaded first, with one statement, for all living records that came with this one in
 * the same result. So a loop over n records with k associations sends 1 + k statements. A key that was not read is
 * GEMEL_USAGE, and nothing is loaded. If `raiseOnLazy` was given to the session, or to the call that read the record,
 * loading is GEMEL_USAGE. options may be NULL. Options: none. @since 0.1
 */
GEMEL_API gemel_status gemel_record_load_association(gemel_record *self, const char *association,
                                                     const gemel_options *options, gemel_record **out,
                                                     gemel_error **err);
/**
 * Finds what gemel_record_get_association would find for each of these records of one session, with one statement. If
 * none of them can have a partner, nothing is sent. *out, owned by the caller, holds each record found once, ordered by
 * primary key. Its foreign key (HasOne), or the attribute that the foreign key refers to (BelongsTo), shows whose
 * partner it is. Nothing is loaded into the records. A key that was not read is GEMEL_USAGE. options may be NULL.
 * Options:
 *   withDeleted  bool, false: also finds rows that are marked as deleted
 *   paranoid     bool, true: false means the same as withDeleted
 *   scope        bool or names, true: the default scope; false: no scope; names: these scopes instead
 * @since 0.1
 */
GEMEL_API gemel_status gemel_records_get_association(gemel_session *session, const gemel_association *association,
                                                     gemel_record *const *records, size_t count,
                                                     const gemel_options *options, gemel_records **out,
                                                     gemel_error **err);
/**
 * Does gemel_record_set_association of a HasOne for many pairs of stored records of one session: owners[i] gets
 * others[i], all or none, with a constant number of statements. Each record is in one pair only; a dependent may come
 * from an owner that gets another dependent in the same call. Rows are locked in the order of their keys. On success
 * the records show each other as after gemel_record_set_association. owners and others may be NULL if count is 0.
 * options may be NULL. Options:
 *   destroyPrevious  bool, false: deletes the displaced record, instead of unlinking it
 *   silent           bool, false: leaves the timestamps of the rows as they are
 *   validate         bool, true: asks the validators of what is written, the keys
 *   hooks            bool, true: no hooks run here; must be false if the model has some (hook.h)
 * GEMEL_USAGE for a BelongsTo, a new record, or a record that occurs twice; the message names the pair, counted from 1.
 * GEMEL_USAGE too if a displaced record would be deleted and has dependents that gemel settles. GEMEL_VALIDATION,
 * GEMEL_NOT_FOUND if a row is gone, GEMEL_UNIQUE, GEMEL_FOREIGN_KEY. GEMEL_UNSUPPORTED for keys that are blobs, and if
 * a dependent would move between two of the owners while its foreign key is unique and may not be null. @since 0.1
 */
GEMEL_API gemel_status gemel_records_set_association(gemel_session *session, const gemel_association *association,
                                                     gemel_record *const *owners, gemel_record *const *others,
                                                     size_t count, const gemel_options *options, gemel_error **err);

GEMEL_END
#endif
