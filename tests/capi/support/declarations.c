/* Schemas from tables of declarations; see declarations.h. It must not know what a declaration means. */
#include "declarations.h"
#include "fixture.h"

static const gemel_options *options_of(const declaration *self)
{
    return self->options ? with(self->options) : NULL;
}

gemel_status declare_schema(gemel_schema *schema, const declaration *self, gemel_error **error)
{
    return gemel_schema_configure(schema, options_of(self), error);
}

gemel_status declare_model(gemel_schema *schema, const declaration *self, gemel_error **error)
{
    return gemel_schema_add_model(schema, self->first, self->words, options_of(self), error);
}

gemel_status declare_attribute(gemel_schema *schema, const declaration *self, gemel_error **error)
{
    return gemel_schema_add_attribute(schema, self->first, self->second, self->words, options_of(self), error);
}

gemel_status declare_has_one(gemel_schema *schema, const declaration *self, gemel_error **error)
{
    return gemel_schema_has_one(schema, self->first, self->second, self->words, options_of(self), error);
}

gemel_status declare_belongs_to(gemel_schema *schema, const declaration *self, gemel_error **error)
{
    return gemel_schema_belongs_to(schema, self->first, self->second, self->words, options_of(self), error);
}

gemel_schema *declared(const declaration *declarations)
{
    gemel_schema *schema = gemel_schema_new();
    size_t i;
    for (i = 0; i < DECLARATIONS_MAX && declarations[i].declare; ++i)
        declarations[i].declare(schema, &declarations[i], NULL);
    return schema;
}

gemel_schema *resolved(const declaration *declarations)
{
    gemel_schema *schema = declared(declarations);
    expect_ok(gemel_schema_resolve(schema, &err));
    return schema;
}
