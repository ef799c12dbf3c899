// How a session opens and ends what handles hold. Knows none of the handles.
#include "core/session/holding.hpp"

#include "core/base/text.hpp"
#include "core/session/session.hpp"

#include <algorithm>

namespace gemel {

HoldingPtr Session::hold_level(std::string what, bool read_only, std::size_t number)
{
    holdings_.reserve(holdings_.size() + 1); // once the level is there nothing may fail
    auto holding = std::make_shared<Holding>(std::move(what), depth_ + 1, std::nullopt, number);
    begin_level(read_only, {});
    holdings_.push_back(holding);
    return holding;
}

HoldingPtr Session::hold(std::string what, driver::Command close, std::size_t number)
{
    auto holding = std::make_shared<Holding>(std::move(what), depth_, std::move(close), number);
    holdings_.push_back(holding);
    return holding;
}

std::size_t Session::free_number() const noexcept
{
    std::size_t number = 1;
    while (std::any_of(holdings_.begin(), holdings_.end(), [&](const auto &it) { return it->number_ == number; }))
        ++number;
    return number;
}

const Holding *Session::holder() const noexcept
{
    const auto found = std::find_if(holdings_.begin(), holdings_.end(),
                                    [&](const auto &it) { return it->owns_level() && it->depth_ == depth_; });
    return found == holdings_.end() ? nullptr : found->get();
}

void Session::keep(const Holding &holding)
{
    if (!is_innermost(holding))
        throw Failure(Status::INTERNAL, say("the level of ", holding.what_, " is not the innermost"));
    commit_level();
}

void Session::give_up(Holding &holding) noexcept
{
    holding.let_go();
    sweep();
}

void Session::forget(Holding &holding) noexcept
{
    if (holding.owns_level())
        return give_up(holding);
    holding.over_ = true;
    std::erase_if(holdings_, [&](const HoldingPtr &it) { return it.get() == &holding; });
}

/// A level that is still around one of the user's ends later.
void Session::sweep() noexcept
{
    for (std::size_t i = holdings_.size(); i-- > 0;) {
        const HoldingPtr holding = holdings_[i];
        if (!holding->unwanted_)
            continue;
        if (!holding->owns_level()) {
            if (!lost_)
                database_->undo(*connection_, *holding->close_);
            holding->over_ = true;
            holdings_.erase(holdings_.begin() + static_cast<std::ptrdiff_t>(i));
        } else if (holding->depth_ == depth_) {
            undo();
            i = std::min(i, holdings_.size());
        }
    }
}

/// What is inside the innermost level does not outlive it.
void Session::close_held()
{
    for (const HoldingPtr &holding : holdings_)
        if (!holding->owns_level() && holding->depth_ == depth_)
            send(*holding->close_);
}

/// The innermost level ends, whoever ends it.
void Session::forget_held() noexcept
{
    std::erase_if(holdings_, [&](const HoldingPtr &it) {
        it->over_ = it->over_ || it->depth_ >= depth_;
        return it->over_;
    });
}

} // namespace gemel
