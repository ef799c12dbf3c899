// Gathers and writes. What cannot be one statement is sent together, one statement a row: so what comes back is in the
// order of the rows by itself, which no statement for many promises.
#include "core/writing/batch.hpp"

#include "core/base/text.hpp"
#include "core/object/load.hpp"
#include "core/session/pipeline.hpp"

#include <algorithm>

namespace gemel {

namespace {

constexpr std::size_t most_rows = 10'000, most_bytes = 1'048'576; // in memory, until they are sent

std::size_t size_of(const Value &value) noexcept
{
    const auto *text = std::get_if<std::string>(&value);
    const auto *bytes = std::get_if<Bytes>(&value);
    return sizeof value + (text ? text->size() : bytes ? bytes->data.size() : 0);
}

} // namespace

Batch::Batch(const Model &model, const RowValues &values, bool returning, std::optional<statement::Conflict> conflict)
    : model_(&model), like_(insert_row(model, values))
{
    like_.conflict = std::move(conflict);
    for (const auto &[attribute, value] : values)
        given_.push_back(attribute);
    if (returning && !like_.conflict) {
        made_ = generated(model, values);
        echoed_ = echoed(values);
        like_.echoed = columns_of(echoed_);
        return;
    }
    like_.returning.clear();
    like_.numbered = false;
    if (!returning)
        return;
    like_.returning = all_columns(model);
    for (const Attribute &attribute : model.attributes)
        made_.push_back(&attribute);
}

bool Batch::is_full() const noexcept
{
    return rows_ >= most_rows || bytes_ >= most_bytes;
}

bool Batch::takes(const RowValues &values, const std::optional<statement::Conflict> &conflict) const noexcept
{
    return !is_full() && like_.conflict == conflict &&
           std::equal(values.begin(), values.end(), given_.begin(), given_.end(),
                      [](const auto &value, const Attribute *given) { return value.first == given; });
}

void Batch::add(const RowValues &values)
{
    const std::size_t before = values_.size();
    try {
        for (const auto &[attribute, value] : values)
            values_.push_back(to_column(attribute->type, value));
    } catch (...) {
        values_.resize(before);
        throw;
    }
    for (std::size_t i = before; i < values_.size(); ++i)
        bytes_ += size_of(values_[i]);
    ++rows_;
}

std::vector<driver::Command> Batch::one_by_one(const sql::Dialect &dialect) const
{
    const driver::Command first = command(dialect.render(like_));
    std::vector<driver::Command> commands(rows_, {first.sql, {}, first.kind, first.numbered});
    for (std::size_t i = 0; i < values_.size(); ++i)
        commands[i / given_.size()].binds.push_back(values_[i]);
    return commands;
}

std::vector<driver::Result> Batch::send(Session &session)
{
    std::optional<sql::Rendered> together = session.dialect().insert_many(like_);
    if (!together)
        return session.send(one_by_one(session.dialect()));
    driver::Command command{std::move(together->sql), {}, together->kind, together->numbered};
    command.rows = rows_;
    // They are lent: the transaction may have to be run again.
    command.binds.swap(values_);
    const auto give_back = [&] { command.binds.swap(values_); };
    std::vector<driver::Result> results;
    try {
        results.push_back(session.send(command));
    } catch (...) {
        give_back();
        throw;
    }
    give_back();
    return results;
}

/// Before anything of them is sent.
void Batch::require_kept(Session &session) const
{
    const Columns::Table columns = session.columns(model_->table);
    for (const Columns::Loose &it : *columns) {
        const auto place = std::find(given_.begin(), given_.end(), it.attribute);
        for (std::size_t row = 0; row < rows_ && place != given_.end(); ++row)
            try {
                it.require_kept(values_[row * given_.size() + static_cast<std::size_t>(place - given_.begin())]);
            } catch (Failure &failure) {
                failure.row = row;
                throw;
            }
    }
}

/// Of that row, or of all.
Largest Batch::largest(std::optional<std::size_t> row) const
{
    Largest out;
    const std::size_t width = given_.size();
    for (std::size_t i = 0; i < values_.size(); ++i)
        if (!row || *row == i / width)
            out.see(*given_[i % width], values_[i]);
    return out;
}

void Batch::write(Session &session, std::size_t before)
{
    try {
        require_kept(session);
        results_ = send(session);
    } catch (Failure &failure) {
        if (failure.too_big)
            largest(failure.row).name(failure);
        session.suspect_defaults(failure, like_);
        if (failure.row)
            failure.message = say("row ", std::to_string(before + *failure.row + 1), ": ", failure.message);
        throw;
    }
    if (results_.front().rows.width() == made_.size() + echoed_.size())
        made_.insert(made_.end(), std::make_move_iterator(echoed_.begin()), std::make_move_iterator(echoed_.end()));
    echoed_.clear();
    std::int64_t written = 0;
    for (const driver::Result &result : results_)
        written += result.affected;
    if (written != static_cast<std::int64_t>(rows_))
        throw Failure(Status::DATABASE, say("of ", std::to_string(rows_), " rows of ", model_->name,
                                            " the database wrote ", std::to_string(written)));
}

Value Batch::made(std::size_t row, std::size_t column) const
{
    const bool together = results_.size() == 1;
    const driver::Rows &rows = results_[together ? 0 : row].rows;
    const driver::Cell &cell = rows.at(together ? row : 0, column);
    std::optional<Value> value = read_value(made_[column]->type, rows, cell);
    if (!value)
        misread(*made_[column], cell, say("row ", std::to_string(row + 1)));
    return std::move(*value);
}

} // namespace gemel
