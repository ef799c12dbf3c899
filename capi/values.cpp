// Values as handles.
#include "gemel/values.h"

#include "capi/builder.hpp"

using namespace gemel::capi;

namespace {

auto blob_node(const void *bytes, size_t size)
{
    return
        [=](std::string_view) { return gemel::Node{gemel::Value(gemel::Bytes{std::string(bytes_of(bytes, size))})}; };
}

} // namespace

gemel_values *gemel_values_new(void)
{
    return make<gemel_values>();
}

void gemel_values_free(gemel_values *self)
{
    discard(self);
}

void gemel_values_clear(gemel_values *self)
{
    reset(self);
}

gemel_status gemel_values_set_null(gemel_values *self, const char *name, gemel_error **err)
{
    return set_node(self, name, err, scalar_node(gemel::Null{}));
}

gemel_status gemel_values_set_bool(gemel_values *self, const char *name, bool value, gemel_error **err)
{
    return set_node(self, name, err, scalar_node(value));
}

gemel_status gemel_values_set_int(gemel_values *self, const char *name, int64_t value, gemel_error **err)
{
    return set_node(self, name, err, scalar_node(value));
}

gemel_status gemel_values_set_double(gemel_values *self, const char *name, double value, gemel_error **err)
{
    return set_node(self, name, err, scalar_node(value));
}

gemel_status gemel_values_set_text(gemel_values *self, const char *name, const char *text, size_t length,
                                   gemel_error **err)
{
    return set_node(self, name, err, text_node(text, length));
}

gemel_status gemel_values_set_blob(gemel_values *self, const char *name, const void *bytes, size_t size,
                                   gemel_error **err)
{
    return set_node(self, name, err, blob_node(bytes, size));
}

gemel_status gemel_values_set_values(gemel_values *self, const char *name, const gemel_values *values,
                                     gemel_error **err)
{
    return set_node(self, name, err, object_node(values, "values", 1));
}

gemel_status gemel_values_set_record(gemel_values *self, const char *name, const gemel_record *record,
                                     gemel_error **err)
{
    return set_node(self, name, err, [=](std::string_view) { return gemel::Node{record_of(record).carried()}; });
}

gemel_status gemel_values_add_null(gemel_values *self, const char *name, gemel_error **err)
{
    return add_node(self, name, err, scalar_node(gemel::Null{}));
}

gemel_status gemel_values_add_bool(gemel_values *self, const char *name, bool value, gemel_error **err)
{
    return add_node(self, name, err, scalar_node(value));
}

gemel_status gemel_values_add_int(gemel_values *self, const char *name, int64_t value, gemel_error **err)
{
    return add_node(self, name, err, scalar_node(value));
}

gemel_status gemel_values_add_double(gemel_values *self, const char *name, double value, gemel_error **err)
{
    return add_node(self, name, err, scalar_node(value));
}

gemel_status gemel_values_add_text(gemel_values *self, const char *name, const char *text, size_t length,
                                   gemel_error **err)
{
    return add_node(self, name, err, text_node(text, length));
}

gemel_status gemel_values_add_blob(gemel_values *self, const char *name, const void *bytes, size_t size,
                                   gemel_error **err)
{
    return add_node(self, name, err, blob_node(bytes, size));
}

gemel_status gemel_values_add_values(gemel_values *self, const char *name, const gemel_values *values,
                                     gemel_error **err)
{
    return add_node(self, name, err, object_node(values, "values", 2));
}

gemel_status gemel_values_merge_json(gemel_values *self, const char *json, size_t length, gemel_error **err)
{
    return merge_json(self, json, length, err);
}
