// Calls of gemel, and what memory shows after them.
#include "actor.hpp"

#include "memory.hpp"
#include "tables.hpp"

#include <algorithm>
#include <cstring>
#include <ctime>
#include <unistd.h>
#include <utility>

namespace stress {

namespace {

using property::Answer;
using property::ask;
using property::Broken;
using property::must;
using property::Record;

std::int64_t now()
{
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

void note(Event &event, const Answer &answer)
{
    if (answer.status != GEMEL_OK)
        std::strncpy(event.message.data(), gemel_error_message(answer.error.get()), event.message.size() - 1);
}

Answer refused(gemel_status status, const std::string &message)
{
    Answer answer;
    answer.status = status;
    gemel_error *error = nullptr;
    if (status != GEMEL_OK)
        gemel_error_raise(status, message.c_str(), &error);
    answer.error.reset(error);
    return answer;
}

} // namespace

Actor::Actor(gemel_database *database, const gemel_schema *schema, const Combination &combination, const Place &place)
    : combination_(combination), place_(place), person_(find_model(schema, "Person")),
      license_(find_model(schema, "License")), plain_(connect(place))
{
    gemel_session *session = nullptr;
    must("gemel_session_open", gemel_session_open, database, nullptr, &session);
    session_.reset(session);
    must("gemel_model_find_association", gemel_model_find_association, person_, "license", &association_);
}

void Actor::load()
{
    load(owners_, person_);
    load(dependents_, license_);
}

void Actor::load(Records &records, const gemel_model *model)
{
    records.clear();
    gemel_records *found = nullptr;
    must("gemel_records_find_all", gemel_records_find_all, session_.get(), model, nullptr, nullptr, &found);
    const std::unique_ptr<gemel_records, property::Free<gemel_records_free>> all(found);
    for (std::size_t i = 0; i < gemel_records_count(found); ++i) {
        gemel_record *record = nullptr;
        must("gemel_records_take", gemel_records_take, found, i, &record);
        Record taken(record);
        records[integer(record, "id")] = std::move(taken);
    }
}

Known Actor::known() const
{
    Known known;
    for (const auto &it : owners_)
        known.owners.push_back(it.first);
    for (const auto &it : dependents_)
        known.dependents.push_back(it.first);
    return known;
}

Event Actor::act(const std::vector<Operation> &operations)
{
    event_ = {};
    event_.start = now();
    Answer answer;
    if (!combination_.isolation || operations.front().kind == Kind::PlainUpdate) {
        event_.count = 1;
        event_.operations[0] = operations.front();
        do_one(event_.operations[0], event_.outcomes[0], answer);
    } else {
        wanted_ = &operations;
        answer = run_transaction();
    }
    event_.end = now();
    event_.status = answer.status;
    note(event_, answer);
    if (event_.in_transaction && event_.status != GEMEL_OK)
        check_restored();
    keep_made(event_);
    return event_;
}

Answer Actor::run_transaction()
{
    constexpr std::int64_t retries = 50;
    const Options options = make_options();
    gemel_options_set_int(options.get(), "retries", retries, nullptr);
    gemel_options_set_text(options.get(), "isolation", combination_.isolation, GEMEL_NUL, nullptr);
    event_.in_transaction = true;
    event_.tries = 0;
    held_before_.clear();
    for (const Operation &it : *wanted_)
        for (const Pair &pair : pairs_of(it))
            if (pair.dependent != none)
                held_before_[pair.dependent] = held(dependent(pair));
    Answer answer = ask(gemel_session_transact, session_.get(), options.get(), in_transaction, this);
    if (!complaint_.empty())
        throw Broken(std::exchange(complaint_, ""));
    return answer;
}

gemel_status Actor::in_transaction(gemel_session *, void *user_data, gemel_error **err)
{
    auto *self = static_cast<Actor *>(user_data);
    try {
        return self->try_all(err);
    } catch (const Broken &broken) {
        self->complaint_ = broken.what();
        return gemel_error_raise(GEMEL_CALLBACK, broken.what(), err);
    }
}

gemel_status Actor::try_all(gemel_error **err)
{
    ++event_.tries;
    event_.count = 0;
    made_owners_.clear();
    made_dependents_.clear();
    check_restored();
    for (const Operation &it : *wanted_) {
        const std::size_t place = event_.count++;
        event_.operations[place] = it;
        event_.outcomes[place] = {};
        Answer answer;
        do_one(event_.operations[place], event_.outcomes[place], answer);
        if (answer.status != GEMEL_OK) {
            *err = answer.error.release();
            return answer.status;
        }
    }
    return GEMEL_OK;
}

void Actor::note_held(Operation &operation) const
{
    if (operation.dependent != none)
        operation.held = held(dependent(operation));
    for (Pair &pair : operation.more)
        if (pair.dependent != none)
            pair.held = held(dependent(pair));
}

void Actor::do_one(Operation &operation, Outcome &outcome, Answer &answer)
{
    note_held(operation);
    answer = call(operation, outcome);
    outcome.status = answer.status;
    check_memory(operation, outcome);
    if (operation.kind == Kind::Save && outcome.status != GEMEL_OK)
        assign(dependent(operation), operation.held); // what was not saved would be in the way of the next one
}

Answer Actor::call(const Operation &operation, Outcome &outcome)
{
    switch (operation.kind) {
    case Kind::HasOneSet:
        return combination_.is_control ? set_without_lock(operation) : has_one(operation, outcome);
    case Kind::HasOneSetMany:
        return set_many(operation);
    case Kind::HasOneSetKey:
    case Kind::HasOneSetNew:
    case Kind::HasOneUnset:
    case Kind::HasOneCreate:
    case Kind::HasOneGet:
        return has_one(operation, outcome);
    case Kind::BelongsToSet:
    case Kind::BelongsToSetKey:
    case Kind::BelongsToUnset:
    case Kind::BelongsToCreate:
        return belongs_to(operation, outcome);
    case Kind::PlainUpdate:
        return write_plainly(operation, outcome);
    default:
        return record_life(operation, outcome);
    }
}

Answer Actor::set_many(const Operation &operation)
{
    std::vector<gemel_record *> owners, dependents;
    for (const Pair &pair : pairs_of(operation)) {
        owners.push_back(owner(pair));
        dependents.push_back(dependent(pair));
    }
    return ask(gemel_records_set_association, session_.get(), association_, owners.data(), dependents.data(),
               owners.size(), make_options(operation).get());
}

Answer Actor::has_one(const Operation &operation, Outcome &outcome)
{
    const Options options = make_options(operation);
    gemel_record *out = nullptr;
    Answer answer;
    switch (operation.kind) {
    case Kind::HasOneSet:
        return ask(gemel_record_set_association, owner(operation), "license", dependent(operation), options.get());
    case Kind::HasOneSetKey:
        answer = ask(gemel_record_set_association_key, owner(operation), "license", make_key(operation.dependent).get(),
                     options.get(), &out);
        break;
    case Kind::HasOneSetNew:
        must("gemel_record_build", gemel_record_build, session_.get(), license_, nullptr, &out);
        answer = ask(gemel_record_set_association, owner(operation), "license", out, options.get());
        break;
    case Kind::HasOneUnset:
        return ask(gemel_record_unset_association, owner(operation), "license", options.get());
    case Kind::HasOneCreate:
        answer = ask(gemel_record_create_association, owner(operation), "license", nullptr, options.get(), &out);
        break;
    default:
        answer = ask(gemel_record_get_association, owner(operation), "license", nullptr, &out);
        outcome.found = out ? integer(out, "id") : none;
    }
    Record made(out);
    if (answer.status != GEMEL_OK || !out)
        return answer;
    if (held(out) != operation.owner)
        throw Broken(told(operation) + " gives a dependent of somebody else's");
    if (operation.kind == Kind::HasOneSetNew || operation.kind == Kind::HasOneCreate) {
        outcome.found = integer(out, "id");
        made_dependents_[outcome.found] = std::move(made);
    }
    return answer;
}

Answer Actor::belongs_to(const Operation &operation, Outcome &outcome)
{
    const Options options = make_options(operation);
    gemel_record *self = dependent(operation);
    gemel_record *out = nullptr;
    switch (operation.kind) {
    case Kind::BelongsToSet:
        return ask(gemel_record_set_association, self, "owner", owner(operation), options.get());
    case Kind::BelongsToSetKey:
        return ask(gemel_record_set_association_key, self, "owner", make_key(operation.owner).get(), options.get(),
                   nullptr);
    case Kind::BelongsToUnset:
        return ask(gemel_record_unset_association, self, "owner", options.get());
    default:
        break;
    }
    Answer answer = ask(gemel_record_create_association, self, "owner", nullptr, options.get(), &out);
    if (answer.status == GEMEL_OK) {
        Record made(out);
        outcome.found = integer(out, "id");
        made_owners_[outcome.found] = std::move(made);
    }
    return answer;
}

Answer Actor::record_life(const Operation &operation, Outcome &outcome)
{
    bool deleted = false;
    gemel_record *out = nullptr;
    Answer answer;
    switch (operation.kind) {
    case Kind::Save:
        assign(dependent(operation), operation.owner);
        return ask(gemel_record_save, dependent(operation), nullptr);
    case Kind::Update:
        return ask(gemel_record_update, dependent(operation), make_link(operation.owner).get(), nullptr);
    case Kind::DestroyOwner:
        answer = ask(gemel_record_destroy, owner(operation), nullptr, &deleted);
        outcome.found = deleted ? 1 : 0;
        return answer;
    case Kind::DestroyDependent:
        answer = ask(gemel_record_destroy, dependent(operation), nullptr, &deleted);
        outcome.found = deleted ? 1 : 0;
        return answer;
    default:
        answer = ask(gemel_record_find, session_.get(), license_, make_key(operation.dependent).get(), nullptr, &out);
        const Record found(out);
        outcome.found = answer.status != GEMEL_OK ? none : out ? held(out) : absent;
        return answer;
    }
}

Answer Actor::write_plainly(const Operation &operation, Outcome &outcome)
{
    const Reply answer = plain_->run(link_statement(place_, operation.dependent, operation.owner));
    outcome.found = answer.status == GEMEL_OK ? answer.written : 0;
    return refused(answer.status, answer.message);
}

Answer Actor::set_without_lock(const Operation &operation)
{
    constexpr useconds_t window = 1000; // for others to come in between
    const Reply unlinked = plain_->run(unlink_others_statement(place_, operation.dependent, operation.owner));
    usleep(window);
    const Reply linked = plain_->run(link_statement(place_, operation.dependent, operation.owner));
    const Reply &answer = unlinked.status == GEMEL_OK ? linked : unlinked;
    return refused(answer.status, answer.message);
}

void Actor::check_memory(const Operation &operation, const Outcome &outcome) const
{
    if (operation.dependent == none || combination_.is_control)
        return;
    const bool good = outcome.status == GEMEL_OK;
    for (const Pair &pair : pairs_of(operation)) {
        std::int64_t expected = pair.held;
        switch (operation.kind) {
        case Kind::HasOneSet:
        case Kind::HasOneSetMany:
        case Kind::BelongsToSet:
        case Kind::BelongsToSetKey:
        case Kind::Update:
            expected = good ? pair.owner : pair.held;
            break;
        case Kind::Save:
            expected = pair.owner; // assigned before
            break;
        case Kind::BelongsToUnset:
            expected = good ? none : pair.held;
            break;
        case Kind::BelongsToCreate:
            expected = good ? outcome.found : pair.held;
            break;
        default:
            break;
        }
        const std::int64_t shown = held(dependent(pair));
        if (shown != expected)
            throw Broken("after " + told(operation) + " => " + told(outcome) + " the record in memory of dependent " +
                         std::to_string(pair.dependent) + " has the owner " + std::to_string(shown));
    }
}

void Actor::check_restored()
{
    for (const Operation &it : *wanted_)
        if (it.kind == Kind::Save || it.kind == Kind::Update)
            assign(dependent(it), held_before_.at(it.dependent)); // what was assigned stays so, by promise
    for (const auto &[key, before] : held_before_)
        if (const std::int64_t shown = held(dependents_.at(key).get()); shown != before)
            throw Broken("after a rollback the record of dependent " + std::to_string(key) + " has the owner " +
                         std::to_string(shown) + " and not " + std::to_string(before));
}

void Actor::keep_made(const Event &event)
{
    for (std::size_t i = 0; event.status == GEMEL_OK && i < event.count; ++i) {
        if (event.operations[i].kind == Kind::DestroyOwner)
            owners_.erase(event.operations[i].owner);
        if (event.operations[i].kind == Kind::DestroyDependent)
            dependents_.erase(event.operations[i].dependent);
    }
    if (event.status == GEMEL_OK) {
        owners_.merge(made_owners_);
        dependents_.merge(made_dependents_);
    }
    made_owners_.clear();
    made_dependents_.clear();
    held_before_.clear();
}

} // namespace stress
