// Many rows: inserted at once, bit by bit, or where there is none yet.
#include "calls_operations.hpp"

namespace fuzz {

namespace {

void merge(Options &options, const std::string &json)
{
    if (!options)
        options.reset(gemel_options_new());
    call(gemel_options_merge_json, options.get(), json.c_str(), json.size());
}

/// Options of an upsert: what conflicts, and what is written then.
Options choose_conflict(World &world, const gemel_model *model)
{
    Options out;
    const std::uint8_t choice = world.in.byte();
    if (choice % 4U == 1)
        merge(out, std::string(R"({"conflict": ")") + gemel_attribute_name(choose_attribute(world.in, model)) + "\"}");
    if (choice % 4U == 2) {
        std::string names;
        for (const gemel_attribute *it : primary_key(model))
            names += std::string(names.empty() ? "[\"" : ", \"") + gemel_attribute_name(it) + '"';
        merge(out, R"({"conflict": )" + names + "]}");
    }
    if (choice & 16U)
        merge(out, std::string(R"({"update": [")") + gemel_attribute_name(choose_attribute(world.in, model)) + "\"]}");
    if (choice & 32U)
        merge(out, R"({"update": []})");
    return out;
}

void insert(World &world)
{
    const gemel_model *model = world.choose_model();
    const Place place = world.choose_place();
    std::vector<Values> owned;
    std::vector<const gemel_values *> rows;
    for (std::size_t i = 0, count = world.in.below(4); i < count; ++i) {
        owned.push_back(world.in.is_rare(16) ? nullptr : choose_values(world.in, model, true));
        rows.push_back(owned.back().get());
    }
    Options options = world.in.is_rare(2) ? nullptr : choose_conflict(world, model);
    if (world.in.is_rare(2))
        merge(options, R"({"returning": true})");
    if (world.in.is_rare(4))
        merge(options, R"({"hooks": false})");
    gemel_records *out = nullptr;
    world.outcome.writes = true;
    world.answer(call(gemel_records_insert, place.session, model, rows.data(), rows.size(), options.get(), &out));
    require(world.outcome.status == GEMEL_OK || !out, "a failed call gives something");
    if (out)
        world.sets.push_back({out, place.number});
}

void upsert(World &world)
{
    const gemel_model *model = world.choose_model();
    const Place place = world.choose_place();
    const Values values = choose_values(world.in, model, true);
    const Values key = choose_key(world.in, model);
    Options options = choose_conflict(world, model);
    if (world.in.is_rare(4))
        merge(options, R"({"hooks": false})");
    for (const gemel_attribute *it : primary_key(model))
        if (world.in.byte() % 2U)
            call(gemel_values_set_text, values.get(), gemel_attribute_name(it), "1", GEMEL_NUL);
    gemel_record *out = nullptr;
    world.outcome.writes = true;
    world.answer(call(gemel_record_upsert, place.session, model, values.get(), options.get(), &out));
    require(world.outcome.status == GEMEL_OK || !out, "a failed call gives something");
    if (Held *held = world.hold(out, place.number))
        world.is_fresh(*held);
}

void open(World &world)
{
    if (world.bulks.size() >= 2)
        return;
    const gemel_model *model = world.choose_model();
    const Place &place = world.choose_place();
    Options options = world.in.is_rare(3) ? choose_conflict(world, model) : nullptr;
    if (world.in.is_rare(2))
        merge(options, R"({"hooks": false})");
    gemel_bulk *out = nullptr;
    world.answer(call(gemel_bulk_open, place.session, model, options.get(), &out));
    require(world.outcome.status == GEMEL_OK || !out, "a failed call gives something");
    if (out)
        world.bulks.push_back(out);
}

void add(World &world)
{
    if (world.bulks.empty())
        return;
    // The model of a bulk is not told: names of another one are refused.
    gemel_bulk *bulk = world.bulks[world.in.below(world.bulks.size())];
    world.outcome.writes = true;
    world.outcome.unsettles = true;
    const Values values = choose_values(world.in, world.choose_model(), true);
    world.answer(call(gemel_bulk_add, bulk, values.get()));
}

void finish(World &world)
{
    if (world.bulks.empty())
        return;
    const std::size_t which = world.in.below(world.bulks.size());
    int64_t count = 0;
    world.outcome.writes = true;
    world.outcome.unsettles = true;
    world.answer(call(gemel_bulk_finish, world.bulks[which], &count));
}

void free(World &world)
{
    if (world.bulks.empty())
        return;
    const auto which = static_cast<std::ptrdiff_t>(world.in.below(world.bulks.size()));
    world.outcome.writes = true;
    world.outcome.keeps = false;
    gemel_bulk_free(world.bulks[static_cast<std::size_t>(which)]);
    world.bulks.erase(world.bulks.begin() + which);
}

constexpr Operation table[] = {
    {"insert", insert, 5},   {"upsert", upsert, 6},      {"open bulk", open, 2},
    {"add to bulk", add, 4}, {"finish bulk", finish, 2}, {"free bulk", free, 2},
};

} // namespace

std::span<const Operation> bulk_operations()
{
    return table;
}

} // namespace fuzz
