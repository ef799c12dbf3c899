// SQLite without its willingness to take a misspelt name for a text. Must not know gemel.
#include "mirror.hpp"

#include "handles.hpp"

#include <sqlite3.h>

namespace property {

Mirror::Mirror()
{
    sqlite3_open(":memory:", &database_);
    sqlite3_db_config(database_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    sqlite3_db_config(database_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
}

Mirror::~Mirror()
{
    sqlite3_close(database_);
}

void Mirror::execute(const std::string &sql)
{
    query(sql);
}

std::vector<Column> Mirror::columns(const std::string &table)
{
    std::vector<Column> all;
    for (const auto &row : query("select name, \"notnull\", pk, dflt_value from pragma_table_info(?)", {table}))
        all.push_back({row[0], row[1] != "0", row[2] != "0", row[3]});
    return all;
}

std::vector<Reference> Mirror::references(const std::string &table)
{
    std::vector<Reference> all;
    for (const auto &row :
         query("select \"from\", \"table\", \"to\", on_delete, on_update from pragma_foreign_key_list(?)", {table}))
        all.push_back({row[0], row[1], row[2], row[3], row[4]});
    return all;
}

std::vector<std::vector<std::string>> Mirror::objects()
{
    return query(
        "select type, name, sql from sqlite_master where sql is not null and name not like 'sqlite\\_%' escape '\\'");
}

std::vector<std::vector<std::string>> Mirror::query(const std::string &sql, const std::vector<std::string> &binds)
{
    sqlite3_stmt *prepared = nullptr;
    const char *rest = nullptr;
    const int status = sqlite3_prepare_v2(database_, sql.c_str(), -1, &prepared, &rest);
    const std::unique_ptr<sqlite3_stmt, Free<sqlite3_finalize>> statement(prepared);
    if (status != SQLITE_OK || *rest != '\0')
        throw Broken("SQLite says '" + std::string(sqlite3_errmsg(database_)) + "' to " + sql);
    for (std::size_t i = 0; i < binds.size(); ++i)
        sqlite3_bind_text(prepared, static_cast<int>(i + 1), binds[i].c_str(), -1, SQLITE_TRANSIENT);
    std::vector<std::vector<std::string>> rows;
    int step = sqlite3_step(prepared);
    for (; step == SQLITE_ROW; step = sqlite3_step(prepared)) {
        auto &row = rows.emplace_back();
        for (int i = 0; i < sqlite3_column_count(prepared); ++i) {
            const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(prepared, i));
            row.emplace_back(text ? text : "");
        }
    }
    if (step != SQLITE_DONE)
        throw Broken("SQLite says '" + std::string(sqlite3_errmsg(database_)) + "' to " + sql);
    return rows;
}

} // namespace property
