/**
 * @file gemel/query.h
 * A question about the rows of a model: which rows, in what order, with which partners. A query is immutable: each step
 * returns a new query and leaves the old one as it is. Queries may be freed in any order, and any thread may use them
 * at any time.
 *
 * A query is an object with members. It is the same in every language, and as JSON:
 *
 *   {"where": {"age": {"ge": 18}, "drivingLicense.number": {"startsWith": "A"}}, "order": "name desc", "limit": 10}
 *
 *   where       a filter: every member must hold.
 *                 "name": value | null | [values]       equals the value; is null; is one of the values
 *                 "name": {operator: operand, ...}      eq ne lt le gt ge; in notIn (a list); between (a list of two);
 *                                                       null (true or false); like notLike ilike notIlike (% is any
 *                                                       text, _ is any character, a backslash makes the next character
 *                                                       literal; ilike ignores the case of A to Z); startsWith
 *                                                       endsWith contains (a literal text)
 *                 "license": true | false | null | {…}  has a partner; has none; has one that fulfils the filter
 *                 "license.number": …                   a path: an attribute of the partner; null without a partner
 *                 "and": [{…}, …]  "or": [{…}, …]  "not": {…}
 *               For each row, a filter is true or false, never unknown. A null is never less than, greater than or like
 *               anything; ne and not hold for it. Text is compared by code points, in every database.
 *   order       "path", "path desc", "path desc nulls first"; several in a list or separated by commas. Nulls come last
 *               by default. Rows that are equal in the order are ordered by primary key.
 *   limit, offset   how many rows to return, and how many to skip before.
 *   after       {"path": value, …}: only rows after the one with these values. There must be a value for each path of
 *               the order and of the primary key. So pages do not shift when rows are added.
 *   include, raiseOnLazy   as in record.h; attributes: which attributes are read; the others count as not read.
 *   scope, withDeleted   which rows are found at all, as in record.h.
 *   lock        "update" or "share", optionally followed by "skip locked" or "nowait": locks the rows until the
 *               transaction ends. If a database is locked as a whole (SQLite), the transaction is enough.
 *   select      values instead of records: "path", "count(*)", "count(distinct path)", "sum(path)", "avg(path)",
 *               "min(path)", "max(path)", each optionally followed by " as name"; group: the paths to group by;
 *               having: a filter over the selected values; distinct: true.
 *   all         true means every row: for gemel_query_update and gemel_query_destroy without a filter.
 *
 * If a row has several partners (no UNIQUE), the one with the lowest primary key counts, and each row is returned once.
 * Names are checked when a step is made: an unknown name or a contradiction is GEMEL_USAGE, and a value that does not
 * fit its attribute is GEMEL_VALIDATION. A query joins at most 50 tables. A filter has at most 500 comparisons,
 * counting the parts of `and` and `or`, and nests at most 64 deep.
 *
 * Guide: docs/querying.md.
 */
#ifndef GEMEL_QUERY_H
#define GEMEL_QUERY_H
#include "base.h"
GEMEL_BEGIN

/* ---- Making a query. The caller owns the `out` of each step. ---- */

/** Creates a query for all rows of a model. @since 0.1 */
GEMEL_API gemel_status gemel_query_new(const gemel_model *model, gemel_query **out, gemel_error **err);
/**
 * Adds the members of a JSON object. A filter is added to the existing one; any other member replaces the existing one.
 * GEMEL_VALIDATION, with line and column, if the text is not a JSON object. Options:
 *   where        object: a filter
 *   all          bool, false: means every row, where there is no filter
 *   order        names: the order of the rows: "name desc"
 *   limit        int: the largest number of rows
 *   offset       int, 0: how many rows to leave out at the beginning
 *   after        object: only rows after the one with these values, in the order
 *   include      include: the associations to load too
 *   attributes   names: the attributes to read; without it, all
 *   withDeleted  bool, false: also finds rows that are marked as deleted
 *   paranoid     bool, true: false means the same as withDeleted
 *   scope        bool or names, true: the default scope; false: no scope; names: these scopes instead
 *   lock         text: locks the rows until the transaction ends
 *   raiseOnLazy  bool, false: gemel_record_load_association is GEMEL_USAGE if it would load
 *   select       names: values instead of records
 *   group        names: the paths to group by
 *   having       object: a filter over what is selected
 *   distinct     bool, false: gives equal rows only once
 * @since 0.1
 */
GEMEL_API gemel_status gemel_query_merge_json(const gemel_query *self, const char *json, size_t length,
                                              gemel_query **out, gemel_error **err);
/** Returns the query as such an object, borrowed from the query. @since 0.1 */
GEMEL_API gemel_status gemel_query_to_json(const gemel_query *self, const char **json, size_t *length,
                                           gemel_error **err);
/** Frees a query; NULL is fine. @since 0.1 */
GEMEL_API void gemel_query_free(gemel_query *self);

/**
 * Keeps only rows that also fulfil this filter: names and values, or operators by gemel_values_set_values. @since 0.1
 */
GEMEL_API gemel_status gemel_query_where(const gemel_query *self, const gemel_values *where, gemel_query **out,
                                         gemel_error **err);
/**
 * Keeps only rows in which the value at a path fulfils a comparison. `compare` is an operator, such as "ge". @since 0.1
 */
GEMEL_API gemel_status gemel_query_where_text(const gemel_query *self, const char *path, const char *compare,
                                              const char *text, size_t length, gemel_query **out, gemel_error **err);
/**
 * Compares like gemel_query_where_text, with a boolean, which is also the operand of "null", and, with "eq", says
 * whether there is a partner. @since 0.1
 */
GEMEL_API gemel_status gemel_query_where_bool(const gemel_query *self, const char *path, const char *compare,
                                              bool value, gemel_query **out, gemel_error **err);
/** Compares like gemel_query_where_text, with an integer. @since 0.1 */
GEMEL_API gemel_status gemel_query_where_int(const gemel_query *self, const char *path, const char *compare,
                                             int64_t value, gemel_query **out, gemel_error **err);
/** Compares like gemel_query_where_text, with a double. @since 0.1 */
GEMEL_API gemel_status gemel_query_where_double(const gemel_query *self, const char *path, const char *compare,
                                                double value, gemel_query **out, gemel_error **err);
/**
 * Keeps rows that fulfil the filter of either query. Everything else comes from self. Both must be of one model. @since
 * 0.1
 */
GEMEL_API gemel_status gemel_query_or(const gemel_query *self, const gemel_query *other, gemel_query **out,
                                      gemel_error **err);
/** Negates the filter. @since 0.1 */
GEMEL_API gemel_status gemel_query_not(const gemel_query *self, gemel_query **out, gemel_error **err);

/** Sets the order: "name, age desc nulls first". @since 0.1 */
GEMEL_API gemel_status gemel_query_order(const gemel_query *self, const char *words, gemel_query **out,
                                         gemel_error **err);
/** Sets the largest number of rows; 0 returns none. @since 0.1 */
GEMEL_API gemel_status gemel_query_limit(const gemel_query *self, int64_t limit, gemel_query **out, gemel_error **err);
/** Skips this many rows at the beginning. @since 0.1 */
GEMEL_API gemel_status gemel_query_offset(const gemel_query *self, int64_t offset, gemel_query **out,
                                          gemel_error **err);
/**
 * Keeps only rows after this record in the order: the next page. The record must have been read in this order.
 * GEMEL_USAGE if it was read without an attribute that the order names. The partner of a path must be loaded. @since
 * 0.1
 */
GEMEL_API gemel_status gemel_query_after(const gemel_query *self, const gemel_record *record, gemel_query **out,
                                         gemel_error **err);
/**
 * Also loads this association. The options are the members of an include (record.h). Options:
 *   where        object: a filter of the partner's own attributes, which it must fulfil
 *   required     bool, false: records without such a partner are left out; true by default if where is given
 *   attributes   names: what is read of the partner; without it, all
 *   include      include: what is loaded with the partner
 *   strategy     text, join: or batch: a statement of its own for all partners
 *   withDeleted  bool, false: rows that are marked as deleted are partners too
 *   paranoid     bool, true: false means the same as withDeleted
 *   scope        bool or names, true: the default scope; false: no scope; names: these scopes instead
 * @since 0.1
 */
GEMEL_API gemel_status gemel_query_include(const gemel_query *self, const char *association,
                                           const gemel_options *options, gemel_query **out, gemel_error **err);

/*
 * ---- Running a query. Each call is one statement, and one more for each include with the strategy "batch". The calls
 * may also fail with GEMEL_BUSY, GEMEL_CONNECTION, GEMEL_RETRY and GEMEL_DATABASE, and with GEMEL_UNSUPPORTED if the
 * database cannot answer: SQLite neither orders nor sums decimals. ----
 */

/** Finds the records; owned by the caller. @since 0.1 */
GEMEL_API gemel_status gemel_query_all(const gemel_query *self, gemel_session *session, gemel_records **out,
                                       gemel_error **err);
/**
 * Finds the first record; owned by the caller. If there is none, returns GEMEL_OK and *out is NULL. Options:
 *   rejectOnEmpty  bool, false: fails with GEMEL_NOT_FOUND if there is none
 * @since 0.1
 */
GEMEL_API gemel_status gemel_query_first(const gemel_query *self, gemel_session *session, const gemel_options *options,
                                         gemel_record **out, gemel_error **err);
/** Counts the records that gemel_query_all would find. @since 0.1 */
GEMEL_API gemel_status gemel_query_count(const gemel_query *self, gemel_session *session, int64_t *out,
                                         gemel_error **err);
/** Would gemel_query_all find any record? @since 0.1 */
GEMEL_API gemel_status gemel_query_exists(const gemel_query *self, gemel_session *session, bool *out,
                                          gemel_error **err);
/** Returns the values of `select`, or, without it, of `attributes`; owned by the caller. @since 0.1 */
GEMEL_API gemel_status gemel_query_values(const gemel_query *self, gemel_session *session, gemel_rows **out,
                                          gemel_error **err);

/*
 * ---- Writing many rows. A call is one statement, unless the rows need more: hooks, validators that are functions, or
 * dependents that gemel settles. Then it writes row by row in one transaction, like gemel_record_update and
 * gemel_record_destroy, and fails like these. The query has a filter or sets `all`, and nothing else. Records in memory
 * stay as they are. ----
 */

/**
 * Writes these values, and updatedAt, to every row. *out is the number of rows; out may be NULL. Options:
 *   silent    bool, false: updatedAt stays, also of touched owners
 *   validate  bool, true: asks the validators
 *   hooks     bool, true: they run for each row; hook.h
 * A primary key or a timestamp is GEMEL_USAGE. GEMEL_NOT_NULL, GEMEL_VALIDATION, GEMEL_UNIQUE, GEMEL_FOREIGN_KEY.
 * @since 0.1
 */
GEMEL_API gemel_status gemel_query_update(const gemel_query *self, gemel_session *session, const gemel_values *values,
                                          const gemel_options *options, int64_t *out, gemel_error **err);
/**
 * Deletes every row, or marks it as deleted if the model is paranoid. *out is the number of rows; out may be NULL.
 * Options:
 *   force  bool, false: deletes always
 *   hooks  bool, true: they run for each row
 * Dependents are settled as `dependent` of their has-one says, with hooks or without. GEMEL_FOREIGN_KEY. @since 0.1
 */
GEMEL_API gemel_status gemel_query_destroy(const gemel_query *self, gemel_session *session,
                                           const gemel_options *options, int64_t *out, gemel_error **err);

/*
 * ---- SQL. A call runs one statement, in the database's own dialect. `:name` stands for the value of that name, which
 * is bound. A value that is not used, or a name without a value, is GEMEL_USAGE. So is a statement that would begin or
 * end a transaction, or change the connection, which others will use next (docs/querying.md). ----
 */

/**
 * Returns records of the rows that a statement gives; owned by the caller. A column has the name of a column or an
 * attribute of the model. All attributes of the primary key must be there. An unknown column is GEMEL_USAGE. So is a
 * statement that writes and gives no rows, and it is undone; use gemel_rows_query_sql to run it. values may be NULL.
 * @since 0.1
 */
GEMEL_API gemel_status gemel_records_query_sql(gemel_session *session, const gemel_model *model, const char *sql,
                                               size_t length, const gemel_values *values, gemel_records **out,
                                               gemel_error **err);

GEMEL_END
#endif
