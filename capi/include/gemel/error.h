/**
 * @file gemel/error.h
 * Why a call failed. An error belongs to who received it and keeps nothing else alive; any thread may
 * read it. Every getter accepts NULL and then speaks for GEMEL_OUT_OF_MEMORY, because reporting an
 * error must not need memory.
 */
#ifndef GEMEL_ERROR_H
#define GEMEL_ERROR_H
#include "base.h"
GEMEL_BEGIN

/**
 * The name of a status: "ok", "not-found" and so on; "unknown" for a number that is not in the table.
 * Static text, never NULL. @since 0.1
 */
GEMEL_API const char *gemel_status_name(gemel_status status);

/** The status that the failed call returned. @since 0.1 */
GEMEL_API gemel_status gemel_error_status(const gemel_error *self);

/**
 * One line, without a final dot, naming what is wrong and, where there is one, the nearest right name.
 * Never NULL; borrowed from the error. @since 0.1
 */
GEMEL_API const char *gemel_error_message(const gemel_error *self);

/** SQLSTATE, five characters, as far as the database gives one; else "". @since 0.1 */
GEMEL_API const char *gemel_error_sqlstate(const gemel_error *self);
/**
 * What the database adds to its message, in its words, where it does (PostgreSQL's DETAIL: "Key (id)=(1) is still
 * referenced from table ..."); else "". One line; it may repeat values of the row, which the message does not. @since
 * 0.1
 */
GEMEL_API const char *gemel_error_detail(const gemel_error *self);
/** The table that is concerned, of a foreign key the one that has it; else "". @since 0.1 */
GEMEL_API const char *gemel_error_table(const gemel_error *self);
/** The constraint that was violated, where the database or the schema names it; else "". @since 0.1 */
GEMEL_API const char *gemel_error_constraint(const gemel_error *self);
/** The driver's own number (SQLite: the extended result code); 0 if no driver was asked. @since 0.1 */
GEMEL_API int32_t gemel_error_driver_code(const gemel_error *self);

/**
 * How many things are concerned: each violation of GEMEL_VALIDATION and GEMEL_NOT_NULL, each complaint of
 * GEMEL_DEFINITION, each attribute of a GEMEL_UNIQUE, the foreign key of a GEMEL_FOREIGN_KEY, whose message says
 * whether the row that it refers to is not there, or is to go or to get another key. @since 0.1
 */
GEMEL_API size_t gemel_error_item_count(const gemel_error *self);
/** Model of an item; "" past the end. @since 0.1 */
GEMEL_API const char *gemel_error_item_model(const gemel_error *self, size_t item);
/** Attribute (or association) of an item; "" past the end or where there is none: of a whole row. @since 0.1 */
GEMEL_API const char *gemel_error_item_attribute(const gemel_error *self, size_t item);
/** What is wrong with it, one line; "" past the end. @since 0.1 */
GEMEL_API const char *gemel_error_item_message(const gemel_error *self, size_t item);
/** GEMEL_NOT_NULL or GEMEL_VALIDATION for a value; GEMEL_OK past the end. @since 0.1 */
GEMEL_API gemel_status gemel_error_item_status(const gemel_error *self, size_t item);
/**
 * What refused a value: "not null", "type", "length", "range", "pattern", "one of" or "callback"; "" past the end and
 * where no value was refused. @since 0.1
 */
GEMEL_API const char *gemel_error_item_kind(const gemel_error *self, size_t item);
/** The value that was refused, as text; "" past the end, for null and where no value was refused. @since 0.1 */
GEMEL_API const char *gemel_error_item_value(const gemel_error *self, size_t item);

/**
 * For callbacks: `return gemel_error_raise(GEMEL_CALLBACK, "no seats left", err);` fills *err and returns the
 * status given (GEMEL_OK becomes GEMEL_CALLBACK). message is copied; NULL is taken as "". @since 0.1
 */
GEMEL_API gemel_status gemel_error_raise(gemel_status status, const char *message, gemel_error **err);

/** Frees an error; NULL is fine. @since 0.1 */
GEMEL_API void gemel_error_free(gemel_error *self);

GEMEL_END
#endif
