// What the manual promises of one operation after another: people who own at most one licence each, as a map. Written
// from the documentation; must not know how the library does it, nor that anything happens at the same time.
#pragma once

#include <gemel/gemel.h>

#include <array>
#include <compare>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace stress {

/// What the schema says of the foreign key.
struct Rules {
    bool nullable = true;
    bool unique = false;
};

enum class Kind : std::int32_t {
    HasOneSet,
    HasOneSetKey,
    HasOneSetNew,
    HasOneSetMany,
    HasOneUnset,
    HasOneCreate,
    HasOneGet,
    BelongsToSet,
    BelongsToSetKey,
    BelongsToUnset,
    BelongsToCreate,
    DestroyOwner,
    DestroyDependent,
    FindDependent,
    Save,   // plain writers: they write the foreign key and lock nobody's place
    Update, //
    PlainUpdate,
    Count
};
const char *name(Kind kind) noexcept;
bool is_plain_writer(Kind kind) noexcept;
bool is_read(Kind kind) noexcept;

/// In place of a key: null, or no row.
constexpr std::int64_t none = 0, absent = -1;

struct Pair {
    std::int64_t owner = none;
    std::int64_t dependent = none;
    std::int64_t held = none; // as of an operation
};

struct Operation {
    Kind kind = Kind::HasOneGet;
    std::int64_t owner = none; // plain writers: what the foreign key becomes
    std::int64_t dependent = none;
    std::int64_t held = none; // the stored foreign key as the dependent's record has it in memory
    bool replace = false;
    bool destroy_previous = false;
    std::array<Pair, 2> more{}; // of "set many": the pairs after the first; those without a dependent are none
};
/// All of them, the first one included; of another operation than "set many" there is one.
std::vector<Pair> pairs_of(const Operation &operation);
std::string told(const Operation &operation);

struct Outcome {
    gemel_status status = GEMEL_OK;
    std::int64_t found = none; // the key of what was made or read; how many rows a plain statement wrote
};
std::string told(const Outcome &outcome);

struct State {
    std::set<std::int64_t> owners;
    std::map<std::int64_t, std::int64_t> dependents; // to the owner, or none

    auto operator<=>(const State &) const = default;
};
std::string told(const State &state);

/// Does the operation to the state, as it would be done if nobody else was there. Returns what it should have told, if
/// that is not its outcome; the state is then spoiled. Where a plain writer took the place of its owner while it was
/// under way, it may have been refused as not unique, if the place is taken in the state that others see.
std::string play(const Rules &rules, const Operation &operation, const Outcome &outcome, const State *contested,
                 State &state);

} // namespace stress
