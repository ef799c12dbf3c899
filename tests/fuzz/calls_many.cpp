// Association methods of many records at once, and of pairs.
#include "calls_operations.hpp"

namespace fuzz {

namespace {

const gemel_association *choose_any(World &world)
{
    const gemel_association *out = nullptr;
    while (!out)
        out = choose_association(world.in, world.choose_model());
    return out;
}

void create_pair(World &world)
{
    const gemel_association *association = choose_any(world);
    const bool has_one = gemel_association_kind(association) == GEMEL_HAS_ONE;
    const gemel_model *source = gemel_association_source(association), *target = gemel_association_target(association);
    const Place place = world.choose_place();
    const Values owner_values = choose_values(world.in, has_one ? source : target, true);
    const Values dependent_values = choose_values(world.in, has_one ? target : source, true);
    const Options options = choose_flags(world.in, {"hooks"});
    gemel_record *owner = nullptr, *dependent = nullptr;
    world.outcome.writes = world.outcome.saves = true;
    world.answer(call(gemel_record_create_pair, place.session, association, owner_values.get(), dependent_values.get(),
                      options.get(), &owner, &dependent));
    require(world.outcome.status == GEMEL_OK || (!owner && !dependent), "a failed call gives something");
    for (gemel_record *it : {owner, dependent})
        if (Held *held = world.hold(it, place.number))
            world.is_fresh(*held);
}

/// Different ones, as pairs must be, or perhaps not.
std::vector<gemel_record *> choose_records(World &world, const gemel_model *model, std::size_t count,
                                           std::vector<unsigned> &numbers)
{
    std::vector<gemel_record *> out;
    for (std::size_t i = 0; i < count; ++i) {
        const Held *held = world.choose_record_of(model);
        out.push_back(held ? held->record : nullptr);
        numbers.push_back(held ? held->number : 0);
    }
    return out;
}

void get_many(World &world)
{
    const gemel_association *association = choose_any(world);
    const Place place = world.choose_place();
    std::vector<unsigned> numbers;
    const auto records = choose_records(world, gemel_association_source(association), world.in.below(4), numbers);
    const Options options = choose_flags(world.in, {"withDeleted", "scope"});
    gemel_records *out = nullptr;
    world.answer(call(gemel_records_get_association, place.session, association, records.data(), records.size(),
                      options.get(), &out));
    if (out)
        world.sets.push_back({out, place.number});
}

void set_many(World &world)
{
    const gemel_association *association = choose_any(world);
    if (gemel_association_kind(association) == GEMEL_BELONGS_TO && gemel_association_inverse(association))
        association = gemel_association_inverse(association);
    const Place place = world.choose_place();
    const std::size_t count = world.in.below(4);
    std::vector<unsigned> numbers;
    const auto owners = choose_records(world, gemel_association_source(association), count, numbers);
    const auto others = choose_records(world, gemel_association_target(association), count, numbers);
    const Options options = choose_flags(world.in, {"destroyPrevious", "silent"});
    for (const unsigned number : numbers)
        world.takes_part(world.find(number));
    world.outcome.writes = true;
    world.answer(call(gemel_records_set_association, place.session, association, owners.data(), others.data(), count,
                      options.get()));
    for (const unsigned number : numbers)
        if (Held *held = world.outcome.status == GEMEL_OK ? world.find(number) : nullptr) {
            held->dirty.erase(gemel_attribute_name(gemel_association_foreign_key(association)));
        }
}

void arm(World &world)
{
    Armed armed;
    armed.after = static_cast<unsigned>(world.in.below(6));
    armed.what = world.in.byte();
    armed.which = world.in.byte();
    if (world.armed.size() < 4)
        world.armed.push_back(armed);
}

constexpr Operation table[] = {
    {"create_pair", create_pair, 6},
    {"get many", get_many, 2},
    {"set many", set_many, 5},
    {"arm a callback", arm, 8},
};

} // namespace

std::span<const Operation> partner_operations()
{
    return table;
}

} // namespace fuzz
