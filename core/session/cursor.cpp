// Opens, fetches, closes. What comes together is a cohort: what is lazy is loaded for one batch at a time.
#include "core/session/cursor.hpp"

#include "core/base/text.hpp"
#include "core/session/includes.hpp"
#include "core/session/pipeline.hpp"

#include <numeric>

namespace gemel {

namespace {

query::Select select_where(const Model &model, const Object &where, const IncludesPtr &includes)
{
    return select_with(model, where_condition(model, where), includes ? *includes : Includes{});
}

std::size_t width(const query::Select &select)
{
    return std::accumulate(select.joins.begin(), select.joins.end(), select.columns.size(),
                           [](std::size_t sum, const query::Join &join) { return sum + join.columns.size(); });
}

} // namespace

CursorOptions cursor_options(const Object &object, const Model &model)
{
    constexpr std::int64_t most = 100'000;
    const std::string where = say("opening a cursor over ", model.name);
    Members members(object, where, Status::USAGE);
    CursorOptions options;
    options.includes = take_includes(members, model);
    std::optional<std::int64_t> batch;
    members.take("batchSize", batch);
    if (batch && (*batch < 1 || *batch > most))
        members.refuse(
            say("option 'batchSize' must be from 1 to ", std::to_string(most), ", not ", std::to_string(*batch)));
    options.batch = batch.value_or(options.batch);
    members.refuse_unknown();
    return options;
}

Cursor::Cursor(SessionPtr session, const Model &model, const Object &where, const CursorOptions &options)
    : Cursor(std::move(session), model, select_where(model, where, options.includes), options)
{}

Cursor::Cursor(SessionPtr session, const Model &model, const query::Select &select, const CursorOptions &options)
    : session_(std::move(session)), model_(model), options_(options)
{
    const Session::Call call(*session_);
    const sql::Dialect &dialect = session_->dialect();
    const std::size_t number = session_->free_number();
    const std::string what = say("the cursor over ", model.name);
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
            rows_ = session_->send(session_->dialect().fetch(name_, columns_, fetched_, options_.batch)).rows;
        states_ = make_states(model_, options_.includes, *rows_);
    } catch (const Failure &) {
        session_->give_up(*holding_);
        throw;
    }
    const auto count = static_cast<std::int64_t>(rows_->size());
    fetched_ += count;
    is_drained_ = count < options_.batch;
    given_ = 0;
    rows_.reset();
}

RecordPtr Cursor::next()
{
    if (!is_at_end_ && holding_->is_over())
        throw Failure(Status::USAGE, say("the cursor over ", model_.name,
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
    auto record = std::make_unique<Record>(session_, states_[given_]);
    states_[given_++].reset();
    return record;
}

} // namespace gemel
