// Many rows at once, and bulks as handles.
#include "gemel/bulk.h"

#include "capi/session_model.hpp"
#include "core/calls/insert.hpp"

#include <utility>
#include <vector>

using namespace gemel::capi;

gemel_status gemel_records_insert(gemel_session *session, const gemel_model *model, const gemel_values *const *rows,
                                  size_t count, const gemel_options *options, gemel_records **out, gemel_error **err)
{
    return guard(err, [&] {
        if (out)
            *out = nullptr;
        const SessionModel in(session, model);
        const gemel::calls::BulkOptions how = gemel::calls::insert_options(members_of(options), in.model);
        gemel::calls::Insertion insertion(in.session, in.model, how);
        std::vector<std::shared_ptr<const gemel::Object>> given; // validators may free those that have not come yet
        for (size_t i = 0; i < count; ++i)
            given.push_back(kept(entry_of(rows, i, "rows"), "rows"));
        for (std::shared_ptr<const gemel::Object> &row : given)
            insertion.add(*std::exchange(row, nullptr));
        // Before: afterwards nothing may fail.
        std::unique_ptr<gemel_records> made(
            out && how.returning ? hand_out(gemel::Records(in.session, insertion.states())) : nullptr);
        insertion.run();
        if (out)
            *out = made.release();
    });
}

gemel_status gemel_record_upsert(gemel_session *session, const gemel_model *model, const gemel_values *values,
                                 const gemel_options *options, gemel_record **out, gemel_error **err)
{
    return guard(err, [&] {
        if (out)
            *out = nullptr;
        const SessionModel in(session, model);
        const gemel::UpsertOptions how = gemel::upsert_options(members_of(options), in.model);
        Prepared made(out, in.session);
        made.give(gemel::calls::upsert(in.session, in.model, *kept(&need(values, "values")), how));
    });
}

gemel_status gemel_bulk_open(gemel_session *session, const gemel_model *model, const gemel_options *options,
                             gemel_bulk **out, gemel_error **err)
{
    return guard(err, [&] {
        clear(out, "out");
        const SessionModel in(session, model);
        *out = new gemel_bulk(in.session, in.model, gemel::calls::bulk_options(members_of(options), in.model));
    });
}

gemel_status gemel_bulk_add(gemel_bulk *self, const gemel_values *values, gemel_error **err)
{
    return guard(err, [&] {
        const auto bulk = use(self, "self").bulk; // callbacks may free the handle
        bulk->add(*kept(values));
    });
}

gemel_status gemel_bulk_finish(gemel_bulk *self, int64_t *out, gemel_error **err)
{
    return guard(err, [&] {
        if (out)
            *out = 0;
        const auto bulk = use(self, "self").bulk;
        const size_t rows = bulk->finish();
        if (out)
            *out = static_cast<int64_t>(rows);
    });
}

void gemel_bulk_free(gemel_bulk *self)
{
    delete self;
}
