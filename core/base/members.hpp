// Reading options: members are taken out of an object one by one. In a definition (DEFINITION) what is left over is
// unknown. Of a call (USAGE) the table of options decides, options.def, also of what type each is. Knows no option.
#pragma once

#include "core/base/call_options.hpp"
#include "core/base/failure.hpp"
#include "core/base/value.hpp"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gemel {

/// An option under a name that is not ours, and what to write instead.
struct Renamed {
    std::string_view name;
    std::string_view instead;
};

class Members {
public:
    /// Of a definition. `where` is named in messages. Both must outlive this.
    Members(const Object &object, const std::string &where, Status status)
        : object_(object), where_(where), status_(status)
    {}
    /// Of a call.
    Members(const Object &object, const std::string &where, CallName call)
        : object_(object), where_(where), status_(Status::USAGE), call_(call)
    {}
    /// What is only convertible to an object would be gone.
    template <typename Other> Members(const Other &, const std::string &, Status) = delete;
    template <typename Other> Members(const Other &, const std::string &, CallName) = delete;

    /// Members that are no options, or that somebody else reads, are known too.
    void leave(std::initializer_list<std::string_view> names)
    {
        known_.insert(known_.end(), names.begin(), names.end());
    }

    const std::string &where() const noexcept { return where_; }

    /// Null if it is not given, and if the call does not take it.
    const Node *take(std::string_view name);
    void take(std::string_view name, std::optional<bool> &into);
    void take(std::string_view name, std::optional<std::int64_t> &into);
    void take(std::string_view name, std::optional<std::string> &into);
    /// As a text, but an empty name counts as not given.
    void take_name(std::string_view name, std::optional<std::string> &into);
    /// A flag that is false where it is not given.
    bool flag(std::string_view name);

    void refuse_unknown(std::initializer_list<Renamed> renamed = {}) const;
    [[noreturn]] void refuse(std::string_view why) const;

private:
    template <typename T> void take_as(std::string_view name, std::optional<T> &into, OptionType type);
    const Node *take_of_call(std::string_view name);
    bool is_known(std::string_view name) const;
    std::string hint(std::string_view name) const;

    const Object &object_;
    const std::string &where_;
    Status status_;
    std::optional<CallName> call_{};
    std::vector<std::string> known_; // of a call: those that were given
};

} // namespace gemel
