/**
 * @file gemel/schema.h
 * Models and associations, declared by name in any order, then resolved: all or nothing, and for ever.
 *
 * A definition is said in WORDS, as in SQL, or in OPTIONS, or in both; either may be NULL. A thing said in both is
 * an error. Words are for what a programmer writes, options for what a program computes.
 *
 *   attribute    TYPE [primary key] [auto increment] [not null | null] [unique] [default LITERAL] [column NAME]
 *                TYPE: integer  bigint  double  boolean  string[(n)]  text     (n in characters, 255 if absent)
 *                LITERAL: a number, true, false, null or 'text' ('' for a quote in it)
 *                options: type primaryKey autoIncrement allowNull unique default column
 *   association  [as NAME] [foreign key NAME] [source key NAME | target key NAME]
 *                [inverse NAME | inverse has one [NAME]]
 *                [TYPE] [not null | null] [unique] [default LITERAL] [column NAME]
 *                [on delete ACTION] [on update ACTION] [no constraint]
 *                ACTION: cascade, set null, restrict, no action, set default
 *                From TYPE on, the words speak of the foreign key's attribute, where the model does not declare it.
 *                options: as foreignKey sourceKey (has one) targetKey (belongs to) inverse foreignKeyConstraints;
 *                foreignKey is a name or {name type allowNull unique default column onDelete onUpdate};
 *                inverse is a name or {as} (has one), {type: "hasOne", as} (belongs to); as is a name or
 *                {singular, plural}
 *   model        [table NAME]
 *                options: table
 *
 * Words are separated by blanks. Names are case-sensitive, words are not. An unknown word or option is
 * GEMEL_DEFINITION and tells the nearest one. A model without a primary key gets `id`: integer, auto
 * increment, as its first attribute. An attribute may be null unless the words say `not null`.
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
