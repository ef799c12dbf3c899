// What rows must fulfil, in the words of models: a tree over attributes, also those of partners. A filter is true or
// false of a row, never unknown: null is less than nothing, like nothing and unequal to every value; and what is not
// fulfilled is just what the negation gives. Data: reads no text and knows no tables.
#pragma once

#include "core/base/type.hpp"
#include "core/base/value.hpp"
#include "core/statement/condition.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace gemel {

struct Association;
struct Attribute;

/// From partner to partner.
using Route = std::vector<const Association *>;

/// An attribute of a model or of a partner, or what is made of it over many rows.
struct Term {
    Route route{};
    const Attribute *attribute = nullptr; // null: of HasPartner, the partner itself; of Count, rows
    statement::Function function = statement::Function::None;

    bool operator==(const Term &) const = default;
};

/// Does it tell how many there are?
bool counts(statement::Function function) noexcept;
Type type_of(const Term &term);
/// Can it be null in some row?
bool may_be_null(const Term &term) noexcept;
/// "drivingLicense.number", "count(*)", "sum(size)".
std::string to_text(const Term &term);
std::string_view name_of(statement::Function function) noexcept;

struct Filter {
    enum class Kind {
        All, // of its parts; of none: true
        Any,
        Not,
        HasPartner,
        IsNull,
        Equal, // null equals null
        Less,
        AtMost,
        Greater,
        AtLeast,
        Like,
        LikeInAnyCase,
        In
    };

    Kind kind = Kind::All;
    Term term{};
    std::vector<Value> values{}; // that fit the type of the term
    std::vector<Filter> parts{};

    bool is_everything() const noexcept
    {
        return kind == Kind::All &&
               std::all_of(parts.begin(), parts.end(), [](const Filter &it) { return it.is_everything(); });
    }
};

/// Does it lead through associations?
bool has_routes(const Filter &filter) noexcept;
/// Does it ask for what comes before or behind a value?
bool orders(Filter::Kind kind) noexcept;

} // namespace gemel
