// Queries, cursors and SQL of one's own, between all other calls.
#include "calls_operations.hpp"

namespace fuzz {

namespace {

constexpr const char *statements[] = {
    "SELECT 1",
    "SELECT count(*) FROM people",
    "UPDATE people SET age = 7 WHERE id = 1",
    "DELETE FROM licenses WHERE id = 2",
    "INSERT INTO desks (etiquette, userId) VALUES ('sql', 1)",
    "SELECT nothing FROM nowhere",
    "UPDATE people SET id = id + 10 WHERE id = 3",
    "SELECT 1; SELECT 2",
    "UPDATE tags SET slug = 'z' WHERE slug = 'a'",
    "commit",
    "begin",
    "rollback",
    "savepoint x",
    "pragma foreign_keys = off",
    "rollback to savepoint gemel_1",
    "end transaction",
    "INSERT INTO desks (etiquette, userId) VALUES ('sql', 9) RETURNING *",
};

void keep(World &world, gemel_query *query, const gemel_model *model)
{
    if (!query)
        return;
    if (world.queries.size() >= 6) {
        gemel_query_free(world.queries.front().query);
        world.queries.erase(world.queries.begin());
    }
    world.queries.push_back({query, model});
}

void make(World &world)
{
    const gemel_model *model = world.choose_model();
    // Half of them have a filter only, as those must that write.
    const std::string json = world.in.byte() % 2U ? choose_query(world.in, model, true)
                                                  : R"({"where": )" + choose_filter(world.in, model, 2) + "}";
    gemel_query *all = nullptr, *out = nullptr;
    must("query_new", gemel_query_new, model, &all);
    const Query owned(all);
    world.answer(call(gemel_query_merge_json, all, json.c_str(), json.size(), &out));
    keep(world, out, model);
}

/// Without a query once in a while.
HeldQuery choose(World &world)
{
    if (world.queries.empty())
        make(world);
    return world.queries.empty() || world.in.is_rare(32) ? HeldQuery{nullptr, world.choose_model()}
                                                         : world.queries[world.in.below(world.queries.size())];
}

void step(World &world)
{
    const auto [query, model] = choose(world);
    gemel_query *out = nullptr;
    switch (world.in.below(6)) {
    case 0:
        world.answer(call(gemel_query_not, query, &out));
        break;
    case 1:
        world.answer(call(gemel_query_or, query, choose(world).query, &out));
        break;
    case 2:
        world.answer(call(gemel_query_limit, query, static_cast<int64_t>(world.in.below(4)), &out));
        break;
    case 3: {
        const Held *held = world.choose_record();
        world.answer(call(gemel_query_after, query, held ? held->record : nullptr, &out));
        break;
    }
    case 4:
        world.answer(
            call(gemel_query_include, query, world.in.pick({"license", "owner", "person", "boss"}), nullptr, &out));
        break;
    default:
        world.answer(call(gemel_query_order, query, world.in.pick({"id desc", "name, id", "nmae", ""}), &out));
    }
    keep(world, out, model);
}

void ask(World &world)
{
    const gemel_query *query = choose(world).query;
    const Place place = world.choose_place();
    gemel_records *found = nullptr;
    gemel_record *first = nullptr;
    int64_t count = 0;
    bool exists = false;
    const gemel_status status = call(gemel_query_all, query, place.session, &found);
    if (status == GEMEL_OK) {
        const auto size = static_cast<int64_t>(gemel_records_count(found));
        must("count", gemel_query_count, query, place.session, &count);
        must("exists", gemel_query_exists, query, place.session, &exists);
        must("first", gemel_query_first, query, place.session, nullptr, &first);
        require(count == size, "count is not what all gives");
        require(exists == (size > 0), "exists is not what all gives");
        require((first != nullptr) == (size > 0), "first is not what all gives");
        if (first)
            require(row_key(first) == row_key(gemel_records_at(found, 0)), "first is another one than of all");
        world.sets.push_back({found, place.number});
    }
    world.answer(status);
    if (Held *held = world.hold(first, place.number))
        world.is_fresh(*held);
}

void update_rows(World &world)
{
    const auto [query, model] = choose(world);
    const Values values(gemel_values_new());
    set_value(world.in, values.get(), choose_written(world.in, model));
    const Options options = choose_flags(world.in, {"silent", "hooks"});
    int64_t count = 0;
    world.outcome.writes = true;
    world.answer(call(gemel_query_update, query, world.choose_place().session, values.get(), options.get(), &count));
}

void destroy_rows(World &world)
{
    const gemel_query *query = choose(world).query;
    const Options options = choose_flags(world.in, {"force", "hooks"});
    int64_t count = 0;
    world.outcome.writes = true;
    world.answer(call(gemel_query_destroy, query, world.choose_place().session, options.get(), &count));
}

void sql(World &world)
{
    const char *statement = world.in.pick(statements);
    const Place &place = world.choose_place();
    trace(statement);
    gemel_rows *out = nullptr;
    world.outcome.writes = true;
    world.answer(call(gemel_rows_query_sql, place.session, statement, GEMEL_NUL, nullptr, &out));
    const Rows rows(out);
    for (Held &it : world.records)
        it.is_synced = false;
}

void open_cursor(World &world)
{
    if (world.cursors.size() >= 3)
        return;
    const Place place = world.choose_place();
    const Options options(gemel_options_new());
    if (world.in.byte() % 2U)
        gemel_options_set_int(options.get(), "batchSize", 1, nullptr);
    gemel_cursor *out = nullptr;
    world.answer(world.in.byte() % 2U
                     ? call(gemel_query_cursor, choose(world).query, place.session, options.get(), &out)
                     : call(gemel_cursor_open, place.session, world.choose_model(), nullptr, options.get(), &out));
    if (out)
        world.cursors.emplace_back(out, place.number);
}

void next(World &world)
{
    if (world.cursors.empty())
        return;
    const auto [cursor, session] = world.cursors[world.in.below(world.cursors.size())];
    gemel_record *out = nullptr;
    world.answer(call(gemel_cursor_next, cursor, &out));
    world.hold(out, session); // perhaps of a row that was written since
}

void free_cursor(World &world)
{
    if (world.cursors.empty())
        return;
    const auto which = static_cast<std::ptrdiff_t>(world.in.below(world.cursors.size()));
    gemel_cursor_free(world.cursors[static_cast<std::size_t>(which)].first);
    world.cursors.erase(world.cursors.begin() + which);
}

constexpr Operation table[] = {
    {"make query", make, 4},         {"step of query", step, 3},        {"ask query", ask, 5},
    {"update rows", update_rows, 4}, {"destroy rows", destroy_rows, 3}, {"sql", sql, 2},
    {"open cursor", open_cursor, 3}, {"next of cursor", next, 4},       {"free cursor", free_cursor, 2},
};

} // namespace

std::span<const Operation> query_operations()
{
    return table;
}

} // namespace fuzz
