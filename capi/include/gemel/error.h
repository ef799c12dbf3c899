/**
 * @file gemel/error.h
 * Why a call failed. An error belongs to the caller that received it, and keeps nothing else alive. Any thread may read
 * it. Every getter accepts NULL and then answers as for GEMEL_OUT_OF_MEMORY, because reporting an error must not need
 * memory.
 */
#ifndef GEMEL_ERROR_H
#define GEMEL_ERROR_H
#include "base.h"
GEMEL_BEGIN

/**
 * Returns the name of a status, such as "ok" or "not-found"; "unknown" for a number that is not a status. The text is
 * static and never NULL. @since 0.1
 */
GEMEL_API const char *gemel_status_name(gemel_status status);

/** Returns the status that the failed call returned. @since 0.1 */
GEMEL_API gemel_status gemel_error_status(const gemel_error *self);

/**
 * Returns one line, without a final period. It names what is wrong and, where there is one, suggests the nearest valid
 * name. Never NULL; borrowed from the error. @since 0.1
 */
GEMEL_API const char *gemel_error_message(const gemel_error *self);

/** Returns the SQLSTATE, five characters, if the database gave one; otherwise "". @since 0.1 */
GEMEL_API const char *gemel_error_sqlstate(const gemel_error *self);
/**
 * Returns what the database adds to its own message, as one line; "" if it adds nothing. An example is PostgreSQL's
 * DETAIL: "Key (id)=(1) is still referenced from table ...". Unlike the message, it may repeat values of the row.
 * @since 0.1
 */
GEMEL_API const char *gemel_error_detail(const gemel_error *self);
/** Returns the table concerned; for a foreign key, the table that has it. "" if there is none. @since 0.1 */
GEMEL_API const char *gemel_error_table(const gemel_error *self);
/** Returns the violated constraint, if the database or the schema names it; otherwise "". @since 0.1 */
GEMEL_API const char *gemel_error_constraint(const gemel_error *self);
/** Returns the driver's own number (SQLite: the extended result code); 0 if no driver was involved. @since 0.1 */
GEMEL_API int32_t gemel_error_driver_code(const gemel_error *self);

/**
 * Returns how many items the error has. An item is a violation of GEMEL_VALIDATION or GEMEL_NOT_NULL, a complaint of
 * GEMEL_DEFINITION, an attribute of GEMEL_UNIQUE, or the foreign key of GEMEL_FOREIGN_KEY. The message of a foreign key
 * says which of two things is wrong: the row that it refers to does not exist, or that row is about to be deleted or to
 * get another key. @since 0.1
 */
GEMEL_API size_t gemel_error_item_count(const gemel_error *self);
/** Returns the model of an item; "" past the end. @since 0.1 */
GEMEL_API const char *gemel_error_item_model(const gemel_error *self, size_t item);
/** Returns the attribute (or association) of an item; "" past the end, and for an item about a whole row. @since 0.1 */
GEMEL_API const char *gemel_error_item_attribute(const gemel_error *self, size_t item);
/** Returns what is wrong with an item, as one line; "" past the end. @since 0.1 */
GEMEL_API const char *gemel_error_item_message(const gemel_error *self, size_t item);
/** Returns GEMEL_NOT_NULL or GEMEL_VALIDATION for a refused value; GEMEL_OK past the end. @since 0.1 */
GEMEL_API gemel_status gemel_error_item_status(const gemel_error *self, size_t item);
/**
 * Returns what refused a value: "not null", "type", "length", "range", "pattern", "one of" or "callback". "" past the
 * end, and if no value was refused. @since 0.1
 */
GEMEL_API const char *gemel_error_item_kind(const gemel_error *self, size_t item);
/** Returns the refused value as text; "" past the end, for null, and if no value was refused. @since 0.1 */
GEMEL_API const char *gemel_error_item_value(const gemel_error *self, size_t item);

/**
 * Reports a failure from a callback: `return gemel_error_raise(GEMEL_CALLBACK, "no seats left", err);`. It fills *err
 * and returns the given status (GEMEL_OK becomes GEMEL_CALLBACK). message is copied; NULL counts as "". @since 0.1
 */
GEMEL_API gemel_status gemel_error_raise(gemel_status status, const char *message, gemel_error **err);

/** Frees an error; NULL is fine. @since 0.1 */
GEMEL_API void gemel_error_free(gemel_error *self);

GEMEL_END
#endif
