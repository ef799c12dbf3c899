// Typed members of an object, and the refusal of all others.
#include "core/base/members.hpp"

#include "core/base/text.hpp"

#include <algorithm>

namespace gemel {

const Node *Members::take(std::string_view name)
{
    if (call_)
        return take_of_call(name);
    known_.emplace_back(name);
    return find_member(object_, name);
}

const Node *Members::take_of_call(std::string_view name)
{
    if (object_.empty()) // as most calls are
        return nullptr;
    if (is_known(name))
        return find_member(object_, name);
    const CallOption *option = find_option(*call_, name);
    if (!option && !is_option(name))
        throw Failure(Status::INTERNAL, say(where_, ": options.def lacks ", in_quotes(name)));
    const Node *node = option ? find_member(object_, name) : nullptr;
    if (!node)
        return nullptr;
    if (!fits_option(option->type, *node))
        refuse(say("option ", in_quotes(name), " must be ", values_of(option->type)));
    known_.emplace_back(name);
    return node;
}

template <typename T> void Members::take_as(std::string_view name, std::optional<T> &into, OptionType type)
{
    const Node *node = take(name);
    if (!node)
        return;
    const T *typed = node->scalar() ? std::get_if<T>(node->scalar()) : nullptr;
    if (!typed)
        refuse(say("option ", in_quotes(name), " must be ", values_of(type)));
    into = *typed;
}

void Members::take(std::string_view name, std::optional<bool> &into)
{
    take_as(name, into, OptionType::Bool);
}

void Members::take(std::string_view name, std::optional<std::int64_t> &into)
{
    take_as(name, into, OptionType::Int);
}

void Members::take(std::string_view name, std::optional<std::string> &into)
{
    take_as(name, into, OptionType::Text);
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

bool Members::is_known(std::string_view name) const
{
    return std::find(known_.begin(), known_.end(), name) != known_.end();
}

std::string Members::hint(std::string_view name) const
{
    if (!call_)
        return suggestion(name, known_);
    const std::string of = say(" of ", function_of(*call_));
    return is_option(name) ? say(of, "; it is an option of ", function_of(nearest_call(*call_, name)))
                           : say(of, suggestion(name, options_of(*call_)));
}

void Members::refuse_unknown(std::initializer_list<Renamed> renamed) const
{
    for (const Member &member : object_) {
        if (is_known(member.name))
            continue;
        const auto *other =
            std::find_if(renamed.begin(), renamed.end(), [&](const Renamed &it) { return it.name == member.name; });
        if (other == renamed.end() && call_ && find_option(*call_, member.name))
            throw Failure(Status::INTERNAL,
                          say(where_, ": nobody reads ", in_quotes(member.name), " of ", function_of(*call_)));
        refuse(say("unknown option ", in_quotes(member.name),
                   other != renamed.end() ? say("; ", other->instead) : hint(member.name)));
    }
}

void Members::refuse(std::string_view why) const
{
    throw Failure(status_, say(where_, ": ", why));
}

} // namespace gemel
