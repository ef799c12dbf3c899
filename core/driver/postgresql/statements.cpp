// The cache of prepared statements. A name is never used twice, so that a statement which is gone on one side only can
// be mistaken for no other.
#include "core/driver/postgresql/statements.hpp"

#include "core/base/text.hpp"

#include <algorithm>

namespace gemel::driver::postgresql {

Statements::Statement Statements::use(const std::string &sql, std::vector<Oid> &types, const std::vector<bool> &nulls)
{
    if (const auto found = by_sql_.find(sql); found != by_sql_.end()) {
        const auto entry = found->second;
        if (entry->types.size() == types.size())
            for (std::size_t i = 0; i < types.size(); ++i)
                if (nulls[i])
                    types[i] = entry->types[i];
        if (entry->types == types) {
            recent_.splice(recent_.begin(), recent_, entry);
            return {entry->name, false};
        }
        drop(entry);
    }
    if (recent_.size() == most)
        drop(std::prev(recent_.end()));
    dropped_.reserve(dropped_.size() + most); // dropping needs no memory
    recent_.push_front({sql, say("gemel_", std::to_string(++made_)), types});
    try {
        by_sql_.emplace(recent_.front().sql, recent_.begin());
    } catch (...) {
        recent_.pop_front();
        throw;
    }
    return {recent_.front().name, true};
}

void Statements::drop(std::list<Entry>::iterator entry)
{
    dropped_.push_back(std::move(entry->name));
    by_sql_.erase(entry->sql);
    recent_.erase(entry);
}

void Statements::forget(std::string_view name, bool held)
{
    const auto found = std::find_if(recent_.begin(), recent_.end(), [&](const Entry &it) { return it.name == name; });
    if (found == recent_.end())
        return;
    drop(found);
    if (!held)
        dropped_.pop_back();
}

void Statements::forget_all() noexcept
{
    by_sql_.clear();
    recent_.clear();
    dropped_.clear();
}

} // namespace gemel::driver::postgresql
