/**
 * @file gemel/options.h
 * Option name to value, for the calls that take `options`; there NULL means none. In a line: GEMEL_OPTIONS, see
 * literal.h.
 *
 * A builder (see base.h): failures are remembered and reported by the call that uses it. Names are in
 * camel case (`destroyPrevious`). An option that the call does not know, or a value of the wrong type, is
 * GEMEL_USAGE (in a definition GEMEL_DEFINITION) when that call is made. Calls only read their options:
 * they can be used again. One thread at a time.
 */
#ifndef GEMEL_OPTIONS_H
#define GEMEL_OPTIONS_H
#include "base.h"
GEMEL_BEGIN

/**
 * Empty options, owned by the caller. Never NULL: without memory it gives an inert object that fails the call
 * that uses it with GEMEL_OUT_OF_MEMORY. @since 0.1
 */
GEMEL_API gemel_options *gemel_options_new(void);
/** Frees options; NULL is fine. @since 0.1 */
GEMEL_API void gemel_options_free(gemel_options *self);
/** Back to empty, and the remembered failure forgotten. @since 0.1 */
GEMEL_API void gemel_options_clear(gemel_options *self);

/** Sets an option; a name set twice keeps the last value. @since 0.1 */
GEMEL_API gemel_status gemel_options_set_bool(gemel_options *self, const char *name, bool value, gemel_error **err);
/** Sets an option; a name set twice keeps the last value. @since 0.1 */
GEMEL_API gemel_status gemel_options_set_int(gemel_options *self, const char *name, int64_t value, gemel_error **err);
/** Sets an option to a text, which must be UTF-8 (else GEMEL_VALIDATION). @since 0.1 */
GEMEL_API gemel_status gemel_options_set_text(gemel_options *self, const char *name, const char *text, size_t length,
                                              gemel_error **err);
/**
 * Sets an option to a copy of other options: {"include": {"association": "license", …}}. GEMEL_VALIDATION if that nests
 * deeper than 64. @since 0.1
 */
GEMEL_API gemel_status gemel_options_set_options(gemel_options *self, const char *name, const gemel_options *inner,
                                                 gemel_error **err);
/** The same to a copy of values: `where`, `after`, `scope` of an association. @since 0.1 */
GEMEL_API gemel_status gemel_options_set_values(gemel_options *self, const char *name, const gemel_values *values,
                                                gemel_error **err);
/**
 * Appends to the list under that name, which the first item makes. GEMEL_USAGE if the name was set to what is no list.
 * @since 0.1
 */
GEMEL_API gemel_status gemel_options_add_bool(gemel_options *self, const char *name, bool value, gemel_error **err);
/** As gemel_options_add_bool. @since 0.1 */
GEMEL_API gemel_status gemel_options_add_int(gemel_options *self, const char *name, int64_t value, gemel_error **err);
/** As gemel_options_add_bool. GEMEL_VALIDATION if it is not UTF-8. @since 0.1 */
GEMEL_API gemel_status gemel_options_add_text(gemel_options *self, const char *name, const char *text, size_t length,
                                              gemel_error **err);
/** As gemel_options_add_bool: a copy of other options, as an include among several. Fails as set_options. @since 0.1 */
GEMEL_API gemel_status gemel_options_add_options(gemel_options *self, const char *name, const gemel_options *inner,
                                                 gemel_error **err);
/**
 * Sets all members of a JSON object, lists and nested objects included:
 * {"foreignKey": {"name": "ownerId", "onDelete": "restrict"}}. GEMEL_VALIDATION, with line and column, if the
 * text is no JSON object, nests deeper than 64, has an object of more than 10000 members or is longer than 64 MiB;
 * GEMEL_USAGE if an object in it has a member twice: one of the two would be lost. @since 0.1
 */
GEMEL_API gemel_status gemel_options_merge_json(gemel_options *self, const char *json, size_t length,
                                                gemel_error **err);

GEMEL_END
#endif
