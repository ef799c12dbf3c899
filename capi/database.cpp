// Databases as handles, and the log hook.
#include "gemel/database.h"

#include "capi/callback.hpp"
#include "capi/guard.hpp"
#include "core/base/members.hpp"

using namespace gemel::capi;
using gemel::Failure;
using gemel::Status;

struct gemel_log_event {
    const gemel::LogEvent &event;
};

namespace {

/// A function of the program as a log.
class LogFunction final : public gemel::Log {
public:
    LogFunction(gemel_log_fn *fn, UserData &&user_data) : fn_(fn), user_data_(std::move(user_data)) {}

    void write(const gemel::LogEvent &event) noexcept override
    {
        const gemel_log_event handle{event};
        fn_(&handle, user_data_.get());
    }

private:
    gemel_log_fn *fn_;
    UserData user_data_;
};

/// For a call: the log may free the handle.
std::shared_ptr<gemel::Database> database_of(gemel_database *self)
{
    return use(self, "self").database;
}

} // namespace

gemel_status gemel_database_open(const char *url, const gemel_schema *schema, const gemel_options *options,
                                 gemel_database **out, gemel_error **err)
{
    return guard(err, [&] {
        clear(out, "out");
        const std::string_view address = name_of(url, "url");
        const gemel_schema &definition = use(schema, "schema");
        definition.raise();
        if (!definition.resolved)
            throw Failure(Status::USAGE, "the schema is not resolved: call gemel_schema_resolve first");
        *out = new gemel_database(gemel::Database::open(address, definition.resolved, members_of(options)));
    });
}

gemel_status gemel_database_close(gemel_database *self, gemel_error **err)
{
    return guard(err, [&] { database_of(self)->close(); });
}

void gemel_database_free(gemel_database *self)
{
    delete self;
}

gemel_status gemel_database_sync(gemel_database *self, const gemel_options *options, gemel_error **err)
{
    return guard(err, [&] {
        const auto database = database_of(self);
        const std::string where = "sync";
        OptionsReader members(options, where, gemel::CallName::database_sync);
        const bool force = members.flag("force");
        members.refuse_unknown();
        database->sync(force);
    });
}

gemel_status gemel_database_drop(gemel_database *self, const gemel_options *options, gemel_error **err)
{
    return guard(err, [&] {
        const auto database = database_of(self);
        refuse_options(options, "drop", gemel::CallName::database_drop);
        database->drop();
    });
}

int64_t gemel_database_pool_count(const gemel_database *self, int32_t what)
{
    const bool is_one = self && self->mark == gemel_database::expected_mark;
    return is_one ? self->database->pool().count(static_cast<gemel::Pool::Count>(what)) : 0;
}

gemel_status gemel_database_set_log(gemel_database *self, gemel_log_fn *fn, void *user_data,
                                    void (*destroy)(void *user_data), gemel_error **err)
{
    UserData owned(user_data, destroy);
    return guard(err, [&] {
        const auto database = database_of(self);
        database->set_log(fn ? std::make_shared<LogFunction>(fn, std::move(owned)) : nullptr);
    });
}

const char *gemel_log_event_sql(const gemel_log_event *self)
{
    return self ? self->event.sql.c_str() : "";
}

const char *gemel_log_event_binds(const gemel_log_event *self)
{
    return self ? self->event.binds.c_str() : "";
}

int32_t gemel_log_event_kind(const gemel_log_event *self)
{
    return self ? self->event.kind : 0;
}

int64_t gemel_log_event_nanoseconds(const gemel_log_event *self)
{
    return self ? self->event.nanoseconds : 0;
}

gemel_status gemel_log_event_status(const gemel_log_event *self)
{
    return self ? static_cast<gemel_status>(self->event.status) : GEMEL_OK;
}

const char *gemel_log_event_label(const gemel_log_event *self)
{
    return self ? self->event.label.c_str() : "";
}

const char *gemel_log_event_association(const gemel_log_event *self)
{
    return self ? self->event.association.c_str() : "";
}
