// What a call will do: a plan, and what its success changes in objects. Made with all refusals that need no database;
// then it is run, or only explained. Knows no rule of its own.
#pragma once

#include "core/session/session.hpp"
#include "core/writing/validation.hpp"

#include <optional>
#include <vector>

namespace gemel {

class Operation {
public:
    explicit Operation(bool asks_validators = true);
    Operation(Operation &&) noexcept;
    Operation &operator=(Operation &&) noexcept;
    ~Operation();

    Validation validation; // of what is written, before anything is sent
    Plan plan;             // of no steps: nothing is sent
    Changes changes;
    /// What the call fails with once its plan, which then only looks, has found nothing worse.
    std::optional<Failure> refusal;

    /// `state` is written, and must be restored if that is rolled back.
    void write(State &state);
    /// `state` has, as stored, a value that a step will give: in its first row, in that column.
    void store(State &state, const Attribute &attribute, std::size_t step, std::size_t column);
    /// The same of a step that may give no row: then it stays.
    void store_if_there(State &state, const Attribute &attribute, std::size_t step, std::size_t column);
    /// What is stored of these attributes comes back in that step, from that column on, where the database may keep it
    /// in another form; their changes are there already.
    void echo(State &state, const RowValues &values, std::size_t step, std::size_t column);
    /// `state` has another version, as its row will have if it is written.
    void count_version(State &state);
    /// The last change gets the value of an attribute that a step will give: in its first row, in that column.
    void read(const Attribute &attribute, std::size_t step, std::size_t column);

    void run(Session &session);
    /// The parts of `run`, of changes whose plan is another's: before that runs, and from what it gave.
    void note(Session &session);
    void fill(const Session::Results &results);

private:
    struct Reading {
        std::size_t place; // among the changes
        const Attribute *attribute;
        std::size_t step;
        std::size_t column;
        bool may_be_missing = false;
        bool is_echo = false; // which there may not be
    };

    std::vector<State *> written_;
    std::vector<Reading> readings_;
};

} // namespace gemel
