// The table as data.
#include "core/base/call_options.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace gemel {

namespace {

constexpr std::array function_names{
#define GEMEL_CALL(name) std::string_view(#name),
#define GEMEL_CALL_AS(name, other)
#define GEMEL_OPTION(...)
#include "core/base/options.def"
#undef GEMEL_CALL
#undef GEMEL_CALL_AS
#undef GEMEL_OPTION
};
static_assert(function_names.size() <= 64, "each call has a bit of CallOption::calls");

constexpr std::uint64_t bit_of(CallName call) noexcept
{
    return std::uint64_t{1} << static_cast<unsigned>(call);
}

constexpr CallOption option_of(std::string_view name, OptionType type, std::initializer_list<CallName> calls)
{
    std::uint64_t bits = 0;
    for (const CallName call : calls)
        bits |= bit_of(call);
    return {name, type, bits};
}

constexpr auto all_options() noexcept
{
    using enum CallName;
    return std::array{
#define GEMEL_CALL(name)
#define GEMEL_CALL_AS(name, other)
#define GEMEL_OPTION(name, type, fallback, sentence, ...) option_of(#name, OptionType::type, {__VA_ARGS__}),
#include "core/base/options.def"
#undef GEMEL_CALL
#undef GEMEL_CALL_AS
#undef GEMEL_OPTION
    };
}
constexpr auto known_options = all_options();

template <typename T> bool holds(const Node &node) noexcept
{
    return node.scalar() && std::holds_alternative<T>(*node.scalar());
}

/// Is it such an item, or a list of them?
template <typename Is> bool all_are(const Node &node, Is is) noexcept
{
    return node.list() ? std::all_of(node.list()->begin(), node.list()->end(), is) : is(node);
}

std::size_t common_letters(std::string_view one, std::string_view other) noexcept
{
    const std::size_t most = std::min(one.size(), other.size());
    return static_cast<std::size_t>(std::mismatch(one.begin(), one.begin() + most, other.begin()).first - one.begin());
}

} // namespace

std::string function_of(CallName call)
{
    return say("gemel_", function_names[static_cast<std::size_t>(call)]);
}

const CallOption *find_option(CallName call, std::string_view name) noexcept
{
    for (const CallOption &it : known_options)
        if ((it.calls & bit_of(call)) != 0 && it.name == name)
            return &it;
    return nullptr;
}

bool is_option(std::string_view name) noexcept
{
    return std::any_of(known_options.begin(), known_options.end(),
                       [&](const CallOption &it) { return it.name == name; });
}

std::vector<std::string> options_of(CallName call)
{
    std::vector<std::string> names;
    for (const CallOption &it : known_options)
        if ((it.calls & bit_of(call)) != 0)
            names.emplace_back(it.name);
    return names;
}

CallName nearest_call(CallName call, std::string_view name)
{
    const std::string_view own = function_names[static_cast<std::size_t>(call)];
    CallName nearest = call;
    std::size_t most = 0;
    for (std::size_t i = 0; i < function_names.size(); ++i) {
        const auto other = static_cast<CallName>(i);
        const std::size_t letters = common_letters(own, function_names[i]) + 1;
        if (find_option(other, name) && letters > most) {
            nearest = other;
            most = letters;
        }
    }
    return nearest;
}

bool fits_option(OptionType type, const Node &value) noexcept
{
    switch (type) {
    case OptionType::Bool:
        return holds<bool>(value);
    case OptionType::Int:
        return holds<std::int64_t>(value);
    case OptionType::Text:
        return holds<std::string>(value);
    case OptionType::Names:
        return all_are(value, holds<std::string>);
    case OptionType::Object:
        return value.object() != nullptr;
    case OptionType::Include:
        return all_are(value, [](const Node &item) { return holds<std::string>(item) || item.object(); });
    case OptionType::BoolOrInt:
        return holds<bool>(value) || holds<std::int64_t>(value);
    case OptionType::BoolOrNames:
        return holds<bool>(value) || all_are(value, holds<std::string>);
    }
    return false;
}

std::string_view values_of(OptionType type) noexcept
{
    switch (type) {
    case OptionType::Bool:
        return "true or false";
    case OptionType::Int:
        return "an integer";
    case OptionType::Text:
        return "a text";
    case OptionType::Names:
        return "a text or a list of texts";
    case OptionType::Object:
        return "an object";
    case OptionType::Include:
        return "the name of an association, an object, or a list of these";
    case OptionType::BoolOrInt:
        return "true, false or an integer";
    case OptionType::BoolOrNames:
        return "true, false, the name of a scope, or a list of names";
    }
    return {};
}

} // namespace gemel
