// Cursors as handles.
#include "gemel/cursor.h"

#include "capi/session_model.hpp"
#include "core/query/parse.hpp"

using namespace gemel::capi;

gemel_status gemel_cursor_open(gemel_session *session, const gemel_model *model, const gemel_values *where,
                               const gemel_options *options, gemel_cursor **out, gemel_error **err)
{
    return guard(err, [&] {
        clear(out, "out");
        const SessionModel in(session, model);
        const std::string call = gemel::say("opening a cursor over ", in.model.name);
        FilteredReader members(options, where, call, gemel::CallName::cursor_open);
        const std::int64_t batch = gemel::calls::take_batch_size(members);
        const gemel::Query query = gemel::parse_query(in.model, members);
        members.refuse_unknown({{"lock", "a cursor locks no rows"}});
        *out = new gemel_cursor(in.session, query, batch);
    });
}

gemel_status gemel_query_cursor(const gemel_query *self, gemel_session *session, const gemel_options *options,
                                gemel_cursor **out, gemel_error **err)
{
    return guard(err, [&] {
        clear(out, "out");
        const SessionModel in(session, self);
        const std::string call = gemel::say("opening a cursor over ", in.model.name);
        OptionsReader members(options, call, gemel::CallName::query_cursor);
        const std::int64_t batch = gemel::calls::take_batch_size(members);
        members.refuse_unknown();
        *out = new gemel_cursor(in.session, self->builder->query(), batch);
    });
}

gemel_status gemel_cursor_next(gemel_cursor *self, gemel_record **out, gemel_error **err)
{
    return guard(err, [&] {
        clear(out, "out");
        const auto cursor = use(self, "self").cursor; // callbacks may free the handle
        Prepared next(out, cursor->session());
        next.give(cursor->next());
    });
}

void gemel_cursor_free(gemel_cursor *self)
{
    delete self;
}
