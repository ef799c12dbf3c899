/*
 * Declaring hooks: what is refused, and when user_data goes. It must not test what runs (test_hooks.c).
 */
#include "fixture.h"

static int gone;

static void let_go(void *user_data)
{
    assert_ptr_equal(user_data, &gone);
    ++gone;
}

static gemel_status do_nothing(const gemel_hook_event *event, void *user_data, gemel_error **error)
{
    (void)event;
    (void)user_data;
    (void)error;
    return GEMEL_OK;
}

static int nothing_gone(void **state)
{
    (void)state;
    gone = 0;
    return 0;
}

static gemel_status add(gemel_schema *schema, const char *model_name, const char *association_name, int32_t event)
{
    return gemel_schema_add_hook(schema, model_name, association_name, event, do_nothing, &gone, let_go, &err);
}

/* The builder remembers it; user_data goes at once. */
static void expect_refused(gemel_status status, const char *model_name, const char *association_name, int32_t event,
                           const char *part)
{
    gemel_schema *schema = schema_n();
    const int before = gone;
    expect(status, add(schema, model_name, association_name, event));
    expect_mention(part);
    assert_int_equal(gone, before + 1);
    expect(status, gemel_schema_resolve(schema, &err));
    gemel_schema_free(schema);
    assert_int_equal(gone, before + 1);
}

static void an_event_that_does_not_fit_is_refused(void **state)
{
    (void)state;
    expect_refused(GEMEL_DEFINITION, "Person", NULL, 0, "no event 0");
    expect_refused(GEMEL_DEFINITION, "Person", NULL, GEMEL_HOOK_AFTER_SET + 1, "no event 13");
    expect_refused(GEMEL_DEFINITION, "Person", NULL, GEMEL_HOOK_BEFORE_SET, "beforeSet is of an association");
    expect_refused(GEMEL_DEFINITION, "Person", "license", GEMEL_HOOK_AFTER_SAVE, "Person.license");
    expect_refused(GEMEL_USAGE, NULL, NULL, GEMEL_HOOK_AFTER_SAVE, "model");
}

static void a_hook_without_a_function_is_refused(void **state)
{
    gemel_schema *schema = schema_n();
    (void)state;
    expect(GEMEL_USAGE, gemel_schema_add_hook(schema, "Person", NULL, 1, NULL, &gone, let_go, &err));
    expect(GEMEL_USAGE, gemel_schema_add_hook(NULL, "Person", NULL, 1, do_nothing, &gone, let_go, &err));
    assert_int_equal(gone, 2);
    gemel_schema_free(schema);
}

static void an_unknown_name_is_complained_of_by_resolve(void **state)
{
    gemel_schema *schema = schema_n();
    (void)state;
    expect_ok(add(schema, "Persn", NULL, GEMEL_HOOK_AFTER_SAVE));
    expect_ok(add(schema, "Person", "licence", GEMEL_HOOK_AFTER_SET));
    expect(GEMEL_DEFINITION, gemel_schema_resolve(schema, &err));
    assert_int_equal(gemel_error_item_count(failure()), 2);
    expect_mention("did you mean 'Person'");
    expect_mention("did you mean 'license'");
    assert_string_equal(gemel_error_item_attribute(failure(), 1), "licence");
    assert_int_equal(gone, 0);
    gemel_schema_free(schema);
    assert_int_equal(gone, 2);
}

static void a_resolved_schema_takes_no_hook(void **state)
{
    gemel_schema *schema = schema_n();
    (void)state;
    expect_ok(gemel_schema_resolve(schema, &err));
    expect(GEMEL_USAGE, add(schema, "Person", NULL, GEMEL_HOOK_AFTER_SAVE));
    assert_int_equal(gone, 1);
    gemel_schema_free(schema);
}

static void user_data_goes_with_the_last_that_uses_the_schema(void **state)
{
    gemel_schema *schema = schema_n();
    gemel_database *database = NULL;
    (void)state;
    expect_ok(add(schema, "Person", NULL, GEMEL_HOOK_AFTER_SAVE));
    expect_ok(gemel_schema_resolve(schema, &err));
    expect_ok(gemel_database_open("sqlite::memory:", schema, NULL, &database, &err));
    gemel_schema_free(schema);
    assert_int_equal(gone, 0);
    gemel_database_free(database);
    assert_int_equal(gone, 1);
}

static void hooks_may_be_declared_before_what_they_are_of(void **state)
{
    gemel_schema *schema = gemel_schema_new();
    (void)state;
    expect_ok(add(schema, "Person", "license", GEMEL_HOOK_AFTER_SET));
    expect_ok(gemel_schema_add_model(schema, "Person", NULL, NULL, &err));
    expect_ok(gemel_schema_add_model(schema, "License", NULL, NULL, &err));
    expect_ok(gemel_schema_has_one(schema, "Person", "License", NULL, NULL, &err));
    expect_ok(gemel_schema_resolve(schema, &err));
    gemel_schema_free(schema);
}

static void an_event_that_is_null_tells_nothing(void **state)
{
    (void)state;
    assert_int_equal(gemel_hook_event_kind(NULL), 0);
    assert_null(gemel_hook_event_session(NULL));
    assert_null(gemel_hook_event_record(NULL));
    assert_null(gemel_hook_event_association(NULL));
    assert_null(gemel_hook_event_other(NULL));
    assert_string_equal(gemel_hook_event_method(NULL), "");
}

#define COUNTING(test) cmocka_unit_test_setup_teardown(test, nothing_gone, release)

int main(void)
{
    const struct CMUnitTest tests[] = {
        COUNTING(an_event_that_does_not_fit_is_refused),
        COUNTING(a_hook_without_a_function_is_refused),
        COUNTING(an_unknown_name_is_complained_of_by_resolve),
        COUNTING(a_resolved_schema_takes_no_hook),
        COUNTING(user_data_goes_with_the_last_that_uses_the_schema),
        COUNTING(hooks_may_be_declared_before_what_they_are_of),
        COUNTING(an_event_that_is_null_tells_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
