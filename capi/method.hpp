// An association method, as the C API names it: a record and the association of its model that is meant. Knows neither
// what methods do nor what they would do.
#pragma once

#include "capi/guard.hpp"

namespace gemel::capi {

struct Method {
    Method(gemel_record *self, const char *name)
        : record(held(self, "self")), association(record.model().association(name_of(name, "association")))
    {}

    /// The record at the other end, which must be there.
    static Record other(gemel_record *handle, std::string_view unset)
    {
        if (!handle)
            refuse_argument("other", say("is NULL, which never unlinks: ", unset, " does"));
        return held(handle, "other");
    }

    const SessionPtr &session() const noexcept { return record.session(); }
    const StatePtr &state() const noexcept { return record.state(); }

    const Record record;
    const Association &association;
};

/// Of a get, and of its plan. USAGE.
calls::FindOptions get_options(const Association &association, const gemel_options *options);

} // namespace gemel::capi
