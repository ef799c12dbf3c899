/*
 * gemel_record_create_pair: an owner and its dependent at once. It must not test what mandatory refuses
 * (test_mandatory.c), nor deeper trees (test_create_tree.c).
 */
#include "loading.h"
#include "recorder.h"

static gemel_status create_pair(const world *w, const gemel_association *by, const char *owner, const char *dependent,
                                gemel_record **made_owner, gemel_record **made_dependent)
{
    return gemel_record_create_pair(w->session, by, owner ? values(owner) : NULL, dependent ? values(dependent) : NULL,
                                    NULL, made_owner, made_dependent, &err);
}

static void both_are_made_and_linked(void **state)
{
    const world *w = *state;
    const gemel_association *by = association(w->schema, "Person", "license");
    gemel_record *ada = NULL, *l10 = NULL;
    expect_ok(create_pair(w, by, "{'name': 'Ada'}", "{'id': 10, 'number': 'A'}", &ada, &l10));
    keep(ada);
    keep(l10);
    expect_rows(w, "Person", "1 Ada");
    expect_rows(w, "License", "10 A 1");
    expect_attribute(l10, "ownerId", "1");
    assert_true(same_row(loaded(ada, "license"), l10));
    assert_false(gemel_record_is_changed(ada));
    assert_false(gemel_record_is_changed(l10));
}

static void the_association_may_be_the_belongs_to(void **state)
{
    const world *w = *state;
    const gemel_association *by = association(w->schema, "License", "owner");
    gemel_record *ada = NULL, *l10 = NULL;
    expect_ok(create_pair(w, by, "{'name': 'Ada'}", "{'id': 10}", &ada, &l10));
    keep(ada);
    keep(l10);
    expect_attribute(ada, "name", "Ada");
    expect_attribute(l10, "ownerId", "1");
    assert_true(same_row(loaded(l10, "owner"), ada));
}

static void values_and_records_may_be_left_out(void **state)
{
    const world *w = *state;
    expect_ok(create_pair(w, association(w->schema, "Person", "license"), NULL, NULL, NULL, NULL));
    expect_rows(w, "Person", "1 null");
    expect_rows(w, "License", "1 null 1");
}

static void a_key_that_is_given_is_overridden(void **state)
{
    const world *w = *state;
    given(w, "Person", "{'id': 7}");
    expect_ok(create_pair(w, association(w->schema, "Person", "license"), "{'id': 8}", "{'ownerId': 7}", NULL, NULL));
    expect_rows(w, "License", "1 null 8");
}

static void if_one_is_refused_neither_is_made(void **state)
{
    const world *w = *state;
    const gemel_association *by = association(w->schema, "Person", "license");
    gemel_record *ada = NULL, *l10 = NULL;
    given(w, "License", "{'id': 10}");
    expect(GEMEL_UNIQUE, create_pair(w, by, "{'id': 1}", "{'id': 10}", &ada, &l10));
    assert_null(ada);
    assert_null(l10);
    expect(GEMEL_VALIDATION, create_pair(w, by, "{'id': 1}", "{'number': 5}", &ada, &l10));
    expect(GEMEL_USAGE, create_pair(w, by, "{'nmae': 'Ada'}", NULL, &ada, &l10));
    expect_rows(w, "Person", "");
    expect_rows(w, "License", "10 null null");
}

static void what_is_no_pair_is_refused(void **state)
{
    const world *w = *state;
    const gemel_association *by = association(w->schema, "Person", "license");
    gemel_schema *other = schema_n();
    expect_ok(gemel_schema_resolve(other, &err));
    expect(GEMEL_USAGE, create_pair(w, NULL, NULL, NULL, NULL, NULL));
    expect(GEMEL_USAGE, create_pair(w, association(other, "Person", "license"), NULL, NULL, NULL, NULL));
    expect(GEMEL_USAGE, create_pair(w, by, "{'license': {'id': 10}}", NULL, NULL, NULL));
    expect_mention("license");
    expect(GEMEL_USAGE, gemel_record_create_pair(NULL, by, NULL, NULL, NULL, NULL, NULL, &err));
    expect(GEMEL_USAGE,
           gemel_record_create_pair(w->session, by, NULL, NULL, with("{'replace': true}"), NULL, NULL, &err));
    gemel_schema_free(other);
    expect_rows(w, "Person", "");
}

static int world_recorded_r(void **state)
{
    gemel_schema *schema = schema_r();
    record_model(schema, "Person");
    record_model(schema, "License");
    return world_of(state, schema);
}

static void hooks_of_both_run_the_owners_first(void **state)
{
    const world *w = *state;
    const gemel_association *by = association(w->schema, "License", "owner");
    expect_ok(create_pair(w, by, "{'id': 1}", "{'id': 10}", NULL, NULL));
    expect_run(RUN_CREATE("Person", "1", "1") ", " RUN_CREATE("License", "10", "10"));
    refuse_at("afterCreate");
    expect(GEMEL_CALLBACK, create_pair(w, by, "{'id': 2}", "{'id': 20}", NULL, NULL));
    expect_rows(w, "Person", "1 null");
    forget_run();
    expect_ok(gemel_record_create_pair(w->session, by, values("{'id': 3}"), values("{'id': 30}"),
                                       with("{'hooks': false}"), NULL, NULL, &err));
    expect_run("");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_n, both_are_made_and_linked),
        IN_WORLD(world_ru, both_are_made_and_linked),
        IN_WORLD(world_ru, the_association_may_be_the_belongs_to),
        IN_WORLD(world_r, values_and_records_may_be_left_out),
        IN_WORLD(world_n, a_key_that_is_given_is_overridden),
        IN_WORLD(world_n, if_one_is_refused_neither_is_made),
        IN_WORLD(world_n, what_is_no_pair_is_refused),
        IN_WORLD(world_recorded_r, hooks_of_both_run_the_owners_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
