// What PostgreSQL makes of names: it keeps 63 bytes of each; tables, indexes and the keys that are kept as indexes
// share one space, and so do the constraints of a table. Reads the statements that SQLite got, whose names are the
// same, but for the keys that SQLite numbers, which have none. Must not know the schema.
#include "handles.hpp"
#include "tables.hpp"

#include <cstdint>
#include <set>

namespace property {

namespace {

std::string kept(const std::string &name)
{
    std::size_t end = name.size();
    while (end > 63 || (end < name.size() && end > 0 && (static_cast<std::uint8_t>(name[end]) & 0xC0U) == 0x80U))
        --end;
    return name.substr(0, end);
}

class Reader {
public:
    explicit Reader(const std::string &sql) : sql_(sql) {}

    bool done() const { return at_ >= sql_.size(); }
    bool take(const std::string &words)
    {
        if (sql_.compare(at_, words.size(), words) != 0)
            return false;
        at_ += words.size();
        return true;
    }
    /// "a ""name"""
    std::string name()
    {
        std::string out;
        for (++at_; sql_[at_] != '"' || sql_[at_ + 1] == '"'; ++at_) {
            at_ += sql_[at_] == '"' ? 1U : 0U;
            out += sql_[at_];
        }
        ++at_;
        return out;
    }
    /// One more character, or all of a text or a name.
    void skip()
    {
        const char quote = sql_[at_];
        if (quote == '\'' || quote == '"')
            at_ = sql_.find(quote, at_ + 1);
        ++at_;
    }

private:
    const std::string &sql_;
    std::size_t at_ = 0;
};

using Space = std::set<std::string>;

void meet(Space &space, const std::string &name, const std::string &sql)
{
    if (!space.insert(kept(name)).second)
        throw Broken("PostgreSQL has the name '" + kept(name) + "' twice: " + sql);
}

void check_table(const std::string &sql, Reader &reader, Space &relations)
{
    const std::string table = reader.name();
    meet(relations, table, sql);
    Space columns, constraints;
    std::string last; // column
    for (reader.take(" ("); !reader.done();) {
        if (reader.take(", CONSTRAINT ")) {
            const std::string name = reader.name();
            meet(constraints, name, sql);
            if (reader.take(" PRIMARY KEY") || reader.take(" UNIQUE"))
                meet(relations, name, sql);
        } else if (reader.take(" INTEGER PRIMARY KEY AUTOINCREMENT")) {
            // What is taken already is not taken again for a sequence, and a long name is shortened otherwise.
            if (const std::string name = table + "_" + last + "_seq"; name.size() <= 63)
                relations.insert(name);
        } else if (columns.empty() || (constraints.empty() && reader.take(", "))) {
            const std::string name = reader.name();
            last = name;
            meet(columns, name, sql);
            static const Space system{"tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"};
            if (system.count(name) != 0)
                throw Broken("PostgreSQL has a column '" + name + "' in every table: " + sql);
        } else {
            reader.skip();
        }
    }
}

} // namespace

void check_names(const std::vector<std::string> &statements)
{
    Space relations;
    for (const std::string &sql : statements) {
        Reader reader(sql);
        if (reader.take("CREATE TABLE IF NOT EXISTS "))
            check_table(sql, reader, relations);
        else if (reader.take("CREATE INDEX IF NOT EXISTS "))
            meet(relations, reader.name(), sql);
    }
}

} // namespace property
