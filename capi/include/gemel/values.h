/**
 * @file gemel/values.h
 * Attribute names and their values, in the order given: for build, create and update, for keys and for filters.
 * literal.h shows how to write them in one line, without a builder: GEMEL_VALUES.
 *
 * Values are a builder (see base.h) and belong to no model. The call that uses them checks their names: an unknown name
 * is GEMEL_USAGE, and nothing is assigned. A value that fits the type of its attribute is converted. A value that does
 * not fit is kept as given; the save that would write it refuses it, together with all other violations. A list or an
 * object is a value of a json attribute only, otherwise it is GEMEL_USAGE; filters also accept a list. A call only
 * reads its values, so they can be used again. One thread at a time may use them.
 *
 *   type           set by, besides text   text
 *   integer bigint int                    "12"
 *   double         double, int            "1.5"
 *   boolean        bool                   "true", "false"
 *   string text    -                      the text itself
 *   decimal(p,s)   int, double            "9.90": never rounded; from a double only up to 15 digits: 9.9
 *   blob           blob                   two hexadecimal digits per byte: "00ff"
 *   uuid           blob of 16 bytes       "6ba7b810-9dad-11d1-80b4-00c04fd430c8", in any case, or without hyphens
 *   date           int: days since 1970   "2024-02-29"
 *   timestamp      int: microseconds      "2024-02-29T12:00:00.5Z", "2024-02-29 13:00+01:00": always with its offset
 *                  since 1970, UTC
 *   json           bool, int, double      JSON: "{\"a\": [1, null]}"; a JSON string has its quotes: "\"a\""; blanks are
 *                                         dropped
 *   enum           -                      one of its values
 */
#ifndef GEMEL_VALUES_H
#define GEMEL_VALUES_H
#include "base.h"
GEMEL_BEGIN

/** Creates empty values, owned by the caller. Never NULL, like gemel_options_new. @since 0.1 */
GEMEL_API gemel_values *gemel_values_new(void);
/** Frees values; NULL is fine. @since 0.1 */
GEMEL_API void gemel_values_free(gemel_values *self);
/** Removes all values, and forgets a remembered failure. @since 0.1 */
GEMEL_API void gemel_values_clear(gemel_values *self);

/** Sets a null. If a name is set twice, the last value counts, here and below. @since 0.1 */
GEMEL_API gemel_status gemel_values_set_null(gemel_values *self, const char *name, gemel_error **err);
/** Sets a boolean: for boolean and json. @since 0.1 */
GEMEL_API gemel_status gemel_values_set_bool(gemel_values *self, const char *name, bool value, gemel_error **err);
/** Sets an integer: for integer, bigint, double, decimal, date (days), timestamp (microseconds), json. @since 0.1 */
GEMEL_API gemel_status gemel_values_set_int(gemel_values *self, const char *name, int64_t value, gemel_error **err);
/** Sets a double: for double, decimal and json. The save refuses NaN. @since 0.1 */
GEMEL_API gemel_status gemel_values_set_double(gemel_values *self, const char *name, double value, gemel_error **err);
/** Sets a text: for every type, in the form shown above. GEMEL_VALIDATION if it is not UTF-8. @since 0.1 */
GEMEL_API gemel_status gemel_values_set_text(gemel_values *self, const char *name, const char *text, size_t length,
                                             gemel_error **err);
/** Sets bytes: for blob, and 16 of them for uuid. bytes may be NULL if size is 0. @since 0.1 */
GEMEL_API gemel_status gemel_values_set_blob(gemel_values *self, const char *name, const void *bytes, size_t size,
                                             gemel_error **err);
/**
 * Sets a copy of other values. gemel_record_create with include reads them under the name of an association. A filter
 * (query.h) reads them under the name of an attribute or an association. GEMEL_VALIDATION if they then nest deeper than
 * 64, the limit for JSON too. @since 0.1
 */
GEMEL_API gemel_status gemel_values_set_values(gemel_values *self, const char *name, const gemel_values *values,
                                               gemel_error **err);
/**
 * Sets a record under the name of an association, for gemel_record_create with include. The values keep the record, so
 * its handle may be freed. That call inserts a record that was never saved. @since 0.1
 */
GEMEL_API gemel_status gemel_values_set_record(gemel_values *self, const char *name, const gemel_record *record,
                                               gemel_error **err);
/* ---- Lists, item by item: for filters (one of these values) and for json attributes ---- */

/**
 * Appends to the list under a name; the first item creates the list. GEMEL_USAGE if the name already holds something
 * other than a list. Items follow the same rules as single values, here and below. @since 0.1
 */
GEMEL_API gemel_status gemel_values_add_null(gemel_values *self, const char *name, gemel_error **err);
/** Appends like gemel_values_add_null. @since 0.1 */
GEMEL_API gemel_status gemel_values_add_bool(gemel_values *self, const char *name, bool value, gemel_error **err);
/** Appends like gemel_values_add_null. @since 0.1 */
GEMEL_API gemel_status gemel_values_add_int(gemel_values *self, const char *name, int64_t value, gemel_error **err);
/** Appends like gemel_values_add_null. @since 0.1 */
GEMEL_API gemel_status gemel_values_add_double(gemel_values *self, const char *name, double value, gemel_error **err);
/** Appends like gemel_values_add_null. GEMEL_VALIDATION if the text is not UTF-8. @since 0.1 */
GEMEL_API gemel_status gemel_values_add_text(gemel_values *self, const char *name, const char *text, size_t length,
                                             gemel_error **err);
/** Appends like gemel_values_add_null. @since 0.1 */
GEMEL_API gemel_status gemel_values_add_blob(gemel_values *self, const char *name, const void *bytes, size_t size,
                                             gemel_error **err);
/**
 * Appends a copy of other values like gemel_values_add_null: for the filters of `and` and `or` (query.h).
 * GEMEL_VALIDATION if they then nest deeper than 64. @since 0.1
 */
GEMEL_API gemel_status gemel_values_add_values(gemel_values *self, const char *name, const gemel_values *values,
                                               gemel_error **err);

/**
 * Sets all members of a JSON object. Integers of 64 bits stay exact. A JSON string becomes a text; a json attribute
 * parses that text as JSON again, while an object or a list becomes its JSON directly. Fails like
 * gemel_options_merge_json. @since 0.1
 */
GEMEL_API gemel_status gemel_values_merge_json(gemel_values *self, const char *json, size_t length, gemel_error **err);

GEMEL_END
#endif
