// The promises, one function each. Numbers in brackets are those of the decisions on the semantics.
#include "model.hpp"

#include <algorithm>
#include <iterator>

namespace stress {

namespace {

constexpr const char *names[] = {
    "hasOne set",       "hasOne set key", "hasOne set new",    "hasOne set many",   "hasOne unset",
    "hasOne create",    "hasOne get",     "belongsTo set",     "belongsTo set key", "belongsTo unset",
    "belongsTo create", "destroy owner",  "destroy dependent", "find dependent",    "save",
    "update",           "plain UPDATE",
};
static_assert(std::size(names) == static_cast<std::size_t>(Kind::Count));

/// Is it the owner of one of the pairs?
bool is_owner(const std::vector<Pair> &pairs, std::int64_t key)
{
    return std::any_of(pairs.begin(), pairs.end(), [&](const Pair &it) { return it.owner == key; });
}

bool is_dependent(const std::vector<Pair> &pairs, std::int64_t key)
{
    return std::any_of(pairs.begin(), pairs.end(), [&](const Pair &it) { return it.dependent == key; });
}

bool is_taken(const State &state, const Operation &by_another_than)
{
    const std::vector<Pair> pairs = pairs_of(by_another_than);
    return std::any_of(state.dependents.begin(), state.dependents.end(),
                       [&](const auto &it) { return is_owner(pairs, it.second) && !is_dependent(pairs, it.first); });
}

/// One operation at work on a state.
class Play {
public:
    Play(const Rules &rules, const Operation &operation, std::int64_t made, State &state)
        : rules_(rules), it_(operation), made_(made), state_(state)
    {}

    Outcome result()
    {
        switch (it_.kind) {
        case Kind::HasOneSet:
        case Kind::HasOneSetKey:
            return has_one_set();
        case Kind::HasOneSetNew:
            return has_one_set_new();
        case Kind::HasOneSetMany:
            return has_one_set_many();
        case Kind::HasOneUnset:
            return has_one_unset();
        case Kind::HasOneCreate:
            return has_one_create();
        case Kind::HasOneGet:
            return {GEMEL_OK, lowest_dependent()};
        case Kind::BelongsToSet:
        case Kind::BelongsToSetKey:
            return belongs_to_set();
        case Kind::BelongsToUnset:
            return belongs_to_unset();
        case Kind::BelongsToCreate:
            return belongs_to_create();
        case Kind::DestroyOwner:
            return destroy_owner();
        case Kind::DestroyDependent:
            return {GEMEL_OK, static_cast<std::int64_t>(state_.dependents.erase(it_.dependent))};
        case Kind::FindDependent:
            return {GEMEL_OK, has_dependent() ? state_.dependents[it_.dependent] : absent};
        case Kind::Save:
        case Kind::Update:
            return save();
        case Kind::PlainUpdate:
            return plain_update();
        case Kind::Count:
            break;
        }
        return {GEMEL_INTERNAL, none};
    }

private:
    bool is_taken() const { return stress::is_taken(state_, it_); }
    bool has_owner() const { return state_.owners.contains(it_.owner); }
    bool has_dependent() const { return state_.dependents.contains(it_.dependent); }
    std::int64_t lowest_dependent() const
    {
        for (const auto &[dependent, owner] : state_.dependents)
            if (owner == it_.owner)
                return dependent;
        return none;
    }
    void link() { state_.dependents[it_.dependent] = it_.owner; }
    void displace_others()
    {
        const std::vector<Pair> pairs = pairs_of(it_);
        std::vector<std::int64_t> others;
        for (const auto &[dependent, owner] : state_.dependents)
            if (is_owner(pairs, owner) && !is_dependent(pairs, dependent))
                others.push_back(dependent);
        for (const std::int64_t other : others) {
            if (!rules_.nullable || it_.destroy_previous)
                state_.dependents.erase(other);
            else
                state_.dependents[other] = none;
        }
    }

    // Owner first, then dependent; the owner's row must be there.
    Outcome has_one_set()
    {
        if (!has_owner() || !has_dependent())
            return {GEMEL_NOT_FOUND, none};
        displace_others();
        link();
        return {};
    }
    Outcome has_one_set_new()
    {
        if (!has_owner())
            return {GEMEL_NOT_FOUND, none};
        displace_others();
        state_.dependents[made_] = it_.owner;
        return {GEMEL_OK, made_};
    }
    // All owners first, then all dependents. These may change places, but for a moment have none.
    Outcome has_one_set_many()
    {
        const std::vector<Pair> pairs = pairs_of(it_);
        for (const Pair &pair : pairs)
            if (!state_.owners.contains(pair.owner) || !state_.dependents.contains(pair.dependent))
                return {GEMEL_NOT_FOUND, none};
        for (const Pair &pair : pairs) {
            const std::int64_t owner = state_.dependents[pair.dependent];
            if (!rules_.nullable && rules_.unique && owner != pair.owner && is_owner(pairs, owner))
                return {GEMEL_UNSUPPORTED, none};
        }
        displace_others();
        for (const Pair &pair : pairs)
            state_.dependents[pair.dependent] = pair.owner;
        return {};
    }
    Outcome has_one_unset()
    {
        if (!has_owner())
            return {GEMEL_NOT_FOUND, none};
        displace_others();
        return {};
    }
    // Does not look for the owner; a partner is no excuse for a second one.
    Outcome has_one_create()
    {
        if (is_taken() && !it_.replace)
            return {GEMEL_OCCUPIED, none};
        if (!has_owner())
            return {GEMEL_FOREIGN_KEY, none};
        displace_others();
        state_.dependents[made_] = it_.owner;
        return {GEMEL_OK, made_};
    }
    // Whatever memory holds: the source, the place, the owner.
    Outcome belongs_to_set()
    {
        if (!has_dependent())
            return {GEMEL_NOT_FOUND, none};
        if (is_taken() && !it_.replace)
            return {GEMEL_OCCUPIED, none};
        if (!has_owner())
            return {GEMEL_FOREIGN_KEY, none};
        displace_others();
        link();
        return {};
    }
    Outcome belongs_to_unset()
    {
        if (!rules_.nullable)
            return {GEMEL_NOT_NULL, none};
        if (!has_dependent())
            return {GEMEL_NOT_FOUND, none};
        state_.dependents[it_.dependent] = none;
        return {};
    }
    Outcome belongs_to_create()
    {
        if (!has_dependent())
            return {GEMEL_NOT_FOUND, none};
        state_.owners.insert(made_);
        state_.dependents[it_.dependent] = made_;
        return {GEMEL_OK, made_};
    }
    Outcome destroy_owner()
    {
        const auto destroyed = static_cast<std::int64_t>(state_.owners.erase(it_.owner));
        displace_others(); // as the foreign key's constraint says: set null, or cascade
        return {GEMEL_OK, destroyed};
    }
    // Null is refused before SQL, a row that is gone before what the database refuses.
    Outcome save()
    {
        if (it_.owner == it_.held)
            return {};
        if (it_.owner == none && !rules_.nullable)
            return {GEMEL_NOT_NULL, none};
        if (!has_dependent())
            return {GEMEL_NOT_FOUND, none};
        return write();
    }
    Outcome plain_update()
    {
        if (!has_dependent())
            return {};
        Outcome outcome = write();
        outcome.found = outcome.status == GEMEL_OK ? 1 : 0;
        return outcome;
    }
    Outcome write()
    {
        if (it_.owner != none && rules_.unique && is_taken())
            return {GEMEL_UNIQUE, none};
        if (it_.owner != none && !has_owner())
            return {GEMEL_FOREIGN_KEY, none};
        link();
        return {};
    }

    const Rules &rules_;
    const Operation &it_;
    const std::int64_t made_;
    State &state_;
};

bool displaces(const Operation &it) noexcept
{
    switch (it.kind) {
    case Kind::HasOneSet:
    case Kind::HasOneSetKey:
    case Kind::HasOneSetNew:
    case Kind::HasOneSetMany:
        return true;
    case Kind::HasOneCreate:
    case Kind::BelongsToSet:
    case Kind::BelongsToSetKey:
        return it.replace;
    default:
        return false;
    }
}

std::string key(std::int64_t it)
{
    return it == none ? "nobody" : it == absent ? "no row" : std::to_string(it);
}

} // namespace

const char *name(Kind kind) noexcept
{
    return names[static_cast<std::size_t>(kind)];
}

bool is_plain_writer(Kind kind) noexcept
{
    return kind == Kind::Save || kind == Kind::Update || kind == Kind::PlainUpdate;
}

bool is_read(Kind kind) noexcept
{
    return kind == Kind::HasOneGet || kind == Kind::FindDependent;
}

std::vector<Pair> pairs_of(const Operation &operation)
{
    std::vector<Pair> out{{operation.owner, operation.dependent, operation.held}};
    std::copy_if(operation.more.begin(), operation.more.end(), std::back_inserter(out),
                 [](const Pair &it) { return it.dependent != none; });
    return out;
}

std::string told(const Operation &it)
{
    std::string out = name(it.kind);
    for (const Pair &pair : pairs_of(it)) {
        if (pair.owner != none || is_plain_writer(it.kind))
            out += ", owner " + key(pair.owner);
        if (pair.dependent != none)
            out += ", dependent " + std::to_string(pair.dependent) + " (in memory of " + key(pair.held) + ")";
    }
    return out + (it.replace ? ", replace" : "") + (it.destroy_previous ? ", destroyPrevious" : "");
}

std::string told(const Outcome &it)
{
    return std::string(gemel_status_name(it.status)) + (it.found == none ? "" : ", " + key(it.found));
}

std::string told(const State &state)
{
    std::string out = "owners";
    for (const std::int64_t owner : state.owners)
        out += " " + std::to_string(owner);
    out += "; dependents";
    for (const auto &[dependent, owner] : state.dependents)
        out += " " + std::to_string(dependent) + (owner == none ? "" : "->" + std::to_string(owner));
    return out;
}

std::string play(const Rules &rules, const Operation &operation, const Outcome &outcome, const State *contested,
                 State &state)
{
    // What a plain writer took meanwhile is refused, nothing done; but it must really be taken.
    const bool refused = outcome.status == GEMEL_UNIQUE || outcome.status == GEMEL_OCCUPIED;
    if (contested && rules.unique && refused && displaces(operation) && is_taken(*contested, operation))
        return "";
    const Outcome expected = Play(rules, operation, outcome.found, state).result();
    if (expected.status == outcome.status && (outcome.status != GEMEL_OK || expected.found == outcome.found))
        return "";
    return told(expected);
}

} // namespace stress
