// Sessions, transactions, and the database itself.
#include "calls_operations.hpp"

namespace fuzz {

namespace {

extern "C" gemel_status calls_transaction(gemel_session *session, void *, gemel_error **err)
{
    return the_world()->transaction(session, err);
}

extern "C" void calls_log(const gemel_log_event *event, void *)
{
    require(gemel_log_event_kind(event) != 0, "a log event without a kind");
    require(is_utf8(gemel_log_event_binds(event)), "binds are no UTF-8");
}

void open(World &world)
{
    if (world.places.size() >= 3) {
        world.answer(call(gemel_session_verify_statements, world.choose_place().session));
        return;
    }
    Options options;
    if (world.in.is_rare(4)) {
        options.reset(gemel_options_new());
        gemel_options_set_bool(options.get(), "fixture", true, nullptr);
        world.outcome.unsettles = true;
    }
    world.open_session(options.get());
}

/// Of a session that has a transaction, if there is one.
const Place &choose_open(World &world)
{
    const Place &place = world.choose_place();
    for (const Place &it : world.places)
        if (gemel_session_depth(place.session) == 0 && gemel_session_depth(it.session) > 0)
            return it;
    return place;
}

void begin(World &world)
{
    const Place &place = world.choose_place();
    Options options;
    const std::uint8_t choice = world.in.byte();
    if (choice % 8U == 7) {
        options.reset(gemel_options_new());
        gemel_options_set_bool(options.get(), "readOnly", choice >= 0x80, nullptr);
        gemel_options_set_text(options.get(), "isolation", choice >= 0x40 ? "serializable" : "read committed",
                               GEMEL_NUL, nullptr);
    }
    const auto before = gemel_session_depth(place.session);
    world.answer(call(gemel_session_begin, place.session, options.get()));
    require(world.outcome.status == GEMEL_OK || gemel_session_depth(place.session) <= before,
            "a begin that failed has begun");
}

void commit(World &world)
{
    const Place &place = choose_open(world);
    const bool is_open = gemel_session_depth(place.session) > 0;
    world.answer(call(gemel_session_commit, place.session));
    world.outcome.unsettles = world.outcome.status != GEMEL_OK && is_open; // it may have been rolled back
}

void rollback(World &world)
{
    const Place &place = choose_open(world);
    world.outcome.writes = true;
    world.answer(call(gemel_session_rollback, place.session));
    world.outcome.keeps = world.outcome.status != GEMEL_OK;
}

void transact(World &world)
{
    const Place &place = world.choose_place();
    Options options;
    const std::uint8_t choice = world.in.byte();
    if (choice % 4U == 3) {
        options.reset(gemel_options_new());
        gemel_options_set_int(options.get(), "retries", choice / 4U % 3U, nullptr);
    }
    world.outcome.writes = true;
    world.answer(call(gemel_session_transact, place.session, options.get(), calls_transaction, nullptr));
}

void close(World &world)
{
    const std::size_t which = world.in.byte() % 8U;
    if (which >= world.places.size() || (which == 0 && !world.in.is_rare(4)))
        return;
    world.outcome.writes = true;
    world.outcome.keeps = false;
    world.answer(call(gemel_session_close, world.places[which].session));
}

void label(World &world)
{
    gemel_session *session = world.choose_place().session;
    call(gemel_session_set_label, session, world.in.byte() % 2U ? "GET /" : "\xFF");
    require(gemel_session_label(session) != nullptr, "no label");
    call(gemel_session_expect_statements, session, static_cast<int64_t>(world.in.byte()) - 1);
    const bool is_reset = call(gemel_session_reset_statement_count, session) == GEMEL_OK;
    call(gemel_session_cancel, session);
    require(!is_reset || gemel_session_statement_count(session) == 0, "statements after a reset");
}

void log(World &world)
{
    world.answer(
        call(gemel_database_set_log, world.database, world.in.byte() % 4U ? calls_log : nullptr, nullptr, nullptr));
    for (int32_t what = 0; what < 10; ++what)
        require(gemel_database_pool_count(world.database, what) >= 0, "a count below zero");
}

void close_database(World &world)
{
    world.outcome.unsettles = true;
    switch (world.in.byte() % 16U) {
    case 0:
        return world.answer(call(gemel_database_close, world.database));
    case 1:
        gemel_database_free(world.database);
        world.database = nullptr;
        return;
    case 2:
        return world.answer(call(gemel_database_drop, world.database, nullptr));
    default:
        return world.answer(call(gemel_database_sync, world.database, nullptr));
    }
}

constexpr Operation table[] = {
    {"open session", open, 4}, {"begin", begin, 7},       {"commit", commit, 5},
    {"rollback", rollback, 5}, {"transact", transact, 6}, {"close", close, 2},
    {"label", label, 1},       {"log", log, 1},           {"database", close_database, 1},
};

} // namespace

std::span<const Operation> session_operations()
{
    return table;
}

} // namespace fuzz
