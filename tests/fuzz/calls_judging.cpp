// What must hold before and after a call: rows by SQL, and what records show, against what a fresh read shows.
#include "calls_world.hpp"

#include <algorithm>

namespace fuzz {

namespace {

std::string differences(const std::map<std::string, std::string> &before, const std::map<std::string, std::string> &now)
{
    std::string out;
    for (const auto &[key, row] : before)
        if (const auto found = now.find(key); found == now.end())
            out += "\n  gone: " + key + " " + row;
        else if (found->second != row)
            out += "\n  was: " + key + " " + row + "\n  is:  " + key + " " + found->second;
    for (const auto &[key, row] : now)
        if (!before.contains(key))
            out += "\n  new: " + key + " " + row;
    return out;
}

void require_same_rows(const AllRows &before, const AllRows &after, const std::string &complaint)
{
    if (before && after && *before != *after)
        fail(complaint + differences(*before, *after));
}

/// Written by whoever writes a dependent, and not shown by the owner then.
bool is_touched(const gemel_attribute *attribute)
{
    return std::string_view(gemel_attribute_name(attribute)) == "updatedAt" &&
           std::string_view(gemel_model_name(gemel_attribute_model(attribute))) == "Person";
}

const std::string *row_of(const AllRows &rows, const std::string &key)
{
    const auto found = rows->find(key);
    return found == rows->end() ? nullptr : &found->second;
}

} // namespace

Shown show(gemel_record *record)
{
    Shown out;
    const gemel_model *model = gemel_record_model(record);
    for (std::size_t i = 0; i < gemel_model_attribute_count(model); ++i)
        out.attributes += text_of(record, gemel_model_attribute_at(model, i)) + ' ';
    bool is_any_loaded = false;
    for (std::size_t i = 0; i < gemel_model_association_count(model); ++i) {
        bool is_loaded = false;
        must("is_loaded", gemel_record_is_loaded, record, gemel_association_name(gemel_model_association_at(model, i)),
             &is_loaded);
        is_any_loaded = is_any_loaded || is_loaded;
        out.more += is_loaded ? "loaded " : "not ";
    }
    const char *json = nullptr; // which takes as long as all the rest
    std::size_t length = 0;
    if (is_any_loaded && call(gemel_record_to_json, record, &json, &length) == GEMEL_OK)
        out.more.append(json, length);
    out.is_new = gemel_record_is_new(record);
    out.more += gemel_record_is_changed(record) ? " changed" : " unchanged";
    bool is_deleted = false;
    if (call(gemel_record_is_deleted, record, &is_deleted) == GEMEL_OK)
        out.more += is_deleted ? " deleted" : "";
    return out;
}

AllRows World::read_rows()
{
    for (const Place &place : places) {
        gemel_rows *found = nullptr;
        if (!place.session || call(gemel_rows_query_sql, place.session, select_all_rows().c_str(),
                                   select_all_rows().size(), nullptr, &found) != GEMEL_OK)
            continue;
        const Rows rows(found);
        std::map<std::string, std::string> out;
        for (std::size_t row = 0; row < gemel_rows_count(found); ++row) {
            const auto cell = [&](std::size_t column) {
                const char *text = nullptr;
                must("a cell", gemel_rows_get_text, found, row, column, &text, nullptr);
                return std::string(text ? text : "(null)");
            };
            out[cell(0) + '/' + cell(1)] = cell(2);
        }
        return out;
    }
    return std::nullopt;
}

Look World::look()
{
    Look out;
    if (!is_strict_)
        return out;
    out.rows = read_rows();
    for (const Held &it : records)
        out.records[it.number] = show(it.record);
    return out;
}

void World::enter(const Look &before)
{
    for (Place &place : places)
        while (place.session && std::ssize(place.levels) < gemel_session_depth(place.session)) {
            Level level;
            level.before = before;
            level.since = clock_;
            for (const Held &it : records)
                level.synced[it.number] = it.is_synced;
            place.levels.push_back(std::move(level));
        }
}

/// The levels of a session are those that it had, fewer or more.
void World::follow_depths(const Look &before, bool keeps, const Look &after)
{
    for (Place &place : places) {
        const auto depth = place.session ? gemel_session_depth(place.session) : 0;
        std::optional<Level> ended;
        while (std::ssize(place.levels) > depth) {
            ended = std::move(place.levels.back());
            place.levels.pop_back();
        }
        if (ended && !keeps && place.session && is_strict_)
            judge_rollback(*ended, after);
    }
    enter(before);
}

void World::judge_rollback(Level &level, const Look &after)
{
    require_same_rows(level.before.rows, after.rows, "rows are not as they were before what was rolled back");
    for (Held &held : records) {
        const auto was = level.before.records.find(held.number);
        if (was == level.before.records.end()) {
            held.is_synced = false;
            continue;
        }
        const bool is_untouched = held.read_at < level.since && held.assigned_at < level.since && !held.is_aliased;
        const Shown now = show(held.record);
        if (held.read_at < level.since && !held.is_aliased && now.is_new != was->second.is_new)
            fail("after a rollback is_new is not as it was: " + now.attributes);
        if (is_untouched && inside_ == 0 && now.attributes != was->second.attributes)
            fail("after a rollback a record shows " + now.attributes + "\n  before: " + was->second.attributes);
        held.is_synced = is_untouched && level.synced[held.number] && inside_ == 0;
    }
}

void World::judge_failure(const Look &before, const Look &after, const char *name, bool with_records)
{
    require_same_rows(before.rows, after.rows, std::string("a failed call has changed rows: ") + name);
    for (const auto &[number, was] : with_records ? before.records : std::map<unsigned, Shown>{}) {
        const auto now = after.records.find(number);
        if (now != after.records.end() && !(now->second == was) && outcome.keeps)
            fail(std::string("a failed call has changed a record: ") + name + "\n  was: " + was.attributes + was.more +
                 "\n  is:  " + now->second.attributes + now->second.more);
    }
}

void World::judge_success(const Look &before, const Look &after, const char *name)
{
    if (!outcome.writes && outcome.keeps)
        require_same_rows(before.rows, after.rows, std::string("a call that only reads has changed rows: ") + name);
    if (!before.rows || !after.rows) {
        for (Held &it : records)
            it.is_synced = false;
        return;
    }
    for (Held &held : records) {
        if (!held.is_synced || held.is_aliased)
            continue;
        const std::string key = row_key(held.record);
        const bool is_known = key.find("(not read)") == std::string::npos;
        const std::string *was = row_of(before.rows, key), *is = row_of(after.rows, key);
        const bool takes_part = outcome.parts.contains(held.number);
        const bool is_same_row = (!was && !is) || (was && is && *was == *is);
        const auto seen = before.records.find(held.number);
        const bool was_new = seen != before.records.end() && seen->second.is_new;
        if (!is && is_known && !hook_assigned_ &&
            (held.read_at == clock_ || (was_new && !gemel_record_is_new(held.record))))
            fail(std::string("after ") + name + " there is no row of " + key);
        if (takes_part && hook_assigned_ && !outcome.saves)
            held.is_synced = false;
        else if (!is || (!takes_part && !is_same_row))
            held.is_synced = false; // gone, or written by another one
        else if (takes_part || before.records.at(held.number).attributes != after.records.at(held.number).attributes)
            require_truth(held, name);
    }
}

/// What a record shows and nobody else wrote is what a fresh read shows.
void World::require_truth(Held &held, const char *name)
{
    Place *place = place_of(held);
    if (!place || !place->session)
        return;
    const gemel_model *model = gemel_record_model(held.record);
    const Values key(gemel_values_new());
    for (const gemel_attribute *it : primary_key(model))
        gemel_values_set_text(key.get(), gemel_attribute_name(it), text_of(held.record, it).c_str(), GEMEL_NUL,
                              nullptr);
    const Options all(gemel_options_new());
    gemel_options_set_bool(all.get(), "withDeleted", true, nullptr);
    gemel_options_set_bool(all.get(), "scope", false, nullptr);
    gemel_record *found = nullptr;
    if (call(gemel_record_find, place->session, model, key.get(), all.get(), &found) != GEMEL_OK)
        return;
    const Record fresh(found);
    if (!fresh)
        fail(std::string("a record whose row is gone does not notice: ") + name);
    for (std::size_t i = 0; i < gemel_model_attribute_count(model); ++i) {
        const gemel_attribute *it = gemel_model_attribute_at(model, i);
        const std::string shows = text_of(held.record, it), is = text_of(found, it);
        if (is_touched(it))
            continue;
        if (shows != is && shows != "(not read)" && !held.dirty.contains(gemel_attribute_name(it)))
            fail(std::string("after ") + name + ", " + row_key(held.record) + " shows " + gemel_attribute_name(it) +
                 "=" + shows + ", and its row has " + is);
    }
}

} // namespace fuzz
