// Models and attributes as borrowed handles.
#include "gemel/model.h"

#include "capi/guard.hpp"

using namespace gemel::capi;
using gemel::Attribute;
using gemel::Model;

namespace {

template <typename Handle, typename Item, typename Items>
const Handle *part_at(const Items &items, std::size_t index) noexcept
{
    return index < items.size() ? part<Handle>(static_cast<const Item *>(&items[index])) : nullptr;
}

} // namespace

const char *gemel_model_name(const gemel_model *self)
{
    return ask<Model>(
        self, [](const Model &it) { return it.name.c_str(); }, "");
}

const char *gemel_model_table(const gemel_model *self)
{
    return ask<Model>(
        self, [](const Model &it) { return it.table.c_str(); }, "");
}

gemel_status gemel_model_find_attribute(const gemel_model *self, const char *name, const gemel_attribute **out,
                                        gemel_error **err)
{
    return guard(err, [&] {
        clear(out, "out");
        *out = part<gemel_attribute>(&use_part<Model>(self, "self").attribute(name_of(name, "name")));
    });
}

size_t gemel_model_attribute_count(const gemel_model *self)
{
    return ask<Model>(
        self, [](const Model &it) { return it.attributes.size(); }, size_t{0});
}

const gemel_attribute *gemel_model_attribute_at(const gemel_model *self, size_t attribute)
{
    const Model *it = peek<Model>(self);
    return it ? part_at<gemel_attribute, Attribute>(it->attributes, attribute) : nullptr;
}

gemel_status gemel_model_find_association(const gemel_model *self, const char *name, const gemel_association **out,
                                          gemel_error **err)
{
    return guard(err, [&] {
        clear(out, "out");
        *out = part<gemel_association>(&use_part<Model>(self, "self").association(name_of(name, "name")));
    });
}

size_t gemel_model_association_count(const gemel_model *self)
{
    return ask<Model>(
        self, [](const Model &it) { return it.associations.size(); }, size_t{0});
}

const gemel_association *gemel_model_association_at(const gemel_model *self, size_t association)
{
    const Model *it = peek<Model>(self);
    return it ? part_at<gemel_association, gemel::Association>(it->associations, association) : nullptr;
}

const char *gemel_attribute_name(const gemel_attribute *self)
{
    return ask<Attribute>(
        self, [](const Attribute &it) { return it.name.c_str(); }, "");
}

const char *gemel_attribute_column(const gemel_attribute *self)
{
    return ask<Attribute>(
        self, [](const Attribute &it) { return it.column.c_str(); }, "");
}

int32_t gemel_attribute_type(const gemel_attribute *self)
{
    return ask<Attribute>(
        self, [](const Attribute &it) { return it.type.kind; }, int32_t{0});
}

const char *gemel_attribute_type_name(const gemel_attribute *self)
{
    return ask<Attribute>(
        self, [](const Attribute &it) { return it.type_text.c_str(); }, "");
}

int32_t gemel_attribute_length(const gemel_attribute *self)
{
    return ask<Attribute>(
        self, [](const Attribute &it) { return it.type.length; }, int32_t{0});
}

int32_t gemel_attribute_scale(const gemel_attribute *self)
{
    return ask<Attribute>(
        self, [](const Attribute &it) { return it.type.scale; }, int32_t{0});
}

size_t gemel_attribute_value_count(const gemel_attribute *self)
{
    return ask<Attribute>(
        self, [](const Attribute &it) { return it.type.values.size(); }, size_t{0});
}

const char *gemel_attribute_value_at(const gemel_attribute *self, size_t value)
{
    const Attribute *it = peek<Attribute>(self);
    return it && value < it->type.values.size() ? it->type.values[value].c_str() : nullptr;
}

int32_t gemel_attribute_index(const gemel_attribute *self)
{
    return ask<Attribute>(
        self, [](const Attribute &it) { return it.index; }, int32_t{-1});
}

const gemel_model *gemel_attribute_model(const gemel_attribute *self)
{
    const Attribute *it = peek<Attribute>(self);
    return it ? part<gemel_model>(it->model) : nullptr;
}

bool gemel_attribute_is_primary_key(const gemel_attribute *self)
{
    return ask<Attribute>(
        self, [](const Attribute &it) { return it.primary_key; }, false);
}

bool gemel_attribute_is_auto_increment(const gemel_attribute *self)
{
    return ask<Attribute>(
        self, [](const Attribute &it) { return it.auto_increment; }, false);
}

bool gemel_attribute_is_nullable(const gemel_attribute *self)
{
    return ask<Attribute>(
        self, [](const Attribute &it) { return it.nullable; }, false);
}

bool gemel_attribute_is_unique(const gemel_attribute *self)
{
    return ask<Attribute>(
        self, [](const Attribute &it) { return it.unique; }, false);
}
