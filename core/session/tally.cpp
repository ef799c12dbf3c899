// Counting statements.
#include "core/session/tally.hpp"

#include "core/base/failure.hpp"
#include "core/base/text.hpp"

#include <algorithm>
#include <utility>

namespace gemel {

namespace {

constexpr std::size_t most_shown = 3;

std::string statements(std::int64_t count)
{
    return say(std::to_string(count), count == 1 ? " statement" : " statements");
}

/// Users write their own over several lines.
std::string one_line(std::string sql)
{
    std::replace_if(
        sql.begin(), sql.end(), [](char c) { return c >= 0 && c < ' '; }, ' ');
    return sql;
}

std::string excess(std::int64_t most, std::int64_t sent, const std::vector<std::string> &beyond,
                   const std::string &label)
{
    std::string text =
        say("expected ", statements(most), " at most", label.empty() ? "" : say(" in ", in_quotes(label)), ", but ",
            std::to_string(sent), " were sent; beyond that: ");
    for (const std::string &sql : beyond)
        text += say(&sql == &beyond.front() ? "" : "; ", one_line(sql));
    const std::int64_t more = sent - most - static_cast<std::int64_t>(beyond.size());
    return more > 0 ? say(text, "; and ", std::to_string(more), " more") : text;
}

} // namespace

void Tally::expect(std::int64_t most)
{
    if (most < 0)
        throw Failure(Status::USAGE, say("argument 'most' is ", std::to_string(most), ", which is less than 0"));
    if (bound_)
        throw Failure(Status::USAGE,
                      say("the session expects ", statements(bound_->most), " at most already: verify that first"));
    Bound bound{most};
    bound.beyond.reserve(most_shown);
    bound_ = std::move(bound);
}

void Tally::verify()
{
    if (!bound_)
        throw Failure(Status::USAGE, "the session expects nothing that could be verified");
    if (bound_->sent <= bound_->most) {
        bound_.reset();
        return;
    }
    Failure failure(Status::USAGE, excess(bound_->most, bound_->sent, bound_->beyond, label_));
    bound_.reset(); // now: before, there may be no memory to say why
    throw failure;
}

void Tally::note(const driver::Command &command) noexcept
{
    if (command.kind != driver::Kind::Read && command.kind != driver::Kind::Write)
        return;
    ++count_;
    if (!bound_ || ++bound_->sent <= bound_->most || bound_->beyond.size() == most_shown)
        return;
    try {
        bound_->beyond.push_back(command.sql);
    } catch (...) {
        // Only the text is lost: what was sent must not fail any more.
    }
}

} // namespace gemel
