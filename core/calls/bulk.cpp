// Sends what is gathered when it is much.
#include "core/calls/bulk.hpp"

#include "core/base/text.hpp"
#include "core/object/clock.hpp"
#include "core/writing/save.hpp"

namespace gemel::calls {

BulkOptions bulk_options(const Object &object, const Model &model)
{
    const std::string where = say("opening a bulk of ", model.name);
    Members members(object, where, CallName::bulk_open);
    BulkOptions options{false, take_upsert(members, model), take_validate(members)};
    take_no_hooks(members, model, options.upsert.has_value());
    members.refuse_unknown({{"returning", "a bulk gives no records"}});
    return options;
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
    const BulkRow row = check_row(*session_, state, values, options_, now_, rows_ + 1);
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

} // namespace gemel::calls
