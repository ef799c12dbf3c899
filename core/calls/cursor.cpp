// Opens, fetches, closes. What comes together is a cohort: what is lazy is loaded for one batch at a time.
#include "core/calls/cursor.hpp"

#include "core/base/text.hpp"
#include "core/reading/fetch.hpp"
#include "core/reading/reading.hpp"
#include "core/session/pipeline.hpp"

#include <numeric>

namespace gemel::calls {

namespace {

std::size_t width(const statement::Select &select)
{
    return std::accumulate(select.joins.begin(), select.joins.end(), select.columns.size(),
                           [](std::size_t sum, const statement::Join &join) { return sum + join.columns.size(); });
}

} // namespace

std::int64_t take_batch_size(Members &members)
{
    constexpr std::int64_t most = 100'000, usual = 500;
    std::optional<std::int64_t> batch;
    members.take("batchSize", batch);
    if (batch && (*batch < 1 || *batch > most))
        members.refuse(
            say("option 'batchSize' must be from 1 to ", std::to_string(most), ", not ", std::to_string(*batch)));
    return batch.value_or(usual);
}

Cursor::Cursor(SessionPtr session, const Query &query, std::int64_t batch)
    : session_(std::move(session)), query_(query), batch_(batch)
{
    if (query.lock != statement::Lock::None)
        throw Failure(Status::USAGE, say("a cursor over ", query.model->name, " locks no rows"));
    require_records(query);
    require_supported(*session_, query);
    const statement::Select select = select_rows(query);
    const Session::Call call(*session_);
    session_->require_kept(select);
    const sql::Dialect &dialect = session_->dialect();
    const std::size_t number = session_->free_number();
    const std::string what = say("the cursor over ", query.model->name);
    name_ = say("gemel_cursor_", std::to_string(number));
    columns_ = width(select);
    const driver::Command open = dialect.open_cursor(name_, command(dialect.render(select)), columns_);
    holding_ = session_->depth() == 0 ? session_->hold_level(what, true, number)
                                      : session_->hold(what, dialect.close_cursor(name_), number);
    try {
        session_->send(open);
    } catch (...) {
        session_->forget(*holding_);
        throw;
    }
}

void Cursor::fetch()
{
    const Session::Call call(*session_);
    try {
        // What finds no memory is made of the same rows again.
        if (!rows_)
            rows_ = session_->send(session_->dialect().fetch(name_, columns_, fetched_, batch_)).rows;
        states_ = read_objects(*session_, query_, *rows_);
    } catch (const Failure &) {
        session_->give_up(*holding_);
        throw;
    } catch (...) {
        if (!rows_ && session_->dialect().fetches_once())
            session_->give_up(*holding_); // rather than go on without them
        throw;
    }
    const auto count = static_cast<std::int64_t>(rows_->size());
    fetched_ += count;
    is_drained_ = count < batch_;
    given_ = 0;
    rows_.reset();
}

StatePtr Cursor::next()
{
    if (!is_at_end_ && holding_->is_over())
        throw Failure(Status::USAGE, say("the cursor over ", query_.model->name,
                                         " is closed: what it was opened in has ended, or reading failed"));
    if (is_at_end_)
        return nullptr;
    if (given_ == states_.size() && !is_drained_)
        fetch();
    if (given_ == states_.size()) {
        // Not before: whether the session may write must not depend on how many rows there are.
        const Session::Call call(*session_);
        session_->give_up(*holding_);
        is_at_end_ = true;
        return nullptr;
    }
    return std::move(states_[given_++]);
}

} // namespace gemel::calls
