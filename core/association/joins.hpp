// The tables of one select: those of a model and, put beside them, of its partners: what is included, and what a path
// leads to. An owner's partner is the one that `get` would give: of several, the one with the lowest primary key; so
// every row of the model comes once. Asks no database and knows no filter.
#pragma once

#include "core/association/include.hpp"

namespace gemel {

class Joins {
public:
    /// How many tables a statement may have.
    static constexpr std::size_t most = 50; // SQLite joins 64

    explicit Joins(const Model &model);

    /// Their columns are read. UNSUPPORTED if a foreign key and its key cannot be compared in the database.
    void include(const Includes &includes) { include(includes, 0, true); }
    /// Only leaves out what lacks a partner that is required.
    void require(const Includes &includes) { require(includes, 0); }
    /// The number of the table that has the partners at the end of that route; where there is none, all is null.
    std::size_t follow(const Route &route);

    statement::Select &select() noexcept { return select_; }

private:
    struct Joined {
        std::size_t parent;
        const Association *association;
        std::size_t source;
    };

    void include(const Includes &includes, std::size_t parent, bool parent_is_required);
    void require(const Includes &includes, std::size_t parent);
    void require_some(statement::Select &select, const Includes &includes, std::size_t parent);
    std::size_t add(const Include &include, std::size_t parent, bool required, std::vector<std::string> columns);
    statement::Condition is_chosen(const Include &include, std::size_t parent, std::size_t source);

    statement::Select select_;
    std::vector<Joined> joined_; // those that have every partner
    std::size_t next_ = 1;
};

} // namespace gemel
