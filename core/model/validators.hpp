// What values must fulfil before they are written: as an attribute declares it ("validate"), made ready for its type,
// and asked. Also the validators that a program brings along, of which only the interface is known here. Knows neither
// objects nor when they are written.
#pragma once

#include "core/base/pattern.hpp"
#include "core/base/type.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gemel {

struct Attribute;

/// Both ends belong to it; an end that is absent bounds nothing.
struct Bounds {
    std::optional<Value> least{};
    std::optional<Value> greatest{};

    bool operator==(const Bounds &) const = default;
};

/// What "validate" says.
struct Rules {
    std::optional<Bounds> length{}; // integers: characters, of a blob bytes
    std::optional<Bounds> range{};
    std::optional<std::string> pattern{}; // to be found in the value
    std::optional<std::vector<Value>> one_of{};

    bool operator==(const Rules &) const = default;
};

/// One that a program brings along. Asked on many threads.
class Validator {
public:
    Validator() = default;
    Validator(const Validator &) = delete;
    Validator &operator=(const Validator &) = delete;
    virtual ~Validator() = default;

    /// Why a row, which a layer above shows, is refused for that attribute or, null, as a whole; nothing if it is
    /// right. Whatever it throws fails the call that writes.
    virtual std::optional<std::string> complaint(const Carried &row, const Attribute *attribute) const = 0;
};
using ValidatorPtr = std::shared_ptr<const Validator>;

/// Those of an attribute, ready to be asked.
struct Validators {
    Rules rules{}; // their values as the attribute's type has them
    std::shared_ptr<const Pattern> pattern{};
    std::vector<ValidatorPtr> custom{};
};

/// Calls complain with each thing that is wrong with rules for values of that type.
void check_rules(const Type &type, const Rules &rules, const std::function<void(std::string_view)> &complain);
/// Of rules without a fault.
Validators make_validators(const Type &type, const Rules &rules);

/// Why a value is refused, and by what: "length", "range", "pattern" or "one of".
struct Objection {
    std::string_view kind;
    std::string message; // "must have at most 3 characters, not 4"
};
/// Those of the rules; a null meets with none. The value is one of the type.
std::vector<Objection> objections(const Type &type, const Validators &validators, const Value &value);

/// As options say them, each value by `scalar`.
Object rules_object(const Rules &rules, const std::function<Node(const Value &)> &scalar);

} // namespace gemel
