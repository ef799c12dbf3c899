/**
 * @file gemel/record.h
 * One row as an object of its session.
 *
 * The caller that receives a record frees it. Text and bytes that are read from a record are valid until the record is
 * written, reloaded or freed. There is no identity map: every call returns new records. The rules of a session apply to
 * its records: one thread at a time. A record of another session, or a model of another schema, is GEMEL_USAGE.
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
 * ---- Making and finding. `options` may be NULL, and a call accepts only the options in its list. These have the same
 * meaning in all calls:
 *
 * include loads partners with the records, in the same statement. It is the name of an association, an object, or a
 * list of these. The members of such an object are association (its name), where (a filter over the partner's own
 * attributes), required (bool: leave out records without such a partner; the default is true if where is given),
 * attributes (which attributes of the partner are read), strategy ("join", the default, or "batch": one further
 * statement that reads all partners) and include (what is loaded with the partner). Each record is returned once. If it
 * has several partners (no UNIQUE), the one with the lowest primary key counts. If several records of a result lead to
 * the same row by the same include, they share one record. Unknown names, the same association twice, and more than 50
 * includes are GEMEL_USAGE.
 *
 * withDeleted (bool) and scope decide which rows are found (PARANOID and SCOPES in schema.h). Rows that are marked as
 * deleted are left out unless withDeleted is set (`paranoid: false` means the same). Rows outside the model's default
 * scope are left out, unless scope is false or names one or several other scopes (a name or a list), which apply
 * instead. Both may also be members of an include: a row that they hide is not a partner, and the record is still
 * returned.
 *
 * raiseOnLazy (bool) forbids gemel_record_load_association to load anything for these records and those included.
 *
 * attributes and lock are described in query.h, which also says more about include. An attribute that was not read,
 * because of attributes or of SQL, is not null: a call that needs it is GEMEL_USAGE, names it, and does nothing.
 * Records find their row by its primary key. save, update, destroy and linking compare the version that was read
 * (`version`, schema.h). ----
 */

/** Creates a new record in memory only, with defaults applied; owned by the caller. values may be NULL. @since 0.1 */
GEMEL_API gemel_status gemel_record_build(gemel_session *session, const gemel_model *model, const gemel_values *values,
                                          gemel_record **out, gemel_error **err);
/**
 * Builds a record and saves it. Options:
 *   include   include: associations whose partners are created too, by their names
 *   fields    names: the attributes to take from values; the others are left out, as if they had not been given
 *   validate  bool, true: asks the validators
 *   hooks     bool, true: runs the hooks, see hook.h; where they do, each record is checked when its turn comes
 * With include, values may contain, under the name of an association, the values of a new record, a record, or null.
 * Owners are inserted first and dependents last, all or nothing, and everything is checked before the first statement.
 * A new record is inserted with the others, as its values would be, and the result shows that record; giving it twice
 * is GEMEL_USAGE. A stored record under the name of a has-one moves to the new owner. Under the name of a belongs-to,
 * its place must be free, otherwise GEMEL_OCCUPIED. A record that would get two partners for one association is
 * GEMEL_USAGE. GEMEL_NOT_NULL, GEMEL_VALIDATION, GEMEL_UNIQUE, GEMEL_FOREIGN_KEY, and with include GEMEL_NOT_FOUND.
 * @since 0.1
 */
GEMEL_API gemel_status gemel_record_create(gemel_session *session, const gemel_model *model, const gemel_values *values,
                                           const gemel_options *options, gemel_record **out, gemel_error **err);
/**
 * Finds a record by its primary key; owned by the caller. key holds all attributes of the primary key and nothing else,
 * none of them null. If there is none, returns GEMEL_OK and *out is NULL. Options:
 *   include        include: the associations to load too
 *   attributes     names: the attributes to read; without it, all
 *   withDeleted    bool, false: also finds rows that are marked as deleted
 *   paranoid       bool, true: false means the same as withDeleted
 *   scope          bool or names, true: the default scope; false: no scope; names: these scopes instead
 *   lock           text: locks the row until the transaction ends; see query.h
 *   raiseOnLazy    bool, false: gemel_record_load_association is GEMEL_USAGE if it would load
 *   rejectOnEmpty  bool, false: fails with GEMEL_NOT_FOUND if there is none
 * @since 0.1
 */
GEMEL_API gemel_status gemel_record_find(gemel_session *session, const gemel_model *model, const gemel_values *key,
                                         const gemel_options *options, gemel_record **out, gemel_error **err);
/**
 * Finds a record by the value of its primary key, like gemel_record_find. A primary key of several attributes is
 * GEMEL_USAGE, and the message names them. Options: as gemel_record_find. @since 0.1
 */
GEMEL_API gemel_status gemel_record_find_by_int(gemel_session *session, const gemel_model *model, int64_t key,
                                                const gemel_options *options, gemel_record **out, gemel_error **err);
/**
 * Finds a record like gemel_record_find_by_int, by a text in the form that values.h shows: a uuid, a code.
 * Options: as gemel_record_find. @since 0.1
 */
GEMEL_API gemel_status gemel_record_find_by_text(gemel_session *session, const gemel_model *model, const char *text,
                                                 size_t length, const gemel_options *options, gemel_record **out,
                                                 gemel_error **err);
/**
 * Finds the row with the lowest primary key that fulfils where; owned by the caller. where is a filter as in query.h (a
 * value: equal to it; null: is null; a list: one of its values), and may be NULL. If there is none, returns GEMEL_OK
 * and *out is NULL. GEMEL_VALIDATION if a value does not fit its attribute. Options: as gemel_records_find_all, and:
 *   rejectOnEmpty  bool, false: fails with GEMEL_NOT_FOUND if there is none
 * @since 0.1
 */
GEMEL_API gemel_status gemel_record_find_first(gemel_session *session, const gemel_model *model,
                                               const gemel_values *where, const gemel_options *options,
                                               gemel_record **out, gemel_error **err);
/**
 * Finds all rows that fulfil where, ordered by primary key; owned by the caller. where is a filter, and may be NULL.
 * query.h says more about these options. Options:
 *   order        names: another order: "name desc"
 *   limit        int: the largest number of records
 *   offset       int, 0: how many to leave out at the beginning
 *   after        object: only records after the one with these values, in the order
 *   all          bool, false: means every row, where there is no filter
 *   include      include: the associations to load too
 *   attributes   names: the attributes to read; without it, all
 *   withDeleted  bool, false: also finds rows that are marked as deleted
 *   paranoid     bool, true: false means the same as withDeleted
 *   scope        bool or names, true: the default scope; false: no scope; names: these scopes instead
 *   lock         text: locks the rows until the transaction ends
 *   raiseOnLazy  bool, false: gemel_record_load_association is GEMEL_USAGE if it would load
 * @since 0.1
 */
GEMEL_API gemel_status gemel_records_find_all(gemel_session *session, const gemel_model *model,
                                              const gemel_values *where, const gemel_options *options,
                                              gemel_records **out, gemel_error **err);

/** Returns how many records there are; 0 for NULL. @since 0.1 */
GEMEL_API size_t gemel_records_count(const gemel_records *self);
/**
 * Returns a record by index, borrowed from the records: freeing it does nothing. NULL past the end, if it was taken, or
 * if memory runs out. @since 0.1
 */
GEMEL_API gemel_record *gemel_records_at(gemel_records *self, size_t record);
/**
 * Takes a record out of the records, so that the caller owns it and can free the others. GEMEL_USAGE past the end, or
 * if it was already taken. @since 0.1
 */
GEMEL_API gemel_status gemel_records_take(gemel_records *self, size_t record, gemel_record **out, gemel_error **err);
/** Frees the records that were not taken; NULL is fine. @since 0.1 */
GEMEL_API void gemel_records_free(gemel_records *self);

/* ---- Saving and deleting ---- */

/**
 * Saves a record. A new record is inserted as a whole. A stored record writes what differs from its stored values; if
 * nothing differs, no statement is sent. Timestamps are written too. Options:
 *   silent    bool, false: leaves the timestamps of a stored record as they are
 *   validate  bool, true: asks the validators
 *   hooks     bool, true: runs the hooks
 * GEMEL_NOT_FOUND if the row is gone, GEMEL_STALE if it has another version (`version`, schema.h), GEMEL_NOT_NULL,
 * GEMEL_VALIDATION, GEMEL_UNIQUE, GEMEL_FOREIGN_KEY. @since 0.1
 */
GEMEL_API gemel_status gemel_record_save(gemel_record *self, const gemel_options *options, gemel_error **err);
/**
 * Assigns and saves these values only. Other assigned values stay unsaved. A new record is GEMEL_USAGE. Otherwise it
 * fails like gemel_record_save. Options: as gemel_record_save. @since 0.1
 */
GEMEL_API gemel_status gemel_record_update(gemel_record *self, const gemel_values *values, const gemel_options *options,
                                           gemel_error **err);
/**
 * Reads the row again, even if it is marked as deleted or outside the scopes. Assigned values are lost. Options:
 *   include  include: what is loaded too; without it, what was included when the record was read is read again
 * Anything else that was loaded is forgotten. GEMEL_NOT_FOUND if the row, or a required partner, is gone. A new record
 * is GEMEL_USAGE. @since 0.1
 */
GEMEL_API gemel_status gemel_record_reload(gemel_record *self, const gemel_options *options, gemel_error **err);
/**
 * Deletes the row. A row of a paranoid model (schema.h) is only marked as deleted, and the record shows the time.
 * *deleted says whether there was a row; a row that is gone or already marked is not an error. deleted may be NULL. A
 * new record is GEMEL_USAGE. Options:
 *   force  bool, false: deletes the row of a paranoid model too, marked or not
 *   hooks  bool, true: runs the hooks
 * GEMEL_FOREIGN_KEY if other rows refer to it, GEMEL_STALE if it has another version. @since 0.1
 */
GEMEL_API gemel_status gemel_record_destroy(gemel_record *self, const gemel_options *options, bool *deleted,
                                            gemel_error **err);
/**
 * Removes the mark of a deleted row. If there is no mark, it writes nothing. GEMEL_NOT_FOUND if the row is gone.
 * GEMEL_UNIQUE if another row now has one of its unique values, which may be its place in an association. A new record,
 * or a model that is not paranoid, is GEMEL_USAGE. @since 0.1
 */
GEMEL_API gemel_status gemel_record_restore(gemel_record *self, gemel_error **err);
/**
 * Writes the current time into the row's updatedAt (`timestamps`), and nothing else, with one statement. Assigned
 * values stay unsaved. A version is neither compared nor changed. A new record, or a model without updatedAt, is
 * GEMEL_USAGE. GEMEL_NOT_FOUND if the row is gone. @since 0.1
 */
GEMEL_API gemel_status gemel_record_touch(gemel_record *self, gemel_error **err);
/** Frees a record; NULL is fine, and so is a record that is borrowed from records. @since 0.1 */
GEMEL_API void gemel_record_free(gemel_record *self);

/** Returns the model of a record, borrowed from the schema; NULL for NULL. @since 0.1 */
GEMEL_API const gemel_model *gemel_record_model(const gemel_record *self);
/** Was it never saved, or was its insert rolled back? @since 0.1 */
GEMEL_API bool gemel_record_is_new(const gemel_record *self);
/**
 * Was its row marked as deleted when it was last read or written? False for a new record, and for a model that is not
 * paranoid. GEMEL_USAGE if it was read without the mark. @since 0.1
 */
GEMEL_API gemel_status gemel_record_is_deleted(const gemel_record *self, bool *out, gemel_error **err);
/** Would a save write something? True for a new record. @since 0.1 */
GEMEL_API bool gemel_record_is_changed(const gemel_record *self);
/**
 * Are two records stored, of the same model, with the same primary key? other may be NULL, which equals nothing.
 * GEMEL_USAGE if one of two stored records of the model was read without the primary key. @since 0.1
 */
GEMEL_API gemel_status gemel_record_equals(const gemel_record *self, const gemel_record *other, bool *out,
                                           gemel_error **err);
/**
 * Returns the attributes by name, and the loaded associations, as a JSON object. For a new record, attributes without a
 * value are left out, except the primary key. Borrowed until the record changes or this function is called again.
 * @since 0.1
 */
GEMEL_API gemel_status gemel_record_to_json(gemel_record *self, const char **json, size_t *length, gemel_error **err);

/*
 * ---- Reading an attribute. Functions take the name of an attribute, or (_by_attribute) an attribute of the record's
 * model. An unknown name is GEMEL_USAGE, and the message suggests the nearest one. Reading a number from a null, or
 * from a value of another type, is GEMEL_USAGE. ----
 */

/** Is the value null, or was none assigned? @since 0.1 */
GEMEL_API gemel_status gemel_record_is_null(const gemel_record *self, const char *attribute, bool *out,
                                            gemel_error **err);
/** Reads a boolean. @since 0.1 */
GEMEL_API gemel_status gemel_record_get_bool(const gemel_record *self, const char *attribute, bool *out,
                                             gemel_error **err);
/**
 * Reads an integer or bigint, a date (days since 1970-01-01) or a timestamp (microseconds since then, UTC). @since 0.1
 */
GEMEL_API gemel_status gemel_record_get_int(const gemel_record *self, const char *attribute, int64_t *out,
                                            gemel_error **err);
/** Reads a double, or anything that gemel_record_get_int reads, as a double. @since 0.1 */
GEMEL_API gemel_status gemel_record_get_double(const gemel_record *self, const char *attribute, double *out,
                                               gemel_error **err);
/**
 * Reads a value of any type as its canonical text: "9.90", "2024-02-29", "2024-02-29T12:00:00.000000Z", a blob in
 * hexadecimal. A null gives GEMEL_OK and *text NULL. @since 0.1
 */
GEMEL_API gemel_status gemel_record_get_text(gemel_record *self, const char *attribute, const char **text,
                                             size_t *length, gemel_error **err);
/**
 * Reads the bytes of a blob, or the 16 bytes of a uuid. Any other type is GEMEL_USAGE. A null gives GEMEL_OK and *bytes
 * NULL; an empty blob gives a pointer that is not NULL. size may be NULL. @since 0.1
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

/*
 * ---- Assigning. Values change in memory only. A value that does not fit is kept, and the save refuses it together
 * with all others that do not fit. Another value for the primary key or a timestamp (`timestamps`, `paranoid`) of a
 * stored record is GEMEL_USAGE. values.h shows which type accepts which values. ----
 */

/** Assigns values. An unknown name is GEMEL_USAGE, and then nothing is assigned. @since 0.1 */
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
/** Assigns a text. GEMEL_VALIDATION if it is not UTF-8. @since 0.1 */
GEMEL_API gemel_status gemel_record_set_text(gemel_record *self, const char *attribute, const char *text, size_t length,
                                             gemel_error **err);
/** Assigns bytes. They may be NULL if size is 0. @since 0.1 */
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
