// Files for SQLite, a schema of its own in PostgreSQL.
#include "tables.hpp"

#include <cstdlib>
#include <unistd.h>

namespace stress {

namespace {

using property::Broken;

const char *environment(const char *name)
{
    const char *value = std::getenv(name);
    if (!value)
        throw Broken(std::string(name) + " is not set: run this inside tests/servers/with-servers");
    return value;
}

const char *url_variable(Server server)
{
    switch (server) {
    case Server::RepeatableRead:
        return "GEMEL_TEST_POSTGRESQL_RR";
    case Server::Pgbouncer:
        return "GEMEL_TEST_PGBOUNCER";
    default:
        return "GEMEL_TEST_POSTGRESQL";
    }
}

std::string people(const Place &place)
{
    return place.prefix + "people";
}

std::string licenses(const Place &place)
{
    return place.prefix + "licenses";
}

std::string key(std::int64_t it)
{
    return it == none ? "NULL" : std::to_string(it);
}

void expect_journal(const Place &place, bool is_wal)
{
    const auto plain = connect(place);
    const std::string asked =
        "SELECT journal_mode = '" + std::string(is_wal ? "wal" : "delete") + "' FROM pragma_journal_mode";
    if (plain->must(asked).rows.front().front() != 1)
        throw Broken(place.plain + " has another journal than this is to be run on");
}

} // namespace

property::Schema make_schema(const Rules &rules)
{
    const std::string words =
        std::string("integer") + (rules.nullable ? "" : " not null") + (rules.unique ? " unique" : "");
    const std::string document = R"({"underscored": true, "models": {
        "Person": {"attributes": {"name": "string"}},
        "License": {"attributes": {"number": "string", "ownerId": ")" +
                                 words + R"("}}},
        "associations": [{"type": "hasOne", "source": "Person", "target": "License",
                          "words": "as license foreign key ownerId inverse owner"}]})";
    gemel_schema *made = nullptr;
    property::must("gemel_schema_from_json", gemel_schema_from_json, document.c_str(), GEMEL_NUL, &made);
    property::Schema schema(made);
    property::must("gemel_schema_resolve", gemel_schema_resolve, made);
    return schema;
}

const gemel_model *find_model(const gemel_schema *schema, const char *name)
{
    const gemel_model *model = nullptr;
    property::must("gemel_schema_find_model", gemel_schema_find_model, schema, name, &model);
    return model;
}

Folder::Folder() : path_(std::filesystem::temp_directory_path() / "gemel-stress-XXXXXX")
{
    std::string name = path_.string();
    if (!mkdtemp(name.data()))
        throw Broken("there is no folder " + name);
    path_ = name;
}

Folder::~Folder()
{
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

Tables::Tables(const Combination &combination) : schema_(make_schema(combination.rules))
{
    make_place(combination.server);
    {
        const property::Database database = open();
        property::must("gemel_database_sync", gemel_database_sync, database.get(), nullptr);
    }
    if (place_.is_file)
        expect_journal(place_, combination.server == Server::SqliteWal);
    else // beyond the keys that fill gives
        connect(place_)->must("ALTER TABLE " + people(place_) + " ALTER id RESTART WITH 101; ALTER TABLE " +
                              licenses(place_) + " ALTER id RESTART WITH 101");
}

Tables::~Tables()
{
    if (!place_.is_file)
        connect(place_)->run("DROP SCHEMA " + place_.prefix.substr(0, place_.prefix.size() - 1) + " CASCADE");
}

void Tables::make_place(Server server)
{
    if (is_sqlite(server)) {
        const std::string file = folder_.path() / "hammer.db";
        place_ = {"sqlite:" + file, file};
        if (server == Server::SqliteDelete) // a file that is there keeps its journal
            connect(place_)->must("PRAGMA journal_mode = DELETE; CREATE TABLE first (x)");
        return;
    }
    const std::string name = "stress_" + std::to_string(getpid());
    const char *direct = environment(server == Server::RepeatableRead ? url_variable(server) : "GEMEL_TEST_POSTGRESQL");
    place_ = {std::string(environment(url_variable(server))) + "?schema=" + name, direct, name + ".", false};
    connect(place_)->must("DROP SCHEMA IF EXISTS " + name + " CASCADE; CREATE SCHEMA " + name);
}

property::Database Tables::open(bool fast) const
{
    const std::unique_ptr<gemel_options, property::Free<gemel_options_free>> options(gemel_options_new());
    gemel_options_set_int(options.get(), "busyTimeout", 60'000, nullptr);
    if (place_.is_file && fast)
        gemel_options_set_text(options.get(), "synchronous", "off", GEMEL_NUL, nullptr);
    gemel_database *made = nullptr;
    property::must("gemel_database_open", gemel_database_open, place_.url.c_str(), schema_.get(), options.get(), &made);
    return property::Database(made);
}

void fill(Plain &plain, const Place &place, const State &state)
{
    std::string sql = "BEGIN; DELETE FROM " + licenses(place) + "; DELETE FROM " + people(place);
    for (const std::int64_t owner : state.owners)
        sql += "; INSERT INTO " + people(place) + " (id) VALUES (" + key(owner) + ")";
    for (const auto &[dependent, owner] : state.dependents)
        sql +=
            "; INSERT INTO " + licenses(place) + " (id, owner_id) VALUES (" + key(dependent) + ", " + key(owner) + ")";
    plain.must(sql + "; COMMIT");
}

State read_state(Plain &plain, const Place &place)
{
    State state;
    for (const auto &row : plain.must("SELECT id FROM " + people(place)).rows)
        state.owners.insert(row.at(0));
    for (const auto &row : plain.must("SELECT id, owner_id FROM " + licenses(place)).rows)
        state.dependents[row.at(0)] = row.at(1);
    return state;
}

std::string with_two_partners(Plain &plain, const Place &place)
{
    std::string out;
    for (const auto &row : plain
                               .must("SELECT owner_id, count(*) FROM " + licenses(place) +
                                     " WHERE owner_id IS NOT NULL GROUP BY owner_id HAVING count(*) > 1")
                               .rows)
        out += "owner " + key(row.at(0)) + " has " + std::to_string(row.at(1)) + " partners; ";
    return out;
}

std::string link_statement(const Place &place, std::int64_t dependent, std::int64_t owner)
{
    return "UPDATE " + licenses(place) + " SET owner_id = " + key(owner) + " WHERE id = " + key(dependent);
}

std::string unlink_others_statement(const Place &place, std::int64_t dependent, std::int64_t owner)
{
    return "UPDATE " + licenses(place) + " SET owner_id = NULL WHERE owner_id = " + key(owner) + " AND id <> " +
           key(dependent);
}

} // namespace stress
