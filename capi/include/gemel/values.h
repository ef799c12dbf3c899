/**
 * @file gemel/values.h
 * Attribute name to value, in the order given: for build, create, update, keys and equality filters. In a line, without
 * a builder: GEMEL_VALUES, see literal.h.
 *
 * A builder (see base.h), bound to no model. Names are checked by the call that uses it: an unknown one is
 * GEMEL_USAGE, and nothing is assigned. What fits its attribute's type is converted; what does not is kept
 * as given and refused by the save that would write it, together with all other violations. A list or an
 * object is a value of a json attribute only, else GEMEL_USAGE; and a filter takes a list.
 * Calls only read their values: they can be used again. One thread at a time.
 *
 *   type           set by, besides text   text
 *   integer bigint int                    "12"
 *   double         double, int            "1.5"
 *   boolean        bool                   "true", "false"
 *   string text    -                      as it is
 *   decimal(p,s)   int, double            "9.90": never rounded; of a double only up to 15 digits: 9.9
 *   blob           blob                   two hexadecimal digits a byte: "00ff"
 *   uuid           blob of 16 bytes       "6ba7b810-9dad-11d1-80b4-00c04fd430c8", in any case, or without hyphens
 *   date           int: days since 1970   "2024-02-29"
 *   timestamp      int: microseconds      "2024-02-29T12:00:00.5Z", "2024-02-29 13:00+01:00": always with its offset
 *                  since 1970, UTC
 *   json           bool, int, double      JSON: "{\"a\": [1, null]}", a text in it quoted: "\"a\""; kept without blanks
 *   enum           -                      one of its values
 */
#ifndef GEMEL_VALUES_H
#define GEMEL_VALUES_H
#include "base.h"
GEMEL_BEGIN

/** No values, owned by the caller; never NULL, as gemel_options_new. @since 0.1 */
GEMEL_API gemel_values *gemel_values_new(void);
/** Frees values; NULL is fine. @since 0.1 */
GEMEL_API void gemel_values_free(gemel_values *self);
/** Back to none, and the remembered failure forgotten. @since 0.1 */
GEMEL_API void gemel_values_clear(gemel_values *self);

/** Sets a null; a name set twice keeps the last value, here and below. @since 0.1 */
GEMEL_API gemel_status gemel_values_set_null(gemel_values *self, const char *name, gemel_error **err);
/** Sets a boolean: for boolean and json. @since 0.1 */
GEMEL_API gemel_status gemel_values_set_bool(gemel_values *self, const char *name, bool value, gemel_error **err);
/** Sets an integer: for integer, bigint, double, decimal, date (days), timestamp (microseconds), json. @since 0.1 */
GEMEL_API gemel_status gemel_values_set_int(gemel_values *self, const char *name, int64_t value, gemel_error **err);
/** Sets a double: for double, decimal and json; NaN is refused by the save. @since 0.1 */
GEMEL_API gemel_status gemel_values_set_double(gemel_values *self, const char *name, double value, gemel_error **err);
/**
 * Sets a text: for every type, in the form that is said above. GEMEL_VALIDATION if it is not UTF-8. @since 0.1
 */
GEMEL_API gemel_status gemel_values_set_text(gemel_values *self, const char *name, const char *text, size_t length,
                                             gemel_error **err);
/** Sets bytes: for blob, and 16 of them for uuid. bytes may be NULL if size is 0. @since 0.1 */
GEMEL_API gemel_status gemel_values_set_blob(gemel_values *self, const char *name, const void *bytes, size_t size,
                                             gemel_error **err);
/**
 * Sets a copy of these values: under the name of an association for gemel_record_create with include, under that of an
 * attribute or an association for a filter (query.h).
 * GEMEL_VALIDATION if that nests deeper than 64, as JSON may. @since 0.1
 */
GEMEL_API gemel_status gemel_values_set_values(gemel_values *self, const char *name, const gemel_values *values,
                                               gemel_error **err);
/**
 * Sets a record under the name of an association, for gemel_record_create with include; the values keep what it shows.
 * One that was never saved is inserted then. @since 0.1
 */
GEMEL_API gemel_status gemel_values_set_record(gemel_values *self, const char *name, const gemel_record *record,
                                               gemel_error **err);
/* ---- Lists, bit by bit: for filters (one of these values) and json attributes ---- */

/**
 * Appends to the list under that name, which the first item makes. GEMEL_USAGE if the name was set to what is no list.
 * The values are as those that are set, here and below. @since 0.1
 */
GEMEL_API gemel_status gemel_values_add_null(gemel_values *self, const char *name, gemel_error **err);
/** As gemel_values_add_null. @since 0.1 */
GEMEL_API gemel_status gemel_values_add_bool(gemel_values *self, const char *name, bool value, gemel_error **err);
/** As gemel_values_add_null. @since 0.1 */
GEMEL_API gemel_status gemel_values_add_int(gemel_values *self, const char *name, int64_t value, gemel_error **err);
/** As gemel_values_add_null. @since 0.1 */
GEMEL_API gemel_status gemel_values_add_double(gemel_values *self, const char *name, double value, gemel_error **err);
/** As gemel_values_add_null. GEMEL_VALIDATION if it is not UTF-8. @since 0.1 */
GEMEL_API gemel_status gemel_values_add_text(gemel_values *self, const char *name, const char *text, size_t length,
                                             gemel_error **err);
/** As gemel_values_add_null. @since 0.1 */
GEMEL_API gemel_status gemel_values_add_blob(gemel_values *self, const char *name, const void *bytes, size_t size,
                                             gemel_error **err);
/**
 * As gemel_values_add_null: a copy of these values, for the filters of `and` and `or` (query.h). GEMEL_VALIDATION if
 * that nests deeper than 64. @since 0.1
 */
GEMEL_API gemel_status gemel_values_add_values(gemel_values *self, const char *name, const gemel_values *values,
                                               gemel_error **err);

/**
 * Sets the members of a JSON object; integers of 64 bits stay exact. A JSON text is a text: for a json attribute it is
 * read as JSON once more, while an object or a list is that JSON. Failures as gemel_options_merge_json. @since 0.1
 */
GEMEL_API gemel_status gemel_values_merge_json(gemel_values *self, const char *json, size_t length, gemel_error **err);

GEMEL_END
#endif
