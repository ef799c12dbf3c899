// Hooks as callbacks from outside. Knows nothing of when they run.
#include "gemel/hook.h"

#include "capi/callback.hpp"
#include "capi/schema.hpp"
#include "core/writing/hooks.hpp"

#include <utility>

using namespace gemel::capi;
using gemel::Failure;
using gemel::HookNews;
using gemel::say;
using gemel::Status;

struct gemel_hook_event {
    explicit gemel_hook_event(const HookNews &it) : news(it), session(it.session), record(handle(it.session, it.record))
    {
        session.borrowed = true;
        record.borrowed = true;
        if (!it.other)
            return;
        other.emplace(handle(it.session, it.other));
        other->borrowed = true;
    }

    static gemel::RecordPtr handle(const gemel::SessionPtr &session, const std::shared_ptr<gemel::State> &state)
    {
        return std::make_unique<gemel::Record>(session, state);
    }

    const HookNews &news;
    mutable gemel_session session;
    mutable gemel_record record;
    mutable std::optional<gemel_record> other;
};

namespace {

/// A hook of the program.
class HookFunction {
public:
    HookFunction(gemel_hook_fn *fn, UserData &&user_data) : fn_(fn), user_data_(std::move(user_data)) {}

    void call(const HookNews &news) const
    {
        const gemel_hook_event event(news);
        gemel_error *error = nullptr;
        const gemel_status status = fn_(&event, user_data_.get(), &error);
        const Reason reason(error);
        if (status == GEMEL_OK)
            return;
        if (reason)
            throw Failure(reason->failure);
        if (status == GEMEL_OUT_OF_MEMORY)
            throw std::bad_alloc();
        throw Failure(Status::CALLBACK, say("a hook ", hook_name(news.event), " of ", news.record->model().name,
                                            " failed: ", gemel_status_name(status)));
    }

private:
    gemel_hook_fn *fn_;
    UserData user_data_; // goes with the last copy of the hook
};

} // namespace

gemel_status gemel_schema_add_hook(gemel_schema *self, const char *model, const char *association, int32_t event,
                                   gemel_hook_fn *fn, void *user_data, void (*destroy)(void *user_data),
                                   gemel_error **err)
{
    return extend(self, err, [=, owned = UserData(user_data, destroy)](gemel::SchemaDefinition &definition) mutable {
        need(fn, "fn");
        const std::string name(name_of(model, "model"));
        std::optional<std::string> link;
        if (association)
            link = name_of(association, "association");
        const gemel::HookEvent known = gemel::hook_event(event, name, link);
        const auto hook = std::make_shared<const HookFunction>(fn, std::move(owned));
        const auto call = [hook](const gemel::HookCall &it) { hook->call(static_cast<const HookNews &>(it)); };
        definition.hooks.push_back({name, link, {known, call}});
    });
}

int32_t gemel_hook_event_kind(const gemel_hook_event *self)
{
    return self ? static_cast<int32_t>(self->news.event) : 0;
}

gemel_session *gemel_hook_event_session(const gemel_hook_event *self)
{
    return self ? &self->session : nullptr;
}

gemel_record *gemel_hook_event_record(const gemel_hook_event *self)
{
    return self ? &self->record : nullptr;
}

const gemel_association *gemel_hook_event_association(const gemel_hook_event *self)
{
    return self && self->news.association ? part<gemel_association>(self->news.association) : nullptr;
}

const char *gemel_hook_event_method(const gemel_hook_event *self)
{
    return self ? self->news.method : "";
}

gemel_record *gemel_hook_event_other(const gemel_hook_event *self)
{
    return self && self->other ? &*self->other : nullptr;
}
