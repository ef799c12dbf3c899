// Records that come into the world: built, created, found.
#include "calls_operations.hpp"

namespace fuzz {

namespace {

/// Holds what a call gave, which shows its row.
void hold_fresh(World &world, gemel_record *record, const Place &place)
{
    if (Held *held = world.hold(record, place.number))
        world.is_fresh(*held);
}

/// What a failed call gives is null.
void require_none(gemel_status status, const void *out)
{
    require(status == GEMEL_OK || out == nullptr, "a failed call gives something");
}

void build(World &world)
{
    const gemel_model *model = world.choose_model();
    const Place &place = world.choose_place();
    const unsigned number = place.number;
    const Values values = choose_values(world.in, model, true);
    gemel_record *out = nullptr;
    world.answer(call(gemel_record_build, place.session, model, values.get(), &out));
    require_none(world.outcome.status, out);
    world.hold(out, number);
}

void create(World &world)
{
    const gemel_model *model = world.choose_model();
    const Place place = world.choose_place();
    const Values values = choose_values(world.in, model, true);
    const Options options = choose_flags(world.in, {"validate", "hooks"});
    gemel_record *out = nullptr;
    world.outcome.writes = world.outcome.saves = true;
    world.answer(call(gemel_record_create, place.session, model, values.get(), options.get(), &out));
    require_none(world.outcome.status, out);
    hold_fresh(world, out, place);
}

/// As choose_values, with values, records and nulls under names of associations.
Values choose_tree(World &world, const gemel_model *model, unsigned deep)
{
    Values out = choose_values(world.in, model, true);
    for (std::size_t i = 0; deep > 0 && i < gemel_model_association_count(model); ++i) {
        const gemel_association *it = gemel_model_association_at(model, i);
        const char *name = gemel_association_name(it);
        const std::uint8_t choice = world.in.byte();
        if (choice % 4U == 1) {
            const Values partner = choose_tree(world, gemel_association_target(it), deep - 1);
            call(gemel_values_set_values, out.get(), name, partner.get());
        } else if (choice % 4U == 2) {
            const Held *held = world.choose_record_of(gemel_association_target(it));
            call(gemel_values_set_record, out.get(), name, held ? held->record : nullptr);
        } else if (choice % 8U == 3) {
            call(gemel_values_set_null, out.get(), name);
        }
    }
    return out;
}

/// Names of associations that the values may have, two deep.
std::string names_to_include(const gemel_model *model, unsigned deep)
{
    std::string out;
    for (std::size_t i = 0; i < gemel_model_association_count(model); ++i) {
        const gemel_association *it = gemel_model_association_at(model, i);
        out += std::string(out.empty() ? "[" : ", ") + R"({"association": ")" + gemel_association_name(it) + '"' +
               (deep > 0 ? R"(, "include": )" + names_to_include(gemel_association_target(it), deep - 1) : "") + "}";
    }
    return out.empty() ? "[]" : out + "]";
}

void create_tree(World &world)
{
    const gemel_model *model = world.choose_model();
    const Place place = world.choose_place();
    const unsigned deep = world.in.byte() % 4U == 0 ? 2 : 1;
    const Values values = choose_tree(world, model, deep);
    const std::string include = R"({"include": )" + names_to_include(model, deep - 1) + "}";
    Options options(gemel_options_new());
    call(gemel_options_merge_json, options.get(), include.c_str(), GEMEL_NUL);
    if (world.in.is_rare(4))
        call(gemel_options_set_bool, options.get(), "hooks", false);
    gemel_record *out = nullptr;
    world.outcome.writes = world.outcome.saves = true;
    world.answer(call(gemel_record_create, place.session, model, values.get(), options.get(), &out));
    require_none(world.outcome.status, out);
    hold_fresh(world, out, place);
    if (out) // what was given as a record is perhaps what the new one shows
        for (Held &it : world.records)
            it.is_aliased = it.is_aliased || (it.number != world.records.back().number && it.session == place.number);
}

Options choose_reading(World &world, const gemel_model *model)
{
    const std::string query = choose_query(world.in, model, false);
    Options out(gemel_options_new());
    call(gemel_options_merge_json, out.get(), query.c_str(), query.size());
    return out;
}

Values choose_where(World &world, const gemel_model *model)
{
    if (world.in.byte() % 2U)
        return nullptr;
    const std::string filter = choose_filter(world.in, model, 2);
    Values out(gemel_values_new());
    call(gemel_values_merge_json, out.get(), filter.c_str(), filter.size());
    return out;
}

void find(World &world)
{
    const gemel_model *model = world.choose_model();
    const Place place = world.choose_place();
    const Values key = choose_key(world.in, model);
    Options options = choose_flags(world.in, {"rejectOnEmpty", "withDeleted", "scope", "raiseOnLazy"});
    if (world.in.is_rare(3)) {
        options.reset(gemel_options_new());
        const std::string include = R"({"include": )" + choose_include(world.in, model) + "}";
        call(gemel_options_merge_json, options.get(), include.c_str(), GEMEL_NUL);
    }
    gemel_record *out = nullptr;
    world.answer(call(gemel_record_find, place.session, model, key.get(), options.get(), &out));
    require_none(world.outcome.status, out);
    hold_fresh(world, out, place);
}

void find_first(World &world)
{
    const gemel_model *model = world.choose_model();
    const Place place = world.choose_place();
    const Options options = choose_reading(world, model);
    const Values where = choose_where(world, model);
    gemel_record *out = nullptr;
    world.answer(call(gemel_record_find_first, place.session, model, where.get(), options.get(), &out));
    require_none(world.outcome.status, out);
    hold_fresh(world, out, place);
}

void find_all(World &world)
{
    const gemel_model *model = world.choose_model();
    const Place place = world.choose_place();
    const Options options = choose_reading(world, model);
    const Values where = choose_where(world, model);
    gemel_records *out = nullptr;
    world.answer(call(gemel_records_find_all, place.session, model, where.get(), options.get(), &out));
    require_none(world.outcome.status, out);
    if (out)
        world.sets.push_back({out, place.number});
}

/// Of a set that was found, now or before.
void take(World &world)
{
    if (world.sets.empty())
        return;
    const HeldRecords &set = world.sets[world.in.below(world.sets.size())];
    const std::size_t which = world.in.below(gemel_records_count(set.records) + 1);
    if (gemel_record *it = gemel_records_at(set.records, which))
        show(it);
    gemel_record *out = nullptr;
    world.answer(call(gemel_records_take, set.records, which, &out));
    require_none(world.outcome.status, out);
    if (Held *held = world.hold(out, set.session))
        held->is_aliased = true; // those that were found with it may show it
}

constexpr Operation table[] = {
    {"build", build, 8}, {"create", create, 10},        {"create with include", create_tree, 7},
    {"find", find, 6},   {"find_first", find_first, 3}, {"find all", find_all, 3},
    {"take", take, 4},
};

} // namespace

std::span<const Operation> record_operations()
{
    return table;
}

} // namespace fuzz
