// Notes and restores.
#include "core/object/journal.hpp"

#include <algorithm>

namespace gemel {

State *Journal::note(State &state)
{
    if (levels_.empty())
        return nullptr;
    Level &level = levels_.back();
    if (const auto noted = level.entries.find(state.token()); noted != level.entries.end())
        return &noted->second.before;
    if (level.entries.size() >= level.sweep_at) {
        std::erase_if(level.entries, [](const auto &entry) { return entry.second.living.expired(); });
        level.sweep_at = std::max<std::size_t>(1024, 2 * level.entries.size());
    }
    return &level.entries.emplace(state.token(), Entry{state.weak_from_this(), state.before()}).first->second.before;
}

void Journal::make_room()
{
    if (levels_.size() < 2)
        return;
    auto &around = levels_[levels_.size() - 2].entries;
    const std::size_t most = around.size() + levels_.back().entries.size();
    if (most >= around.bucket_count()) // one entry a bucket is what it bears
        around.reserve(2 * most);      // of many small levels, only a few make it grow
}

void Journal::release() noexcept
{
    Level level = std::move(levels_.back());
    levels_.pop_back();
    if (levels_.empty())
        return;
    auto &around = levels_.back().entries;
    around.merge(level.entries); // what was noted around it already stays as it was then
    for (auto &[token, entry] : level.entries)
        around.find(token)->second.before.collect(std::move(entry.before));
}

void Journal::restore() noexcept
{
    for (auto &[token, entry] : levels_.back().entries)
        if (const std::shared_ptr<State> state = entry.living.lock())
            state->restore(std::move(entry.before));
    levels_.pop_back();
}

} // namespace gemel
