// The steps that plans of both kinds of association are made of. Each guards the promise that an owner never has two
// partners: old out before new in, under the owner's lock.
#pragma once

#include "core/association/plan.hpp"
#include "core/association/row.hpp"

namespace gemel::steps {

/// Locks the row that dependents refer to; whoever changes its partner takes this lock first. If it must be there, it
/// is NOT_FOUND with that complaint otherwise.
Step lock_owner(const Association &association, statement::Condition where, Expect expect = Expect::Any,
                std::string complaint = {});
/// Locks the dependents that will change, in key order, so that two callers cannot deadlock.
Step lock_dependents(const Association &association, const Value &key, const RowKey *also, const Manner &manner);
/// The row must be there, and not marked as deleted.
Step check_row(std::string_view purpose, const RowKey &row, std::string complaint);
/// The owner of that key must not be marked as deleted; that there is one, the database knows. Nothing where owners are
/// never marked.
std::optional<Step> check_owner_lives(const Association &association, const Value &key, const std::string &owner_name);

// A HasOne gives each owner one place: for a dependent that holds its key and has what its scope says.

/// Who but `except` has the place? Locks one of them.
Step find_holder(const Association &place, const statement::Operand &key, const RowKey *except);
/// Nobody but `except` may have the place.
Step check_free(const Association &place, const statement::Operand &key, const RowKey *except, std::string complaint);
/// The row is not that of another owner, who must have it: of any but the one that has the key.
Step check_unbound(const Association &place, const RowKey &row, const statement::Operand &key);
/// The same for all who must have it by the foreign key of that association.
void check_unbound_over(Plan &plan, const Association &over, const RowKey &row, const statement::Operand &key);
/// Whoever has the place, but `except`, no longer does.
Step displace_others(const Association &place, const statement::Operand &key, const RowKey *except,
                     const Manner &manner);

/// Of a row that does not outlive the one that is displaced for it.
std::string gone_together(const RowKey &row);
std::string occupied_complaint(const Association &place, const std::string &owner);
/// Without a complaint, being too late is no OCCUPIED.
Plan::Place unique_place(const Association &place, std::string complaint);

/// What a row that is written gets besides: the time, and another version.
void touch(statement::Update &update, const Model &model, const Manner &manner);
/// Deletes these rows, or marks them as deleted where their model says so.
statement::Statement destruction(const Model &model, statement::Condition where, const Manner &manner);
/// Key and scope of a dependent of this place.
statement::Condition fits_place(const Association &place, const statement::Operand &key);
/// The same of one that is not marked as deleted: only such a one has the place.
statement::Condition has_place(const Association &place, const statement::Operand &key);
/// And of any but `except`.
statement::Condition others_have_place(const Association &place, const statement::Operand &key, const RowKey *except);

} // namespace gemel::steps
