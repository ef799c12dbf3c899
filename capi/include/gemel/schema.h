/**
 * @file gemel/schema.h
 * Models and associations, declared by name in any order, then resolved: all or nothing, and for ever.
 *
 * A definition is said in WORDS, as in SQL, or in OPTIONS, or in both; either may be NULL. A thing said in both is
 * an error. Words are for what a programmer writes, options for what a program computes.
 *
 *   attribute    TYPE [primary key] [auto increment] [not null | null] [unique] [column NAME]
 *                [default LITERAL | default now | default uuid | default (SQL)] [check (EXPRESSION)]
 *                [references MODEL[.ATTRIBUTE] [on delete ACTION] [on update ACTION]]
 *                TYPE: integer  bigint  double  boolean  string[(n)]  text  decimal(p[,s])  blob  uuid  date  timestamp
 *                      json  enum('a','b')   (n characters, 255 if absent; p digits in all, s after the point, 0 if
 *                      absent; values.h says what they hold)
 *                LITERAL: a number, true, false, null or 'text' ('' for a quote in it)
 *                ACTION: cascade, set null, restrict, no action, set default
 *                options: type primaryKey autoIncrement allowNull unique column default check validate references
 *                onDelete onUpdate; default is a value, {now: true}, {uuid: true} or {sql: "..."}; references is the
 *                name of a model or {model, key}; validate is {length: {min, max}, range: {min, max}, pattern: TEXT,
 *                oneOf: [VALUE, ...]}
 *   association  [as NAME] [foreign key NAME] [source key NAME | target key NAME]
 *                [inverse NAME | inverse has one [NAME]] [scope (NAME = LITERAL, ...)] [no constraint]
 *                [dependent destroy | nullify | restrict | database] [mandatory [deferred]]           (has one)
 *                [TYPE] [not null | null] [unique] [column NAME] [default ...] [check (EXPRESSION)]
 *                [on delete ACTION] [on update ACTION]
 *                From TYPE on, the words speak of the foreign key's attribute, where the model does not declare it.
 *                options: as foreignKey sourceKey scope dependent mandatory (has one) targetKey touch (belongs to)
 *                inverse foreignKeyConstraints; foreignKey is a name or {name type allowNull unique column default
 *                check validate onDelete onUpdate}; inverse is a name or {as touch} (has one), {type: "hasOne", as}
 *                (belongs to); as is a name or {singular, plural}; scope is {attribute: value}; touch is true or false;
 *                mandatory is true, false or "deferred"
 *   model        [table NAME] [timestamps | no timestamps] [underscored | not underscored] [version] [paranoid]
 *                [check (EXPRESSION)]...
 *                options: table timestamps underscored version paranoid scopes checks methods; timestamps is true,
 *                false or {createdAt, updatedAt}, each of them true, false or a name; version and paranoid are true,
 *                false or a name; scopes is {NAME: {where: FILTER}}, a filter of attributes as in query.h; checks is a
 *                list of expressions and {name, expression}; methods is a list of names
 *   schema       options only: naming ("camel" or "snake") timestamps underscored, the latter two for all models that
 *                do not say otherwise
 *
 * Words are separated by blanks, or by brackets. Names are case-sensitive, words are not. An unknown word or option is
 * GEMEL_DEFINITION and tells the nearest one.
 *
 * ATTRIBUTES. A model without a primary key gets `id`: integer, auto increment, as its first attribute. An attribute
 * may be null unless the words say `not null`. Without a TYPE, one that refers to another has the type of that.
 * `default now` (the time or day) and `default uuid` are made here when a record is built; `default (SQL)` is made by
 * the database and read back: its text is the author's own, and only its form is checked, so that it cannot leave its
 * brackets.
 *
 * REFERENCES. What an attribute references must be unique. Without an association, nothing is done to the row when
 * what it refers to goes (no action); with one, see association.h.
 *
 * DEPENDENT says what becomes of the dependents of a record that gemel_record_destroy, or an association method,
 * destroys: `destroy` destroys them first, with their hooks and dependents; `nullify` unlinks them; with `restrict` the
 * owner is not destroyed, GEMEL_FOREIGN_KEY; `database`, the default, does nothing: then only ON DELETE acts.
 *
 * MANDATORY. Every source must have a target: what gemel writes keeps it so, see gemel_record_create_pair; `dependent`
 * is `destroy` then, if nothing is said. With `deferred`, sync also makes triggers that check it at every commit,
 * whoever writes; PostgreSQL only, else GEMEL_UNSUPPORTED.
 *
 * VALIDATE. What a value must fulfil to be written, told before any SQL: how many characters a string or text has, or
 * bytes a blob; a range of numbers, dates or timestamps; a regular expression, in Perl's syntax (PCRE2), that is found
 * in a string or text, and not too hard to look for; the values that there are. A null passes all of it.
 *
 * SCOPE. A has one sees and makes only dependents with these values besides the key. Its inverse leads to nobody from
 * any other row, which touches nobody, gets no owner (GEMEL_VALIDATION), and keeps its key when unset: it is another's.
 * Of several has ones with one inverse, one scope that holds is enough; one without a scope asks for nothing.
 *
 * TIMESTAMPS are two attributes, timestamp not null, behind those that are declared: createdAt, written with the row,
 * and updatedAt, written at every change.
 *
 * PARANOID. A row is not deleted but marked: another attribute, deletedAt, a timestamp that may be null, says when.
 * Whoever finds, includes or follows an association does not see it, unless asked to (record.h); it is nobody's partner
 * and has no place. So what is unique is so among the rows that are not marked, by an index with WHERE; but what a
 * foreign key refers to stays unique among all. The foreign key of a has one must not be one of those.
 *
 * SCOPES are names for the rows that equal all values of `where` (null: is null; a list: one of its values). The one
 * called default holds for whatever finds, includes or follows an association and names no other; never for what an
 * association method decides, nor for a reload.
 *
 * VERSION is an attribute, integer not null, behind those that are declared: 0 in a new row, and one more at every
 * update by gemel. A record is saved, updated, linked or destroyed only if its row still has the version that it was
 * read with, else GEMEL_STALE; rows that are known by their key alone, or displaced, are counted and not compared.
 *
 * TOUCH. Whoever writes or destroys a dependent writes the updatedAt of its owner too, and of the owner that it had
 * before; the owner's version is not counted. It is an option of the belongs to.
 *
 * UNDERSCORED. Columns are the names of their attributes in snake_case, unless `column` says otherwise.
 *
 * METHODS are those of the user's own class: an accessor with one of their names is not made.
 *
 * NAMING is camel if nothing is said: drivingLicense, ownerId, createdAt, getDrivingLicense; in snake driving_license,
 * owner_id, created_at, get_driving_license. Two names of a record that are equal in snake_case are refused in either.
 * Tables are snake_case plurals of the models' names.
 *
 * EXPRESSION. A condition over attributes of the model, the same in every database, which holds for every row:
 *   comparisons joined by and, or, not and brackets; a comparison is
 *   OPERAND = <> != < <= > >= (OPERAND | LITERAL), OPERAND is [not] null, OPERAND [not] in (LITERAL, ...),
 *   OPERAND [not] between ... and ...; an OPERAND is an attribute, in "double quotes" if its name is no identifier, or
 *   length(attribute), which is in characters. A null makes a comparison neither true nor false, and then the row is
 *   taken. At most 4000 bytes, brackets and nots 10 deep. Broken: GEMEL_CHECK.
 *
 * Guides: docs/models.md and docs/associations.md.
 */
#ifndef GEMEL_SCHEMA_H
#define GEMEL_SCHEMA_H
#include "base.h"
GEMEL_BEGIN

/* ---- Declaring: a builder (see base.h), one thread at a time; after resolve: GEMEL_USAGE ---- */

/** An empty schema, owned by the caller; never NULL, as gemel_options_new. @since 0.1 */
GEMEL_API gemel_schema *gemel_schema_new(void);
/**
 * Frees a schema; NULL is fine. Also of a resolved one, at any time: databases, sessions and records keep what
 * they need. @since 0.1
 */
GEMEL_API void gemel_schema_free(gemel_schema *self);

/**
 * Says what holds for the whole schema: naming, timestamps, underscored. In several calls too, but each of them once.
 * GEMEL_DEFINITION. @since 0.1
 */
GEMEL_API gemel_status gemel_schema_configure(gemel_schema *self, const gemel_options *options, gemel_error **err);
/** Declares a model. words and options may be NULL. GEMEL_DEFINITION. @since 0.1 */
GEMEL_API gemel_status gemel_schema_add_model(gemel_schema *self, const char *model, const char *words,
                                              const gemel_options *options, gemel_error **err);
/** Declares an attribute of a model that is declared already. GEMEL_DEFINITION. @since 0.1 */
GEMEL_API gemel_status gemel_schema_add_attribute(gemel_schema *self, const char *model, const char *attribute,
                                                  const char *words, const gemel_options *options, gemel_error **err);
/**
 * Declares that a source has at most one target. Both models may be declared later. The foreign key is an attribute
 * of the target, made if it is not declared; the inverse, a belongs-to of the target, is wired too. words and
 * options may be NULL. GEMEL_DEFINITION. @since 0.1
 */
GEMEL_API gemel_status gemel_schema_has_one(gemel_schema *self, const char *source, const char *target,
                                            const char *words, const gemel_options *options, gemel_error **err);
/**
 * Declares that a source belongs to a target. The foreign key is an attribute of the source, made if it is not
 * declared; an inverse is wired only if `inverse` asks for it. words and options may be NULL. GEMEL_DEFINITION.
 * @since 0.1
 */
GEMEL_API gemel_status gemel_schema_belongs_to(gemel_schema *self, const char *source, const char *target,
                                               const char *words, const gemel_options *options, gemel_error **err);

/**
 * A schema that a JSON document declares, still to be resolved; owned by the caller. The document is one object:
 *
 *   { "naming": ..., "timestamps": ..., "underscored": ...,                    (what holds for the whole schema)
 *     "models": { "Person": { "table": "people",                               (options of a model, and)
 *                             "attributes": { "id": "integer primary key",     (words)
 *                                             "name": { "type": "string(20)", "allowNull": false } } } },  (options)
 *     "associations": [ { "type": "hasOne", "source": "Person", "target": "License",                       (options,)
 *                         "words": "foreign key ownerId" } ] }                                             (words)
 *
 * All but this is refused, names that are there twice included; `"$schema"` may name share/gemel/gemel.schema.json, the
 * JSON Schema of documents. At most 16 MiB, 64 levels, and 2000 models, associations, or attributes of a model.
 * GEMEL_DEFINITION for all that is wrong, with line and path: "line 12, /models/Person/attributes/name: unknown type
 * 'strin'; did you mean 'string'?"; the items list every complaint. @since 0.1
 */
GEMEL_API gemel_status gemel_schema_from_json(const char *json, size_t length, gemel_schema **out, gemel_error **err);
/**
 * Declares what a document declares, besides what was declared before. naming, timestamps and underscored hold for the
 * whole schema; what is said of them twice must be the same. On failure nothing of the document is taken.
 * GEMEL_DEFINITION. @since 0.1
 */
GEMEL_API gemel_status gemel_schema_merge_json(gemel_schema *self, const char *json, size_t length, gemel_error **err);

/**
 * Says whether a row may be written, for one attribute or, attribute being NULL, as a whole. GEMEL_OK: it may.
 * GEMEL_VALIDATION: it may not, which is told together with all else that is wrong: the message of *err goes behind the
 * attribute's name ("must be even"). Any other status fails the call that writes, with *err as it is.
 *
 * `record` is a copy of the row as it would be written, valid during the call and only to be read; values that the
 * database makes, and of a row that is known by its key alone all that is not written, it has not. The session is in a
 * call and of no use meanwhile, and what the call was given must not be freed. Runs on every thread that writes. @since
 * 0.1
 */
typedef gemel_status gemel_validator_fn(gemel_record *record, const gemel_attribute *attribute, void *user_data,
                                        gemel_error **err);
/**
 * Adds a validator to an attribute, asked whenever a value other than null of it is written, or to a model (attribute
 * NULL), asked whenever a record is created, saved or updated whose values fit their types. Model and attribute may be
 * declared later; of several validators all are asked, in this order. No document has it. user_data is the caller's;
 * destroy as in base.h: its holders are the schema and all that was opened with it. @since 0.1
 */
GEMEL_API gemel_status gemel_schema_add_validator(gemel_schema *self, const char *model, const char *attribute,
                                                  gemel_validator_fn *fn, void *user_data,
                                                  void (*destroy)(void *user_data), gemel_error **err);

/**
 * Checks everything, wires inverses, freezes. On failure (GEMEL_DEFINITION; the items list every complaint that was
 * found) the schema is as before: unresolved, with what was declared. A second call does nothing. @since 0.1
 */
GEMEL_API gemel_status gemel_schema_resolve(gemel_schema *self, gemel_error **err);

/* ---- Asking: a resolved schema, any thread (an unresolved one: GEMEL_USAGE, 0 or NULL) ---- */

/** A model by name; an unknown one is GEMEL_USAGE and tells the nearest. Borrowed from the schema. @since 0.1 */
GEMEL_API gemel_status gemel_schema_find_model(const gemel_schema *self, const char *name, const gemel_model **out,
                                               gemel_error **err);
/** How many models. @since 0.1 */
GEMEL_API size_t gemel_schema_model_count(const gemel_schema *self);
/** A model by place, in the order declared; NULL past the end. Borrowed from the schema. @since 0.1 */
GEMEL_API const gemel_model *gemel_schema_model_at(const gemel_schema *self, size_t model);

/**
 * The whole schema as one document: complete, so that it resolves to an equal schema, and canonical, so that equal
 * schemas have equal documents. Borrowed from the schema. @since 0.1
 */
GEMEL_API gemel_status gemel_schema_to_json(const gemel_schema *self, const char **json, size_t *length,
                                            gemel_error **err);

/**
 * How many things in a resolved schema are legal but look wrong: a has one over a key that is not unique, two belongs
 * to over one key, rows that need each other before they are there, names that PostgreSQL would cut. @since 0.1
 */
GEMEL_API size_t gemel_schema_warning_count(const gemel_schema *self);
/**
 * A warning, one line that names models and attributes and says what to write instead; NULL past the end. Borrowed from
 * the schema. @since 0.1
 */
GEMEL_API const char *gemel_schema_warning_at(const gemel_schema *self, size_t warning);

GEMEL_END
#endif
