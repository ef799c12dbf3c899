// Where records are made and found, as the C API names it: a session and a model of its schema. Knows no call.
#pragma once

#include "capi/guard.hpp"

namespace gemel::capi {

struct Place {
    Place(gemel_session *handle, const gemel_model *part)
        : session(use(handle, "session").session), model(use_part<Model>(part, "model"))
    {
        if (model.schema != &session->schema())
            refuse_argument("model", "is of another schema than the session's");
    }

    /// Where a query is asked.
    Place(gemel_session *handle, const gemel_query *query)
        : Place(handle, part<gemel_model>(&use(query, "self").asking->model()))
    {}

    SessionPtr session;
    const Model &model;
};

} // namespace gemel::capi
