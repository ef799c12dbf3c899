// Where records are made and found, as the C API names it: a session and a model of its schema. Knows no call.
#pragma once

#include "capi/guard.hpp"

namespace gemel::capi {

struct SessionModel {
    SessionModel(gemel_session *handle, const gemel_model *part)
        : session(use(handle, "session").session), model(use_part<Model>(part, "model"))
    {
        if (model.schema != &session->schema())
            refuse_argument("model", "is of another schema than the session's");
    }

    /// Where a query is asked.
    SessionModel(gemel_session *handle, const gemel_query *query)
        : SessionModel(handle, part<gemel_model>(&use(query, "self").builder->model()))
    {}

    SessionPtr session;
    const Model &model;
};

} // namespace gemel::capi
