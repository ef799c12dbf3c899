// HasOne methods: who may call them, and what changes in memory afterwards.
#include "core/session/associate_has_one.hpp"

#include "core/association/has_one.hpp"
#include "core/base/text.hpp"
#include "core/session/find.hpp"
#include "core/session/load.hpp"
#include "core/session/refusal.hpp"
#include "core/session/save.hpp"

namespace gemel::has_one {

namespace {

const Value *key_value(const State &self, const Association &association)
{
    const Value *key = self.stored(*association.key);
    if (!key && !self.is_new())
        throw Failure(Status::USAGE, say(self.model().name, " was read without ", in_quotes(association.key->name),
                                         ", which its ", association.name, " refers to"));
    return key;
}

/// The owner as it was read; an unsaved change of its key does not count (D22). A new owner or a null key is refused.
Owner owner_of(const State &self, const Association &association)
{
    if (self.is_new())
        throw Failure(Status::USAGE, say("this ", self.model().name, " was never saved: save it before its ",
                                         association.name, " is set"));
    const Value *key = key_value(self, association);
    if (is_null(*key))
        throw Failure(Status::USAGE, say("the ", association.key->name, " of this ", self.model().name,
                                         " is null: it can have no ", association.name));
    if (const Conversion conversion = convert(association.foreign_key->type, *key); !conversion.value)
        refuse({does_not_fit(*association.foreign_key,
                             conversion.complaint)}); // its type may be narrower than that of the key
    return {association, self.row(), *key};
}

/// Where the foreign key is the primary key, a stored row cannot move to another owner (D10); that it is not there is
/// worse.
void refuse_move(Session &session, const Owner &owner, const RowKey &dependent)
{
    const Association &association = owner.association;
    for (std::size_t i = 0; i < dependent.values.size(); ++i) {
        if (dependent.model->primary_key[i] != association.foreign_key || dependent.values[i] == owner.key)
            continue;
        session.run(look(owner, dependent), [](const Session::Results &) {});
        throw Failure(Status::USAGE, say(describe(dependent), " cannot move to another owner: its foreign key ",
                                         in_quotes(association.foreign_key->name), " is its primary key"));
    }
}

void insert(Session &session, State &made, const Plan &plan, const RowValues &values)
{
    Changes changes;
    session.note(made, changes);
    const auto key = insert_changes(changes, made, values);
    session.run(plan, [&](const Session::Results &results) { fill_key(changes, key, results.back()); });
    changes.apply();
}

} // namespace

std::optional<Plan> get(const State &self, const Association &association)
{
    const Value *key = key_value(self, association);
    if (!key || is_null(*key))
        return std::nullopt;
    return get(association, *key);
}

void set(Session &session, State &self, const Association &association, State &other, const AssociateOptions &options)
{
    const Owner owner = owner_of(self, association);
    const Displace displace = displacement(association, options.destroy_previous);
    if (other.is_new()) {
        const RowValues values = insert_values(other, association.foreign_key, &owner.key);
        insert(session, other, set_new(owner, values, displace), values);
        return;
    }
    const RowKey dependent = other.row();
    refuse_move(session, owner, dependent);
    Changes changes;
    session.note(other, changes);
    changes.store(other, *association.foreign_key, owner.key);
    session.run(set(owner, dependent, displace), [](const Session::Results &) {});
    changes.apply();
}

void set_key(Session &session, State &self, const Association &association, const Object &key,
             const AssociateOptions &options, State &found)
{
    const Owner owner = owner_of(self, association);
    const RowKey dependent = row_key(*association.target, key);
    refuse_move(session, owner, dependent);
    Changes changes;
    session.run(set(owner, dependent, displacement(association, options.destroy_previous)),
                [&](const Session::Results &results) {
                    check(*association.target, results.back().rows);
                    load(changes, found, results.back().rows, 0);
                });
    changes.apply();
}

void unset(Session &session, State &self, const Association &association, const AssociateOptions &options)
{
    const Owner owner = owner_of(self, association);
    session.run(unset(owner, displacement(association, options.destroy_previous)), [](const Session::Results &) {});
}

void create(Session &session, State &self, const Association &association, State &made, const AssociateOptions &options)
{
    const Owner owner = owner_of(self, association);
    const RowValues values = insert_values(made, association.foreign_key, &owner.key);
    std::optional<Displace> displace;
    if (options.replace)
        displace = displacement(association, options.destroy_previous);
    insert(session, made, create(owner, values, displace), values);
}

} // namespace gemel::has_one
