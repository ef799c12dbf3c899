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
    if (self && mark_of(self) == B::expected_mark && self != &inert<B>()) // a literal is nobody's to free
        delete self;
}

template <typename B> void reset(B *self) noexcept
{
    if (!self || mark_of(self) != B::expected_mark || self == &inert<B>())
        return;
    self->members.clear();
    self->failure.reset();
    self->out_of_memory = false;
}

/// Options and values are set alike: `make` makes the node for a member of that name.
template <typename B, typename Make>
gemel_status set_node(B *self, const char *name, gemel_error **err, const Make &make) noexcept
{
    return build(self, err, [&] {
        const std::string_view member = name_of(name, "name");
        Node node = make(member); // it may copy what is changed then
        gemel::set_member(self->members.change(), member, std::move(node));
    });
}

/// The same for one more item of a list.
template <typename B, typename Make>
gemel_status add_node(B *self, const char *name, gemel_error **err, const Make &make) noexcept
{
    return build(self, err, [&] {
        const std::string_view member = name_of(name, "name");
        Node node = make(member);
        List *list = list_member(self->members.change(), member);
        if (!list)
            throw Failure(Status::USAGE, say(in_quotes(member), " was set to what is no list: nothing is added to it"));
        list->push_back(std::move(node));
    });
}

inline auto scalar_node(Value value)
{
    return [value = std::move(value)](std::string_view) { return Node{value}; };
}

inline auto text_node(const char *text, size_t length)
{
    return [=](std::string_view member) { return Node{Value(std::string(text_of(text, length, "text", member)))}; };
}

/// A copy of what other options or values hold, inside so many objects and lists.
template <typename Inner> auto object_node(const Inner *inner, std::string_view name, std::size_t around)
{
    return [=](std::string_view) {
        const Given members = members_of(&need(inner, name), name);
        require_nesting(members, around);
        return Node{members.object()};
    };
}

template <typename B> gemel_status merge_json(B *self, const char *json, size_t length, gemel_error **err) noexcept
{
    return build(self, err, [&] {
        for (auto &[name, node] : parse_json_object(text_of(json, length, "json", {})))
            gemel::set_member(self->members.change(), name, std::move(node));
    });
}

} // namespace gemel::capi
