// The steps that plans of both kinds of association are made of. Each guards the promise that an owner never has two
// partners: old out before new in, under the owner's lock.
#pragma once

#include "core/association/has_one.hpp"

namespace gemel::steps {

/// Locks the row that dependents refer to; whoever changes its partner takes this lock first.
Step lock_owner(const Association &association, const Value &key);
/// Locks the dependents that will change, in key order, so that two callers cannot deadlock.
Step lock_dependents(const Association &association, const Value &key, const RowKey *also);
/// The row must be there.
Step check_row(std::string_view purpose, const RowKey &row, std::string complaint);
/// Who but `except` holds the key? Locks one of them.
Step find_holder(const Association &association, const query::Operand &key, const RowKey *except);
/// Nobody but `except` may hold the key.
Step check_free(const Association &association, const query::Operand &key, const RowKey *except, std::string complaint);
/// Whoever holds the key, but `except`, no longer does.
Step displace_others(const Association &association, const query::Operand &key, const RowKey *except,
                     has_one::Displace displace);

std::string occupied_complaint(const Association &association, const std::string &owner);
Plan::Place place(const Association &association, std::string complaint);

} // namespace gemel::steps
