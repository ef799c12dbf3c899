/**
 * @file gemel/query.h
 * What is asked of the rows of a model: which, in what order, with whom. Immutable: each step gives a new query, and
 * the old one stays as it is. Queries need no order of freeing, and any thread may use them at any time.
 *
 * A query is an object of members; in every language, and as JSON, it says the same:
 *
 *   {"where": {"age": {"ge": 18}, "drivingLicense.number": {"startsWith": "A"}}, "order": "name desc", "limit": 10}
 *
 *   where       a filter: every member must hold.
 *                 "name": value | null | [values]       equals; is null; is one of them
 *                 "name": {operator: operand, ...}      eq ne lt le gt ge; in notIn (a list); between (a list of two);
 *                                                       null (true or false); like notLike ilike notIlike (% is any
 *                                                       text, _ any character, a backslash stands before what is meant
 *                                                       as it is; ilike takes A to Z for a to z); startsWith endsWith
 *                                                       contains (a text as it is)
 *                 "license": true | false | null | {…}  has a partner; has none; has one that fulfils a filter
 *                 "license.number": …                   a path: an attribute of the partner; null where there is none
 *                 "and": [{…}, …]  "or": [{…}, …]  "not": {…}
 *               A filter is true or false of a row, never unknown: null is less than nothing and like nothing, ne and
 *               not hold for it. Text is compared by code points, in every database alike.
 *   order       "path", "path desc", "path desc nulls first", several in a list or with commas between. Nulls come last
 *               unless it is said. Rows that are level are ordered by primary key.
 *   limit, offset   how many rows, after how many.
 *   after       {"path": value, …}: only rows behind the one with these values, one for each of the order and of the
 *               primary key: pages that do not shift when rows are added.
 *   include, raiseOnLazy   as in record.h; attributes: which are read (the others of such a record were not read).
 *   scope, withDeleted   which rows are seen at all, as in record.h.
 *   lock        "update" or "share", and behind it "skip locked" or "nowait": until the transaction ends. A database
 *               that is locked as a whole needs no more than the transaction.
 *   select      values instead of records: "path", "count(*)", "count(distinct path)", "sum(path)", "avg(path)",
 *               "min(path)", "max(path)", each with " as name" behind it; group: by which paths; having: a filter over
 *               outputs; distinct: true.
 *   all         true: every row, for gemel_query_update and gemel_query_destroy without a filter.
 *
 * Of several partners (no UNIQUE), the one with the lowest primary key counts, and each row comes once. Names are
 * checked when a step is made: what is unknown, or contradicts, is GEMEL_USAGE; a value that does not fit its attribute
 * is GEMEL_VALIDATION. A query joins at most 50 tables; a filter has at most 500 comparisons, parts of `and` and `or`
 * included, and nests at most 64 deep.
 *
 * Guide: docs/querying.md.
 */
#ifndef GEMEL_QUERY_H
#define GEMEL_QUERY_H
#include "base.h"
GEMEL_BEGIN

/* ---- Making. A step's `out` is owned by the caller. ---- */

/** All rows of a model. @since 0.1 */
GEMEL_API gemel_status gemel_query_new(const gemel_model *model, gemel_query **out, gemel_error **err);
/**
 * With the members of a JSON object. A filter is added to the one that is there; other members are replaced.
 * GEMEL_VALIDATION, with line and column, if it is no JSON object. Options:
 *   where        object: a filter
 *   all          bool, false: says that every row is meant, and not those of a filter
 *   order        names: the order of the rows: "name desc"
 *   limit        int: the largest number of rows
 *   offset       int, 0: how many rows to leave out at the beginning
 *   after        object: only rows behind the one with these values, in the order
 *   include      include: the associations to load, too
 *   attributes   names: the attributes to read; without it, all
 *   withDeleted  bool, false: shows rows that are marked as deleted, too
 *   paranoid     bool, true: false says the same as withDeleted
 *   scope        bool or names, true: the default scope; false: no scope; names: these scopes instead
 *   lock         text: locks the rows until the transaction ends
 *   raiseOnLazy  bool, false: gemel_record_load_association is GEMEL_USAGE where it would load
 *   select       names: values instead of records
 *   group        names: the paths to group by
 *   having       object: a filter over what is selected
 *   distinct     bool, false: gives equal rows only once
 * @since 0.1
 */
GEMEL_API gemel_status gemel_query_merge_json(const gemel_query *self, const char *json, size_t length,
                                              gemel_query **out, gemel_error **err);
/** The query as such an object, borrowed from it. @since 0.1 */
GEMEL_API gemel_status gemel_query_to_json(const gemel_query *self, const char **json, size_t *length,
                                           gemel_error **err);
/** Frees a query; NULL is fine. @since 0.1 */
GEMEL_API void gemel_query_free(gemel_query *self);

/** Only rows that fulfil this filter too: names and values, or with gemel_values_set_values operators. @since 0.1 */
GEMEL_API gemel_status gemel_query_where(const gemel_query *self, const gemel_values *where, gemel_query **out,
                                         gemel_error **err);
/** Only rows where a path compares so: `compare` is an operator, as "ge". @since 0.1 */
GEMEL_API gemel_status gemel_query_where_text(const gemel_query *self, const char *path, const char *compare,
                                              const char *text, size_t length, gemel_query **out, gemel_error **err);
/** As gemel_query_where_text; a boolean is also the operand of "null", and of a partner with "eq". @since 0.1 */
GEMEL_API gemel_status gemel_query_where_bool(const gemel_query *self, const char *path, const char *compare,
                                              bool value, gemel_query **out, gemel_error **err);
/** As gemel_query_where_text. @since 0.1 */
GEMEL_API gemel_status gemel_query_where_int(const gemel_query *self, const char *path, const char *compare,
                                             int64_t value, gemel_query **out, gemel_error **err);
/** As gemel_query_where_text. @since 0.1 */
GEMEL_API gemel_status gemel_query_where_double(const gemel_query *self, const char *path, const char *compare,
                                                double value, gemel_query **out, gemel_error **err);
/** Rows that fulfil the filter of the one or of the other; the rest is that of self. Of one model. @since 0.1 */
GEMEL_API gemel_status gemel_query_or(const gemel_query *self, const gemel_query *other, gemel_query **out,
                                      gemel_error **err);
/** The rows that the filter leaves out. @since 0.1 */
GEMEL_API gemel_status gemel_query_not(const gemel_query *self, gemel_query **out, gemel_error **err);

/** In this order: "name, age desc nulls first". @since 0.1 */
GEMEL_API gemel_status gemel_query_order(const gemel_query *self, const char *words, gemel_query **out,
                                         gemel_error **err);
/** So many rows at most; 0 gives none. @since 0.1 */
GEMEL_API gemel_status gemel_query_limit(const gemel_query *self, int64_t limit, gemel_query **out, gemel_error **err);
/** Without the first so many rows. @since 0.1 */
GEMEL_API gemel_status gemel_query_offset(const gemel_query *self, int64_t offset, gemel_query **out,
                                          gemel_error **err);
/**
 * Only rows behind this one in the order, which it was read with: the next page. GEMEL_USAGE if it was read without
 * what the order names; of a path, its partner must be loaded. @since 0.1
 */
GEMEL_API gemel_status gemel_query_after(const gemel_query *self, const gemel_record *record, gemel_query **out,
                                         gemel_error **err);
/**
 * With this association loaded too. What such an object says in an include (record.h), options say here. Options:
 *   where        object: a filter of the partner's own attributes, which it must fulfil
 *   required     bool, false: records without such a partner are left out; true by default if where is given
 *   attributes   names: what is read of the partner; without it, all
 *   include      include: what is loaded with the partner
 *   strategy     text, join: or batch: a statement of its own for all partners
 *   withDeleted  bool, false: rows that are marked as deleted are partners too
 *   paranoid     bool, true: false says the same as withDeleted
 *   scope        bool or names, true: the default scope; false: no scope; names: these scopes instead
 * @since 0.1
 */
GEMEL_API gemel_status gemel_query_include(const gemel_query *self, const char *association,
                                           const gemel_options *options, gemel_query **out, gemel_error **err);

/*
 * ---- Asking: one statement each (and one for each include with the strategy "batch"). They may also fail with
 * GEMEL_BUSY, GEMEL_CONNECTION, GEMEL_RETRY and GEMEL_DATABASE; GEMEL_UNSUPPORTED where a database cannot tell: SQLite
 * neither orders nor adds up decimals. ----
 */

/** The records; owned by the caller. @since 0.1 */
GEMEL_API gemel_status gemel_query_all(const gemel_query *self, gemel_session *session, gemel_records **out,
                                       gemel_error **err);
/**
 * The first record; owned by the caller. None found: GEMEL_OK and *out NULL. Options:
 *   rejectOnEmpty  bool, false: fails with GEMEL_NOT_FOUND if there is none
 * @since 0.1
 */
GEMEL_API gemel_status gemel_query_first(const gemel_query *self, gemel_session *session, const gemel_options *options,
                                         gemel_record **out, gemel_error **err);
/** How many records gemel_query_all would give. @since 0.1 */
GEMEL_API gemel_status gemel_query_count(const gemel_query *self, gemel_session *session, int64_t *out,
                                         gemel_error **err);
/** Would gemel_query_all give any? @since 0.1 */
GEMEL_API gemel_status gemel_query_exists(const gemel_query *self, gemel_session *session, bool *out,
                                          gemel_error **err);
/** The values that `select` says, or else of `attributes`; owned by the caller. @since 0.1 */
GEMEL_API gemel_status gemel_query_values(const gemel_query *self, gemel_session *session, gemel_rows **out,
                                          gemel_error **err);

/*
 * ---- Writing many rows: by one statement, or, where more belongs to them (hooks, validators that are functions, and
 * dependents that gemel settles), row by row in one transaction, as gemel_record_update and gemel_record_destroy do,
 * and failing as these do. The query has a filter or says `all`, and nothing else. Objects in memory stay as they
 * are. ----
 */

/**
 * Writes these values, and updatedAt, to every row; *out (may be NULL) tells to how many. Options:
 *   silent    bool, false: updatedAt stays, also of touched owners
 *   validate  bool, true: asks the validators
 *   hooks     bool, true: they run for each row; hook.h
 * A primary key or a timestamp is GEMEL_USAGE. GEMEL_NOT_NULL, GEMEL_VALIDATION, GEMEL_UNIQUE, GEMEL_FOREIGN_KEY.
 * @since 0.1
 */
GEMEL_API gemel_status gemel_query_update(const gemel_query *self, gemel_session *session, const gemel_values *values,
                                          const gemel_options *options, int64_t *out, gemel_error **err);
/**
 * Deletes every row, or marks it as deleted where the model says so; *out (may be NULL) tells how many there were.
 * Options:
 *   force  bool, false: deletes always
 *   hooks  bool, true: they run for each row
 * Dependents get what `dependent` of their has one says, with hooks or without. GEMEL_FOREIGN_KEY. @since 0.1
 */
GEMEL_API gemel_status gemel_query_destroy(const gemel_query *self, gemel_session *session,
                                           const gemel_options *options, int64_t *out, gemel_error **err);

/*
 * ---- Asking in SQL: one statement, in the words of the database. `:name` stands for the value of that name, which is
 * bound; a value that is not used, or a name without a value, is GEMEL_USAGE. So is what would begin or end a
 * transaction or change the connection, which others have next (docs/querying.md). ----
 */

/**
 * Records of the rows that a statement gives; owned by the caller. Columns are taken by the name of the column or the
 * attribute, and all of the primary key must be there; an unknown column is GEMEL_USAGE. So is a statement that writes
 * and gives no rows, which is undone: gemel_rows_query_sql runs it. values may be NULL. @since 0.1
 */
GEMEL_API gemel_status gemel_records_query_sql(gemel_session *session, const gemel_model *model, const char *sql,
                                               size_t length, const gemel_values *values, gemel_records **out,
                                               gemel_error **err);

GEMEL_END
#endif
