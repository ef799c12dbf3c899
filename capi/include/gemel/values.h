/**
 * @file gemel/values.h
 * Attribute name to value, in the order given: for build, create, update, keys and equality filters.
 *
 * A builder (see base.h), bound to no model. Names are checked by the call that uses it: an unknown one is
 * GEMEL_USAGE, and nothing is assigned. What fits its attribute's type is converted; what does not is kept
 * as given and refused by the save that would write it, together with all other violations. A list or an
 * object (by merge_json) is no value of any attribute: GEMEL_USAGE; only a filter takes a list. Calls only
 * read their values: they can be used again. One thread at a time.
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
/** Sets a boolean. @since 0.1 */
GEMEL_API gemel_status gemel_values_set_bool(gemel_values *self, const char *name, bool value, gemel_error **err);
/** Sets an integer: for integer, bigint and double. @since 0.1 */
GEMEL_API gemel_status gemel_values_set_int(gemel_values *self, const char *name, int64_t value, gemel_error **err);
/** Sets a double; NaN is refused by the save. @since 0.1 */
GEMEL_API gemel_status gemel_values_set_double(gemel_values *self, const char *name, double value, gemel_error **err);
/**
 * Sets a text: for string and text, and for every other type in its canonical form ("12", "1.5", "true").
 * GEMEL_VALIDATION if it is not UTF-8. @since 0.1
 */
GEMEL_API gemel_status gemel_values_set_text(gemel_values *self, const char *name, const char *text, size_t length,
                                             gemel_error **err);
/**
 * Sets the members of a JSON object; integers of 64 bits stay exact. Failures as gemel_options_merge_json.
 * @since 0.1
 */
GEMEL_API gemel_status gemel_values_merge_json(gemel_values *self, const char *json, size_t length, gemel_error **err);

GEMEL_END
#endif
