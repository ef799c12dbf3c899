// What rows and partners are found by: keys, as far as an object was read with them. What was not read is not null, and
// is never guessed at. Knows no call and no plan.
#pragma once

#include "core/association/scoped.hpp"
#include "core/object/state.hpp"

#include <optional>
#include <string_view>

namespace gemel {

/// A call needs an attribute that the object was read without: USAGE, which ends with `why`.
[[noreturn]] void refuse_unread(const State &state, const Attribute &attribute, std::string_view why);

/// The row of a stored object as it was read, to be written: where its model has a version, in that version. USAGE if
/// that, or the primary key, was not read.
RowKey row_as_read(const State &state);

/// What an object shows, and what its row has, as far as that was read. Of a new one both are what it shows, and null
/// where that is nothing. Valid as long as the object is.
ValueOf shown_by(const State &state);
ValueOf stored_by(const State &state);

/// Does the object hold what tells whom that association leads to, be it nobody?
bool has_key(const State &self, const Association &association);

} // namespace gemel

namespace gemel::has_one {

/// What its dependent holds: the key of a stored object as it was read. Null for an object that was never saved. USAGE
/// if it was not read.
const Value *key_value(const State &self, const Association &association);

} // namespace gemel::has_one

namespace gemel::belongs_to {

/// What its owner's key is: as assigned, converted. Null for an object that has no owner: it holds none, or has what no
/// scope says. USAGE if that was not read, VALIDATION.
std::optional<Value> key_value(const State &self, const Association &association);

} // namespace gemel::belongs_to
