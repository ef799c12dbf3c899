/**
 * @file gemel/record.h
 * One row as an object of its session.
 *
 * A record is freed by who received it. Text and bytes read from it are valid until the record is written, reloaded or
 * freed. There is no identity map: every call gives new records. A session's rules hold for its records: one thread at
 * a time. A record of another session, or a model of another schema, is GEMEL_USAGE.
 *
 * Calls that reach the database may also fail with GEMEL_BUSY, GEMEL_CONNECTION and GEMEL_DATABASE.
 *
 * Guides: docs/loading.md, docs/scopes.md and docs/validation.md.
 */
#ifndef GEMEL_RECORD_H
#define GEMEL_RECORD_H
#include "base.h"
GEMEL_BEGIN

/*
 * ---- Making and finding. `options` may be NULL; this version knows none but those named.
 *
 * include: what is loaded with the records, in the same statement: the name of an association, an object with the
 * members association, where (a filter of the partner's own attributes that it must fulfil), required (bool: records
 * without such a partner are left out; true by default if where is given), attributes (which of the partner's are
 * read), strategy ("join", the default, or "batch": a statement of its own for all partners, after that of the records)
 * and include (what is loaded with the partner), or a list of these. Every record is given once; of several partners
 * (no UNIQUE) the one with the lowest primary key. A row that several records of a result lead to by the same include
 * is the same record. Unknown names, an association twice and more than 50 includes are GEMEL_USAGE.
 *
 * withDeleted (bool) and scope say which rows are seen (PARANOID and SCOPES in schema.h). Rows that are marked as
 * deleted are left out unless withDeleted is set (`paranoid: false` says the same). Rows outside the model's default
 * scope are left out unless scope is false, or names one or several others (a name, or a list), which count in its
 * place. An include may have both members too: whom they hide is nobody's partner, and the record stays.
 *
 * raiseOnLazy (bool): gemel_record_load_association never loads for these records, and for those included.
 *
 * attributes and lock are as in query.h, which says more of include, too. What a record was read without, by them or
 * by SQL, is not null: what needs it is GEMEL_USAGE, names it, and does nothing. A row is found by its primary key, and
 * save, update, destroy and a link of it compare the version (`version`, schema.h) that was read. ----
 */

/** A new record in memory only, with defaults applied; owned by the caller. values may be NULL. @since 0.1 */
GEMEL_API gemel_status gemel_record_build(gemel_session *session, const gemel_model *model, const gemel_values *values,
                                          gemel_record **out, gemel_error **err);
/**
 * Build and save in one call. Options:
 *   include   include: associations whose partners are created too, by their names
 *   fields    names: the attributes to take from values; the others are left out, as if they had not been given
 *   validate  bool, true: asks the validators
 *   hooks     bool, true: runs the hooks, see hook.h; where they do, each record is checked when its turn comes
 * With include, values may have, under the name of an association, the values of a new record, a record, or null.
 * Owners are inserted first, dependents last, all or nothing, and everything is checked before the first statement. A
 * new record is inserted with the others, as its values would be, and is what the result shows; the same one twice is
 * GEMEL_USAGE. One that is there already is moved to the new owner under the name of a HasOne. Under that of a
 * BelongsTo its place must be free, else GEMEL_OCCUPIED. GEMEL_USAGE if anybody would get two of what one has once.
 * GEMEL_NOT_NULL, GEMEL_VALIDATION, GEMEL_UNIQUE, GEMEL_FOREIGN_KEY, and with include GEMEL_NOT_FOUND. @since 0.1
 */
GEMEL_API gemel_status gemel_record_create(gemel_session *session, const gemel_model *model, const gemel_values *values,
                                           const gemel_options *options, gemel_record **out, gemel_error **err);
/**
 * By primary key: key holds all its attributes and nothing else, none of them null. None found: GEMEL_OK and *out NULL.
 * Owned by the caller. Options:
 *   include        include: the associations to load, too
 *   attributes     names: the attributes to read; without it, all
 *   withDeleted    bool, false: shows rows that are marked as deleted, too
 *   paranoid       bool, true: false says the same as withDeleted
 *   scope          bool or names, true: the default scope; false: no scope; names: these scopes instead
 *   lock           text: locks the row until the transaction ends; see query.h
 *   raiseOnLazy    bool, false: gemel_record_load_association is GEMEL_USAGE where it would load
 *   rejectOnEmpty  bool, false: fails with GEMEL_NOT_FOUND if there is none
 * @since 0.1
 */
GEMEL_API gemel_status gemel_record_find(gemel_session *session, const gemel_model *model, const gemel_values *key,
                                         const gemel_options *options, gemel_record **out, gemel_error **err);
/**
 * As gemel_record_find, where the primary key is one attribute: by its value. GEMEL_USAGE, naming them, if it is
 * several. Options: as gemel_record_find. @since 0.1
 */
GEMEL_API gemel_status gemel_record_find_by_int(gemel_session *session, const gemel_model *model, int64_t key,
                                                const gemel_options *options, gemel_record **out, gemel_error **err);
/**
 * As gemel_record_find_by_int, by a text in the form that values.h says: a uuid, a code. Options: as gemel_record_find.
 * @since 0.1
 */
GEMEL_API gemel_status gemel_record_find_by_text(gemel_session *session, const gemel_model *model, const char *text,
                                                 size_t length, const gemel_options *options, gemel_record **out,
                                                 gemel_error **err);
/**
 * The row that fulfils where, a filter as in query.h (a value: it equals that; null: it is null; a list: one of its
 * values), with the lowest primary key. where may be NULL. None found: GEMEL_OK and *out NULL. GEMEL_VALIDATION if a
 * value does not fit its attribute. Options: as gemel_records_find_all, and:
 *   rejectOnEmpty  bool, false: fails with GEMEL_NOT_FOUND if there is none
 * @since 0.1
 */
GEMEL_API gemel_status gemel_record_find_first(gemel_session *session, const gemel_model *model,
                                               const gemel_values *where, const gemel_options *options,
                                               gemel_record **out, gemel_error **err);
/**
 * All rows that fulfil where, a filter, by primary key; owned by the caller. where may be NULL.
 * query.h says more of its options. Options:
 *   order        names: another order: "name desc"
 *   limit        int: the largest number of records
 *   offset       int, 0: how many to leave out at the beginning
 *   after        object: only records behind the one with these values, in the order
 *   all          bool, false: says that every row is meant, and not those of a filter
 *   include      include: the associations to load, too
 *   attributes   names: the attributes to read; without it, all
 *   withDeleted  bool, false: shows rows that are marked as deleted, too
 *   paranoid     bool, true: false says the same as withDeleted
 *   scope        bool or names, true: the default scope; false: no scope; names: these scopes instead
 *   lock         text: locks the rows until the transaction ends
 *   raiseOnLazy  bool, false: gemel_record_load_association is GEMEL_USAGE where it would load
 * @since 0.1
 */
GEMEL_API gemel_status gemel_records_find_all(gemel_session *session, const gemel_model *model,
                                              const gemel_values *where, const gemel_options *options,
                                              gemel_records **out, gemel_error **err);

/** How many records; 0 for NULL. @since 0.1 */
GEMEL_API size_t gemel_records_count(const gemel_records *self);
/**
 * One of them, borrowed from the records: freeing it does nothing. NULL past the end, where taken, without memory.
 * @since 0.1
 */
GEMEL_API gemel_record *gemel_records_at(gemel_records *self, size_t record);
/**
 * Makes one of them the caller's own, so that the others can go. Past the end or taken already: GEMEL_USAGE. @since
 * 0.1
 */
GEMEL_API gemel_status gemel_records_take(gemel_records *self, size_t record, gemel_record **out, gemel_error **err);
/** Frees records that were not taken; NULL is fine. @since 0.1 */
GEMEL_API void gemel_records_free(gemel_records *self);

/* ---- Life ---- */

/**
 * A new record is inserted whole. A stored one writes what differs from its stored values; nothing differs: no
 * statement. Timestamps are written too. Options:
 *   silent    bool, false: leaves the timestamps of a stored record as they are
 *   validate  bool, true: asks the validators
 *   hooks     bool, true: runs the hooks
 * GEMEL_NOT_FOUND if the row is gone, GEMEL_STALE if it has another version (`version`, schema.h), GEMEL_NOT_NULL,
 * GEMEL_VALIDATION, GEMEL_UNIQUE, GEMEL_FOREIGN_KEY. @since 0.1
 */
GEMEL_API gemel_status gemel_record_save(gemel_record *self, const gemel_options *options, gemel_error **err);
/**
 * Assigns and saves these values only; other assigned values stay unsaved. A new record is GEMEL_USAGE. Else as
 * gemel_record_save. Options: as gemel_record_save. @since 0.1
 */
GEMEL_API gemel_status gemel_record_update(gemel_record *self, const gemel_values *values, const gemel_options *options,
                                           gemel_error **err);
/**
 * Reads the row again, also one that is marked as deleted or outside the scopes; assigned values are dropped. Options:
 *   include  include: what is loaded too; without it, what was included when the record was read is read again
 * What else was loaded is forgotten. GEMEL_NOT_FOUND if the row, or a partner that is required, is gone; a new record
 * is GEMEL_USAGE. @since 0.1
 */
GEMEL_API gemel_status gemel_record_reload(gemel_record *self, const gemel_options *options, gemel_error **err);
/**
 * Deletes the row; that of a paranoid model (schema.h) is only marked as deleted, and the record shows when. *deleted
 * (may be NULL) tells whether there was one: a row that is gone or marked already is no error. A new record is
 * GEMEL_USAGE. Options:
 *   force  bool, false: deletes the row of a paranoid model too, marked or not
 *   hooks  bool, true: runs the hooks
 * GEMEL_FOREIGN_KEY if others refer to it, GEMEL_STALE if it has another version. @since 0.1
 */
GEMEL_API gemel_status gemel_record_destroy(gemel_record *self, const gemel_options *options, bool *deleted,
                                            gemel_error **err);
/**
 * Takes the mark of a row that was deleted away, and writes nothing if there is none. GEMEL_NOT_FOUND if the row is
 * gone, GEMEL_UNIQUE if another one has a unique value of it by now, its place in an association included. A new
 * record, or a model that is not paranoid, is GEMEL_USAGE. @since 0.1
 */
GEMEL_API gemel_status gemel_record_restore(gemel_record *self, gemel_error **err);
/**
 * Writes the time into the row's updatedAt (`timestamps`), and nothing else, by one statement. Assigned values stay
 * unsaved, and a version is neither compared nor counted. GEMEL_USAGE for a new record, and for a model that keeps no
 * updatedAt; GEMEL_NOT_FOUND if the row is gone. @since 0.1
 */
GEMEL_API gemel_status gemel_record_touch(gemel_record *self, gemel_error **err);
/** Frees a record; NULL, or one that is borrowed from records, is fine. @since 0.1 */
GEMEL_API void gemel_record_free(gemel_record *self);

/** Its model; NULL for NULL. Borrowed from the schema. @since 0.1 */
GEMEL_API const gemel_model *gemel_record_model(const gemel_record *self);
/** Was it never saved (or was that rolled back)? @since 0.1 */
GEMEL_API bool gemel_record_is_new(const gemel_record *self);
/**
 * Was its row marked as deleted when it was last read or written? False of a new record, and of a model that is not
 * paranoid. GEMEL_USAGE if it was read without the mark. @since 0.1
 */
GEMEL_API gemel_status gemel_record_is_deleted(const gemel_record *self, bool *out, gemel_error **err);
/** Would save write something? True of a new record. @since 0.1 */
GEMEL_API bool gemel_record_is_changed(const gemel_record *self);
/**
 * Same model and same primary key, both stored? other may be NULL, which equals nothing. GEMEL_USAGE if one of two
 * stored records of the model was read without the primary key. @since 0.1
 */
GEMEL_API gemel_status gemel_record_equals(const gemel_record *self, const gemel_record *other, bool *out,
                                           gemel_error **err);
/**
 * Attributes by name, and loaded associations, as a JSON object. Of a new record, attributes without a value are left
 * out, except the primary key. Borrowed until the record changes or this is called again. @since 0.1
 */
GEMEL_API gemel_status gemel_record_to_json(gemel_record *self, const char **json, size_t *length, gemel_error **err);

/* ---- Reading an attribute: by name, or (_at) by attribute of the record's model. Unknown names are GEMEL_USAGE and
 * tell the nearest; a value that is null or of another type has no number: GEMEL_USAGE. ---- */

/** Is it null, or without a value? @since 0.1 */
GEMEL_API gemel_status gemel_record_is_null(const gemel_record *self, const char *attribute, bool *out,
                                            gemel_error **err);
/** Reads a boolean. @since 0.1 */
GEMEL_API gemel_status gemel_record_get_bool(const gemel_record *self, const char *attribute, bool *out,
                                             gemel_error **err);
/** Reads an integer, a bigint, or a date in days, a timestamp in microseconds since 1970-01-01, UTC. @since 0.1 */
GEMEL_API gemel_status gemel_record_get_int(const gemel_record *self, const char *attribute, int64_t *out,
                                            gemel_error **err);
/** Reads a double, or what gemel_record_get_int reads as one. @since 0.1 */
GEMEL_API gemel_status gemel_record_get_double(const gemel_record *self, const char *attribute, double *out,
                                               gemel_error **err);
/**
 * Reads any type in its canonical text: "9.90", "2024-02-29", "2024-02-29T12:00:00.000000Z", a blob in hexadecimal.
 * Null: GEMEL_OK, with *text NULL. @since 0.1
 */
GEMEL_API gemel_status gemel_record_get_text(gemel_record *self, const char *attribute, const char **text,
                                             size_t *length, gemel_error **err);
/**
 * Reads the bytes of a blob, or the 16 of a uuid; any other type is GEMEL_USAGE. Null: GEMEL_OK, with *bytes NULL; of
 * an empty blob it is not NULL. size may be NULL. @since 0.1
 */
GEMEL_API gemel_status gemel_record_get_blob(gemel_record *self, const char *attribute, const void **bytes,
                                             size_t *size, gemel_error **err);

/** As gemel_record_is_null. @since 0.1 */
GEMEL_API gemel_status gemel_record_is_null_by_attribute(const gemel_record *self, const gemel_attribute *attribute,
                                                         bool *out, gemel_error **err);
/** As gemel_record_get_bool. @since 0.1 */
GEMEL_API gemel_status gemel_record_get_bool_by_attribute(const gemel_record *self, const gemel_attribute *attribute,
                                                          bool *out, gemel_error **err);
/** As gemel_record_get_int. @since 0.1 */
GEMEL_API gemel_status gemel_record_get_int_by_attribute(const gemel_record *self, const gemel_attribute *attribute,
                                                         int64_t *out, gemel_error **err);
/** As gemel_record_get_double. @since 0.1 */
GEMEL_API gemel_status gemel_record_get_double_by_attribute(const gemel_record *self, const gemel_attribute *attribute,
                                                            double *out, gemel_error **err);
/** As gemel_record_get_text. @since 0.1 */
GEMEL_API gemel_status gemel_record_get_text_by_attribute(gemel_record *self, const gemel_attribute *attribute,
                                                          const char **text, size_t *length, gemel_error **err);
/** As gemel_record_get_blob. @since 0.1 */
GEMEL_API gemel_status gemel_record_get_blob_by_attribute(gemel_record *self, const gemel_attribute *attribute,
                                                          const void **bytes, size_t *size, gemel_error **err);

/* ---- Assigning: in memory only. A value that does not fit is kept and refused by the save, with all others that do
 * not fit; another value for the primary key or a timestamp (`timestamps`, `paranoid`) of a stored record is
 * GEMEL_USAGE. Which type takes what: see values.h. ---- */

/** Assigns values; an unknown name is GEMEL_USAGE, and then nothing is assigned. @since 0.1 */
GEMEL_API gemel_status gemel_record_assign(gemel_record *self, const gemel_values *values, gemel_error **err);
/** Assigns null. @since 0.1 */
GEMEL_API gemel_status gemel_record_set_null(gemel_record *self, const char *attribute, gemel_error **err);
/** Assigns a boolean. @since 0.1 */
GEMEL_API gemel_status gemel_record_set_bool(gemel_record *self, const char *attribute, bool value, gemel_error **err);
/** Assigns an integer. @since 0.1 */
GEMEL_API gemel_status gemel_record_set_int(gemel_record *self, const char *attribute, int64_t value,
                                            gemel_error **err);
/** Assigns a double. @since 0.1 */
GEMEL_API gemel_status gemel_record_set_double(gemel_record *self, const char *attribute, double value,
                                               gemel_error **err);
/** Assigns a text, which must be UTF-8 (else GEMEL_VALIDATION). @since 0.1 */
GEMEL_API gemel_status gemel_record_set_text(gemel_record *self, const char *attribute, const char *text, size_t length,
                                             gemel_error **err);
/** Assigns bytes, which may be NULL if size is 0. @since 0.1 */
GEMEL_API gemel_status gemel_record_set_blob(gemel_record *self, const char *attribute, const void *bytes, size_t size,
                                             gemel_error **err);

/** As gemel_record_set_null. @since 0.1 */
GEMEL_API gemel_status gemel_record_set_null_by_attribute(gemel_record *self, const gemel_attribute *attribute,
                                                          gemel_error **err);
/** As gemel_record_set_bool. @since 0.1 */
GEMEL_API gemel_status gemel_record_set_bool_by_attribute(gemel_record *self, const gemel_attribute *attribute,
                                                          bool value, gemel_error **err);
/** As gemel_record_set_int. @since 0.1 */
GEMEL_API gemel_status gemel_record_set_int_by_attribute(gemel_record *self, const gemel_attribute *attribute,
                                                         int64_t value, gemel_error **err);
/** As gemel_record_set_double. @since 0.1 */
GEMEL_API gemel_status gemel_record_set_double_by_attribute(gemel_record *self, const gemel_attribute *attribute,
                                                            double value, gemel_error **err);
/** As gemel_record_set_text. @since 0.1 */
GEMEL_API gemel_status gemel_record_set_text_by_attribute(gemel_record *self, const gemel_attribute *attribute,
                                                          const char *text, size_t length, gemel_error **err);
/** As gemel_record_set_blob. @since 0.1 */
GEMEL_API gemel_status gemel_record_set_blob_by_attribute(gemel_record *self, const gemel_attribute *attribute,
                                                          const void *bytes, size_t size, gemel_error **err);

GEMEL_END
#endif
