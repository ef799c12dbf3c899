/**
 * @file gemel/model.h
 * Models and their attributes, as a resolved schema holds them. All of it is immutable, may be read on any thread and
 * lives as long as its schema or anything made from it (a database, a session, a record). A NULL handle gives "",
 * 0, false or NULL.
 */
#ifndef GEMEL_MODEL_H
#define GEMEL_MODEL_H
#include "base.h"
GEMEL_BEGIN

/** The model's name. @since 0.1 */
GEMEL_API const char *gemel_model_name(const gemel_model *self);
/** The name of its table. @since 0.1 */
GEMEL_API const char *gemel_model_table(const gemel_model *self);

/** An attribute by name; an unknown one is GEMEL_USAGE and tells the nearest. @since 0.1 */
GEMEL_API gemel_status gemel_model_find_attribute(const gemel_model *self, const char *name,
                                                  const gemel_attribute **out, gemel_error **err);
/** How many attributes, foreign keys that associations made included. @since 0.1 */
GEMEL_API size_t gemel_model_attribute_count(const gemel_model *self);
/** An attribute by place; NULL past the end. @since 0.1 */
GEMEL_API const gemel_attribute *gemel_model_attribute_at(const gemel_model *self, size_t attribute);

/** An association by name; an unknown one is GEMEL_USAGE and tells the nearest. @since 0.1 */
GEMEL_API gemel_status gemel_model_find_association(const gemel_model *self, const char *name,
                                                    const gemel_association **out, gemel_error **err);
/** How many associations this model is the source of, inverses included. @since 0.1 */
GEMEL_API size_t gemel_model_association_count(const gemel_model *self);
/** An association by place; NULL past the end. @since 0.1 */
GEMEL_API const gemel_association *gemel_model_association_at(const gemel_model *self, size_t association);

/** What gemel_attribute_type answers. New ones are appended. @since 0.1 */
enum {
    GEMEL_TYPE_INTEGER = 1,    /**< 32 bits */
    GEMEL_TYPE_BIGINT = 2,     /**< 64 bits */
    GEMEL_TYPE_DOUBLE = 3,     /**< 64 bits, IEEE 754 */
    GEMEL_TYPE_BOOLEAN = 4,    /**< true or false */
    GEMEL_TYPE_STRING = 5,     /**< UTF-8, at most n characters */
    GEMEL_TYPE_TEXT = 6,       /**< UTF-8 */
    GEMEL_TYPE_DECIMAL = 7,    /**< exact, as text */
    GEMEL_TYPE_BLOB = 8,       /**< bytes */
    GEMEL_TYPE_UUID = 9,       /**< lower-case text */
    GEMEL_TYPE_DATE = 10,      /**< days since 1970-01-01 */
    GEMEL_TYPE_TIMESTAMP = 11, /**< microseconds since the epoch, UTC */
    GEMEL_TYPE_JSON = 12,      /**< text that is JSON */
    GEMEL_TYPE_ENUM = 13       /**< one of its texts */
};

/** The attribute's name. @since 0.1 */
GEMEL_API const char *gemel_attribute_name(const gemel_attribute *self);
/** The name of its column. @since 0.1 */
GEMEL_API const char *gemel_attribute_column(const gemel_attribute *self);
/** One of GEMEL_TYPE_...; 0 for NULL. @since 0.1 */
GEMEL_API int32_t gemel_attribute_type(const gemel_attribute *self);
/** That type as a definition says it: "integer", "decimal(10,2)", "enum('new','old')". @since 0.1 */
GEMEL_API const char *gemel_attribute_type_name(const gemel_attribute *self);
/** The n of string(n), the p of decimal(p,s); 0 for other types. @since 0.1 */
GEMEL_API int32_t gemel_attribute_length(const gemel_attribute *self);
/** The s of decimal(p,s): how many digits its values have after the point; 0 for other types. @since 0.1 */
GEMEL_API int32_t gemel_attribute_scale(const gemel_attribute *self);
/** How many values an enum has; 0 for other types. @since 0.1 */
GEMEL_API size_t gemel_attribute_value_count(const gemel_attribute *self);
/** A value of an enum by place, in the order declared; NULL past the end. Borrowed from the schema. @since 0.1 */
GEMEL_API const char *gemel_attribute_value_at(const gemel_attribute *self, size_t value);
/** Its place in the model; -1 for NULL. @since 0.1 */
GEMEL_API int32_t gemel_attribute_index(const gemel_attribute *self);
/** The model it is part of. @since 0.1 */
GEMEL_API const gemel_model *gemel_attribute_model(const gemel_attribute *self);
/** Is it the primary key, or part of it? @since 0.1 */
GEMEL_API bool gemel_attribute_is_primary_key(const gemel_attribute *self);
/** Does the database number it? @since 0.1 */
GEMEL_API bool gemel_attribute_is_auto_increment(const gemel_attribute *self);
/** May it be null? @since 0.1 */
GEMEL_API bool gemel_attribute_is_nullable(const gemel_attribute *self);
/**
 * Is it unique by itself: by a constraint, or as the whole primary key? Of a paranoid model perhaps only among rows
 * that are not marked as deleted (schema.h). @since 0.1
 */
GEMEL_API bool gemel_attribute_is_unique(const gemel_attribute *self);

GEMEL_END
#endif
