// Making and freeing builders, which never gives NULL. Knows nothing of what is built.
#pragma once

#include "capi/guard.hpp"
#include "core/base/json.hpp"

namespace gemel::capi {

/// What a builder is without memory: it fails its user, and is never freed.
template <typename B> B &inert() noexcept
{
    static B the = [] {
        B made;
        made.out_of_memory = true;
        return made;
    }();
    return the;
}

template <typename B> B *make() noexcept
{
    B *made = new (std::nothrow) B();
    return made ? made : &inert<B>();
}

template <typename B> void discard(B *self) noexcept
{
    if (self != &inert<B>())
        delete self;
}

template <typename B> void reset(B *self) noexcept
{
    if (!self || self->mark != B::expected_mark || self == &inert<B>())
        return;
    self->members.clear();
    self->failure.reset();
    self->out_of_memory = false;
}

/// Options and values are set alike.
template <typename B> gemel_status set_member(B *self, const char *name, gemel_error **err, Value value) noexcept
{
    return build(self, err,
                 [&] { gemel::set_member(self->members.change(), name_of(name, "name"), Node{std::move(value)}); });
}

template <typename B>
gemel_status set_text_member(B *self, const char *name, const char *text, size_t length, gemel_error **err) noexcept
{
    return build(self, err, [&] {
        const std::string_view member = name_of(name, "name");
        gemel::set_member(self->members.change(), member,
                          Node{Value(std::string(text_of(text, length, "text", member)))});
    });
}

template <typename B> gemel_status merge_json(B *self, const char *json, size_t length, gemel_error **err) noexcept
{
    return build(self, err, [&] {
        for (auto &[name, node] : parse_json_object(text_of(json, length, "json", {})))
            gemel::set_member(self->members.change(), name, std::move(node));
    });
}

} // namespace gemel::capi
