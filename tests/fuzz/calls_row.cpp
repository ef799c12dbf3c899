// What is done to one record and its row.
#include "calls_operations.hpp"

namespace fuzz {

namespace {

gemel_record *handle(const Held *held)
{
    return held ? held->record : nullptr;
}

/// The record of a call that may have freed it, if the call succeeded.
Held *still(World &world, unsigned number)
{
    return world.outcome.status == GEMEL_OK ? world.find(number) : nullptr;
}

/// Are its rows marked as deleted, and stay?
bool is_marked(const gemel_model *model)
{
    for (std::size_t i = 0; i < gemel_model_attribute_count(model); ++i)
        if (std::string_view(gemel_attribute_name(gemel_model_attribute_at(model, i))) == "deletedAt")
            return true;
    return false;
}

unsigned begin(World &world, Held *held)
{
    world.takes_part(held);
    return held ? held->number : 0;
}

void save(World &world)
{
    Held *held = world.choose_record();
    const unsigned number = begin(world, held);
    const Options options = choose_flags(world.in, {"silent", "validate", "hooks"});
    const bool was_new = held && gemel_record_is_new(held->record);
    world.outcome.writes = world.outcome.saves = true;
    world.answer(call(gemel_record_save, handle(held), options.get()));
    if (Held *it = still(world, number)) {
        it->dirty.clear();
        it->is_synced = it->is_synced || was_new;
    }
}

void update(World &world)
{
    Held *held = world.choose_record();
    const unsigned number = begin(world, held);
    const gemel_model *model = held ? gemel_record_model(held->record) : world.choose_model();
    const gemel_attribute *one = choose_written(world.in, model), *other = choose_written(world.in, model);
    const Values values(gemel_values_new());
    set_value(world.in, values.get(), one);
    if (world.in.byte() % 2U)
        set_value(world.in, values.get(), other);
    const Options options = choose_flags(world.in, {"silent", "validate", "hooks"});
    world.outcome.writes = world.outcome.saves = true;
    world.answer(call(gemel_record_update, handle(held), values.get(), options.get()));
    if (Held *it = still(world, number)) {
        it->assigned_at = world.now();
        it->dirty.erase(gemel_attribute_name(one));
    }
}

void assign(World &world)
{
    Held *held = world.choose_record();
    begin(world, held);
    const gemel_model *model = held ? gemel_record_model(held->record) : world.choose_model();
    const Values values = choose_values(world.in, model, false);
    world.answer(call(gemel_record_assign, handle(held), values.get()));
    for (std::size_t i = 0; held && i < gemel_model_attribute_count(model); ++i)
        world.is_assigned(*held, gemel_attribute_name(gemel_model_attribute_at(model, i)));
}

void set_attribute(World &world)
{
    Held *held = world.choose_record();
    begin(world, held);
    const gemel_model *model = held && !world.in.is_rare(16) ? gemel_record_model(held->record) : world.choose_model();
    const gemel_attribute *attribute = choose_written(world.in, model);
    const char *name = gemel_attribute_name(attribute);
    gemel_record *record = handle(held);
    const std::uint8_t choice = world.in.byte();
    if (held)
        world.is_assigned(*held, name);
    switch (choice % 8U) {
    case 0:
        return world.answer(call(gemel_record_set_null, record, name));
    case 1:
        return world.answer(call(gemel_record_set_int, record, name, static_cast<int64_t>(choice / 8U % 8U)));
    case 2:
        return world.answer(
            call(gemel_record_set_int_by_attribute, record, attribute, static_cast<int64_t>(choice / 8U)));
    case 3:
        return world.answer(call(gemel_record_set_bool_by_attribute, record, attribute, choice >= 0x80));
    case 4:
        return world.answer(call(gemel_record_set_double_by_attribute, record, attribute, choice / 8.0));
    case 5:
        return world.answer(
            call(gemel_record_set_blob_by_attribute, record, attribute, "0123456789abcdef", choice / 15U));
    default: {
        const std::string text = choose_text(world.in, attribute);
        return world.answer(call(gemel_record_set_text_by_attribute, record, attribute, text.c_str(), text.size()));
    }
    }
}

void get_attribute(World &world)
{
    Held *held = world.choose_record();
    const gemel_model *model = held && !world.in.is_rare(16) ? gemel_record_model(held->record) : world.choose_model();
    const gemel_attribute *attribute = choose_attribute(world.in, model);
    const char *name = gemel_attribute_name(attribute);
    gemel_record *record = handle(held);
    bool truth = false;
    int64_t number = 0;
    double real = 0;
    const char *text = nullptr;
    const void *bytes = nullptr;
    std::size_t size = 0;
    call(gemel_record_is_null, record, name, &truth);
    call(gemel_record_get_bool, record, name, &truth);
    call(gemel_record_get_int, record, name, &number);
    call(gemel_record_get_double_by_attribute, record, attribute, &real);
    call(gemel_record_get_text, record, name, &text, &size);
    call(gemel_record_get_blob_by_attribute, record, attribute, &bytes, &size);
}

void reload(World &world)
{
    Held *held = world.choose_record();
    const unsigned number = begin(world, held);
    Options options;
    if (held && world.in.is_rare(3)) {
        options.reset(gemel_options_new());
        const std::string include =
            R"({"include": )" + choose_include(world.in, gemel_record_model(held->record)) + "}";
        call(gemel_options_merge_json, options.get(), include.c_str(), GEMEL_NUL);
    }
    world.answer(call(gemel_record_reload, handle(held), options.get()));
    if (Held *it = still(world, number))
        world.is_fresh(*it);
}

void destroy(World &world)
{
    Held *held = world.choose_record();
    begin(world, held);
    const Options options = choose_flags(world.in, {"force", "hooks"});
    const std::string key = held && !is_marked(gemel_record_model(held->record)) ? row_key(held->record) : "";
    bool deleted = false;
    world.outcome.writes = true;
    world.answer(call(gemel_record_destroy, handle(held), options.get(), &deleted));
    require(world.outcome.status == GEMEL_OK || !deleted, "a failed destroy says that it deleted");
    if (deleted)
        world.outcome.gone = key;
}

void restore(World &world)
{
    Held *held = world.choose_record();
    begin(world, held);
    world.outcome.writes = true;
    world.answer(call(gemel_record_restore, handle(held)));
}

void touch(World &world)
{
    Held *held = world.choose_record();
    begin(world, held);
    world.outcome.writes = true;
    world.answer(call(gemel_record_touch, handle(held)));
}

void compare(World &world)
{
    const Held *one = world.choose_record(), *other = world.choose_record();
    bool equal = false, back = false;
    call(gemel_record_equals, handle(one), handle(other), &equal);
    call(gemel_record_equals, handle(other), handle(one), &back);
    require(equal == back, "equals has a direction");
    require(!equal || row_key(one->record) == row_key(other->record), "records of two rows are equal");
}

constexpr Operation table[] = {
    {"save", save, 10},
    {"update", update, 8},
    {"assign", assign, 3},
    {"assign one", set_attribute, 9},
    {"read attribute", get_attribute, 3},
    {"reload", reload, 5},
    {"destroy", destroy, 8},
    {"restore", restore, 3},
    {"touch", touch, 2},
    {"equals", compare, 1},
};

} // namespace

std::span<const Operation> row_operations()
{
    return table;
}

} // namespace fuzz
