// Small things to do with handles: what a record holds, keys, options. Must not know what they are for.
#pragma once

#include "../property/handles.hpp"
#include "model.hpp"

namespace stress {

using Options = std::unique_ptr<gemel_options, property::Free<gemel_options_free>>;

inline Options make_options()
{
    return Options(gemel_options_new());
}

inline Options make_options(const Operation &operation)
{
    Options options = make_options();
    if (operation.replace)
        gemel_options_set_bool(options.get(), "replace", true, nullptr);
    if (operation.destroy_previous)
        gemel_options_set_bool(options.get(), "destroyPrevious", true, nullptr);
    return options;
}

inline property::Values make_key(std::int64_t id)
{
    property::Values values(gemel_values_new());
    gemel_values_set_int(values.get(), "id", id, nullptr);
    return values;
}

inline property::Values make_link(std::int64_t owner)
{
    property::Values values(gemel_values_new());
    if (owner == none)
        gemel_values_set_null(values.get(), "ownerId", nullptr);
    else
        gemel_values_set_int(values.get(), "ownerId", owner, nullptr);
    return values;
}

/// Null is none.
inline std::int64_t integer(const gemel_record *record, const char *attribute)
{
    bool is_null = false;
    std::int64_t value = none;
    property::must("gemel_record_is_null", gemel_record_is_null, record, attribute, &is_null);
    if (!is_null)
        property::must("gemel_record_get_int", gemel_record_get_int, record, attribute, &value);
    return value;
}

inline std::int64_t held(const gemel_record *dependent)
{
    return integer(dependent, "ownerId");
}

inline void assign(gemel_record *dependent, std::int64_t owner)
{
    property::must("gemel_record_assign", gemel_record_assign, dependent, make_link(owner).get());
}

} // namespace stress
