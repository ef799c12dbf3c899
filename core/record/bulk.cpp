// Checks rows one by one, and counts them, so that messages can name them.
#include "core/record/bulk.hpp"

#include "core/base/text.hpp"
#include "core/object/assign.hpp"
#include "core/object/clock.hpp"
#include "core/writing/mandatory.hpp"

namespace gemel {

namespace {

struct Row {
    RowValues values;
    std::optional<statement::Conflict> conflict;
};

/// The values of a row, checked; `number` counts from 1.
Row checked(Session &session, State &state, const Object &values, const BulkOptions &options, std::int64_t now,
            std::size_t number)
{
    const Session::Call call(session); // validators may be the program's
    try {
        build(state, values, now).apply();
        std::optional<statement::Conflict> conflict;
        if (options.upsert)
            conflict = conflict_of(*options.upsert, state, values);
        require_dependents(state.model());
        Validation validation(options.validate);
        RowValues fitting = insert_values(validation, state, now);
        validation.ask(session);
        validation.raise();
        return {std::move(fitting), std::move(conflict)};
    } catch (Failure &failure) {
        failure.message = say("row ", std::to_string(number), ": ", failure.message);
        throw;
    }
}

} // namespace

BulkOptions insert_options(const Object &object, const Model &model)
{
    const std::string where = say("inserting ", model.name, " records");
    Members members(object, where, Status::USAGE);
    BulkOptions options{members.flag("returning"), take_upsert(members, model), take_validate(members)};
    take_no_hooks(members, model, options.upsert.has_value());
    members.refuse_unknown();
    return options;
}

BulkOptions bulk_options(const Object &object, const Model &model)
{
    const std::string where = say("opening a bulk of ", model.name);
    Members members(object, where, Status::USAGE);
    BulkOptions options{false, take_upsert(members, model), take_validate(members)};
    take_no_hooks(members, model, options.upsert.has_value());
    members.refuse_unknown({{"returning", "a bulk gives no records"}});
    return options;
}

Insertion::Insertion(SessionPtr session, const Model &model, const BulkOptions &options)
    : session_(std::move(session)), model_(model), options_(options), now_(now())
{}

void Insertion::add(const Object &values)
{
    const auto state = std::make_shared<State>(model_);
    Row row = checked(*session_, *state, values, options_, now_, rows_ + 1);
    if (batches_.empty() || !batches_.back().takes(row.values, row.conflict))
        batches_.emplace_back(model_, row.values, options_.returning, row.conflict);
    batches_.back().add(row.values);
    ++rows_;
    if (!options_.returning)
        return;
    states_.push_back(state);
    values_.push_back(std::move(row.values));
}

void Insertion::run()
{
    const Session::Call call(*session_);
    if (rows_ == 0)
        return;
    const auto cohort = std::make_shared<Cohort>();
    for (const auto &state : states_)
        cohort->add(state);
    std::vector<Changes> changes;
    session_->atomically([&] {
        changes.clear();
        std::size_t before = 0;
        for (Batch &batch : batches_) {
            batch.write(*session_, before);
            for (std::size_t row = 0; row < batch.size() && options_.returning; ++row) {
                State &state = *states_[before + row];
                Changes &made = changes.emplace_back();
                session_->note(state, made);
                for (const auto &[attribute, value] : values_[before + row])
                    made.store(state, *attribute, value);
                for (std::size_t i = 0; i < batch.made().size(); ++i)
                    made.store(state, *batch.made()[i], batch.made(row, i));
                made.mark_stored(state);
            }
            before += batch.size();
        }
    });
    for (Changes &made : changes)
        made.apply();
    for (const auto &state : states_)
        state->cohort = cohort;
}

Bulk::Bulk(SessionPtr session, const Model &model, const BulkOptions &options)
    : session_(std::move(session)), model_(model), options_(options), now_(now())
{
    const Session::Call call(*session_);
    holding_ = session_->hold_level(say("the bulk of ", model_.name), false);
}

/// What is rolled back inside its level would take with it rows that were added before.
void Bulk::require_open() const
{
    if (is_finished_)
        throw Failure(Status::USAGE, say("the bulk of ", model_.name, " is finished"));
    if (holding_->is_over())
        throw Failure(Status::USAGE, say("the bulk of ", model_.name, " was rolled back: nothing of it is kept"));
    if (!session_->is_innermost(*holding_))
        throw Failure(Status::USAGE, say("the bulk of ", model_.name,
                                         " takes no rows while what was begun inside it is open: end that first"));
}

void Bulk::flush()
{
    require_open(); // the call may have ended what was let go
    if (!batch_)
        return;
    try {
        batch_->write(*session_, sent_);
    } catch (Failure &failure) {
        session_->give_up(*holding_);
        session_->find_default(failure);
        throw;
    } catch (...) {
        session_->give_up(*holding_);
        throw;
    }
    sent_ += batch_->size();
    batch_.reset();
}

void Bulk::add(const Object &values)
{
    require_open();
    State state(model_);
    const Row row = checked(*session_, state, values, options_, now_, rows_ + 1);
    if (batch_ && !batch_->takes(row.values, row.conflict)) {
        const Session::Call call(*session_);
        flush();
    }
    if (!batch_)
        batch_.emplace(model_, row.values, false, row.conflict);
    batch_->add(row.values);
    ++rows_;
}

std::size_t Bulk::finish()
{
    const Session::Call call(*session_);
    flush();
    session_->keep(*holding_);
    is_finished_ = true;
    return rows_;
}

} // namespace gemel
