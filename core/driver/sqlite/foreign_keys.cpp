// The savepoint defers all foreign keys, so that what is wrong can be looked at; an action RESTRICT refuses all the
// same. Which rows a statement touched, SQLite tells by a hook.
#include "core/driver/sqlite/foreign_keys.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <new>
#include <string>
#include <vector>

namespace gemel::driver::sqlite {

namespace {

struct Touched {
    std::string table;
    sqlite3_int64 row;
    int operation; // SQLITE_INSERT, _UPDATE, _DELETE
};

struct ForeignKey {
    std::string table, id, parent, on_update, on_delete;
    std::vector<std::string> columns, keys{};
};

/// Rows of text; none where SQLite does not answer.
class Question {
public:
    Question(sqlite3 *handle, const std::string &sql)
    {
        sqlite3_stmt *made = nullptr;
        const int code = sqlite3_prepare_v2(handle, sql.c_str(), -1, &made, nullptr);
        statement_.reset(made);
        require_memory(code);
    }

    Question &bind(const std::string &text)
    {
        require_memory(sqlite3_bind_text(statement_.get(), ++bound_, text.c_str(), -1, SQLITE_TRANSIENT));
        return *this;
    }
    Question &bind(sqlite3_int64 number)
    {
        require_memory(sqlite3_bind_int64(statement_.get(), ++bound_, number));
        return *this;
    }

    /// Does SQLite understand it?
    bool is_understood() const noexcept { return statement_ != nullptr; }
    bool next()
    {
        const int code = statement_ ? sqlite3_step(statement_.get()) : SQLITE_DONE;
        require_memory(code);
        return code == SQLITE_ROW;
    }
    std::string text(int column) const
    {
        const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(statement_.get(), column));
        return text ? text : "";
    }
    sqlite3_int64 number(int column) const { return sqlite3_column_int64(statement_.get(), column); }

private:
    struct Finalize {
        void operator()(sqlite3_stmt *statement) const noexcept { sqlite3_finalize(statement); }
    };

    static void require_memory(int code)
    {
        if ((code & 0xFF) == SQLITE_NOMEM)
            throw std::bad_alloc();
    }

    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
    int bound_ = 0;
};

/// What happens meanwhile did not happen.
class Aside {
public:
    explicit Aside(sqlite3 *handle) : handle_(handle)
    {
        Question deferred(handle, "PRAGMA defer_foreign_keys");
        was_deferred_ = deferred.next() && deferred.number(0) == 1;
        is_open_ = tell("SAVEPOINT gemel_why");
        if (is_open_ && !was_deferred_)
            tell("PRAGMA defer_foreign_keys = ON");
    }
    Aside(const Aside &) = delete;
    Aside &operator=(const Aside &) = delete;
    ~Aside()
    {
        if (!is_open_)
            return;
        undo();
        if (!was_deferred_)
            tell("PRAGMA defer_foreign_keys = OFF");
        tell("RELEASE gemel_why");
    }

    bool is_open() const noexcept { return is_open_; }
    /// All so far; it goes on.
    void undo() noexcept { tell("ROLLBACK TO gemel_why"); }

private:
    bool tell(const char *sql) noexcept { return sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) == SQLITE_OK; }

    sqlite3 *handle_;
    bool was_deferred_ = false;
    bool is_open_ = false;
};

/// Listens while it lives.
class Witness {
public:
    explicit Witness(sqlite3 *handle) : handle_(handle) { sqlite3_update_hook(handle, &Witness::hear, this); }
    Witness(const Witness &) = delete;
    Witness &operator=(const Witness &) = delete;
    ~Witness() { sqlite3_update_hook(handle_, nullptr, nullptr); }

    std::vector<Touched> take()
    {
        if (was_short_)
            throw std::bad_alloc();
        return std::move(touched_);
    }

private:
    static void hear(void *self, int operation, const char *, const char *table, sqlite3_int64 row) noexcept
    {
        auto &witness = *static_cast<Witness *>(self);
        try {
            witness.touched_.push_back({table, row, operation});
        } catch (...) {
            witness.was_short_ = true;
        }
    }

    sqlite3 *handle_;
    std::vector<Touched> touched_;
    bool was_short_ = false;
};

std::string as_name(const std::string &name)
{
    std::string out = "\"";
    for (const char c : name)
        out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out += '"';
}

std::vector<ForeignKey> foreign_keys(sqlite3 *handle)
{
    std::vector<ForeignKey> all;
    Question question(handle, "SELECT t.name, f.id, f.\"table\", f.on_update, f.on_delete, f.\"from\", f.\"to\""
                              " FROM main.sqlite_schema t JOIN pragma_foreign_key_list(t.name) f"
                              " WHERE t.type = 'table' ORDER BY t.name, f.id, f.seq");
    while (question.next()) {
        if (all.empty() || all.back().table != question.text(0) || all.back().id != question.text(1))
            all.push_back(
                {question.text(0), question.text(1), question.text(2), question.text(3), question.text(4), {}});
        all.back().columns.push_back(question.text(5));
        if (const std::string key = question.text(6); !key.empty())
            all.back().keys.push_back(key);
    }
    for (ForeignKey &it : all) {
        if (!it.keys.empty())
            continue;
        Question key(handle, "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk");
        for (key.bind(it.parent); key.next();)
            it.keys.push_back(key.text(0));
    }
    std::erase_if(all, [](const ForeignKey &it) { return it.keys.size() != it.columns.size(); });
    return all;
}

bool is_table(const std::string &a, const std::string &b)
{
    return equals_ignoring_case(a, b);
}

/// "p.id = c.owner_id".
std::string matching(const ForeignKey &key)
{
    std::string out;
    for (std::size_t i = 0; i < key.columns.size(); ++i)
        out += say(i == 0 ? "" : " AND ", "p.", as_name(key.keys[i]), " = c.", as_name(key.columns[i]));
    return out;
}

/// Rows that refer to nobody.
std::string orphans(const ForeignKey &key, std::string_view what = "1")
{
    std::string out = say("SELECT ", what, " FROM ", as_name(key.table), " AS c WHERE NOT EXISTS (SELECT 1 FROM ",
                          as_name(key.parent), " AS p WHERE ", matching(key), ")");
    for (const std::string &column : key.columns)
        out += say(" AND c.", as_name(column), " IS NOT NULL");
    return out;
}

bool acts(const std::string &action)
{
    return action != "NO ACTION" && action != "RESTRICT";
}

void name_key(Failure &failure, const ForeignKey &key, Dangling dangling)
{
    failure.table = key.table;
    failure.columns = key.columns;
    failure.dangling = dangling;
}

/// While what the statement did is there.
bool find_orphans(sqlite3 *handle, const std::vector<ForeignKey> &keys, const std::vector<Touched> &touched,
                  Failure &failure)
{
    for (const Touched &it : touched)
        for (const ForeignKey &key : keys)
            if (it.operation != SQLITE_DELETE && is_table(key.table, it.table) &&
                Question(handle, say(orphans(key), " AND c._rowid_ = ?")).bind(it.row).next()) {
                name_key(failure, key, Dangling::Missing);
                return true;
            }
    for (const ForeignKey &key : keys) {
        const bool changed = std::any_of(touched.begin(), touched.end(), [&](const Touched &it) {
            return it.operation == SQLITE_UPDATE && is_table(key.parent, it.table);
        });
        if (changed && !acts(key.on_update) && Question(handle, say(orphans(key), " LIMIT 1")).next()) {
            name_key(failure, key, Dangling::Kept);
            return true;
        }
    }
    return false;
}

/// While nothing has happened: is there somebody who refers to a row that goes, and does not go with it?
bool find_referring(sqlite3 *handle, const std::vector<ForeignKey> &keys, const std::vector<Touched> &touched,
                    Failure &failure)
{
    for (const Touched &it : touched)
        for (const ForeignKey &key : keys) {
            const bool goes = it.operation == SQLITE_DELETE;
            if (it.operation == SQLITE_INSERT || !is_table(key.parent, it.table) ||
                acts(goes ? key.on_delete : key.on_update))
                continue;
            // The number of a row that is its key is known only as it is to be.
            const std::string sql =
                say("SELECT c._rowid_ FROM ", as_name(key.table), " AS c JOIN ", as_name(key.parent), " AS p ON ",
                    matching(key), goes ? " WHERE p._rowid_ = ?" : "");
            Question referring(handle, sql);
            if (goes)
                referring.bind(it.row);
            while (referring.next()) {
                const sqlite3_int64 row = referring.number(0);
                const bool goes_too = std::any_of(touched.begin(), touched.end(), [&](const Touched &other) {
                    return other.operation == SQLITE_DELETE && other.row == row && is_table(other.table, key.table);
                });
                if (goes_too)
                    continue;
                name_key(failure, key, Dangling::Kept);
                return true;
            }
        }
    return false;
}

bool has_rowid(sqlite3 *handle, const std::string &table)
{
    return Question(handle, say("SELECT _rowid_ FROM ", as_name(table))).is_understood();
}

/// What rows refer to that is not there, as literals, and how many do.
using Missing = std::map<std::vector<std::string>, sqlite3_int64>;

Missing find_missing(sqlite3 *handle, const ForeignKey &key)
{
    std::string columns, literals;
    for (const std::string &column : key.columns) {
        columns += say(columns.empty() ? "c." : ", c.", as_name(column));
        literals += say("quote(c.", as_name(column), "), ");
    }
    Missing out;
    Question question(handle, say(orphans(key, say(literals, "count(*)")), " GROUP BY ", columns));
    while (question.next()) {
        std::vector<std::string> values;
        const int width = static_cast<int>(key.columns.size());
        for (int i = 0; i < width; ++i)
            values.push_back(question.text(i));
        out[values] += question.number(width);
    }
    return out;
}

/// Tables without a rowid, of whose rows the hook tells nothing: all rows are looked at, before and after.
class Rowless {
public:
    /// Before the statement runs again.
    Rowless(sqlite3 *handle, const std::vector<ForeignKey> &keys) : handle_(handle)
    {
        for (const ForeignKey &key : keys)
            if (!has_rowid(handle, key.table) || !has_rowid(handle, key.parent))
                keys_.push_back({&key, find_missing(handle, key)});
    }

    /// After it has run, which `aside` undoes.
    bool find_orphans(Aside &aside, Failure &failure) const
    {
        for (const auto &[key, before] : keys_)
            for (const auto &[values, count] : find_missing(handle_, *key)) {
                const auto same = before.find(values);
                if (same != before.end() && same->second >= count)
                    continue;
                aside.undo();
                name_key(failure, *key, was_there(*key, values) ? Dangling::Kept : Dangling::Missing);
                return true;
            }
        return false;
    }

    /// It is refused at once: which key no longer does so without the rows that refer?
    bool find_restricting(const std::function<int()> &again, Failure &failure) const
    {
        for (const auto &it : keys_) {
            const ForeignKey &key = *it.first;
            if (key.on_delete != "RESTRICT" && key.on_update != "RESTRICT")
                continue;
            Question(handle_, say("DELETE FROM ", as_name(key.table))).next();
            if (again() != SQLITE_DONE)
                continue;
            name_key(failure, key, Dangling::Kept);
            return true;
        }
        return false;
    }

private:
    bool was_there(const ForeignKey &key, const std::vector<std::string> &values) const
    {
        std::string sql = say("SELECT 1 FROM ", as_name(key.parent), " AS p WHERE 1");
        for (std::size_t i = 0; i < values.size(); ++i)
            sql += say(" AND p.", as_name(key.keys[i]), " = ", values[i]);
        return Question(handle_, sql).next();
    }

    sqlite3 *handle_;
    std::vector<std::pair<const ForeignKey *, Missing>> keys_;
};

} // namespace

void explain_refused_statement(sqlite3 *handle, const std::function<int()> &again, Failure &failure)
{
    Aside aside(handle);
    if (!aside.is_open())
        return;
    const std::vector<ForeignKey> keys = foreign_keys(handle);
    const Rowless rowless(handle, keys);
    Witness witness(handle);
    const int code = again();
    const std::vector<Touched> touched = witness.take();
    if (code == SQLITE_DONE && (find_orphans(handle, keys, touched, failure) || rowless.find_orphans(aside, failure)))
        return;
    aside.undo();
    if (!find_referring(handle, keys, touched, failure) && code != SQLITE_DONE)
        rowless.find_restricting(again, failure);
}

void explain_refused_commit(sqlite3 *handle, Failure &failure)
{
    const std::vector<ForeignKey> keys = foreign_keys(handle);
    Question question(handle, "PRAGMA foreign_key_check");
    if (!question.next())
        return;
    const std::string table = question.text(0), id = question.text(3);
    const auto found = std::find_if(keys.begin(), keys.end(),
                                    [&](const ForeignKey &it) { return is_table(it.table, table) && it.id == id; });
    if (found != keys.end())
        name_key(failure, *found, Dangling::Missing);
}

} // namespace gemel::driver::sqlite
