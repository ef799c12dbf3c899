// The checker, on histories made by hand: those that some order explains, and those that none does. A checker that
// takes all would make every run of the hammer green. Reports in TAP.
#include "checker.hpp"

#include <cstdio>
#include <functional>
#include <utility>

namespace {

using stress::Event;
using stress::Kind;
using stress::Operation;
using stress::Outcome;
using stress::Round;
using stress::Rules;
using stress::State;

using Actors = std::vector<std::vector<Event>>;

/// The clock counts in whole steps.
Event at(std::int64_t start, std::int64_t end, const Operation &operation, const Outcome &outcome = {})
{
    Event event;
    event.start = start;
    event.end = end;
    event.status = outcome.status;
    event.count = 1;
    event.operations[0] = operation;
    event.outcomes[0] = outcome;
    return event;
}

/// A transaction of both, as the second one ended.
Event both(const Event &first, const Event &second)
{
    Event event = first;
    event.in_transaction = true;
    event.end = second.end;
    event.status = second.status;
    event.count = 2;
    event.operations[1] = second.operations[0];
    event.outcomes[1] = second.outcomes[0];
    return event;
}

Operation set(std::int64_t owner, std::int64_t dependent)
{
    return {Kind::HasOneSet, owner, dependent};
}
/// Both pairs at once.
Operation set_two(const stress::Pair &first, const stress::Pair &second)
{
    Operation operation = set(first.owner, first.dependent);
    operation.kind = Kind::HasOneSetMany;
    operation.more[0] = second;
    return operation;
}
Operation create(std::int64_t owner)
{
    return {Kind::HasOneCreate, owner};
}
Operation get(std::int64_t owner)
{
    return {Kind::HasOneGet, owner};
}
Operation find(std::int64_t dependent)
{
    return {Kind::FindDependent, stress::none, dependent};
}
Operation unset(std::int64_t owner)
{
    return {Kind::HasOneUnset, owner};
}
Operation belongs_to(std::int64_t owner, std::int64_t dependent, std::int64_t held)
{
    return {Kind::BelongsToSet, owner, dependent, held};
}
Operation plain(std::int64_t owner, std::int64_t dependent)
{
    return {Kind::PlainUpdate, owner, dependent};
}

const State two_free{{1, 2}, {{11, 0}, {12, 0}}};
const State two_linked{{1, 2}, {{11, 1}, {12, 2}}}, exchanged{{1, 2}, {{11, 2}, {12, 1}}};
const State one_linked{{1, 2}, {{11, 1}, {12, 0}}};

const Rules nullable{true, false}, not_null{false, false}, unique{true, true}, both_rules{false, true};

bool is_explained(const Rules &rules, const State &before, const Actors &actors, const State &after)
{
    return stress::unexplained(Round{rules, before, actors, after}).empty();
}

struct Test {
    const char *name;
    bool expected;
    std::function<bool()> explained;
};

const Test tests[] = {
    {"two who set the same owner: the last one stays", true,
     [] {
         return is_explained(nullable, two_free, {{at(0, 9, set(1, 11))}, {at(0, 9, set(1, 12))}},
                             {{1, 2}, {{11, 0}, {12, 1}}});
     }},
    {"two partners are explained by nothing", false,
     [] {
         return is_explained(nullable, two_free, {{at(0, 9, set(1, 11))}, {at(0, 9, set(1, 12))}},
                             {{1, 2}, {{11, 1}, {12, 1}}});
     }},
    {"nor is that nobody is left", false,
     [] {
         return is_explained(nullable, two_free, {{at(0, 9, set(1, 11))}, {at(0, 9, set(1, 12))}},
                             {{1, 2}, {{11, 0}, {12, 0}}});
     }},
    {"what is displaced may not be null: it is deleted", true,
     [] {
         return is_explained(not_null, {{1, 2}, {{11, 1}, {12, 2}}}, {{at(0, 9, set(1, 12))}}, {{1, 2}, {{12, 1}}});
     }},
    {"a row that nobody displaced is lost", false,
     [] {
         return is_explained(nullable, {{1, 2}, {{11, 1}, {12, 2}}}, {{at(0, 9, unset(1))}}, {{1, 2}, {{11, 0}}});
     }},
    {"a displaced row is deleted though it may be null", false,
     [] {
         return is_explained(nullable, one_linked, {{at(0, 9, set(1, 12))}}, {{1, 2}, {{12, 1}}});
     }},
    {"two that are set at once change places", true,
     [] {
         return is_explained(nullable, two_linked, {{at(0, 9, set_two({1, 12}, {2, 11}))}}, exchanged);
     }},
    {"nobody sees the one without the other", false,
     [] {
         return is_explained(nullable, two_linked,
                             {{at(0, 9, set_two({1, 12}, {2, 11}))},
                              {at(0, 4, get(1), {GEMEL_OK, 12}), at(5, 9, get(2), {GEMEL_OK, 12})}},
                             exchanged);
     }},
    {"of two that are set at once, one stays where it was", false,
     [] {
         return is_explained(nullable, two_free, {{at(0, 9, set_two({1, 11}, {2, 12}))}}, one_linked);
     }},
    {"where neither null nor two are allowed they change no places", false,
     [] {
         return is_explained(both_rules, two_linked, {{at(0, 9, set_two({1, 12}, {2, 11}))}}, exchanged);
     }},
    {"that is not supported, and does nothing", true,
     [] {
         return is_explained(both_rules, two_linked, {{at(0, 9, set_two({1, 12}, {2, 11}), {GEMEL_UNSUPPORTED})}},
                             two_linked);
     }},
    {"one of two creates finds the place taken", true,
     [] {
         return is_explained(nullable, {{1}, {}},
                             {{at(0, 9, create(1), {GEMEL_OCCUPIED})}, {at(0, 9, create(1), {GEMEL_OK, 21})}},
                             {{1}, {{21, 1}}});
     }},
    {"both creates find it free", false,
     [] {
         return is_explained(nullable, {{1}, {}},
                             {{at(0, 9, create(1), {GEMEL_OK, 22})}, {at(0, 9, create(1), {GEMEL_OK, 21})}},
                             {{1}, {{21, 1}, {22, 1}}});
     }},
    {"a refused create left a row", false,
     [] {
         return is_explained(nullable, one_linked, {{at(0, 9, create(1), {GEMEL_OCCUPIED})}},
                             {{1, 2}, {{11, 1}, {12, 0}, {21, 1}}});
     }},
    {"occupied, but nobody was ever there", false,
     [] { return is_explained(nullable, two_free, {{at(0, 9, create(1), {GEMEL_OCCUPIED})}}, two_free); }},
    {"what ended first comes first", false,
     [] {
         return is_explained(nullable, two_free, {{at(0, 3, set(1, 11))}, {at(5, 9, set(1, 12))}},
                             {{1, 2}, {{11, 1}, {12, 0}}});
     }},
    {"an actor's own order is kept though the clock does not show it", false,
     [] {
         return is_explained(nullable, two_free, {{at(0, 5, set(1, 11)), at(5, 9, set(1, 12))}},
                             {{1, 2}, {{11, 1}, {12, 0}}});
     }},
    {"a read sees what others did before and after", true,
     [] {
         return is_explained(
             nullable, one_linked,
             {{at(0, 4, get(1), {GEMEL_OK, 11}), at(5, 9, get(1), {GEMEL_OK, 12})}, {at(0, 9, set(1, 12))}},
             {{1, 2}, {{11, 0}, {12, 1}}});
     }},
    {"a read sees the old state after it saw the new one", false,
     [] {
         return is_explained(
             nullable, one_linked,
             {{at(0, 4, get(1), {GEMEL_OK, 12}), at(5, 9, get(1), {GEMEL_OK, 11})}, {at(0, 9, set(1, 12))}},
             {{1, 2}, {{11, 0}, {12, 1}}});
     }},
    {"a read sees half of a set", false,
     [] {
         return is_explained(
             nullable, one_linked,
             {{at(0, 4, find(11), {GEMEL_OK, 0}), at(5, 9, get(1), {GEMEL_OK, 0})}, {at(0, 9, set(1, 12))}},
             {{1, 2}, {{11, 0}, {12, 1}}});
     }},
    {"a row that is deleted meanwhile is not found", true,
     [] {
         return is_explained(not_null, {{1, 2}, {{11, 1}, {12, 2}}},
                             {{at(0, 9, unset(2))}, {at(0, 9, set(1, 12), {GEMEL_NOT_FOUND})}}, {{1, 2}, {{11, 1}}});
     }},
    {"not found, but displaced the previous one", false,
     [] {
         return is_explained(not_null, {{1, 2}, {{11, 1}, {12, 2}}},
                             {{at(0, 9, unset(2))}, {at(0, 9, set(1, 12), {GEMEL_NOT_FOUND})}}, {{1, 2}, {}});
     }},
    {"belongsTo set asks the row, not memory, whether it is linked already", true,
     [] { return is_explained(nullable, two_free, {{at(0, 9, belongs_to(1, 11, 1))}}, one_linked); }},
    {"belongsTo set to what memory holds did nothing", false,
     [] { return is_explained(nullable, two_free, {{at(0, 9, belongs_to(1, 11, 1))}}, two_free); }},
    {"belongsTo set to another owner did nothing", false,
     [] { return is_explained(nullable, two_free, {{at(0, 9, belongs_to(1, 11, 2))}}, two_free); }},
    {"a transaction is all", false,
     [] {
         return is_explained(nullable, two_free, {{both(at(0, 4, set(1, 11)), at(4, 9, set(2, 12)))}},
                             {{1, 2}, {{11, 1}, {12, 0}}});
     }},
    {"or nothing", true,
     [] {
         return is_explained(nullable, two_free, {{both(at(0, 4, set(1, 11)), at(4, 9, create(1), {GEMEL_OCCUPIED}))}},
                             two_free);
     }},
    {"others do not come between its operations", false,
     [] {
         return is_explained(
             nullable, two_free,
             {{both(at(0, 4, get(1), {GEMEL_OK, 0}), at(4, 9, get(1), {GEMEL_OK, 11}))}, {at(0, 9, set(1, 11))}},
             {{1, 2}, {{11, 1}, {12, 0}}});
     }},
    {"what was given up did nothing", true,
     [] { return is_explained(nullable, two_free, {{at(0, 9, set(1, 11), {GEMEL_RETRY})}}, two_free); }},
    {"what was given up did something", false,
     [] { return is_explained(nullable, two_free, {{at(0, 9, set(1, 11), {GEMEL_RETRY})}}, one_linked); }},
    {"an outcome that is not known explains nothing", false,
     [] { return is_explained(nullable, two_free, {{at(0, 9, set(1, 11), {GEMEL_UNKNOWN_OUTCOME})}}, one_linked); }},
    {"a plain writer took the place during a set: not unique", true,
     [] {
         return is_explained(unique, two_free,
                             {{at(0, 9, set(1, 11), {GEMEL_UNIQUE})}, {at(0, 9, plain(1, 12), {GEMEL_OK, 1})}},
                             {{1, 2}, {{11, 0}, {12, 1}}});
     }},
    {"or the second place of two", true,
     [] {
         return is_explained(
             unique, {{1, 2}, {{11, 0}, {12, 0}, {13, 0}}},
             {{at(0, 9, set_two({1, 11}, {2, 12}), {GEMEL_UNIQUE})}, {at(0, 9, plain(2, 13), {GEMEL_OK, 1})}},
             {{1, 2}, {{11, 0}, {12, 0}, {13, 2}}});
     }},
    {"or between the operations of a transaction", true,
     [] {
         return is_explained(unique, two_free,
                             {{both(at(0, 4, unset(1)), at(4, 9, set(1, 11), {GEMEL_UNIQUE}))},
                              {at(0, 9, plain(1, 12), {GEMEL_OK, 1})}},
                             {{1, 2}, {{11, 0}, {12, 1}}});
     }},
    {"a set is not unique where nobody meddled", false,
     [] {
         return is_explained(unique, two_free, {{at(0, 9, set(1, 11), {GEMEL_UNIQUE})}, {at(0, 9, set(1, 12))}},
                             {{1, 2}, {{11, 0}, {12, 1}}});
     }},
    {"a set is not unique because of a writer long ago", false,
     [] {
         return is_explained(unique, two_free,
                             {{at(5, 9, set(1, 11), {GEMEL_UNIQUE})}, {at(0, 3, plain(1, 12), {GEMEL_OK, 1})}},
                             {{1, 2}, {{11, 0}, {12, 1}}});
     }},
};

} // namespace

int main()
{
    std::printf("1..%zu\n", std::size(tests));
    bool good = true;
    std::size_t number = 0;
    for (const Test &test : tests) {
        const bool passed = test.explained() == test.expected;
        std::printf("%sok %zu - %s\n", passed ? "" : "not ", ++number, test.name);
        good = good && passed;
    }
    return good ? 0 : 1;
}
