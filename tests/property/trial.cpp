// From sync to drop. Must not know how a definition was said.
#include "trial.hpp"

#include "changes.hpp"
#include "links.hpp"
#include "rows.hpp"
#include "tables.hpp"

namespace property {

namespace {

/// Keeps definitions in the order in which they were sent.
void keep(const gemel_log_event *event, void *statements)
{
    if (gemel_log_event_kind(event) == GEMEL_LOG_DEFINITION)
        static_cast<std::vector<std::string> *>(statements)->emplace_back(gemel_log_event_sql(event));
}

} // namespace

void try_out(const gemel_schema *schema, bool defaults_fit)
{
    std::vector<std::string> statements;
    gemel_database *opened = nullptr;
    must("open", gemel_database_open, "sqlite::memory:", schema, nullptr, &opened);
    const Database database(opened);
    must("set_log", gemel_database_set_log, opened, keep, &statements, nullptr);
    must("sync", gemel_database_sync, opened, nullptr);

    Mirror mirror;
    for (const std::string &sql : statements)
        mirror.execute(sql);
    check_tables(schema, mirror, statements);
    check_names(statements);

    must("a second sync", gemel_database_sync, opened, nullptr);
    gemel_session *begun = nullptr;
    must("session", gemel_session_open, opened, nullptr, &begun);
    const Session session(begun);
    Rows rows(schema, begun, mirror);
    rows.insert(defaults_fit);
    check_links(schema, begun, rows);
    check_changes(schema, begun, rows);

    const std::size_t made = statements.size();
    must("drop", gemel_database_drop, opened, nullptr);
    for (std::size_t i = made; i < statements.size(); ++i)
        mirror.execute(statements[i]);
    if (!mirror.objects().empty())
        throw Broken("drop leaves something: " + mirror.objects().front()[1]);
}

} // namespace property
