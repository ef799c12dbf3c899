// Weights, and which operations may share a transaction.
#include "choice.hpp"

#include <algorithm>
#include <cstring>

namespace stress {

namespace {

struct Weight {
    Kind kind;
    std::size_t weight;
};

constexpr Weight weights[] = {
    {Kind::HasOneSet, 20},       {Kind::HasOneSetKey, 8},    {Kind::HasOneSetNew, 6},
    {Kind::HasOneSetMany, 14},   {Kind::HasOneUnset, 6},     {Kind::HasOneCreate, 12},
    {Kind::HasOneGet, 6},        {Kind::BelongsToSet, 14},   {Kind::BelongsToSetKey, 6},
    {Kind::BelongsToUnset, 4},   {Kind::BelongsToCreate, 5}, {Kind::DestroyOwner, 2},
    {Kind::DestroyDependent, 3}, {Kind::FindDependent, 6},   {Kind::Save, 7},
    {Kind::Update, 5},           {Kind::PlainUpdate, 8},
};

bool is_allowed(const Combination &combination, Kind kind)
{
    return !is_plain_writer(kind) || combination.has_plain_writers;
}

Kind choose_kind(const Combination &combination, Random &random)
{
    std::size_t total = 0;
    for (const Weight &it : weights)
        total += is_allowed(combination, it.kind) ? it.weight : 0;
    std::size_t left = random.below(total);
    for (const Weight &it : weights) {
        const std::size_t weight = is_allowed(combination, it.kind) ? it.weight : 0;
        if (left < weight)
            return it.kind;
        left -= weight;
    }
    return Kind::HasOneGet;
}

bool needs_owner(Kind kind)
{
    return kind != Kind::BelongsToUnset && kind != Kind::BelongsToCreate && kind != Kind::DestroyDependent &&
           kind != Kind::FindDependent;
}

bool needs_dependent(Kind kind)
{
    return kind != Kind::HasOneSetNew && kind != Kind::HasOneUnset && kind != Kind::HasOneCreate &&
           kind != Kind::HasOneGet && kind != Kind::DestroyOwner;
}

bool takes_replace(Kind kind)
{
    return kind == Kind::HasOneCreate || kind == Kind::BelongsToSet || kind == Kind::BelongsToSetKey ||
           kind == Kind::BelongsToCreate;
}

bool takes_destroy_previous(Kind kind)
{
    return takes_replace(kind) || kind == Kind::HasOneSet || kind == Kind::HasOneSetKey || kind == Kind::HasOneSetNew ||
           kind == Kind::HasOneSetMany || kind == Kind::HasOneUnset;
}

/// One more pair, or two, if there is somebody left: each owner and each dependent is in one pair only.
void choose_more(Operation &it, Known left, Random &random)
{
    const auto forget = [&](const Pair &pair) {
        std::erase(left.owners, pair.owner);
        std::erase(left.dependents, pair.dependent);
    };
    forget({it.owner, it.dependent});
    for (Pair &pair : it.more) {
        if (left.owners.empty() || left.dependents.empty() || (&pair != it.more.data() && random.chance(50)))
            return;
        pair = {random.pick(left.owners), random.pick(left.dependents)};
        forget(pair);
    }
}

Operation choose_one(const Combination &combination, const Known &known, Random &random)
{
    const std::size_t owners = known.owners.size(), dependents = known.dependents.size();
    Operation it;
    it.kind = combination.is_control ? Kind::HasOneSet : choose_kind(combination, random);
    const std::size_t &left = it.kind == Kind::DestroyOwner ? owners : dependents;
    if ((it.kind == Kind::DestroyOwner || it.kind == Kind::DestroyDependent) && left <= operations_in_transaction)
        it.kind = Kind::HasOneCreate; // something is always left to work with
    if (needs_owner(it.kind))
        it.owner = random.pick(known.owners);
    if (needs_dependent(it.kind))
        it.dependent = random.pick(known.dependents);
    if (it.kind == Kind::HasOneSetMany)
        choose_more(it, known, random);
    if (is_plain_writer(it.kind) && random.chance(20) && (combination.rules.nullable || it.kind != Kind::PlainUpdate))
        it.owner = none;
    it.replace = takes_replace(it.kind) && random.chance(50);
    it.destroy_previous = takes_destroy_previous(it.kind) && !combination.is_control && random.chance(12);
    return it;
}

/// Methods lock what they decide by until the end of the transaction. A read does not, and a plain writer does not ask
/// for the lock: these are at one point of the order only by themselves, unless the database sees to it. So is, where a
/// unique key and not a write tells who is late, a method that only finds in its snapshot that there is nothing to do.
bool may_share_transaction(const Combination &combination, Kind kind)
{
    const auto is = [&](const char *isolation) { return std::strcmp(combination.isolation, isolation) == 0; };
    const bool finds_nobody = is("repeatable read") && combination.rules.unique && kind == Kind::HasOneUnset;
    return !is_plain_writer(kind) && !finds_nobody && (is("serializable") || !is_read(kind)) &&
           !(combination.has_plain_writers && is("read committed"));
}

/// What a foreign key does when an owner goes, PostgreSQL does by what is committed then, not by the snapshot that the
/// transaction reads: together the two are at no point of the order, whoever writes the SQL.
bool reads_and_destroys(Kind one, Kind other)
{
    return (is_read(one) && other == Kind::DestroyOwner) || (is_read(other) && one == Kind::DestroyOwner);
}

} // namespace

State choose_beginning(const Rules &rules, Random &random)
{
    constexpr std::int64_t owners = 3, dependents = 5, first_dependent = 11;
    State state;
    for (std::int64_t owner = 1; owner <= owners; ++owner)
        state.owners.insert(owner);
    for (std::int64_t i = 0; i < (rules.nullable ? dependents : owners); ++i)
        state.dependents[first_dependent + i] = i < owners && (!rules.nullable || random.chance(50)) ? i + 1 : none;
    return state;
}

std::vector<Operation> choose(const Combination &combination, const Known &known, Random &random)
{
    std::vector<Operation> out{choose_one(combination, known, random)};
    if (!combination.isolation)
        return out;
    const Operation more = choose_one(combination, known, random);
    if (random.chance(60) && may_share_transaction(combination, out.front().kind) &&
        may_share_transaction(combination, more.kind) && !reads_and_destroys(out.front().kind, more.kind))
        out.push_back(more);
    return out;
}

} // namespace stress
