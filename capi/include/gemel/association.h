/**
 * @file gemel/association.h
 * HasOne and BelongsTo: what they are (parts of a resolved schema) and what they do to records.
 *
 * SOURCE is the model that an association is declared on, TARGET the other. HasOne: the foreign key is an attribute
 * of the target. BelongsTo: of the source. OWNER is the record at the has-one end, DEPENDENT the one that holds the
 * key.
 *
 * Guides: docs/associations.md and docs/loading.md.
 */
#ifndef GEMEL_ASSOCIATION_H
#define GEMEL_ASSOCIATION_H
#include "base.h"
GEMEL_BEGIN

/* ---- What it is: immutable, any thread, lifetime as in model.h; NULL gives "", 0, false or NULL ---- */

/** What gemel_association_kind answers. @since 0.1 */
enum {
    GEMEL_HAS_ONE = 1,   /**< the foreign key is an attribute of the target */
    GEMEL_BELONGS_TO = 2 /**< the foreign key is an attribute of the source */
};

/** Its name (alias), unique on the source. @since 0.1 */
GEMEL_API const char *gemel_association_name(const gemel_association *self);
/** GEMEL_HAS_ONE or GEMEL_BELONGS_TO; 0 for NULL. @since 0.1 */
GEMEL_API int32_t gemel_association_kind(const gemel_association *self);
/** Its place among the associations of its source; -1 for NULL. @since 0.1 */
GEMEL_API int32_t gemel_association_index(const gemel_association *self);
/** Was it made as the inverse of another one, and never declared itself? @since 0.1 */
GEMEL_API bool gemel_association_is_automatic(const gemel_association *self);
/** The model it is declared on. @since 0.1 */
GEMEL_API const gemel_model *gemel_association_source(const gemel_association *self);
/** The model it leads to. @since 0.1 */
GEMEL_API const gemel_model *gemel_association_target(const gemel_association *self);
/** The association that leads back; NULL if there is none. @since 0.1 */
GEMEL_API const gemel_association *gemel_association_inverse(const gemel_association *self);
/** The attribute that holds the key. @since 0.1 */
GEMEL_API const gemel_attribute *gemel_association_foreign_key(const gemel_association *self);
/** The attribute that it refers to. @since 0.1 */
GEMEL_API const gemel_attribute *gemel_association_key(const gemel_association *self);
/** "CASCADE", "SET NULL", "RESTRICT", "NO ACTION" or "SET DEFAULT"; "" without a constraint. @since 0.1 */
GEMEL_API const char *gemel_association_on_delete(const gemel_association *self);
/** As gemel_association_on_delete, for a change of the key. @since 0.1 */
GEMEL_API const char *gemel_association_on_update(const gemel_association *self);
/**
 * What the accessor for a verb ("get", "set", "create") is called: "getDrivingLicense"; "" for another verb, and where
 * the user's class has a method of that name (`methods` of the model). @since 0.1
 */
GEMEL_API const char *gemel_association_accessor(const gemel_association *self, const char *verb);

/* ---- What it does, by name, in both directions. Each call is atomic: a transaction of its own, in a transaction a
 * savepoint. What it does is decided by the database's state, never by what is in memory. After success the two records
 * that took part show it; others that were displaced may be stale. An unknown name is GEMEL_USAGE and tells the
 * nearest. A row that is marked as deleted (PARANOID in schema.h) is as one that is gone, and one that is to be deleted
 * is marked where its model says so. Outside a transaction, a call that fails with GEMEL_RETRY is tried three times
 * more. Besides what is listed, each may fail with GEMEL_BUSY, GEMEL_RETRY, GEMEL_CONNECTION, GEMEL_CANCELLED and
 * GEMEL_DATABASE. ---- */

/**
 * Asks the database, with one statement, and gives the record at the other end, owned by the caller; NULL if there is
 * none. Of several rows (no UNIQUE) the one with the lowest primary key. A new owner, or a null key: NULL without a
 * statement; a key that was not read: GEMEL_USAGE. options may be NULL; query.h and record.h say more of them. Options:
 *   where          object: a filter; only a partner that fulfils it is given
 *   order          names: the first in this order is given
 *   include        include: the associations to load, too
 *   attributes     names: the attributes to read; without it, all
 *   withDeleted    bool, false: shows rows that are marked as deleted, too
 *   paranoid       bool, true: false says the same as withDeleted
 *   scope          bool or names, true: the default scope; false: no scope; names: these scopes instead
 *   lock           text: locks the row until the transaction ends
 *   raiseOnLazy    bool, false: gemel_record_load_association is GEMEL_USAGE where it would load
 *   rejectOnEmpty  bool, false: fails with GEMEL_NOT_FOUND if there is none
 * @since 0.1
 */
GEMEL_API gemel_status gemel_record_get_association(gemel_record *self, const char *association,
                                                    const gemel_options *options, gemel_record **out,
                                                    gemel_error **err);
/**
 * Links `other`, a record of the same session and of the target model. NULL is GEMEL_USAGE and never unlinks.
 *
 * HasOne: afterwards exactly `other` is linked. It is moved from another owner if need be, inserted if it is new; of
 * a stored one only the key is written. Who was linked before gets a null key, or is deleted if the key may not be
 * null or `destroyPrevious` is set. GEMEL_NOT_FOUND if self's or other's row is gone.
 * BelongsTo: writes the key of self, and nothing else, unless its row holds it already, whatever self shows in memory;
 * of a new self only in memory. GEMEL_OCCUPIED if the owner has another dependent and `replace` is not set (asked where
 * the inverse is a HasOne). GEMEL_FOREIGN_KEY if the owner's row is gone, GEMEL_NOT_FOUND if it is marked as deleted or
 * self's row is gone.
 * Either is GEMEL_NOT_FOUND where the one to be linked would be deleted together with the one that is displaced.
 * Options:
 *   destroyPrevious  bool, false: deletes who is displaced, instead of unlinking it
 *   silent           bool, false: leaves the timestamps of stored rows as they are
 *   validate         bool, true: asks the validators; of a stored row only those of what is written, the key
 *   hooks            bool, true: runs the hooks, see hook.h
 *   replace          bool, false: BelongsTo: displaces who is in the place, instead of GEMEL_OCCUPIED
 *   save             bool, true: BelongsTo: writes the key; false: only assigns it, in memory
 * GEMEL_NOT_FOUND, GEMEL_STALE (the row that gets the key has another version), GEMEL_OCCUPIED, GEMEL_VALIDATION,
 * GEMEL_NOT_NULL, GEMEL_UNIQUE, GEMEL_FOREIGN_KEY. @since 0.1
 */
GEMEL_API gemel_status gemel_record_set_association(gemel_record *self, const char *association, gemel_record *other,
                                                    const gemel_options *options, gemel_error **err);
/**
 * As gemel_record_set_association, the other one known by its key only. key holds all attributes of the target's
 * primary key (HasOne), or the attribute that is referred to (BelongsTo). A key that does not fit its type is
 * GEMEL_USAGE (HasOne) or GEMEL_VALIDATION (BelongsTo). HasOne gives the whole row in *out, owned by the caller, and
 * GEMEL_NOT_FOUND if there is none; BelongsTo gives NULL. out may be NULL.
 * Options: as gemel_record_set_association. @since 0.1
 */
GEMEL_API gemel_status gemel_record_set_association_key(gemel_record *self, const char *association,
                                                        const gemel_values *key, const gemel_options *options,
                                                        gemel_record **out, gemel_error **err);
/**
 * As gemel_record_set_association_key, where the key is one attribute: by its value. GEMEL_USAGE, naming them, if the
 * target's primary key is several (HasOne). Options: as gemel_record_set_association. @since 0.1
 */
GEMEL_API gemel_status gemel_record_set_association_int(gemel_record *self, const char *association, int64_t key,
                                                        const gemel_options *options, gemel_record **out,
                                                        gemel_error **err);
/**
 * As gemel_record_set_association_int, by a text in the form that values.h says.
 * Options: as gemel_record_set_association. @since 0.1
 */
GEMEL_API gemel_status gemel_record_set_association_text(gemel_record *self, const char *association, const char *text,
                                                         size_t length, const gemel_options *options,
                                                         gemel_record **out, gemel_error **err);
/**
 * Nobody any more. HasOne: who is linked gets a null key, or is deleted if the key may not be null or
 * `destroyPrevious` is set. BelongsTo: the key of self becomes null; GEMEL_NOT_NULL if it may not. Else it fails as
 * gemel_record_set_association. Options:
 *   destroyPrevious  bool, false: deletes who is linked, instead of unlinking it
 *   silent           bool, false: leaves the timestamps of stored rows as they are
 *   validate         bool, true: asks the validators of what is written, the key
 *   hooks            bool, true: runs the hooks
 *   save             bool, true: BelongsTo: writes the key; false: only assigns it, in memory
 * @since 0.1
 */
GEMEL_API gemel_status gemel_record_unset_association(gemel_record *self, const char *association,
                                                      const gemel_options *options, gemel_error **err);
/**
 * Makes a target and links it; *out is owned by the caller, out may be NULL. values may be NULL; a key given in them is
 * overridden. GEMEL_OCCUPIED, with nothing written, if the owner has a dependent and `replace` is not set; with it the
 * previous one is displaced as in set. BelongsTo: a new self is linked in memory only.
 * Options:
 *   replace          bool, false: displaces who is in the place, instead of GEMEL_OCCUPIED
 *   destroyPrevious  bool, false: deletes who is displaced, instead of unlinking it
 *   silent           bool, false: leaves the timestamps of displaced rows as they are
 *   validate         bool, true: asks the validators
 *   hooks            bool, true: runs the hooks
 *   fields           names: the attributes to take from values, as gemel_record_create
 *   include          include: associations whose partners are created too, as gemel_record_create
 * GEMEL_NOT_FOUND (BelongsTo: self's row is gone; HasOne: it is marked as deleted), GEMEL_STALE (BelongsTo: self's row
 * was changed), GEMEL_OCCUPIED, GEMEL_VALIDATION,
 * GEMEL_NOT_NULL, GEMEL_UNIQUE, GEMEL_FOREIGN_KEY. @since 0.1
 */
GEMEL_API gemel_status gemel_record_create_association(gemel_record *self, const char *association,
                                                       const gemel_values *values, const gemel_options *options,
                                                       gemel_record **out, gemel_error **err);

/**
 * Makes an owner and its dependent, linked: all or nothing, also where the association is mandatory, or the foreign key
 * may not be null. association: a has-one or a belongs-to of the session's schema. owner_values and dependent_values
 * may be NULL; a key given in the latter is overridden. *owner and *dependent are owned by the caller, may be NULL, and
 * show each other as after gemel_record_create with include. options may be NULL. Options:
 *   validate  bool, true: asks the validators
 *   hooks     bool, true: runs the hooks
 * GEMEL_VALIDATION, GEMEL_NOT_NULL, GEMEL_UNIQUE, GEMEL_FOREIGN_KEY. @since 0.1
 */
GEMEL_API gemel_status gemel_record_create_pair(gemel_session *session, const gemel_association *association,
                                                const gemel_values *owner_values, const gemel_values *dependent_values,
                                                const gemel_options *options, gemel_record **owner,
                                                gemel_record **dependent, gemel_error **err);

/* ---- What is loaded. A record holds what was included when it was read (`include`, record.h), what a method has put
 * in its place since, and what was loaded for it. It keeps what gemel loaded alive; a record that you handed to a
 * method it only sees: once that is freed, the association is not loaded. ---- */

/** Is that association loaded, be it with nobody? @since 0.1 */
GEMEL_API gemel_status gemel_record_is_loaded(const gemel_record *self, const char *association, bool *out,
                                              gemel_error **err);
/**
 * What is loaded: another handle to the very record, owned by the caller; NULL for nobody. If it is not loaded, it is
 * loaded first, with one statement, for all living records that came with this one in the same result. So a loop over
 * n records with k associations sends 1 + k statements. A key that was not read: GEMEL_USAGE, and it is not loaded.
 * Where `raiseOnLazy` is given, to the session or to what read the record, it is GEMEL_USAGE instead. options may be
 * NULL. Options: none. @since 0.1
 */
GEMEL_API gemel_status gemel_record_load_association(gemel_record *self, const char *association,
                                                     const gemel_options *options, gemel_record **out,
                                                     gemel_error **err);
/**
 * What gemel_record_get_association gives for each of these records of one session, with one statement; without one
 * that can have a partner, with none. *out, owned by the caller, has each record found once, by primary key: its
 * foreign key (HasOne), or what that refers to (BelongsTo), tells whose it is. Fills no record. A key that was not read
 * is GEMEL_USAGE. options may be NULL. Options:
 *   withDeleted  bool, false: shows rows that are marked as deleted, too
 *   paranoid     bool, true: false says the same as withDeleted
 *   scope        bool or names, true: the default scope; false: no scope; names: these scopes instead
 * @since 0.1
 */
GEMEL_API gemel_status gemel_records_get_association(gemel_session *session, const gemel_association *association,
                                                     gemel_record *const *records, size_t count,
                                                     const gemel_options *options, gemel_records **out,
                                                     gemel_error **err);
/**
 * gemel_record_set_association of a HasOne for many pairs of stored records of one session, by a constant number of
 * statements: owners[i] gets others[i]. All or none. Each owner and each other one is in one pair only; one may come
 * from an owner that gets another one in the same call. Rows are locked in the order of their keys. On success the
 * records show each other as set says. owners and others may be NULL if count is 0. options may be NULL. Options:
 *   destroyPrevious  bool, false: deletes who is displaced, instead of unlinking it
 *   silent           bool, false: leaves the timestamps of the rows as they are
 *   validate         bool, true: asks the validators of what is written, the keys
 *   hooks            bool, true: no hooks run here; must be false where there are some (hook.h)
 * GEMEL_USAGE (a BelongsTo, a new record, one twice: the message names the pair, counted from 1; one that is displaced
 * is deleted, and has dependents that gemel settles), GEMEL_VALIDATION, GEMEL_NOT_FOUND if a row is gone,
 * GEMEL_UNIQUE, GEMEL_FOREIGN_KEY; GEMEL_UNSUPPORTED for keys that are blobs, and if
 * one would move between two of the owners by a key that is unique and may not be null. @since 0.1
 */
GEMEL_API gemel_status gemel_records_set_association(gemel_session *session, const gemel_association *association,
                                                     gemel_record *const *owners, gemel_record *const *others,
                                                     size_t count, const gemel_options *options, gemel_error **err);

GEMEL_END
#endif
