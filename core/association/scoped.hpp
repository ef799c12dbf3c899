// Which dependents a scope speaks of. A has one has those that have what its scope says; a belongs to that is the
// inverse of such has ones leads to nobody from any other row. Asks no database and knows no record.
#pragma once

#include "core/association/row.hpp"
#include "core/base/failure.hpp"

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace gemel {

/// What is known of an attribute of a dependent; null if nothing is.
using ValueOf = std::function<const Value *(const Attribute &)>;

/// What these values tell, which must outlive it, and of any other attribute what `else_of` does.
ValueOf value_in(const ScopeValues &values, ValueOf else_of = {});

/// Has a dependent with these values what the scope says? Nothing where a value decides that is not known.
std::optional<bool> is_in_scope(const ScopeValues &scope, const ValueOf &value_of);
/// Has it, over that belongs to, an owner if it has a key?
std::optional<bool> may_lead(const Association &belongs_to, const ValueOf &value_of);
/// The same as a condition of the dependent's row.
statement::Condition may_lead(const Association &belongs_to);
/// What must hold of the row so that it has one, if it has a key, once these values are written to it; nothing where it
/// cannot.
std::optional<statement::Condition> will_lead(const Association &belongs_to, const RowValues &written);

/// VALIDATION: a row that leads to nobody would get an owner.
Failure cannot_lead(std::string_view who, const Association &belongs_to);

/// By what of its source the partner over that association is told: the key and, of a belongs to, what scopes say.
std::vector<const Attribute *> telling_attributes(const Association &association);

} // namespace gemel
