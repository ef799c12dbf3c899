// One who works: a session with records of the beginning, which soon are stale, and operations done with them by the
// public API of gemel. After each of them its memory must be as promised. Must not know who else works, nor what is
// right in the tables.
#pragma once

#include "../property/handles.hpp"
#include "choice.hpp"
#include "combination.hpp"
#include "history.hpp"
#include "plain.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace stress {

class Actor {
public:
    Actor(gemel_database *database, const gemel_schema *schema, const Combination &combination, const Place &place);
    Actor(const Actor &) = delete;
    Actor &operator=(const Actor &) = delete;

    /// Records of all rows that are there now, instead of those that it had.
    void load();
    Known known() const;
    /// Does them: each in a transaction of its own, or all in one. Throws Broken if memory is not as promised.
    Event act(const std::vector<Operation> &operations);

private:
    using Records = std::map<std::int64_t, property::Record>;
    using Answer = property::Answer;

    static gemel_status in_transaction(gemel_session *session, void *user_data, gemel_error **err);
    gemel_status try_all(gemel_error **err);
    Answer run_transaction();
    void do_one(Operation &operation, Outcome &outcome, Answer &answer);
    Answer call(const Operation &operation, Outcome &outcome);
    Answer set_many(const Operation &operation);
    Answer has_one(const Operation &operation, Outcome &outcome);
    Answer belongs_to(const Operation &operation, Outcome &outcome);
    Answer record_life(const Operation &operation, Outcome &outcome);
    Answer write_plainly(const Operation &operation, Outcome &outcome);
    Answer set_without_lock(const Operation &operation);

    void load(Records &records, const gemel_model *model);
    template <typename Of> gemel_record *owner(const Of &it) const { return owners_.at(it.owner).get(); }
    template <typename Of> gemel_record *dependent(const Of &it) const { return dependents_.at(it.dependent).get(); }
    void note_held(Operation &operation) const;
    void check_memory(const Operation &operation, const Outcome &outcome) const;
    void check_restored();
    void keep_made(const Event &event);

    const Combination &combination_;
    const Place &place_;
    const gemel_model *person_, *license_;
    const gemel_association *association_ = nullptr;
    property::Session session_;
    std::unique_ptr<Plain> plain_;
    Records owners_{}, dependents_{};
    Records made_owners_{}, made_dependents_{}; // until the transaction is through
    std::map<std::int64_t, std::int64_t> held_before_{};
    const std::vector<Operation> *wanted_ = nullptr; // of the transaction
    Event event_{};
    std::string complaint_{};
};

} // namespace stress
