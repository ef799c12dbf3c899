// Gathers rows in batches, and writes these.
#include "core/calls/insert.hpp"

#include "core/base/text.hpp"
#include "core/object/clock.hpp"
#include "core/writing/save.hpp"

namespace gemel::calls {

BulkOptions insert_options(const Object &object, const Model &model)
{
    const std::string where = say("inserting ", model.name, " records");
    Members members(object, where, CallName::records_insert);
    BulkOptions options{members.flag("returning"), take_upsert(members, model), take_validate(members)};
    take_no_hooks(members, model, options.upsert.has_value());
    members.refuse_unknown();
    return options;
}

Insertion::Insertion(SessionPtr session, const Model &model, const BulkOptions &options)
    : session_(std::move(session)), model_(model), options_(options), now_(now())
{}

void Insertion::add(const Object &values)
{
    const auto state = std::make_shared<State>(model_);
    BulkRow row = check_row(*session_, *state, values, options_, now_, rows_ + 1);
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

} // namespace gemel::calls
