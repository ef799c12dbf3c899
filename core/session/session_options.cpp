// Reading the options of a session.
#include "core/session/session_options.hpp"

#include "core/base/members.hpp"
#include "core/base/text.hpp"

namespace gemel {

namespace {

/// True for the usual length of a loop, or the length.
std::int64_t loop(Members &members)
{
    constexpr std::int64_t usual = 10, least = 2, greatest = 1'000'000;
    const Node *node = members.take("detectLoops");
    if (!node)
        return 0;
    const Value *value = node->scalar();
    if (const auto *wanted = value ? std::get_if<bool>(value) : nullptr)
        return *wanted ? usual : 0;
    const auto *length = value ? std::get_if<std::int64_t>(value) : nullptr;
    if (!length || *length < least || *length > greatest)
        members.refuse(say("option 'detectLoops' must be true, false or from ", std::to_string(least), " to ",
                           std::to_string(greatest)));
    return *length;
}

} // namespace

SessionOptions session_options(const Object &options)
{
    const std::string where = "opening a session";
    Members members(options, where, CallName::session_open);
    const SessionOptions out{members.flag("raiseOnLazy"), loop(members), members.flag("fixture")};
    members.refuse_unknown();
    return out;
}

} // namespace gemel
