// Typed members of an object, and the refusal of all others.
#include "core/base/members.hpp"

#include "core/base/text.hpp"

#include <algorithm>

namespace gemel {

const Node *Members::take(std::string_view name)
{
    known_.emplace_back(name);
    return find_member(object_, name);
}

template <typename T> void Members::take_as(std::string_view name, std::optional<T> &into, std::string_view wanted)
{
    const Node *node = take(name);
    if (!node)
        return;
    const T *typed = node->scalar() ? std::get_if<T>(node->scalar()) : nullptr;
    if (!typed)
        refuse(say("option ", in_quotes(name), " must be ", wanted));
    into = *typed;
}

void Members::take(std::string_view name, std::optional<bool> &into)
{
    take_as(name, into, "true or false");
}

void Members::take(std::string_view name, std::optional<std::int64_t> &into)
{
    take_as(name, into, "an integer");
}

void Members::take(std::string_view name, std::optional<std::string> &into)
{
    take_as(name, into, "a text");
}

void Members::take_name(std::string_view name, std::optional<std::string> &into)
{
    take(name, into);
    if (into && into->empty())
        into.reset();
}

bool Members::flag(std::string_view name)
{
    std::optional<bool> flag;
    take(name, flag);
    return flag.value_or(false);
}

void Members::refuse_unknown(std::initializer_list<Renamed> renamed) const
{
    for (const Member &member : object_) {
        if (std::find(known_.begin(), known_.end(), member.name) != known_.end())
            continue;
        const auto *other =
            std::find_if(renamed.begin(), renamed.end(), [&](const Renamed &it) { return it.name == member.name; });
        refuse(say("unknown option ", in_quotes(member.name),
                   other != renamed.end() ? say("; ", other->instead) : suggestion(member.name, known_)));
    }
}

void Members::refuse(std::string_view why) const
{
    throw Failure(status_, say(where_, ": ", why));
}

} // namespace gemel
