// What hooks, validators and transactions do when their turn comes: fail, free, call back, assign, or nothing.
#include "calls_operations.hpp"

namespace fuzz {

namespace {

constexpr gemel_status raised[] = {GEMEL_CALLBACK,    GEMEL_RETRY, GEMEL_VALIDATION,  GEMEL_CALLBACK,
                                   GEMEL_NOT_FOUND,   GEMEL_BUSY,  GEMEL_UNSUPPORTED, GEMEL_OK,
                                   GEMEL_FOREIGN_KEY, GEMEL_RETRY, GEMEL_DATABASE,    GEMEL_STALE};

bool is_before_statement(int32_t event)
{
    return event == GEMEL_HOOK_BEFORE_VALIDATE || event == GEMEL_HOOK_BEFORE_CREATE ||
           event == GEMEL_HOOK_BEFORE_UPDATE || event == GEMEL_HOOK_BEFORE_SAVE;
}

} // namespace

extern "C" gemel_status calls_hook(const gemel_hook_event *event, void *, gemel_error **err)
{
    return the_world()->hook(event, err);
}

extern "C" gemel_status calls_validator(gemel_record *record, const gemel_attribute *, void *, gemel_error **err)
{
    return the_world()->validate(record, err);
}

std::optional<Armed> World::next_armed()
{
    if (armed.empty())
        return std::nullopt;
    if (armed.front().after > 0) {
        --armed.front().after;
        return std::nullopt;
    }
    const Armed out = armed.front();
    armed.erase(armed.begin());
    return out;
}

gemel_status World::hook(const gemel_hook_event *event, gemel_error **err)
{
    const std::optional<Armed> it = next_armed();
    if (!it)
        return GEMEL_OK;
    trace(std::string(deep_ * 2 + 2, ' ') + "in hook " + std::to_string(gemel_hook_event_kind(event)) + " action " +
          std::to_string(it->what % 12U));
    gemel_record *record = gemel_hook_event_record(event);
    show(record);
    if (it->what % 12U == 7) {
        const gemel_attribute *attribute = choose_attribute(in, gemel_record_model(record));
        const std::string text = choose_text(in, attribute);
        hook_assigned_ = true;
        call(gemel_record_set_text_by_attribute, record, attribute, text.c_str(), text.size());
        if (!is_before_statement(gemel_hook_event_kind(event)))
            ++inside_;
        return GEMEL_OK;
    }
    return act(*it, record, gemel_hook_event_session(event), err);
}

/// Of those that the call is about, or any.
void World::free_one(std::uint8_t which)
{
    if (Held *held = outcome.parts.empty() || which % 4U == 0
                         ? nullptr
                         : find(*std::next(outcome.parts.begin(),
                                           static_cast<std::ptrdiff_t>(which / 4U % outcome.parts.size()))))
        release(*held);
    else if (!records.empty())
        release(records[which % records.size()]);
}

gemel_status World::act(const Armed &it, gemel_record *record, gemel_session *session, gemel_error **err)
{
    switch (it.what % 12U) {
    case 0:
    case 1:
        return gemel_error_raise(raised[it.which % std::size(raised)], "the callback says no", err);
    case 2:
        return GEMEL_CALLBACK;
    case 3:
        return gemel_error_raise(GEMEL_RETRY, "once more", err);
    case 4:
        ++inside_;
        free_one(it.which);
        return GEMEL_OK;
    case 5:
        perform_inside();
        return GEMEL_OK;
    case 6:
        perform_inside();
        perform_inside();
        return gemel_error_raise(GEMEL_CALLBACK, "too late", err);
    case 8:
        ++inside_;
        return call(gemel_session_begin, session, nullptr) == GEMEL_OK && it.which % 2
                   ? call(gemel_session_rollback, session)
                   : GEMEL_OK;
    case 9:
        ++inside_;
        return it.which % 2 ? call(gemel_record_save, record, nullptr)
                            : call(gemel_record_destroy, record, nullptr, nullptr);
    case 10:
        call(gemel_session_cancel, session);
        return GEMEL_OK;
    case 11: // refused, or harmless: it is in a call
        ++inside_;
        return it.which % 2 ? call(gemel_session_close, session) : call(gemel_record_reload, record, nullptr);
    default:
        return GEMEL_OK;
    }
}

gemel_status World::validate(gemel_record *record, gemel_error **err)
{
    show(record);
    const std::optional<Armed> it = next_armed();
    if (!it)
        return GEMEL_OK;
    trace(std::string(deep_ * 2 + 2, ' ') + "in validator");
    if (it->what % 4U == 0)
        for (const Place &place : places)
            if (place.session && gemel_session_depth(place.session) == 0)
                call(gemel_session_begin, place.session, nullptr); // refused, or of another one, which is ours
    return it->what % 4U < 2 ? GEMEL_OK
                             : gemel_error_raise(raised[it->which % std::size(raised)], "must be better", err);
}

gemel_status World::transaction(gemel_session *, gemel_error **err)
{
    for (std::size_t i = 0, count = 1 + in.below(4); i < count; ++i)
        perform_inside();
    const std::size_t choice = in.below(2 * std::size(raised));
    return choice < std::size(raised) ? GEMEL_OK
                                      : gemel_error_raise(raised[choice - std::size(raised)], "not this time", err);
}

} // namespace fuzz
