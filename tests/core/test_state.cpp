// What an object holds, by itself: whom its slots keep, and what becomes of them. Must not test what a method means.
#include "core/object/state.hpp"
#include "tests/capi/support/allocation.h"
#include "tests/core/tape.hpp"

extern "C" {
// cmocka needs these before it
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
}

using gemel::Slot;
using gemel::State;

namespace {

using StatePtr = std::shared_ptr<State>;

void show(const StatePtr &state, const char *association, Slot slot)
{
    state->make_slots();
    state->fill(state->model().association(association), std::move(slot));
}

/// Person has one Passport, which keeps nobody on, and one License, which may.
std::shared_ptr<const gemel::Schema> person_passport_license()
{
    gemel::SchemaDefinition definition;
    definition.models = {tape::model("Person", {{"id", "integer primary key"}}),
                         tape::model("Passport", {{"id", "integer primary key"}, {"ownerId", "integer"}}),
                         tape::model("License", {{"id", "integer primary key"}, {"ownerId", "integer"}})};
    definition.associations = {tape::has_one("Person", "Passport", "foreign key ownerId inverse owner"),
                               tape::has_one("Person", "License", "foreign key ownerId inverse owner")};
    return gemel::resolve(definition);
}

} // namespace

static void a_chain_that_is_longer_than_the_stack_ends_without_a_crash(void **)
{
    constexpr int length = 100'000;
    const auto schema = tape::person_license("integer");
    std::weak_ptr<State> last;
    {
        StatePtr first = std::make_shared<State>(schema->model("Person"));
        last = first;
        for (int i = 0; i < length; ++i) {
            StatePtr next = std::make_shared<State>(schema->model(i % 2 == 0 ? "License" : "Person"));
            show(next, i % 2 == 0 ? "owner" : "license", Slot::keep(std::move(first)));
            first = std::move(next);
        }
        assert_false(last.expired());
    }
    assert_true(last.expired());
}

static void branches_of_a_chain_end_without_memory(void **)
{
    constexpr int length = 100'000;
    const auto schema = person_passport_license();
    const gemel::Model &person = schema->model("Person"), &passport = schema->model("Passport");
    std::vector<std::weak_ptr<State>> all;
    StatePtr first = std::make_shared<State>(person);
    const auto add = [&](const StatePtr &state, const char *association, StatePtr kept) {
        all.push_back(kept);
        show(state, association, Slot::keep(std::move(kept)));
    };
    for (int i = 0; i < length; ++i) {
        StatePtr next = std::make_shared<State>(i % 2 == 0 ? schema->model("License") : person);
        add(next, i % 2 == 0 ? "owner" : "license", std::move(first));
        if (i % 2 == 1) {
            StatePtr aside = std::make_shared<State>(passport);
            add(aside, "owner", std::make_shared<State>(person));
            add(next, "passport", std::move(aside));
        }
        first = std::move(next);
    }
    allocation_arm(0, true);
    first.reset();
    assert_int_equal(allocation_disarm(), 0);
    for (const std::weak_ptr<State> &it : all)
        assert_true(it.expired());
}

static void a_slot_keeps_whom_gemel_loaded_and_only_sees_whom_the_user_holds(void **)
{
    const auto schema = tape::person_license("integer");
    const StatePtr person = std::make_shared<State>(schema->model("Person"));
    const gemel::Association &license = person->model().association("license");
    assert_false(person->slot(license).is_loaded());

    show(person, "license", Slot::nobody());
    assert_true(person->slot(license).is_loaded());
    assert_null(person->slot(license).somebody().get());

    show(person, "license", Slot::keep(std::make_shared<State>(schema->model("License"))));
    assert_true(person->slot(license).is_loaded());
    assert_non_null(person->slot(license).somebody().get());

    StatePtr held = std::make_shared<State>(schema->model("License"));
    show(person, "license", Slot::see(held));
    assert_ptr_equal(person->slot(license).somebody().get(), held.get());
    held.reset();
    assert_false(person->slot(license).is_loaded());
}

static void who_is_kept_twice_stays_with_the_other(void **)
{
    const auto schema = tape::person_license("integer");
    const StatePtr license = std::make_shared<State>(schema->model("License"));
    {
        const StatePtr person = std::make_shared<State>(schema->model("Person"));
        show(license, "owner", Slot::keep(std::make_shared<State>(schema->model("Person"))));
        show(person, "license", Slot::keep(license));
    }
    assert_true(license->slot(license->model().association("owner")).is_loaded());
}

int main()
{
    const CMUnitTest tests[] = {
        cmocka_unit_test(a_chain_that_is_longer_than_the_stack_ends_without_a_crash),
        cmocka_unit_test(branches_of_a_chain_end_without_memory),
        cmocka_unit_test(a_slot_keeps_whom_gemel_loaded_and_only_sees_whom_the_user_holds),
        cmocka_unit_test(who_is_kept_twice_stays_with_the_other),
    };
    return cmocka_run_group_tests(tests, nullptr, nullptr);
}
