// Values as handles.
#include "gemel/values.h"

#include "capi/builder.hpp"

using namespace gemel::capi;

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
    return set_member(self, name, err, gemel::Null{});
}

gemel_status gemel_values_set_bool(gemel_values *self, const char *name, bool value, gemel_error **err)
{
    return set_member(self, name, err, value);
}

gemel_status gemel_values_set_int(gemel_values *self, const char *name, int64_t value, gemel_error **err)
{
    return set_member(self, name, err, value);
}

gemel_status gemel_values_set_double(gemel_values *self, const char *name, double value, gemel_error **err)
{
    return set_member(self, name, err, value);
}

gemel_status gemel_values_set_text(gemel_values *self, const char *name, const char *text, size_t length,
                                   gemel_error **err)
{
    return set_text_member(self, name, text, length, err);
}

gemel_status gemel_values_set_blob(gemel_values *self, const char *name, const void *bytes, size_t size,
                                   gemel_error **err)
{
    return build(self, err, [&] {
        const std::string_view member = name_of(name, "name");
        gemel::set_member(self->members.change(), member,
                          gemel::Node{gemel::Value(gemel::Bytes{std::string(bytes_of(bytes, size))})});
    });
}

gemel_status gemel_values_set_values(gemel_values *self, const char *name, const gemel_values *values,
                                     gemel_error **err)
{
    return build(self, err, [&] {
        const std::string_view member = name_of(name, "name");
        const gemel::Object &inside = members_of(&need(values, "values"));
        gemel::require_nesting(inside);
        gemel::Node copy{inside};
        gemel::set_member(self->members.change(), member, std::move(copy));
    });
}

gemel_status gemel_values_set_record(gemel_values *self, const char *name, const gemel_record *record,
                                     gemel_error **err)
{
    return build(self, err, [&] {
        const std::string_view member = name_of(name, "name");
        gemel::set_member(self->members.change(), member, gemel::Node{record_of(record).carried()});
    });
}

gemel_status gemel_values_merge_json(gemel_values *self, const char *json, size_t length, gemel_error **err)
{
    return merge_json(self, json, length, err);
}
