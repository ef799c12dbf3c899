// BelongsTo methods: only the foreign key of the source is written; a new source is changed in memory only. That memory
// shows the key already says nothing about the row.
#include "core/writing/associate_belongs_to.hpp"

#include "core/base/text.hpp"
#include "core/model/violations.hpp"
#include "core/object/assign.hpp"
#include "core/object/refusal.hpp"
#include "core/writing/create_tree.hpp"

#include <algorithm>

namespace gemel::belongs_to {

namespace {

[[noreturn]] void refuse_move(const State &self, const Association &association)
{
    throw cannot_move(say("this ", self.model().name), association);
}

/// Writes the foreign key, or only assigns it.
Operation link(State &self, const Association &association, Value key, const AssociateOptions &options,
               std::int64_t now)
{
    const Attribute &foreign_key = *association.foreign_key;
    Operation operation(options.validate);
    if (self.is_new() || !options.save) {
        if (!is_null(key))
            require_lead(self, association);
        if (leads(self, association)) // else the key is another association's, and stays
            operation.changes = assign(self, foreign_key, std::move(key));
        return operation;
    }
    require_fitting_key(association, key);
    const Value value = foreign_key_value(association, key);
    if (is_null(key) && !foreign_key.nullable)
        refuse({must_not_be_null(foreign_key)});
    const Value *stored = self.stored(foreign_key);
    if (foreign_key.primary_key && !(stored && *stored == value))
        refuse_move(self, association);
    operation.validation.row(self, {{&foreign_key, value}}, Validation::Extent::Part);
    operation.plan =
        set(association, row_as_read(self), key, places(association), displacing_if_asked(association, options, now));
    operation.write(self);
    operation.changes.store(self, foreign_key, value);
    if (is_null(key) && !association.scopes.empty()) // the row says whether it has let go
        operation.store(self, foreign_key, operation.plan.steps.size() - 1, foreign_key.index);
    for (const Attribute *kept : {self.model().updated_at, self.model().version})
        if (kept) // written only if the row did not hold the key already
            operation.store(self, *kept, operation.plan.steps.size() - 1, kept->index);
    return operation;
}

} // namespace

Places places(const Association &association)
{
    Places out;
    for (const Association &candidate : association.owner().associations) {
        const bool leads_here = candidate.has_one() && candidate.inverse == &association;
        const bool known = std::any_of(out.begin(), out.end(),
                                       [&](const Association *place) { return place->scope == candidate.scope; });
        if (leads_here && !known)
            out.push_back(&candidate);
    }
    return out;
}

Places places_of(const State &self, const Association &association)
{
    const ValueOf stored = stored_by(self);
    Places out = places(association);
    std::erase_if(out, [&](const Association *place) {
        const std::optional<bool> is_in = is_in_scope(place->scope, stored);
        if (!is_in)
            refuse_unread(self, *place->scope.front().first, say("which tells whether it is the ", place->name));
        return !*is_in;
    });
    return out;
}

bool leads(const State &self, const Association &association, const RowValues &written)
{
    const auto shown = [&, of = shown_by(self)](const Attribute &attribute) {
        return self.is_new() && is_left_to_database(self, attribute) ? nullptr : of(attribute);
    };
    const ValueOf value_of = value_in(written, shown);
    const std::optional<bool> answer = may_lead(association, value_of);
    if (!answer && !self.is_new())
        for (const Attribute *attribute : telling_attributes(association))
            if (attribute != association.foreign_key && !value_of(*attribute))
                refuse_unread(self, *attribute, say("which tells its ", association.name));
    return answer != false;
}

void require_lead(const State &self, const Association &association, const RowValues &written)
{
    if (!leads(self, association, written))
        throw cannot_lead(self.is_new() ? say("this ", self.model().name) : describe(self.row()), association);
}

const Value &owner_key(const State &owner, const Association &association)
{
    const Value *key = owner.stored(*association.key);
    if (!key)
        refuse_unread(owner, *association.key, say("which a ", association.source->name, " refers to"));
    if (is_null(*key))
        throw Failure(Status::USAGE, say("the ", association.key->name, " of this ", owner.model().name,
                                         " is null: nothing can refer to it"));
    return *key;
}

Value owner_key(const Association &association, const Object &named)
{
    const RowValues given = named_values(*association.target, named);
    if (given.size() != 1 || given.front().first != association.key)
        throw Failure(Status::USAGE,
                      say(association.source->name, ".", association.setter, " takes the ", association.key->name,
                          " of a ", association.target->name, " and nothing else"));
    if (is_null(given.front().second))
        throw Failure(Status::USAGE, "a null key never unlinks; unset does");
    Conversion conversion = convert(association.key->type, given.front().second);
    if (!conversion.value)
        refuse({does_not_fit(*association.key, conversion.complaint, given.front().second)});
    return std::move(*conversion.value);
}

Plan get(const State &self, const Association &association)
{
    const std::optional<Value> key = key_value(self, association);
    return key ? get(association, *key) : Plan{};
}

Operation set(State &self, const Association &association, State &other, const AssociateOptions &options,
              std::int64_t now)
{
    if (other.is_new())
        throw Failure(Status::USAGE, say("this ", other.model().name, " was never saved: save it before a ",
                                         self.model().name, " belongs to it"));
    Operation operation = link(self, association, owner_key(other, association), options, now);
    show_owner(operation, self, association, Slot::see(other.weak_from_this().lock()));
    if (!operation.plan.steps.empty()) {
        read_touch(operation, other, association, displacing(association, options, now));
        read_displaced(operation, operation.plan, other, association, displacing_if_asked(association, options, now));
    }
    for (const Association &place : other.model().associations) {
        if (!place.has_one() || place.foreign_key != association.foreign_key)
            continue;
        const std::optional<bool> is_in = is_in_scope(place.scope, stored_by(self));
        if (is_in != false)
            show_dependent(operation, other, place, is_in ? Slot::see(self.weak_from_this().lock()) : Slot());
    }
    return operation;
}

Operation set_key(State &self, const Association &association, const Object &key, const AssociateOptions &options,
                  std::int64_t now)
{
    Operation operation = link(self, association, owner_key(association, key), options, now);
    show_owner(operation, self, association, Slot());
    return operation;
}

Operation unset(State &self, const Association &association, const AssociateOptions &options, std::int64_t now)
{
    Operation operation = link(self, association, Null{}, options, now);
    if (operation.changes.size() == 0)
        return operation;
    const bool is_scoped = !association.scopes.empty(); // then others may keep whom they have
    show_owner(operation, self, association, is_scoped ? Slot() : Slot::nobody());
    if (is_scoped && self.slot(association).is_loaded())
        operation.changes.link(self, association, Slot::nobody());
    return operation;
}

Operation create(State &self, const Association &association, const CreateTree &tree, const AssociateOptions &options,
                 std::int64_t now)
{
    const Attribute &foreign_key = *association.foreign_key;
    const Attribute &key = *association.key;
    if (!self.is_new() && foreign_key.primary_key)
        refuse_move(self, association);
    State &made = tree.made();
    const Value *held = made.value(key);
    const bool known = held && !is_null(*held);
    if (!known && !is_left_to_database(made, key))
        throw Failure(Status::USAGE, say("the new ", made.model().name, " has no ", key.name, ", which its ",
                                         self.model().name, " refers to"));
    require_living(made);
    if (self.is_new())
        require_lead(self, association);
    const Manner how = displacing_if_asked(association, options, now);
    const Places supplied = self.is_new() ? Places{} : places_of(self, association);
    Operation operation(options.validate);
    if (!self.is_new())
        operation.plan = leave_owner(association, row_as_read(self), how);
    const std::size_t insert = tree.plan(operation, {}, supplied);
    const std::size_t returned =
        index_returned(std::get<statement::Insert>(operation.plan.steps[insert].statement), key).value_or(0);
    const std::optional<Value> value = known ? convert(key.type, *held).value : std::nullopt;
    const Value held_by_self = value ? foreign_key_value(association, *value) : Value(Null{});
    if (self.is_new()) {
        operation.changes.assign(self, foreign_key, held_by_self);
    } else {
        if (value)
            operation.validation.row(self, {{&foreign_key, held_by_self}}, Validation::Extent::Part);
        link_to_new(operation.plan, association, row_as_read(self),
                    value ? statement::Operand(*value) : statement::Operand(statement::StepKey{insert, returned}),
                    places(association), how);
        operation.changes.store(self, foreign_key, held_by_self);
    }
    if (!value)
        operation.read(key, insert, returned);
    if (!self.is_new()) {
        operation.write(self);
        operation.count_version(self);
        if (const Attribute *updated_at = self.model().updated_at; updated_at && !options.silent)
            operation.changes.store(self, *updated_at, now);
    }
    show_owner(operation, self, association, Slot::keep(made.weak_from_this().lock()));
    return operation;
}

} // namespace gemel::belongs_to
