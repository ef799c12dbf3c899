/*
 * Records that were built and never saved, given to a create under the name of an association: they are inserted with
 * the others, and stay the caller's. It must not test what values in their place do (test_create_tree.c).
 */
#include "acting.h"
#include "declarations.h"
#include "loading.h"
#include "recorder.h"

static const char with_license[] = "{'include': 'license'}", with_owner[] = "{'include': 'owner'}";
static const char with_license_and_chip[] = "{'include': {'association': 'license', 'include': 'chip'}}";

static int world_recorded(void **state)
{
    gemel_schema *schema = schema_k();
    record_model(schema, "Person");
    record_model(schema, "License");
    record_model(schema, "Chip");
    return world_of(state, schema);
}

static gemel_values *with_record(const char *json, const char *name, const gemel_record *record)
{
    gemel_values *v = values(json);
    expect_ok(gemel_values_set_record(v, name, record, &err));
    return v;
}

static gemel_status attempt(const world *w, const char *name, const gemel_values *v, const char *include)
{
    gemel_record *made = NULL;
    const gemel_status status = gemel_record_create(w->session, model(w, name), v, with(include), &made, &err);
    if (made)
        keep(made);
    return status;
}

static gemel_record *created(const world *w, const char *name, const gemel_values *v, const char *include)
{
    gemel_record *made = NULL;
    expect_ok(gemel_record_create(w->session, model(w, name), v, with(include), &made, &err));
    return keep(made);
}

static void expect_saved(gemel_record *record)
{
    assert_false(gemel_record_is_new(record));
    assert_false(gemel_record_is_changed(record));
}

static void a_new_dependent_is_inserted_as_it_is(void **state)
{
    const world *w = *state;
    gemel_record *license = built(w, "License", "{'number': 'K'}"), *ada;
    expect_ok(gemel_record_set_text(license, "number", "L", GEMEL_NUL, &err));
    ada = created(w, "Person", with_record("{'name': 'Ada'}", "license", license), with_license);
    expect_json(ada, "{'id':1,'name':'Ada','license':{'id':1,'number':'L','ownerId':1}}");
    expect_rows(w, "License", "1 L 1");
    expect_saved(license);
    expect_attribute(license, "ownerId", "1");
    assert_true(same_row(license, loaded(ada, "license")));
    /* One object: what one handle assigns, the other shows. */
    expect_ok(gemel_record_set_text(license, "number", "M", GEMEL_NUL, &err));
    expect_attribute(loaded(ada, "license"), "number", "M");
    expect_ok(gemel_record_save(license, NULL, &err));
    expect_rows(w, "License", "1 M 1");
}

static void a_new_owner_is_inserted_first(void **state)
{
    const world *w = *state;
    gemel_record *ada = built(w, "Person", "{'name': 'Ada'}"), *license;
    license = created(w, "License", with_record("{'number': 'K'}", "owner", ada), with_owner);
    expect_json(license, "{'id':1,'number':'K','ownerId':1,'owner':{'id':1,'name':'Ada'}}");
    expect_saved(ada);
    expect_attribute(ada, "id", "1");
    expect_rows(w, "Person", "1 Ada");
}

static void at_any_depth(void **state)
{
    const world *w = *state;
    gemel_record *chip = built(w, "Chip", "{'code': 'c'}");
    gemel_values *license = with_record("{'number': 'K'}", "chip", chip), *person = values("{'name': 'Ada'}");
    expect_ok(gemel_values_set_values(person, "license", license, &err));
    created(w, "Person", person, with_license_and_chip);
    expect_saved(chip);
    expect_rows(w, "Chip", "1 c 1");
}

static void an_association_creates_with_it_too(void **state)
{
    const world *w = *state;
    gemel_record *ada = given(w, "Person", "{'id': 1}"), *chip = built(w, "Chip", "{'code': 'c'}"), *made = NULL;
    gemel_record *owner = built(w, "Person", "{'id': 2, 'name': 'Eve'}"), *other = given(w, "Chip", "{'id': 7}");
    expect_ok(gemel_record_create_association(ada, "license", with_record("{}", "chip", chip),
                                              with("{'include': 'chip'}"), &made, &err));
    keep(made);
    made = NULL;
    expect_saved(chip);
    expect_ok(gemel_record_create_association(other, "lic", with_record("{}", "owner", owner),
                                              with("{'include': 'owner'}"), &made, &err));
    keep(made);
    expect_saved(owner);
    expect_attribute(made, "ownerId", "2");
}

static void the_key_of_the_place_wins(void **state)
{
    const world *w = *state;
    gemel_record *bob = given(w, "Person", "{'id': 9}"), *license = built(w, "License", "{'id': 5}"), *ada;
    expect_ok(gemel_record_set_association(license, "owner", bob, NULL, &err));
    assert_non_null(loaded(license, "owner"));
    ada = created(w, "Person", with_record("{'id': 10}", "license", license), with_license);
    expect_rows(w, "License", "5 null 10");
    expect_saved(license);
    assert_true(same_row(loaded(license, "owner"), ada));
}

static void a_call_that_fails_leaves_it_as_it_was(void **state)
{
    const world *w = *state;
    gemel_record *license = built(w, "License", "{'number': 'K'}"), *wrong = built(w, "License", "{'number': 7}");
    given(w, "License", "{'id': 10}");
    expect(GEMEL_VALIDATION, attempt(w, "Person", with_record("{}", "license", wrong), with_license));
    expect_mention("License.number");
    expect_ok(gemel_record_set_int(license, "id", 10, &err));
    expect(GEMEL_UNIQUE, attempt(w, "Person", with_record("{}", "license", license), with_license));
    assert_true(gemel_record_is_new(license));
    expect_json(license, "{'id':10,'number':'K'}");
    expect_rows(w, "Person", "");
    expect_ok(gemel_record_set_int(license, "id", 11, &err));
    expect_ok(gemel_record_save(license, NULL, &err));
    expect_rows(w, "License", "10 null null, 11 K null");
}

static void a_rollback_makes_it_new_again(void **state)
{
    const world *w = *state;
    gemel_record *license = built(w, "License", "{'number': 'K'}");
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    created(w, "Person", with_record("{'name': 'Ada'}", "license", license), with_license);
    expect_saved(license);
    expect_ok(gemel_session_rollback(w->session, &err));
    assert_true(gemel_record_is_new(license));
    expect_json(license, "{'id':null,'number':'K'}");
    created(w, "Person", with_record("{'name': 'Ada'}", "license", license), with_license);
    expect_saved(license);
}

static void it_has_one_place_in_a_call(void **state)
{
    world *w = *state;
    gemel_record *picture = built(w, "Picture", "{}");
    gemel_values *v = with_record("{}", "cover", picture);
    expect_ok(gemel_values_set_record(v, "thumb", picture, &err));
    forget_statements(w);
    expect(GEMEL_USAGE, attempt(w, "Page", v, "{'include': ['cover', 'thumb']}"));
    expect_mention("Page.thumb");
    expect_statements(w, 0, 0);
    assert_true(gemel_record_is_new(picture));
}

static void what_is_no_such_record_is_refused(void **state)
{
    world *w = *state;
    gemel_record *ada = built(w, "Person", "{}"), *license = NULL;
    expect(GEMEL_USAGE, attempt(w, "Person", with_record("{}", "license", ada), with_license));
    expect_mention("not a Person");
    expect_ok(gemel_record_build(w->witness, model(w, "License"), NULL, &license, &err));
    keep(license);
    expect(GEMEL_USAGE, attempt(w, "Person", with_record("{}", "license", license), with_license));
    expect_mention("session");
    expect(GEMEL_USAGE, attempt(w, "Person", with_record("{}", "license", built(w, "License", "{}")), "{}"));
    expect_rows(w, "Person", "");
    expect_rows(w, "License", "");
}

static void its_hooks_run(void **state)
{
    const world *w = *state;
    gemel_record *license = built(w, "License", "{'id': 5}");
    forget_run();
    refuse_at("afterSave");
    expect(GEMEL_CALLBACK, attempt(w, "Person", with_record("{'id': 1}", "license", license), with_license));
    assert_true(gemel_record_is_new(license));
    expect_json(license, "{'id':5}");
    forget_run();
    created(w, "Person", with_record("{'id': 1}", "license", license), with_license);
    expect_run(RUN_CREATE("Person", "1", "1") ", " RUN_CREATE("License", "5", "5"));
    expect_saved(license);
}

/* Its own model has no hooks to be asked for, that of the one in its place has. */
static int world_recorded_below(void **state)
{
    gemel_schema *schema = schema_k();
    record_model(schema, "License");
    return world_of(state, schema);
}

static void its_hooks_run_where_the_others_have_none(void **state)
{
    const world *w = *state;
    gemel_record *license = built(w, "License", "{'id': 5}");
    forget_run();
    created(w, "Person", with_record("{'id': 1}", "license", license), with_license);
    expect_run(RUN_CREATE("License", "5", "5"));
}

static int world_acting_k(void **state)
{
    return acting(state, schema_k());
}

static gemel_status refuse_it(const gemel_hook_event *event, gemel_error **error)
{
    (void)event;
    return gemel_error_raise(GEMEL_CALLBACK, "no", error);
}

static void what_a_hook_has_assigned_is_put_back_at_any_depth(void **state)
{
    const world *w = *state;
    gemel_record *ada = built(w, "Person", "{'id': 1}");
    gemel_values *chip = values("{'id': 9}"), *license = with_record("{'id': 5}", "owner", ada);
    expect_ok(gemel_values_set_values(chip, "lic", license, &err));
    acts[GEMEL_HOOK_BEFORE_SAVE] = name_it;
    acts[GEMEL_HOOK_AFTER_SAVE] = refuse_it;
    expect(GEMEL_CALLBACK, attempt(w, "Chip", chip, "{'include': {'association': 'lic', 'include': 'owner'}}"));
    assert_true(gemel_record_is_new(ada));
    expect_json(ada, "{'id':1}");
    expect_rows(w, "Person", "");
}

static int world_marking(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        MODEL_IS("License", "paranoid"),
        HAS_ONE("Person", "License", "foreign key ownerId inverse owner"),
    };
    return world_of(state, declared(declarations));
}

static void one_that_would_be_deleted_already_is_refused(void **state)
{
    const world *w = *state;
    gemel_record *license = built(w, "License", "{'id': 5, 'deletedAt': '2024-01-02T03:04:05Z'}");
    expect(GEMEL_USAGE, attempt(w, "Person", with_record("{'id': 1}", "license", license), with_license));
    expect_mention("deletedAt");
    expect_rows(w, "Person", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_k, a_new_dependent_is_inserted_as_it_is),
        IN_WORLD(world_k, a_new_owner_is_inserted_first),
        IN_WORLD(world_k, at_any_depth),
        IN_WORLD(world_k, an_association_creates_with_it_too),
        IN_WORLD(world_k, the_key_of_the_place_wins),
        IN_WORLD(world_k, a_call_that_fails_leaves_it_as_it_was),
        IN_WORLD(world_k, a_rollback_makes_it_new_again),
        IN_WORLD(world_pages, it_has_one_place_in_a_call),
        IN_WORLD(world_k, what_is_no_such_record_is_refused),
        IN_WORLD(world_recorded, its_hooks_run),
        IN_WORLD(world_recorded_below, its_hooks_run_where_the_others_have_none),
        IN_WORLD(world_acting_k, what_a_hook_has_assigned_is_put_back_at_any_depth),
        IN_WORLD(world_marking, one_that_would_be_deleted_already_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
