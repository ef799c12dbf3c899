/**
 * @file gemel/options.h
 * Option names and their values, for every call with a parameter `options`; there NULL means no options. literal.h
 * shows how to write them in one line: GEMEL_OPTIONS.
 *
 * Options are a builder (see base.h): they remember a failure, and the call that uses them reports it. Names are in
 * camel case (`destroyPrevious`). Each call lists its options, with their types and defaults; docs/options.md has all
 * of them. An option that the call does not know, or a value of the wrong type, is GEMEL_USAGE when that call is made;
 * in a definition it is GEMEL_DEFINITION. A call only reads its options, so they can be used again. One thread at a
 * time may use them.
 */
#ifndef GEMEL_OPTIONS_H
#define GEMEL_OPTIONS_H
#include "base.h"
GEMEL_BEGIN

/**
 * Creates empty options, owned by the caller. Never NULL: if memory runs out, it returns an inert object, and the call
 * that uses it fails with GEMEL_OUT_OF_MEMORY. @since 0.1
 */
GEMEL_API gemel_options *gemel_options_new(void);
/** Frees options; NULL is fine. @since 0.1 */
GEMEL_API void gemel_options_free(gemel_options *self);
/** Removes all options, and forgets a remembered failure. @since 0.1 */
GEMEL_API void gemel_options_clear(gemel_options *self);

/** Sets an option to a boolean. If a name is set twice, the last value counts, here and below. @since 0.1 */
GEMEL_API gemel_status gemel_options_set_bool(gemel_options *self, const char *name, bool value, gemel_error **err);
/** Sets an option to an integer. @since 0.1 */
GEMEL_API gemel_status gemel_options_set_int(gemel_options *self, const char *name, int64_t value, gemel_error **err);
/** Sets an option to a text. GEMEL_VALIDATION if the text is not UTF-8. @since 0.1 */
GEMEL_API gemel_status gemel_options_set_text(gemel_options *self, const char *name, const char *text, size_t length,
                                              gemel_error **err);
/**
 * Sets an option to a copy of other options: {"include": {"association": "license", …}}. GEMEL_VALIDATION if they then
 * nest deeper than 64. @since 0.1
 */
GEMEL_API gemel_status gemel_options_set_options(gemel_options *self, const char *name, const gemel_options *inner,
                                                 gemel_error **err);
/**
 * Sets an option to a copy of values: `where`, `after`, or the `scope` of an association. Fails like
 * gemel_options_set_options. @since 0.1
 */
GEMEL_API gemel_status gemel_options_set_values(gemel_options *self, const char *name, const gemel_values *values,
                                                gemel_error **err);
/**
 * Appends to the list under a name; the first item creates the list. GEMEL_USAGE if the name already holds something
 * other than a list. @since 0.1
 */
GEMEL_API gemel_status gemel_options_add_bool(gemel_options *self, const char *name, bool value, gemel_error **err);
/** Appends like gemel_options_add_bool. @since 0.1 */
GEMEL_API gemel_status gemel_options_add_int(gemel_options *self, const char *name, int64_t value, gemel_error **err);
/** Appends like gemel_options_add_bool. GEMEL_VALIDATION if the text is not UTF-8. @since 0.1 */
GEMEL_API gemel_status gemel_options_add_text(gemel_options *self, const char *name, const char *text, size_t length,
                                              gemel_error **err);
/**
 * Appends a copy of other options like gemel_options_add_bool: one include among several. Fails like
 * gemel_options_set_options too. @since 0.1
 */
GEMEL_API gemel_status gemel_options_add_options(gemel_options *self, const char *name, const gemel_options *inner,
                                                 gemel_error **err);
/**
 * Sets all members of a JSON object, including lists and nested objects: {"foreignKey": {"name": "ownerId", "onDelete":
 * "restrict"}}. GEMEL_VALIDATION, with line and column, if the text is not a JSON object, nests deeper than 64, is
 * longer than 64 MiB, or contains an object with more than 10000 members. GEMEL_USAGE if an object in it has the same
 * member twice, because one of the two would be lost. @since 0.1
 */
GEMEL_API gemel_status gemel_options_merge_json(gemel_options *self, const char *json, size_t length,
                                                gemel_error **err);

GEMEL_END
#endif
