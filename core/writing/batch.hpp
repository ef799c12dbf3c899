// Rows of one model that have values for the same attributes, so that they can be written together: by one statement
// for all, where the database has one. Inside a transaction that is open. Knows no object, and checks no value.
#pragma once

#include "core/association/row.hpp"
#include "core/object/refused_size.hpp"
#include "core/session/session.hpp"

#include <vector>

namespace gemel {

class Batch {
public:
    /// Of rows like this one, which is not added yet. With `returning`, the database gives back what it makes: of rows
    /// that may be there already, all.
    Batch(const Model &model, const RowValues &values, bool returning,
          std::optional<statement::Conflict> conflict = {});

    /// Has that row values for the same attributes and the same conflict, and is there room for it?
    bool takes(const RowValues &values, const std::optional<statement::Conflict> &conflict = {}) const noexcept;
    void add(const RowValues &values);
    std::size_t size() const noexcept { return rows_; }
    bool is_full() const noexcept;

    /// Writes them; `before` rows were written by others, for messages. What the database refuses tells the row where
    /// the database does.
    void write(Session &session, std::size_t before);
    /// What the database made of each row; after write.
    const std::vector<const Attribute *> &made() const noexcept { return made_; }
    Value made(std::size_t row, std::size_t column) const;

private:
    std::vector<driver::Command> one_by_one(const sql::Dialect &dialect) const;
    std::vector<driver::Result> send(Session &session);
    void require_kept(Session &session) const;
    Largest largest(std::optional<std::size_t> row) const;

    const Model *model_;
    std::vector<const Attribute *> given_;
    std::vector<const Attribute *> made_;
    std::vector<const Attribute *> echoed_; // what comes back as well, as the database keeps it, if it does
    statement::Insert like_;                // the first row
    std::vector<Value> values_;
    std::size_t rows_ = 0;
    std::size_t bytes_ = 0;
    std::vector<driver::Result> results_;
};

} // namespace gemel
