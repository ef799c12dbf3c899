/*
 * The option raiseOnLazy of sessions and of what reads records: late loading is refused, getting is not. It must not
 * test what loading gives (test_loading.c).
 */
#include "asked.h"
#include "loading.h"
#include "sessions.h"

/* ann has a licence with a chip, bob has none. */
static int world_of_two(void **state)
{
    world_k(state);
    given(*state, "Person", "{'id': 1, 'name': 'ann'}");
    given(*state, "Person", "{'id': 2, 'name': 'bob'}");
    given(*state, "License", "{'id': 10, 'ownerId': 1}");
    given(*state, "Chip", "{'id': 20, 'licId': 10}");
    forget_statements(*state);
    return 0;
}

static int world_that_raises(void **state)
{
    world_of_two(state);
    session_with(*state, "{'raiseOnLazy': true}");
    return 0;
}

#define expect_not_loaded(record, association_name, part)                                                              \
    expect_not_loaded_at((record), (association_name), (part), __FILE__, __LINE__)
static void expect_not_loaded_at(gemel_record *record, const char *association_name, const char *part, const char *file,
                                 int line)
{
    gemel_record *none = NULL;
    expect_at(GEMEL_USAGE, gemel_record_load_association(record, association_name, NULL, &none, &err), "loading", file,
              line);
    expect_mention_at(part, file, line);
    expect_mention_at("include it", file, line);
    assert_null(none);
    assert_false(is_loaded(record, association_name));
}

static void a_session_that_raises_names_what_was_not_included_and_sends_nothing(void **state)
{
    world *w = *state;
    gemel_record *ann = found(w, "Person", "{'id': 1}");
    forget_statements(w);
    expect_not_loaded(ann, "license", "Person.license is not loaded");
    expect_statements(w, 0, 0);
}

static void it_does_not_matter_whether_there_is_somebody(void **state)
{
    const world *w = *state;
    expect_not_loaded(found(w, "Person", "{'id': 2}"), "license", "Person.license");
    expect_not_loaded(given(w, "License", "{'id': 11}"), "owner", "License.owner");
}

static void what_was_included_is_given(void **state)
{
    const world *w = *state;
    gemel_record *ann = found_with(w, "Person", "{'id': 1}", "{'include': 'license'}");
    expect_attribute(loaded(ann, "license"), "id", "10");
    assert_null(loaded(found_with(w, "Person", "{'id': 2}", "{'include': 'license'}"), "license"));
    expect_not_loaded(loaded(ann, "license"), "chip", "License.chip");
}

static void getting_is_still_allowed(void **state)
{
    const world *w = *state;
    gemel_record *ann = found(w, "Person", "{'id': 1}"), *license = NULL;
    expect_ok(gemel_record_get_association(ann, "license", NULL, &license, &err));
    expect_attribute(keep(license), "id", "10");
    expect_not_loaded(ann, "license", "Person.license");
}

static void what_a_method_has_put_there_is_given(void **state)
{
    const world *w = *state;
    gemel_record *bob = found(w, "Person", "{'id': 2}");
    expect_ok(gemel_record_set_association(bob, "license", given(w, "License", "{'id': 11}"), NULL, &err));
    expect_not_loaded(bob, "license", "Person.license");
    bob = found_with(w, "Person", "{'id': 2}", "{'include': 'license'}");
    expect_ok(gemel_record_unset_association(bob, "license", NULL, &err));
    assert_null(loaded(bob, "license"));
}

static void a_new_record_that_has_nobody_says_so(void **state)
{
    const world *w = *state;
    assert_null(loaded(built(w, "Person", "{'id': 9}"), "license"));
    assert_null(loaded(built(w, "License", "{}"), "owner"));
    assert_null(loaded(built(w, "License", "{'ownerId': null}"), "owner"));
    expect_not_loaded(built(w, "License", "{'ownerId': 1}"), "owner", "License.owner");
}

static void a_query_that_raises_does_so_for_all_of_its_records(void **state)
{
    const world *w = *state;
    gemel_query *people = query(w, "Person", "{'raiseOnLazy': true}");
    gemel_records *list = NULL;
    expect_ok(gemel_query_all(people, w->session, &list, &err));
    assert_int_equal(gemel_records_count(list), 2);
    expect_not_loaded(gemel_records_at(list, 0), "license", "Person.license");
    expect_not_loaded(gemel_records_at(list, 1), "license", "Person.license");
    assert_non_null(loaded(found(w, "Person", "{'id': 1}"), "license"));
    gemel_records_free(list);
    gemel_query_free(people);
}

static void it_does_so_for_those_included(void **state)
{
    static const char *const options[] = {
        "{'raiseOnLazy': true, 'include': 'license'}",
        "{'raiseOnLazy': true, 'include': {'association': 'license', 'strategy': 'batch'}}",
    };
    const world *w = *state;
    size_t i;
    for (i = 0; i < COUNT(options); ++i) {
        gemel_record *ann = found_with(w, "Person", "{'id': 1}", options[i]);
        expect_not_loaded(loaded(ann, "license"), "chip", "License.chip");
        expect_not_loaded(loaded(ann, "license"), "owner", "License.owner");
    }
}

static void it_does_so_at_every_depth(void **state)
{
    const world *w = *state;
    gemel_record *ann =
        found_with(w, "Person", "{'id': 1}",
                   "{'raiseOnLazy': true, 'include': {'association': 'license', 'include': {'association': 'chip'}}}");
    expect_not_loaded(loaded(loaded(ann, "license"), "chip"), "lic", "Chip.lic");
}

static void a_reload_does_not_forget_it(void **state)
{
    const world *w = *state;
    gemel_record *ann = found_with(w, "Person", "{'id': 1}", "{'raiseOnLazy': true}");
    expect_ok(gemel_record_reload(ann, NULL, &err));
    expect_not_loaded(ann, "license", "Person.license");
    expect_ok(gemel_record_reload(ann, with("{'include': 'license'}"), &err));
    expect_not_loaded(loaded(ann, "license"), "chip", "License.chip");
}

static void every_call_that_reads_records_takes_it(void **state)
{
    const world *w = *state;
    const char *const raise = "{'raiseOnLazy': true}";
    gemel_record *ann = NULL, *license = NULL, *first = NULL;
    gemel_records *list = NULL;
    gemel_query *people = query(w, "Person", raise);
    expect_ok(gemel_record_find(w->session, model(w, "Person"), values("{'id': 1}"), with(raise), &ann, &err));
    expect_not_loaded(keep(ann), "license", "Person.license");
    expect_ok(gemel_records_find_all(w->session, model(w, "Person"), NULL, with(raise), &list, &err));
    expect_not_loaded(gemel_records_at(list, 0), "license", "Person.license");
    gemel_records_free(list);
    expect_ok(gemel_query_first(people, w->session, NULL, &first, &err));
    expect_not_loaded(keep(first), "license", "Person.license");
    expect_ok(gemel_record_get_association(ann, "license", with(raise), &license, &err));
    expect_not_loaded(keep(license), "chip", "License.chip");
    gemel_query_free(people);
}

static void what_is_no_answer_to_it_is_refused(void **state)
{
    const world *w = *state;
    gemel_record *none = NULL;
    gemel_query *people = query(w, "Person", "{'raiseOnLazy': true, 'where': {'id': 1}}"), *names = NULL;
    const gemel_model *person = model(w, "Person");
    expect_no_session(w, "{'raiseOnLazy': 1}", "'raiseOnLazy' must be true or false");
    expect_no_session(w, "{'raiseonLazy': true}", "did you mean 'raiseOnLazy'?");
    expect(GEMEL_USAGE,
           gemel_record_find(w->session, person, values("{'id': 1}"), with("{'raiseOnLazy': 'yes'}"), &none, &err));
    expect_mention("'raiseOnLazy' must be true or false");
    expect(GEMEL_USAGE, gemel_query_merge_json(people, "{\"select\": \"name\"}", GEMEL_NUL, &names, &err));
    expect_mention("'raiseOnLazy'");
    expect(GEMEL_USAGE, gemel_query_update(people, w->session, values("{'name': 'eve'}"), NULL, NULL, &err));
    expect_mention("says more than which rows");
    gemel_query_free(people);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_that_raises, a_session_that_raises_names_what_was_not_included_and_sends_nothing),
        IN_WORLD(world_that_raises, it_does_not_matter_whether_there_is_somebody),
        IN_WORLD(world_that_raises, what_was_included_is_given),
        IN_WORLD(world_that_raises, getting_is_still_allowed),
        IN_WORLD(world_that_raises, what_a_method_has_put_there_is_given),
        IN_WORLD(world_that_raises, a_new_record_that_has_nobody_says_so),
        IN_WORLD(world_of_two, a_query_that_raises_does_so_for_all_of_its_records),
        IN_WORLD(world_of_two, it_does_so_for_those_included),
        IN_WORLD(world_of_two, it_does_so_at_every_depth),
        IN_WORLD(world_of_two, a_reload_does_not_forget_it),
        IN_WORLD(world_of_two, every_call_that_reads_records_takes_it),
        IN_WORLD(world_of_two, what_is_no_answer_to_it_is_refused),
    };
    return cmocka_run_group_tests_name("lazy", tests, NULL, NULL);
}
