// Columns of the tables of a schema that do not keep every value of their attribute: they were declared by others.
// Asked for when a table is made or first written, and shared by the sessions of a database. Sends nothing.
#pragma once

#include "core/driver/column.hpp"
#include "core/model/schema.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace gemel {

class Columns {
public:
    struct Loose {
        const Attribute *attribute;
        driver::Column column;

        /// VALIDATION, which names the attribute and the column, if the column would change that value.
        void require_kept(const Value &value) const;
        /// The same of a value that it is compared with.
        void require_comparable(const Value &value) const;
    };
    /// Of one table. Of what gemel itself made it is empty.
    using Table = std::shared_ptr<const std::vector<Loose>>;

    /// Null if nobody has asked yet.
    Table find(const std::string &table);
    /// What the database told of that table; nothing is kept of one that is not there.
    Table learn(const Schema &schema, const std::string &table, const std::vector<driver::Column> &columns);
    /// The tables may be others now.
    void forget();

private:
    std::mutex mutex_;
    std::map<std::string, Table, std::less<>> tables_;
};

} // namespace gemel
