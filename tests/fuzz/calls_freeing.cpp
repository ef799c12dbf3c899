// Handles that go, in any order, and calls with none.
#include "calls_operations.hpp"

namespace fuzz {

namespace {

void free_record(World &world)
{
    if (!world.records.empty())
        world.release(world.records[world.in.below(world.records.size())]);
}

void free_records(World &world)
{
    if (world.sets.empty())
        return;
    const auto which = static_cast<std::ptrdiff_t>(world.in.below(world.sets.size()));
    gemel_records_free(world.sets[static_cast<std::size_t>(which)].records);
    world.sets.erase(world.sets.begin() + which);
}

/// With the last of its records it ends, at a time that nobody here knows.
void free_session(World &world)
{
    const std::size_t which = world.in.byte() % 16U;
    if (which >= world.places.size())
        return;
    Place &place = world.places[which];
    world.outcome.unsettles = true;
    gemel_session_free(place.session);
    place.session = nullptr;
    place.levels.clear();
    for (Held &it : world.records)
        it.is_synced = it.is_synced && it.session != place.number;
}

void call_nothing(World &world)
{
    gemel_record *out = nullptr;
    gemel_records *records = nullptr;
    gemel_cursor *cursor = nullptr;
    bool truth = false;
    const auto refused = [](gemel_status status) { require(status == GEMEL_USAGE, "a NULL handle is taken"); };
    refused(call(gemel_record_save, nullptr, nullptr));
    refused(call(gemel_record_get_association, nullptr, "license", nullptr, &out));
    refused(call(gemel_records_find_all, nullptr, nullptr, nullptr, nullptr, &records));
    refused(call(gemel_cursor_next, nullptr, &out));
    refused(call(gemel_cursor_open, world.choose_place().session, nullptr, nullptr, nullptr, &cursor));
    refused(call(gemel_record_is_loaded, nullptr, nullptr, &truth));
    refused(call(gemel_bulk_add, nullptr, nullptr));
    refused(call(gemel_session_begin, nullptr, nullptr));
    if (const Held *held = world.choose_record()) {
        refused(call(gemel_record_get_association, held->record, nullptr, nullptr, &out));
        refused(call(gemel_record_set_association, held->record, "license", nullptr, nullptr));
        refused(call(gemel_record_get_association, held->record, "license", nullptr,
                     static_cast<gemel_record **>(nullptr)));
    }
    gemel_record_free(nullptr);
    gemel_session_free(nullptr);
}

constexpr Operation table[] = {
    {"free record", free_record, 6},
    {"free records", free_records, 2},
    {"free session", free_session, 1},
    {"call with NULL", call_nothing, 1},
};

} // namespace

std::span<const Operation> freeing_operations()
{
    return table;
}

} // namespace fuzz
