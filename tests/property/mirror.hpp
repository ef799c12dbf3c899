// A database of SQLite's own, stricter than the library's, in which its statements run a second time: what a table is
// is asked there. Must not know gemel.
#pragma once

#include <memory>
#include <string>
#include <vector>

struct sqlite3;

namespace property {

struct Column {
    std::string name;
    bool not_null = false;
    bool primary_key = false;
    std::string fallback; // SQL, "" if none
};

struct Reference {
    std::string column, table, key, on_delete, on_update;
};

class Mirror {
public:
    Mirror();
    Mirror(const Mirror &) = delete;
    Mirror &operator=(const Mirror &) = delete;
    ~Mirror();

    /// Broken if SQLite refuses it.
    void execute(const std::string &sql);
    std::vector<Column> columns(const std::string &table);
    std::vector<Reference> references(const std::string &table);
    /// Tables and indexes that statements made, by name, with their SQL.
    std::vector<std::vector<std::string>> objects();

private:
    std::vector<std::vector<std::string>> query(const std::string &sql, const std::vector<std::string> &binds = {});

    sqlite3 *database_ = nullptr;
};

} // namespace property
