// What is too big for a database that does not say what: the largest value that was sent, in the words of the schema.
// Knows no driver's codes.
#pragma once

#include "core/base/failure.hpp"
#include "core/model/schema.hpp"
#include "core/statement/statement.hpp"

namespace gemel {

/// Of values, as columns hold them.
class Largest {
public:
    void see(const Attribute &attribute, const Value &value) noexcept;
    /// Names it, unless the database has named more.
    void name(Failure &failure) const;

private:
    const Attribute *attribute_ = nullptr;
    std::size_t size_ = 0;
};

/// Of what the statement writes to its table and compares with columns of it.
Largest largest_of(const statement::Statement &statement, const Schema &schema);

} // namespace gemel
