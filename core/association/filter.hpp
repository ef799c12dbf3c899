// What rows must fulfil, in the words of models: a tree over attributes, also those of partners, lowered to conditions
// over the tables of one select. A filter is true or false of a row, never unknown: null is less than nothing, like
// nothing and unequal to every value; and what is not fulfilled is just what the negation gives. Reads no text.
#pragma once

#include "core/association/joins.hpp"

#include <algorithm>
#include <vector>

namespace gemel {

/// An attribute of a model or of a partner, or what is made of it over many rows.
struct Term {
    Route route{};
    const Attribute *attribute = nullptr; // null: of HasPartner, the partner itself; of Count, rows
    query::Function function = query::Function::None;

    bool operator==(const Term &) const = default;
};

/// Does it tell how many there are?
bool counts(query::Function function) noexcept;
Type type_of(const Term &term);
/// Can it be null in some row?
bool may_be_null(const Term &term) noexcept;
/// "drivingLicense.number", "count(*)", "sum(size)".
std::string to_text(const Term &term);
query::Column column_of(const Term &term, Joins &joins, bool by_order = false);

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

query::Condition lower(const Filter &filter, Joins &joins);

} // namespace gemel
