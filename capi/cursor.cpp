// Cursors as handles.
#include "gemel/cursor.h"

#include "capi/place.hpp"

using namespace gemel::capi;

gemel_status gemel_cursor_open(gemel_session *session, const gemel_model *model, const gemel_values *where,
                               const gemel_options *options, gemel_cursor **out, gemel_error **err)
{
    return guard(err, [&] {
        clear(out, "out");
        const Place place(session, model);
        const gemel::CursorOptions how = gemel::cursor_options(members_of(options), place.model);
        *out = new gemel_cursor(place.session, place.model, members_of(where, "where"), how);
    });
}

gemel_status gemel_cursor_next(gemel_cursor *self, gemel_record **out, gemel_error **err)
{
    return guard(err, [&] {
        clear(out, "out");
        auto handle = std::make_unique<gemel_record>(nullptr); // before: nothing may be lost
        handle->record = use(self, "self").cursor.next();
        if (handle->record)
            *out = handle.release();
    });
}

void gemel_cursor_free(gemel_cursor *self)
{
    delete self;
}
