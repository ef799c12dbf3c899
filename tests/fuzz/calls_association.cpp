// Association methods of one record, and their plans.
#include "calls_operations.hpp"

namespace fuzz {

namespace {

constexpr const char *unknown = "licence";

struct End {
    Held *held;
    const gemel_association *association;

    gemel_record *record() const { return held ? held->record : nullptr; }
    const char *name() const { return association ? gemel_association_name(association) : unknown; }
    const gemel_model *target() const
    {
        return association ? gemel_association_target(association) : gemel_record_model(held->record);
    }
};

End choose_end(World &world)
{
    Held *held = world.choose_record();
    const gemel_model *model = held ? gemel_record_model(held->record) : world.choose_model();
    const gemel_association *association = choose_association(world.in, model);
    world.takes_part(held);
    const End end{held, association};
    trace(std::string("  association ") + end.name());
    return end;
}

unsigned number_of(const Held *held)
{
    return held ? held->number : 0;
}

/// What a method has written of both ends is no longer assigned only.
void is_linked(World &world, const gemel_association *association, unsigned self, unsigned other, bool was_new)
{
    if (world.outcome.status != GEMEL_OK || !association)
        return;
    const bool has_one = gemel_association_kind(association) == GEMEL_HAS_ONE;
    for (const unsigned number : {self, other})
        if (Held *held = world.find(number)) {
            if (number == (has_one ? other : self))
                held->dirty.erase(gemel_attribute_name(gemel_association_foreign_key(association)));
            if (number == other && was_new) {
                held->dirty.clear();
                held->is_synced = true;
            }
        }
}

/// The rows must say so too; without a record nobody is there, or nobody knows who.
void is_partner(World &world, const gemel_association *association, unsigned self, const gemel_record *other)
{
    const Held *held = world.find(self);
    if (world.outcome.status != GEMEL_OK || !association || !held || gemel_record_is_new(held->record))
        return;
    const char *key = gemel_attribute_name(gemel_association_key(association));
    Linked linked;
    linked.self = self;
    linked.association = association;
    linked.other = other ? row_key(other) : "";
    if (gemel_association_kind(association) == GEMEL_BELONGS_TO) {
        for (const Held &it : world.records)
            if (it.record == other && it.dirty.contains(key))
                return; // what is stored is the key
        gemel_record *owner = const_cast<gemel_record *>(other);
        linked.key = other ? text_of(owner, gemel_association_key(association)) : "(null)";
    } else if (held->dirty.contains(key)) {
        return;
    }
    world.outcome.linked = linked;
}

Options choose_linking(World &world)
{
    return choose_flags(world.in, {"destroyPrevious", "silent", "validate", "hooks"});
}

/// Of a belongs-to; not `save`, which leaves the row.
Options choose_replacing(World &world)
{
    return choose_flags(world.in, {"replace", "replace", "destroyPrevious", "hooks", "silent"});
}

Options choose_options(World &world, const gemel_association *association)
{
    return association && gemel_association_kind(association) == GEMEL_BELONGS_TO ? choose_replacing(world)
                                                                                  : choose_linking(world);
}

void get(World &world)
{
    const End end = choose_end(world);
    const unsigned session = end.held ? end.held->session : 0;
    const Options options = choose_flags(world.in, {"rejectOnEmpty", "withDeleted", "scope"});
    gemel_record *out = nullptr;
    world.answer(call(gemel_record_get_association, end.record(), end.name(), options.get(), &out));
    if (Held *held = world.hold(out, session))
        world.is_fresh(*held);
}

void load(World &world)
{
    const End end = choose_end(world);
    const unsigned session = end.held ? end.held->session : 0;
    gemel_record *out = nullptr;
    world.answer(call(gemel_record_load_association, end.record(), end.name(), nullptr, &out));
    if (Held *held = world.hold(out, session))
        world.is_aliased(*held);
}

void set(World &world)
{
    const End end = choose_end(world);
    Held *other = end.held ? world.choose_record_of(end.target()) : nullptr;
    world.takes_part(other);
    const unsigned self_number = number_of(end.held), other_number = number_of(other);
    const bool was_new = other && gemel_record_is_new(other->record);
    const Options options = choose_options(world, end.association);
    world.outcome.writes = true;
    world.answer(
        call(gemel_record_set_association, end.record(), end.name(), other ? other->record : nullptr, options.get()));
    is_linked(world, end.association, self_number, other_number, was_new);
    if (const Held *it = world.find(other_number))
        is_partner(world, end.association, self_number, it->record);
    // Two records of one row: what is written by the one, the other does not show.
    Held *self = world.find(self_number), *linked = world.find(other_number);
    if (self && linked && self != linked && row_key(self->record) == row_key(linked->record))
        self->is_synced = linked->is_synced = false;
}

/// The key is assigned, and the row stays.
void set_in_memory(World &world)
{
    const End end = choose_end(world);
    Held *other = end.held ? world.choose_record_of(end.target()) : nullptr;
    const Options options(gemel_options_new());
    gemel_options_set_bool(options.get(), "save", false, nullptr);
    world.answer(
        call(gemel_record_set_association, end.record(), end.name(), other ? other->record : nullptr, options.get()));
    if (end.held && end.association)
        world.is_assigned(*end.held, gemel_attribute_name(gemel_association_foreign_key(end.association)));
}

void set_key(World &world)
{
    const End end = choose_end(world);
    const unsigned self_number = number_of(end.held), session = end.held ? end.held->session : 0;
    Values key(gemel_values_new());
    const bool has_key = end.association && gemel_association_kind(end.association) == GEMEL_BELONGS_TO;
    if (has_key)
        set_value(world.in, key.get(), gemel_association_key(end.association));
    else if (end.held)
        key = choose_key(world.in, end.target());
    const Options options = choose_options(world, end.association);
    gemel_record *out = nullptr;
    world.outcome.writes = true;
    world.answer(call(gemel_record_set_association_key, end.record(), end.name(), key.get(), options.get(), &out));
    is_linked(world, end.association, self_number, 0, false);
    if (out)
        is_partner(world, end.association, self_number, out);
    if (Held *held = world.hold(out, session))
        world.is_aliased(*held);
}

void unset(World &world)
{
    const End end = choose_end(world);
    const unsigned self_number = number_of(end.held);
    const Options options = choose_linking(world);
    world.outcome.writes = true;
    world.answer(call(gemel_record_unset_association, end.record(), end.name(), options.get()));
    is_linked(world, end.association, self_number, 0, false);
    is_partner(world, end.association, self_number, nullptr);
}

void create(World &world)
{
    const End end = choose_end(world);
    const unsigned self_number = number_of(end.held), session = end.held ? end.held->session : 0;
    const Values values = end.held ? choose_values(world.in, end.target(), true) : nullptr;
    const Options options = choose_flags(world.in, {"replace", "destroyPrevious", "silent", "validate", "hooks"});
    gemel_record *out = nullptr;
    world.outcome.writes = true;
    world.answer(call(gemel_record_create_association, end.record(), end.name(), values.get(), options.get(), &out));
    is_linked(world, end.association, self_number, 0, false);
    if (out)
        is_partner(world, end.association, self_number, out);
    if (Held *held = world.hold(out, session))
        world.is_aliased(*held);
}

void explain(World &world)
{
    const End end = choose_end(world);
    Held *other = end.held ? world.choose_record_of(end.target()) : nullptr;
    gemel_record *other_record = other ? other->record : nullptr;
    const std::size_t which = world.in.below(5);
    const Options options = which == 1 || which == 2 ? choose_options(world, end.association) : nullptr;
    Values values = end.held && which == 2 ? choose_key(world.in, end.target()) : nullptr;
    if (end.held && which == 4)
        values = choose_values(world.in, end.target(), true);
    gemel_plan *out = nullptr;
    world.answer(
        which == 0   ? call(gemel_plan_explain_get, end.record(), end.name(), nullptr, &out)
        : which == 1 ? call(gemel_plan_explain_set, end.record(), end.name(), other_record, options.get(), &out)
        : which == 2 ? call(gemel_plan_explain_set_key, end.record(), end.name(), values.get(), options.get(), &out)
        : which == 3 ? call(gemel_plan_explain_unset, end.record(), end.name(), nullptr, &out)
                     : call(gemel_plan_explain_create, end.record(), end.name(), values.get(), nullptr, &out));
    const Plan plan(out);
    require(!plan || is_utf8(gemel_plan_json(out)), "a plan is no UTF-8");
}

constexpr Operation table[] = {
    {"get", get, 5},
    {"load", load, 5},
    {"set", set, 12},
    {"set in memory", set_in_memory, 2},
    {"set by key", set_key, 7},
    {"unset", unset, 6},
    {"create at", create, 9},
    {"plan", explain, 3},
};

} // namespace

std::span<const Operation> association_operations()
{
    return table;
}

} // namespace fuzz
