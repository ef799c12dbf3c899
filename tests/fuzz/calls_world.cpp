// One input from its database to the last handle, and the order of things around a call.
#include "calls_world.hpp"

#include "calls_operations.hpp"

#include <algorithm>

namespace fuzz {

namespace {

World *the = nullptr;
constexpr std::size_t most_records = 20;

constexpr unsigned deepest = 3;

} // namespace

World *the_world()
{
    return the;
}

World::World(Input &input) : in(input)
{
    the = this;
    const std::uint8_t mode = in.byte();
    schema = calls_schema(static_cast<Callbacks>(mode & 3U));
    is_strict_ = (mode & 0xCU) != 0xCU;
    const Options options(gemel_options_new());
    // One thread: who waits, waits for ever.
    gemel_options_set_int(options.get(), "busyTimeout", 0, nullptr);
    must("open", gemel_database_open, "sqlite::memory:", schema, options.get(), &database);
    must("sync", gemel_database_sync, database, nullptr);
    const Options session(gemel_options_new());
    if (mode & 0x10U)
        gemel_options_set_bool(session.get(), "raiseOnLazy", true, nullptr);
    if (mode & 0x20U)
        gemel_options_set_bool(session.get(), "detectLoops", true, nullptr);
    require(open_session(session.get()), "the first session does not open");
    fill();
}

void World::fill()
{
    for (gemel_record *it : first_records(schema, places.front().session))
        is_fresh(*hold(it, places.front().number));
}

World::~World()
{
    // In an order that the input chose by what it did; the database first, because it keeps nothing alive.
    gemel_database_free(database);
    for (gemel_bulk *it : bulks)
        gemel_bulk_free(it);
    for (const HeldRecords &it : sets)
        gemel_records_free(it.records);
    for (const Place &it : places)
        gemel_session_free(it.session);
    for (const auto &it : cursors)
        gemel_cursor_free(it.first);
    for (const Held &it : records)
        gemel_record_free(it.record);
    for (const HeldQuery &it : queries)
        gemel_query_free(it.query);
    the = nullptr;
}

void World::run()
{
    for (unsigned calls = 0; !in.is_empty() && calls < 200; ++calls)
        perform();
}

void World::perform()
{
    const Operation &operation = *operations()[in.below(operations().size())];
    trace(std::string(deep_ * 2, ' ') + operation.name);
    const Look before = last_ ? *std::exchange(last_, std::nullopt) : look();
    Outcome outer = std::exchange(outcome, {});
    const unsigned inside_before = inside_;
    const bool assigned_before = std::exchange(hook_assigned_, false);
    ++clock_;
    outer_.push_back(&before);
    operation.act(*this);
    outer_.pop_back();
    Look after = look();
    const bool has_more_inside = inside_ != inside_before;
    if (has_more_inside)
        for (Held &it : records)
            it.is_synced = false;
    follow_depths(before, outcome.status == GEMEL_OK && outcome.keeps, after);
    if (is_strict_ && !outcome.unsettles) {
        if (outcome.status != GEMEL_OK)
            judge_failure(before, after, operation.name, !has_more_inside);
        else
            judge_success(before, after, operation.name);
        if (outcome.status == GEMEL_OK && !has_more_inside && !hook_assigned_)
            require_done(after, operation.name);
    }
    if (outer_.empty())
        last_ = std::move(after);
    outcome = std::move(outer);
    hook_assigned_ = assigned_before;
}

void World::perform_inside()
{
    if (deep_ == deepest || in.is_empty())
        return;
    ++deep_;
    enter(*outer_.back());
    last_.reset();
    perform();
    ++inside_;
    last_.reset();
    --deep_;
}

Place &World::choose_place()
{
    return places[in.is_rare(16) ? in.below(places.size()) : 0];
}

Place *World::place_of(const Held &held)
{
    const auto found =
        std::find_if(places.begin(), places.end(), [&](const Place &it) { return it.number == held.session; });
    return found == places.end() ? nullptr : &*found;
}

Held *World::choose_record()
{
    const std::uint8_t choice = in.byte();
    return records.empty() || choice == 0xFF ? nullptr : &records[choice % records.size()];
}

Held *World::choose_record_of(const gemel_model *model)
{
    const std::uint8_t choice = in.byte();
    std::vector<Held *> fitting;
    for (Held &it : records)
        if (gemel_record_model(it.record) == model)
            fitting.push_back(&it);
    if (choice >= 0xF8 || fitting.empty())
        return records.empty() ? nullptr : &records[choice % records.size()];
    return fitting[choice % fitting.size()];
}

Held *World::find(unsigned number)
{
    const auto found =
        std::find_if(records.begin(), records.end(), [&](const Held &it) { return it.number == number; });
    return found == records.end() ? nullptr : &*found;
}

const gemel_model *World::choose_model()
{
    return gemel_schema_model_at(schema, in.below(gemel_schema_model_count(schema)));
}

Held *World::hold(gemel_record *record, unsigned session)
{
    if (!record)
        return nullptr;
    if (records.size() >= most_records && outer_.size() < 2)
        release(records.front());
    Held held;
    held.number = next_number_++;
    held.record = record;
    held.session = session;
    held.read_at = clock_;
    records.push_back(std::move(held));
    return &records.back();
}

void World::release(Held &held)
{
    gemel_record_free(held.record);
    std::erase_if(records, [&](const Held &it) { return it.number == held.number; });
}

bool World::open_session(const gemel_options *options)
{
    gemel_session *out = nullptr;
    answer(call(gemel_session_open, database, options, &out));
    if (!out)
        return false;
    Place place;
    place.number = next_number_++;
    place.session = out;
    places.push_back(std::move(place));
    return true;
}

void World::takes_part(Held *held)
{
    if (!held)
        return;
    outcome.parts.insert(held->number);
    if (is_traced())
        trace(std::string(deep_ * 2 + 2, ' ') + "record " + std::to_string(held->number) + ": " +
              row_key(held->record));
}

void World::is_fresh(Held &held)
{
    held.is_synced = true;
    held.dirty.clear();
    held.read_at = clock_;
    takes_part(&held);
}

void World::is_assigned(Held &held, const std::string &attribute)
{
    held.dirty.insert(attribute);
    held.assigned_at = clock_;
}

void World::is_aliased(Held &held)
{
    const std::string key = row_key(held.record);
    for (Held &it : records)
        if (it.session == held.session && row_key(it.record) == key)
            it.is_aliased = true;
}

} // namespace fuzz
