// Options as handles.
#include "gemel/options.h"

#include "capi/builder.hpp"

using namespace gemel::capi;

gemel_options *gemel_options_new(void)
{
    return make<gemel_options>();
}

void gemel_options_free(gemel_options *self)
{
    discard(self);
}

void gemel_options_clear(gemel_options *self)
{
    reset(self);
}

gemel_status gemel_options_set_bool(gemel_options *self, const char *name, bool value, gemel_error **err)
{
    return set_node(self, name, err, scalar_node(value));
}

gemel_status gemel_options_set_int(gemel_options *self, const char *name, int64_t value, gemel_error **err)
{
    return set_node(self, name, err, scalar_node(value));
}

gemel_status gemel_options_set_text(gemel_options *self, const char *name, const char *text, size_t length,
                                    gemel_error **err)
{
    return set_node(self, name, err, text_node(text, length));
}

gemel_status gemel_options_set_options(gemel_options *self, const char *name, const gemel_options *inner,
                                       gemel_error **err)
{
    return set_node(self, name, err, object_node(inner, "inner", 1));
}

gemel_status gemel_options_set_values(gemel_options *self, const char *name, const gemel_values *values,
                                      gemel_error **err)
{
    return set_node(self, name, err, object_node(values, "values", 1));
}

gemel_status gemel_options_add_bool(gemel_options *self, const char *name, bool value, gemel_error **err)
{
    return add_node(self, name, err, scalar_node(value));
}

gemel_status gemel_options_add_int(gemel_options *self, const char *name, int64_t value, gemel_error **err)
{
    return add_node(self, name, err, scalar_node(value));
}

gemel_status gemel_options_add_text(gemel_options *self, const char *name, const char *text, size_t length,
                                    gemel_error **err)
{
    return add_node(self, name, err, text_node(text, length));
}

gemel_status gemel_options_add_options(gemel_options *self, const char *name, const gemel_options *inner,
                                       gemel_error **err)
{
    return add_node(self, name, err, object_node(inner, "inner", 2));
}

gemel_status gemel_options_merge_json(gemel_options *self, const char *json, size_t length, gemel_error **err)
{
    return merge_json(self, json, length, err);
}
