/**
 * @file gemel/model.h
 * Models and their attributes, as a resolved schema holds them. They are immutable, and any thread may read them. They
 * live as long as their schema, or anything made from it (a database, a session, a record). For a NULL handle,
 * functions return "", 0, false or NULL.
 */
#ifndef GEMEL_MODEL_H
#define GEMEL_MODEL_H
#include "base.h"
GEMEL_BEGIN

/** Returns the name of a model. @since 0.1 */
GEMEL_API const char *gemel_model_name(const gemel_model *self);
/** Returns the name of its table. @since 0.1 */
GEMEL_API const char *gemel_model_table(const gemel_model *self);

/** Finds an attribute by name. An unknown name is GEMEL_USAGE, and the message suggests the nearest one. @since 0.1 */
GEMEL_API gemel_status gemel_model_find_attribute(const gemel_model *self, const char *name,
                                                  const gemel_attribute **out, gemel_error **err);
/** Returns how many attributes the model has, including foreign keys that associations created. @since 0.1 */
GEMEL_API size_t gemel_model_attribute_count(const gemel_model *self);
/** Returns an attribute by index; NULL past the end. @since 0.1 */
GEMEL_API const gemel_attribute *gemel_model_attribute_at(const gemel_model *self, size_t attribute);

/**
 * Finds an association by name. An unknown name is GEMEL_USAGE, and the message suggests the nearest one. @since 0.1
 */
GEMEL_API gemel_status gemel_model_find_association(const gemel_model *self, const char *name,
                                                    const gemel_association **out, gemel_error **err);
/** Returns how many associations have this model as their source, including inverses. @since 0.1 */
GEMEL_API size_t gemel_model_association_count(const gemel_model *self);
/** Returns an association by index; NULL past the end. @since 0.1 */
GEMEL_API const gemel_association *gemel_model_association_at(const gemel_model *self, size_t association);

/** What gemel_attribute_type returns. New types are appended. @since 0.1 */
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

/** Returns the name of an attribute. @since 0.1 */
GEMEL_API const char *gemel_attribute_name(const gemel_attribute *self);
/** Returns the name of its column. @since 0.1 */
GEMEL_API const char *gemel_attribute_column(const gemel_attribute *self);
/** Returns one of GEMEL_TYPE_...; 0 for NULL. @since 0.1 */
GEMEL_API int32_t gemel_attribute_type(const gemel_attribute *self);
/** Returns its type as a definition writes it: "integer", "decimal(10,2)", "enum('new','old')". @since 0.1 */
GEMEL_API const char *gemel_attribute_type_name(const gemel_attribute *self);
/** Returns the n of string(n), or the p of decimal(p,s); 0 for other types. @since 0.1 */
GEMEL_API int32_t gemel_attribute_length(const gemel_attribute *self);
/** Returns the s of decimal(p,s), the number of digits after the point; 0 for other types. @since 0.1 */
GEMEL_API int32_t gemel_attribute_scale(const gemel_attribute *self);
/** Returns how many values an enum has; 0 for other types. @since 0.1 */
GEMEL_API size_t gemel_attribute_value_count(const gemel_attribute *self);
/**
 * Returns a value of an enum by index, in the order declared; NULL past the end. Borrowed from the schema. @since 0.1
 */
GEMEL_API const char *gemel_attribute_value_at(const gemel_attribute *self, size_t value);
/** Returns its index in the model; -1 for NULL. @since 0.1 */
GEMEL_API int32_t gemel_attribute_index(const gemel_attribute *self);
/** Returns the model that it belongs to. @since 0.1 */
GEMEL_API const gemel_model *gemel_attribute_model(const gemel_attribute *self);
/** Is it the primary key, or part of it? @since 0.1 */
GEMEL_API bool gemel_attribute_is_primary_key(const gemel_attribute *self);
/** Does the database number it? @since 0.1 */
GEMEL_API bool gemel_attribute_is_auto_increment(const gemel_attribute *self);
/** May it be null? @since 0.1 */
GEMEL_API bool gemel_attribute_is_nullable(const gemel_attribute *self);
/**
 * Is it unique by itself, either by a constraint or as the whole primary key? In a paranoid model it may be unique only
 * among rows that are not marked as deleted (schema.h). @since 0.1
 */
GEMEL_API bool gemel_attribute_is_unique(const gemel_attribute *self);

GEMEL_END
#endif
