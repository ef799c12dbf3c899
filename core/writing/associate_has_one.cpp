// HasOne methods: who may call them, and what changes in memory afterwards.
#include "core/writing/associate_has_one.hpp"

#include "core/base/text.hpp"
#include "core/object/refusal.hpp"
#include "core/reading/find.hpp"
#include "core/writing/create_tree.hpp"

namespace gemel::has_one {

namespace {

/// Where the foreign key is the primary key, a stored row cannot move to another owner; that it is not there is
/// worse, and looked for first.
bool refuses_move(Operation &operation, const Owner &owner, const RowKey &dependent)
{
    const Association &association = owner.association;
    for (std::size_t i = 0; i < dependent.values.size(); ++i) {
        if (dependent.model->primary_key[i] != association.foreign_key ||
            dependent.values[i] == foreign_key_value(association, owner.key))
            continue;
        operation.plan = look(owner, dependent);
        operation.refusal = cannot_move(describe(dependent), association);
        return true;
    }
    return false;
}

} // namespace

Owner owner_of(const State &self, const Association &association)
{
    if (self.is_new())
        throw Failure(Status::USAGE, say("this ", self.model().name, " was never saved: save it before its ",
                                         association.name, " is set"));
    const Value *key = key_value(self, association);
    if (is_null(*key))
        throw Failure(Status::USAGE, say("the ", association.key->name, " of this ", self.model().name,
                                         " is null: it can have no ", association.name));
    require_fitting_key(association, *key);
    return {association, self.row(), *key};
}

void show_link(Operation &operation, State &self, const Association &association, State &other)
{
    show_dependent(operation, self, association, Slot::see(other.weak_from_this().lock()));
    show_owner(operation, other, association, Slot::see(self.weak_from_this().lock()), association.scope);
}

Plan get(const State &self, const Association &association)
{
    const Value *key = key_value(self, association);
    return key && !is_null(*key) ? get(association, *key) : Plan{};
}

Operation set(State &self, const Association &association, State &other, const AssociateOptions &options,
              std::int64_t now)
{
    const Owner owner = owner_of(self, association);
    const Manner how = displacing(association, options, now);
    Operation operation(options.validate);
    if (other.is_new()) {
        show_touch(operation, self, association, other, how);
        require_living(other);
        require_dependents(other.model());
        operation.plan = unset(owner, how);
        add_insert(operation, other, now, options.silent, {link_values(owner), {}});
        read_displaced(operation, operation.plan, self, association, how);
        show_link(operation, self, association, other);
        return operation;
    }
    const RowKey dependent = row_as_read(other);
    if (refuses_move(operation, owner, dependent))
        return operation;
    operation.validation.row(other, link_values(owner), Validation::Extent::Part);
    operation.plan = set(owner, dependent, how);
    operation.write(other);
    for (const auto &[attribute, value] : link_values(owner))
        operation.changes.store(other, *attribute, value);
    for (const Attribute *kept : {other.model().updated_at, other.model().version})
        if (kept) // written only if the row was not linked already
            operation.store(other, *kept, operation.plan.steps.size() - 1, kept->index);
    read_touch(operation, self, association, how);
    read_displaced(operation, operation.plan, self, association, how);
    show_link(operation, self, association, other);
    return operation;
}

Operation set_key(State &self, const Association &association, const Object &key, const AssociateOptions &options,
                  State &found, std::int64_t now)
{
    const Owner owner = owner_of(self, association);
    const RowKey dependent = row_key(*association.target, key);
    Operation operation(options.validate);
    if (refuses_move(operation, owner, dependent))
        return operation;
    operation.validation.row(found, link_values(owner), Validation::Extent::Part);
    const Manner how = displacing(association, options, now);
    operation.plan = set(owner, dependent, how);
    for (const Attribute &attribute : association.target->attributes)
        operation.store(found, attribute, operation.plan.steps.size() - 1, attribute.index);
    operation.changes.mark_stored(found);
    read_touch(operation, self, association, how);
    read_displaced(operation, operation.plan, self, association, how);
    show_dependent(operation, self, association, Slot::keep(found.weak_from_this().lock()));
    return operation;
}

Operation unset(State &self, const Association &association, const AssociateOptions &options, std::int64_t now)
{
    refuse_unset(association);
    const Manner how = displacing(association, options, now);
    Operation operation;
    operation.plan = unset(owner_of(self, association), how);
    read_touch(operation, self, association, how);
    read_displaced(operation, operation.plan, self, association, how);
    show_dependent(operation, self, association, Slot::nobody());
    return operation;
}

Operation create(State &self, const Association &association, const CreateTree &tree, const AssociateOptions &options,
                 std::int64_t now)
{
    const Owner owner = owner_of(self, association);
    State &made = tree.made();
    require_living(made);
    Operation operation(options.validate);
    const Manner how = displacing_if_asked(association, options, now);
    operation.plan = take_place(owner, how);
    show_touch(operation, self, association, made, how);
    tree.plan(operation, {link_values(owner), {}});
    read_displaced(operation, operation.plan, self, association, how);
    show_dependent(operation, self, association, Slot::keep(made.weak_from_this().lock()));
    return operation;
}

RowValues wanted(const State &self, const Association &association)
{
    return link_values(owner_of(self, association));
}

Plan outline_set(const State &self, const Association &association, const RowKey *dependent,
                 const AssociateOptions &options, std::int64_t now)
{
    const Owner owner = owner_of(self, association);
    const Manner how = displacing(association, options, now);
    return dependent ? set(owner, *dependent, how) : unset(owner, how);
}

Plan outline_create(const State &self, const Association &association, const AssociateOptions &options,
                    std::int64_t now)
{
    return take_place(owner_of(self, association), displacing_if_asked(association, options, now));
}

} // namespace gemel::has_one
