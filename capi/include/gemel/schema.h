/**
 * @file gemel/schema.h
 * Models and associations. They are declared by name, in any order, and then resolved: all of them or none, and once
 * only.
 *
 * A definition is written as WORDS (definition text, much as in SQL), as OPTIONS, or as both. Either may be NULL.
 * Saying the same thing in both is an error. Words are for definitions that a programmer writes, options for those that
 * a program computes.
 *
 *   attribute    TYPE [primary key] [auto increment] [not null | null] [unique] [column NAME]
 *                [default LITERAL | default now | default uuid | default (SQL)] [check (EXPRESSION)]
 *                [references MODEL[.ATTRIBUTE] [on delete ACTION] [on update ACTION]]
 *                TYPE: integer  bigint  double  boolean  string[(n)]  text  decimal(p[,s])  blob  uuid  date  timestamp
 *                      json  enum('a','b')   (n characters, by default 255; p digits in all, s of them after the point,
 *                      by default 0; values.h shows their values)
 *                LITERAL: a number, true, false, null or 'text' ('' stands for a quote in it)
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
 *                From TYPE on, the words define the foreign key's attribute, if the model does not declare it.
 *                options: as foreignKey sourceKey scope dependent mandatory (has one) targetKey touch (belongs to)
 *                inverse foreignKeyConstraints; foreignKey is a name or {name type allowNull unique column default
 *                check validate onDelete onUpdate}; inverse is a name or {as touch} (has one), {type: "hasOne", as}
 *                (belongs to); as is a name or {singular, plural}; scope is {attribute: value}; touch is true or false;
 *                mandatory is true, false or "deferred"
 *   model        [table NAME] [timestamps | no timestamps] [underscored | not underscored] [version] [paranoid]
 *                [check (EXPRESSION)]...
 *                options: table timestamps underscored version paranoid scopes checks methods; timestamps is true,
 *                false or {createdAt, updatedAt}, each of them true, false or a name; version and paranoid are true,
 *                false or a name; scopes is {NAME: {where: FILTER}}, a filter over attributes as in query.h; checks is
 *                a list of expressions and {name, expression}; methods is a list of names
 *   schema       options only: naming ("camel" or "snake") timestamps underscored, the latter two for all models that
 *                do not set their own
 *
 * Words are separated by blanks or brackets. Names are case-sensitive, and words are not. An unknown word or option is
 * GEMEL_DEFINITION, and the message suggests the nearest one.
 *
 * ATTRIBUTES. A model without a primary key gets `id`, an integer with auto increment, as its first attribute. An
 * attribute may be null unless the words say `not null`. An attribute without a TYPE that refers to another attribute
 * has the type of that one. gemel computes `default now` (the current time or day) and `default uuid` when a record is
 * built. The database computes `default (SQL)`, and gemel reads the value back. Its text is your responsibility: gemel
 * only checks that it cannot leave its brackets.
 *
 * REFERENCES. An attribute that is referred to must be unique. Without an association, nothing happens to the row when
 * the row that it refers to goes (no action). With an association, see association.h.
 *
 * DEPENDENT says what happens to the dependents of a record that gemel_record_destroy, or an association method,
 * destroys. `destroy` destroys them first, with their hooks and their own dependents. `nullify` unlinks them.
 * `restrict` refuses to destroy the owner: GEMEL_FOREIGN_KEY. `database`, the default, does nothing, so that only ON
 * DELETE acts.
 *
 * MANDATORY. Every source must have a target. All writes by gemel keep this rule; see gemel_record_create_pair. The
 * default of `dependent` is then `destroy`. With `deferred`, sync also creates triggers that check the rule at every
 * commit, whoever writes. They exist on PostgreSQL only; on other databases sync is GEMEL_UNSUPPORTED.
 *
 * VALIDATE. Rules that a value must fulfil, checked before any SQL. `length` counts the characters of a string or text,
 * or the bytes of a blob. `range` bounds numbers, dates and timestamps. `pattern` is a regular expression in Perl's
 * syntax (PCRE2); it must match somewhere in the string or text, within a limited number of steps. `oneOf` lists the
 * allowed values. A null passes all rules.
 *
 * SCOPE. A has-one with a scope only finds and creates dependents that have these values besides the foreign key. For a
 * row outside the scope, the inverse leads to nobody: the row touches nobody, cannot get an owner (GEMEL_VALIDATION),
 * and keeps its foreign key on unset, because the key belongs to another association. If several has-ones share one
 * inverse, one matching scope is enough. A has-one without a scope always matches.
 *
 * TIMESTAMPS are two attributes, timestamp not null, after the declared ones. createdAt is written with the row.
 * updatedAt is written at every change.
 *
 * PARANOID. A row is marked as deleted instead of deleted: one more attribute, deletedAt, holds the time. It is a
 * timestamp that may be null. Finding, including and following an association skip a marked row, unless asked not to
 * (record.h). A marked row is nobody's partner and occupies no place. So unique attributes are unique among the rows
 * that are not marked, by an index with WHERE. But an attribute that a foreign key refers to stays unique among all
 * rows. The foreign key of a has-one must not be such an attribute.
 *
 * SCOPES are names for sets of rows, which are given by the filter `where`. The scope called default applies to
 * whatever finds, includes or follows an association and names no other scope. It never applies to what an association
 * method decides, nor to a reload.
 *
 * VERSION is an attribute, integer not null, after the declared ones. It is 0 in a new row, and every update by gemel
 * adds one. A record is saved, updated, linked or destroyed only if its row still has the version that was read;
 * otherwise GEMEL_STALE. If a row is known by its key alone, or is displaced, its version is counted but not compared.
 *
 * TOUCH is an option of the belongs-to. Whatever writes or destroys a dependent also writes the updatedAt of its owner,
 * and of the owner that it had before. The version of the owner does not change.
 *
 * UNDERSCORED. Columns are named after their attributes in snake_case, unless `column` says otherwise.
 *
 * METHODS are method names of your own class. No accessor with one of these names is created.
 *
 * NAMING is camel by default: drivingLicense, ownerId, createdAt, getDrivingLicense. With snake: driving_license,
 * owner_id, created_at, get_driving_license. Either way, two names of a record must not be equal in snake_case. Tables
 * have the plural of the model's name, in snake_case.
 *
 * EXPRESSION is a condition over attributes of the model that must hold for every row. It means the same in every
 * database:
 *   comparisons, joined by and, or, not and brackets; a comparison is
 *   OPERAND = <> != < <= > >= (OPERAND | LITERAL), OPERAND is [not] null, OPERAND [not] in (LITERAL, ...),
 *   OPERAND [not] between ... and ...; an OPERAND is an attribute, in "double quotes" if its name is no identifier, or
 *   length(attribute), which counts characters. A comparison with a null is neither true nor false, and then the row is
 *   accepted. At most 4000 bytes, with brackets and nots 10 deep. A row that breaks it is GEMEL_CHECK.
 *
 * Guides: docs/models.md and docs/associations.md.
 */
#ifndef GEMEL_SCHEMA_H
#define GEMEL_SCHEMA_H
#include "base.h"
GEMEL_BEGIN

/*
 * ---- Declaring. A schema is a builder (see base.h) for one thread at a time. Once it is resolved, these calls are
 * GEMEL_USAGE. ----
 */

/** Creates an empty schema, owned by the caller. Never NULL, like gemel_options_new. @since 0.1 */
GEMEL_API gemel_schema *gemel_schema_new(void);
/**
 * Frees a schema, even a resolved one, at any time; NULL is fine. Databases, sessions and records keep what they need.
 * @since 0.1
 */
GEMEL_API void gemel_schema_free(gemel_schema *self);

/**
 * Sets options of the whole schema: naming, timestamps, underscored. Several calls may do this, but each option only
 * once. GEMEL_DEFINITION. @since 0.1
 */
GEMEL_API gemel_status gemel_schema_configure(gemel_schema *self, const gemel_options *options, gemel_error **err);
/** Declares a model. words and options may be NULL. GEMEL_DEFINITION. @since 0.1 */
GEMEL_API gemel_status gemel_schema_add_model(gemel_schema *self, const char *model, const char *words,
                                              const gemel_options *options, gemel_error **err);
/**
 * Declares an attribute of a model that was declared before. words and options may be NULL. GEMEL_DEFINITION. @since
 * 0.1
 */
GEMEL_API gemel_status gemel_schema_add_attribute(gemel_schema *self, const char *model, const char *attribute,
                                                  const char *words, const gemel_options *options, gemel_error **err);
/**
 * Declares that a source has at most one target. Both models may be declared later. The foreign key is an attribute of
 * the target, which is created if it is not declared. The inverse is created too, as a belongs-to of the target. words
 * and options may be NULL. GEMEL_DEFINITION. @since 0.1
 */
GEMEL_API gemel_status gemel_schema_has_one(gemel_schema *self, const char *source, const char *target,
                                            const char *words, const gemel_options *options, gemel_error **err);
/**
 * Declares that a source belongs to a target. Both models may be declared later. The foreign key is an attribute of the
 * source, which is created if it is not declared. An inverse is created only if `inverse` asks for it. words and
 * options may be NULL. GEMEL_DEFINITION. @since 0.1
 */
GEMEL_API gemel_status gemel_schema_belongs_to(gemel_schema *self, const char *source, const char *target,
                                               const char *words, const gemel_options *options, gemel_error **err);

/**
 * Creates a schema from a JSON document, not yet resolved; owned by the caller. The document is one object:
 *
 *   { "naming": ..., "timestamps": ..., "underscored": ...,                    (what holds for the whole schema)
 *     "models": { "Person": { "table": "people",                               (options of a model, and)
 *                             "attributes": { "id": "integer primary key",     (words)
 *                                             "name": { "type": "string(20)", "allowNull": false } } } },  (options)
 *     "associations": [ { "type": "hasOne", "source": "Person", "target": "License",                       (options,)
 *                         "words": "foreign key ownerId" } ] }                                             (words)
 *
 * Anything else is refused, and so is a name that occurs twice. `"$schema"` may name share/gemel/gemel.schema.json, the
 * JSON Schema of documents. A document has at most 16 MiB, 64 levels, 2000 models, 2000 associations, and 2000
 * attributes of a model. Whatever is wrong is GEMEL_DEFINITION with line and path: "line 12,
 * /models/Person/attributes/name: unknown type 'strin'; did you mean 'string'?". The items of the error list every
 * complaint. @since 0.1
 */
GEMEL_API gemel_status gemel_schema_from_json(const char *json, size_t length, gemel_schema **out, gemel_error **err);
/**
 * Adds the declarations of a document to those made before. naming, timestamps and underscored apply to the whole
 * schema; if they are set twice, the values must be equal. On failure nothing of the document is added.
 * GEMEL_DEFINITION. @since 0.1
 */
GEMEL_API gemel_status gemel_schema_merge_json(gemel_schema *self, const char *json, size_t length, gemel_error **err);

/**
 * Decides whether a row may be written: for one attribute, or for the row as a whole if attribute is NULL. GEMEL_OK
 * accepts the row. GEMEL_VALIDATION refuses it, and is reported together with everything else that is wrong: the
 * message of *err follows the name of the attribute ("must be even"). Any other status fails the writing call, with
 * *err unchanged.
 *
 * `record` is a copy of the row as it would be written. It is valid during the call and must only be read. It lacks
 * values that the database will compute. If the row is known by its key alone, it has only what is written. The session
 * is inside a call and cannot be used meanwhile, and the arguments of that call must not be freed. The function runs on
 * every thread that writes. @since 0.1
 */
typedef gemel_status gemel_validator_fn(gemel_record *record, const gemel_attribute *attribute, void *user_data,
                                        gemel_error **err);
/**
 * Adds a validator. A validator of an attribute is called whenever a value of it other than null is written. A
 * validator of a model (attribute is NULL) is called whenever a record is created, saved or updated and its values fit
 * their types. Model and attribute may be declared later. Several validators are all called, in the order added.
 * Documents do not contain validators. user_data belongs to the caller. destroy is as in base.h; its holders are the
 * schema and everything that was opened with it. @since 0.1
 */
GEMEL_API gemel_status gemel_schema_add_validator(gemel_schema *self, const char *model, const char *attribute,
                                                  gemel_validator_fn *fn, void *user_data,
                                                  void (*destroy)(void *user_data), gemel_error **err);

/**
 * Checks everything, connects inverses, and freezes the schema. On failure it is GEMEL_DEFINITION, and the items of the
 * error list every complaint that was found. The schema is then as before: not resolved, with its declarations. A
 * second call does nothing. @since 0.1
 */
GEMEL_API gemel_status gemel_schema_resolve(gemel_schema *self, gemel_error **err);

/* ---- Reading: a resolved schema, on any thread. An unresolved schema is GEMEL_USAGE, or gives 0 or NULL. ---- */

/**
 * Finds a model by name. An unknown name is GEMEL_USAGE, and the message suggests the nearest one. Borrowed from the
 * schema. @since 0.1
 */
GEMEL_API gemel_status gemel_schema_find_model(const gemel_schema *self, const char *name, const gemel_model **out,
                                               gemel_error **err);
/** Returns how many models there are. @since 0.1 */
GEMEL_API size_t gemel_schema_model_count(const gemel_schema *self);
/** Returns a model by index, in the order declared; NULL past the end. Borrowed from the schema. @since 0.1 */
GEMEL_API const gemel_model *gemel_schema_model_at(const gemel_schema *self, size_t model);

/**
 * Returns the whole schema as one document. It is complete, so that it resolves to an equal schema. It is canonical, so
 * that equal schemas have equal documents. Borrowed from the schema. @since 0.1
 */
GEMEL_API gemel_status gemel_schema_to_json(const gemel_schema *self, const char **json, size_t *length,
                                            gemel_error **err);

/**
 * Returns how many warnings a resolved schema has. They concern what is legal but looks wrong: a has-one whose foreign
 * key is not unique, two belongs-tos with one foreign key, rows of which each needs the other to exist first, and names
 * that PostgreSQL would cut. @since 0.1
 */
GEMEL_API size_t gemel_schema_warning_count(const gemel_schema *self);
/**
 * Returns a warning, as one line that names models and attributes and says what to write instead; NULL past the end.
 * Borrowed from the schema. @since 0.1
 */
GEMEL_API const char *gemel_schema_warning_at(const gemel_schema *self, size_t warning);

GEMEL_END
#endif
