// The rules of "validate": which type takes which, and what they object to. Bounds are compared as the type has its
// values, so that every database would say the same.
#include "core/model/validators.hpp"

#include "core/base/decimal.hpp"
#include "core/base/failure.hpp"
#include "core/base/text.hpp"

#include <algorithm>
#include <iterator>

namespace gemel {

namespace {

/// Not an enum, which says its values.
bool is_free_text(const Type &type) noexcept
{
    return is_text(type) && type.kind != TypeKind::Enum;
}

bool has_length(const Type &type) noexcept
{
    return is_free_text(type) || type.kind == TypeKind::Blob;
}

bool has_range(const Type &type) noexcept
{
    switch (type.kind) {
    case TypeKind::Integer:
    case TypeKind::Bigint:
    case TypeKind::Double:
    case TypeKind::Decimal:
    case TypeKind::Date:
    case TypeKind::Timestamp:
        return true;
    default:
        return false;
    }
}

/// Of two values of one type that has a range.
bool is_less(const Type &type, const Value &a, const Value &b)
{
    if (type.kind == TypeKind::Decimal)
        return decimal::compare(std::get<std::string>(a), std::get<std::string>(b)) < 0;
    if (type.kind == TypeKind::Double)
        return std::get<double>(a) < std::get<double>(b);
    return std::get<std::int64_t>(a) < std::get<std::int64_t>(b);
}

std::string shown(const Type &type, const Value &value)
{
    return describe(to_column(type, value));
}

std::int64_t length_of(const Value &value) noexcept
{
    if (const auto *bytes = std::get_if<Bytes>(&value))
        return static_cast<std::int64_t>(bytes->data.size());
    return static_cast<std::int64_t>(character_count(std::get<std::string>(value)));
}

std::string counted(std::int64_t length, const Type &type)
{
    return say(std::to_string(length), type.kind == TypeKind::Blob ? " byte" : " character", length == 1 ? "" : "s");
}

using Complain = const std::function<void(std::string_view)> &;

void check_length(const Type &type, const Bounds &length, Complain complain)
{
    if (!has_length(type))
        return complain(say("validate: length is for string, text and blob, not for ", to_text(type)));
    const std::int64_t least = length.least ? std::get<std::int64_t>(*length.least) : 0;
    if (least < 0 || (length.greatest && std::get<std::int64_t>(*length.greatest) < least))
        complain("validate: length says that min is not below 0 and not above max");
    else if (type.kind == TypeKind::String && least > type.length)
        complain(
            say("validate: nothing that a ", to_text(type), " holds has the length of min, ", std::to_string(least)));
}

/// As the type has it, or nothing, and complained of.
std::optional<Value> fitting(const Type &type, const Value &value, std::string_view what, Complain complain)
{
    Conversion conversion = convert(type, value);
    if (!conversion.value)
        complain(say("validate: ", what, " ", conversion.complaint));
    else if (is_null(*conversion.value))
        complain(say("validate: ", what, " cannot be null, which no validator refuses; write allowNull: false"));
    else
        return std::move(conversion.value);
    return std::nullopt;
}

void check_range(const Type &type, const Bounds &range, Complain complain)
{
    if (!has_range(type))
        return complain(say("validate: range is for numbers, dates and timestamps, not for ", to_text(type)));
    std::optional<Value> least, greatest;
    if (range.least)
        least = fitting(type, *range.least, "min of range", complain);
    if (range.greatest)
        greatest = fitting(type, *range.greatest, "max of range", complain);
    if (least && greatest && is_less(type, *greatest, *least))
        complain(say("validate: min of range, ", shown(type, *least), ", is above max, ", shown(type, *greatest)));
}

void check_pattern(const Type &type, const std::string &pattern, Complain complain)
{
    if (!is_free_text(type))
        return complain(say("validate: pattern is for string and text, not for ", to_text(type)));
    try {
        const Pattern compiled(pattern);
    } catch (const Failure &failure) {
        complain(say("validate: the pattern is none: ", failure.message));
    }
}

void check_one_of(const Type &type, const std::vector<Value> &values, Complain complain)
{
    if (!can_be_compared(type))
        return complain(say("validate: oneOf is not for ", to_text(type), ", whose values cannot be compared"));
    std::vector<Value> known;
    for (const Value &value : values) {
        std::optional<Value> fits = fitting(type, value, "a value of oneOf", complain);
        if (!fits)
            continue;
        if (std::find(known.begin(), known.end(), *fits) != known.end())
            complain(say("validate: oneOf has ", shown(type, *fits), " twice"));
        known.push_back(std::move(*fits));
    }
}

void object_to_length(const Type &type, const Bounds &length, const Value &value, std::vector<Objection> &objections)
{
    const std::int64_t has = length_of(value);
    const auto object = [&](std::string_view than, const Value &bound) {
        objections.push_back({"length", say("must have ", than, counted(std::get<std::int64_t>(bound), type), ", not ",
                                            std::to_string(has))});
    };
    if (length.least && has < std::get<std::int64_t>(*length.least))
        object("at least ", *length.least);
    if (length.greatest && has > std::get<std::int64_t>(*length.greatest))
        object("at most ", *length.greatest);
}

void object_to_range(const Type &type, const Bounds &range, const Value &value, std::vector<Objection> &objections)
{
    const auto object = [&](std::string_view than, const Value &bound) {
        objections.push_back({"range", say("must be ", than, shown(type, bound), ", not ", shown(type, value))});
    };
    if (range.least && is_less(type, value, *range.least))
        object("at least ", *range.least);
    if (range.greatest && is_less(type, *range.greatest, value))
        object("at most ", *range.greatest);
}

void object_to_pattern(const Type &type, const Validators &validators, const Value &value,
                       std::vector<Objection> &objections)
{
    const std::string pattern = in_quotes(*validators.rules.pattern);
    switch (validators.pattern->find_in(std::get<std::string>(value))) {
    case Pattern::Answer::Found:
        return;
    case Pattern::Answer::Missing:
        objections.push_back({"pattern", say("must match ", pattern, ", which ", shown(type, value), " does not")});
        return;
    case Pattern::Answer::TooHard:
        objections.push_back(
            {"pattern", say("must match ", pattern, ", and it would take too long to tell of ", shown(type, value))});
        return;
    }
}

Node bounds_node(const Bounds &bounds, const std::function<Node(const Value &)> &scalar)
{
    Object object;
    if (bounds.least)
        object.push_back({"min", scalar(*bounds.least)});
    if (bounds.greatest)
        object.push_back({"max", scalar(*bounds.greatest)});
    return {std::move(object)};
}

} // namespace

void check_rules(const Type &type, const Rules &rules, Complain complain)
{
    if (rules.length)
        check_length(type, *rules.length, complain);
    if (rules.range)
        check_range(type, *rules.range, complain);
    if (rules.pattern)
        check_pattern(type, *rules.pattern, complain);
    if (rules.one_of)
        check_one_of(type, *rules.one_of, complain);
}

Validators make_validators(const Type &type, const Rules &rules)
{
    Validators made{rules};
    const auto settle = [&](Value &value) { value = *convert(type, value).value; };
    if (made.rules.range)
        for (std::optional<Value> *end : {&made.rules.range->least, &made.rules.range->greatest})
            if (*end)
                settle(**end);
    if (made.rules.one_of)
        std::for_each(made.rules.one_of->begin(), made.rules.one_of->end(), settle);
    if (made.rules.pattern)
        made.pattern = std::make_shared<const Pattern>(*made.rules.pattern);
    return made;
}

std::vector<Objection> objections(const Type &type, const Validators &validators, const Value &value)
{
    std::vector<Objection> out;
    const Rules &rules = validators.rules;
    if (is_null(value))
        return out;
    if (rules.length)
        object_to_length(type, *rules.length, value, out);
    if (rules.range)
        object_to_range(type, *rules.range, value, out);
    if (rules.pattern)
        object_to_pattern(type, validators, value, out);
    if (rules.one_of && std::find(rules.one_of->begin(), rules.one_of->end(), value) == rules.one_of->end()) {
        std::vector<std::string> all;
        std::transform(rules.one_of->begin(), rules.one_of->end(), std::back_inserter(all),
                       [&](const Value &it) { return shown(type, it); });
        out.push_back({"one of", say("must be ", all.size() == 1 ? "" : "one of ", alternatives(all), ", not ",
                                     shown(type, value))});
    }
    return out;
}

Object rules_object(const Rules &rules, const std::function<Node(const Value &)> &scalar)
{
    Object object;
    const auto whole = [](const Value &value) { return Node{value}; };
    if (rules.length)
        object.push_back({"length", bounds_node(*rules.length, whole)});
    if (rules.range)
        object.push_back({"range", bounds_node(*rules.range, scalar)});
    if (rules.pattern)
        object.push_back({"pattern", {Value(*rules.pattern)}});
    if (rules.one_of) {
        List values;
        std::transform(rules.one_of->begin(), rules.one_of->end(), std::back_inserter(values), scalar);
        object.push_back({"oneOf", {std::move(values)}});
    }
    return object;
}

} // namespace gemel
