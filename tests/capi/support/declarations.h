/*
 * Schemas as tables of declarations, for tests that need many small ones. It must not know what a declaration means.
 */
#ifndef GEMEL_TESTS_CAPI_DECLARATIONS_H
#define GEMEL_TESTS_CAPI_DECLARATIONS_H
#include <gemel/gemel.h>

enum { DECLARATIONS_MAX = 10 };

/* options: JSON with ' for ", or NULL. */
typedef struct declaration {
    gemel_status (*declare)(gemel_schema *schema, const struct declaration *self, gemel_error **error);
    const char *first, *second, *words, *options;
} declaration;

gemel_status declare_schema(gemel_schema *schema, const declaration *self, gemel_error **error);
gemel_status declare_model(gemel_schema *schema, const declaration *self, gemel_error **error);
gemel_status declare_attribute(gemel_schema *schema, const declaration *self, gemel_error **error);
gemel_status declare_has_one(gemel_schema *schema, const declaration *self, gemel_error **error);
gemel_status declare_belongs_to(gemel_schema *schema, const declaration *self, gemel_error **error);

/* clang-format off */
#define SCHEMA(options) {declare_schema, NULL, NULL, NULL, options}
#define MODEL(name) {declare_model, name, NULL, NULL, NULL}
#define MODEL_IS(name, words) {declare_model, name, NULL, words, NULL}
#define MODEL_WITH(name, options) {declare_model, name, NULL, NULL, options}
#define ATTRIBUTE(model, name, words) {declare_attribute, model, name, words, NULL}
#define ATTRIBUTE_WITH(model, name, options) {declare_attribute, model, name, NULL, options}
#define HAS_ONE(source, target, words) {declare_has_one, source, target, words, NULL}
#define HAS_ONE_WITH(source, target, options) {declare_has_one, source, target, NULL, options}
#define BELONGS_TO(source, target, words) {declare_belongs_to, source, target, words, NULL}
#define BELONGS_TO_WITH(source, target, options) {declare_belongs_to, source, target, NULL, options}
/* clang-format on */

/* Declares all, unresolved and owned by the caller. What goes wrong is remembered by the schema. */
gemel_schema *declared(const declaration *declarations);
/* Declares all and resolves, which must succeed. Owned by the caller. */
gemel_schema *resolved(const declaration *declarations);

#endif
