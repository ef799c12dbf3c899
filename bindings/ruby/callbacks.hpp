// Callables of Ruby as callbacks of gemel. They run on the thread that is inside the call, and must not leave it by
// longjmp: rb_protect catches whatever leaves the callable, and the end of the call gives it on. It must not know what
// a callback is for.
#pragma once

#include "bindings/ruby/host.hpp"

#include <mutex>
#include <new>

namespace gemel_host {

inline bool take_callable(const char *function, const char *argument, VALUE given)
{
    if (!rb_respond_to(given, rb_intern("call")))
        refuse(function, argument, "callable", given);
    return true;
}

// ---- Transactions ----

struct transaction {
    VALUE function = Qnil; // an argument of the call
    VALUE result = Qnil;
};

inline gemel_status run_transaction(gemel_session *, void *user_data, gemel_error **err)
{
    auto *it = static_cast<transaction *>(user_data);
    with_gvl(
        [](void *data) -> void * {
            const auto call = [](VALUE function) { return rb_funcall(function, rb_intern("call"), 0); };
            auto *inside = static_cast<transaction *>(data);
            inside->result = rb_protect(call, inside->function, &left);
            return nullptr;
        },
        it);
    return left ? gemel_error_raise(GEMEL_CALLBACK, "the callback of the transaction raised", err) : GEMEL_OK;
}

// ---- The log ----

/// The callables that databases hold. A database lets go of one on any thread, with or without the GVL, also while Ruby
/// collects garbage: so no function of Ruby's is called for it, but a list is kept that Ruby marks.
struct holding {
    VALUE function;
    holding *before, *after;
};

struct holdings {
    std::mutex mutex;
    holding head = {Qnil, &head, &head};
};

inline holdings callables;

inline void mark_callables(void *)
{
    const std::lock_guard lock(callables.mutex);
    for (const holding *it = callables.head.after; it != &callables.head; it = it->after)
        rb_gc_mark(it->function);
}

/// Once, when the module is loaded: an object that lives for ever and marks the list.
inline void begin_marking()
{
    static const rb_data_type_t type = {
        "gemel callbacks", {mark_callables, nullptr, nullptr, nullptr, {}}, nullptr, nullptr, 0};
    rb_gc_register_mark_object(rb_data_typed_object_wrap(rb_cObject, &callables, &type));
}

inline void *hold(VALUE function)
{
    auto *it = new (std::nothrow) holding{function, &callables.head, nullptr};
    if (!it)
        rb_memerror();
    const std::lock_guard lock(callables.mutex);
    it->after = callables.head.after;
    it->after->before = it;
    callables.head.after = it;
    return it;
}

inline void drop(void *user_data)
{
    auto *it = static_cast<holding *>(user_data);
    {
        const std::lock_guard lock(callables.mutex);
        it->before->after = it->after;
        it->after->before = it->before;
    }
    delete it;
}

struct log_call {
    const gemel_log_event *event;
    VALUE function;
};

inline VALUE call_log(VALUE data)
{
    const auto *it = reinterpret_cast<const log_call *>(data);
    return rb_funcall(it->function, rb_intern("call"), 7, rb_utf8_str_new_cstr(gemel_log_event_sql(it->event)),
                      rb_utf8_str_new_cstr(gemel_log_event_binds(it->event)), INT2NUM(gemel_log_event_kind(it->event)),
                      LL2NUM(gemel_log_event_nanoseconds(it->event)), INT2NUM(gemel_log_event_status(it->event)),
                      rb_utf8_str_new_cstr(gemel_log_event_label(it->event)),
                      rb_utf8_str_new_cstr(gemel_log_event_association(it->event)));
}

inline VALUE warn_of(VALUE, VALUE exception)
{
    rb_warn("a log of gemel raised %" PRIsVALUE, rb_inspect(exception));
    return Qnil;
}

/// The statement was sent and has its outcome, which an exception here must not change: it becomes a warning. What is
/// no StandardError (a throw, an interrupt, the end of the thread) waits for the end of the call.
inline void write_log(const gemel_log_event *event, void *user_data)
{
    log_call call{event, static_cast<holding *>(user_data)->function};
    with_gvl(
        [](void *data) -> void * {
            const auto guarded = [](VALUE it) {
                return rb_rescue2(call_log, it, warn_of, Qnil, rb_eStandardError, static_cast<VALUE>(0));
            };
            int state = 0;
            rb_protect(guarded, reinterpret_cast<VALUE>(data), &state);
            if (state)
                left = state;
            return nullptr;
        },
        &call);
}

} // namespace gemel_host
