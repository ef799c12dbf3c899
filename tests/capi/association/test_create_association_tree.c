/*
 * gemel_record_create_association with `include` and `fields`: a target and those that are created with it, at both
 * ends. It must not test what a tree is (test_create_tree.c), nor whom a create displaces
 * (test_create_association.c).
 */
#include "acting.h"
#include "loading.h"
#include "recorder.h"

static gemel_status attempt(gemel_record *self, const char *name, const gemel_values *v, const char *options)
{
    gemel_record *made = self;
    const gemel_status status = gemel_record_create_association(self, name, v, with(options), &made, &err);
    assert_null(made);
    return status;
}

static gemel_record *create(gemel_record *self, const char *name, const char *json, const char *options)
{
    gemel_record *made = NULL;
    expect_ok(gemel_record_create_association(self, name, values(json), with(options), &made, &err));
    return keep(made);
}

static const char with_chip[] = "{'include': 'chip'}", and_replace[] = "{'include': 'chip', 'replace': true}";

/* ---- Has one ---- */

static void a_dependent_is_created_with_its_own(void **state)
{
    world *w = *state;
    gemel_record *ann, *made;
    given(w, "Person", "{'id': 7, 'name': 'ann'}");
    ann = found_with(w, "Person", "{'id': 7}", "{'include': 'license'}");
    forget_statements(w);
    made = create(ann, "license", "{'number': 'K', 'ownerId': 8, 'chip': {'code': 'c'}}", with_chip);
    expect_statements(w, 0, 2);
    expect_json(made, "{'id':1,'number':'K','ownerId':7,'chip':{'id':1,'code':'c','licId':1}}");
    expect_json(ann, "{'id':7,'name':'ann','license':{'id':1,'number':'K','ownerId':7,'chip':{'id':1,'code':'c',"
                     "'licId':1}}}");
    expect_rows(w, "License", "1 K 7");
    expect_rows(w, "Chip", "1 c 1");
}

static void reload_repeats_what_was_created_with_it(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'id': 7}");
    gemel_record *made = create(ann, "license", "{'number': 'K', 'chip': {'code': 'c'}}", with_chip);
    vanish(w, "Chip", "{'id': 1}");
    expect_ok(gemel_record_reload(made, NULL, &err));
    expect_json(made, "{'id':1,'number':'K','ownerId':7,'chip':null}");
}

static void a_chip_that_is_there_is_moved_to_the_new_dependent(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'id': 7}"), *chip, *made = NULL;
    gemel_values *v = values("{'number': 'K'}");
    given(w, "License", "{'id': 10}");
    chip = given(w, "Chip", "{'id': 5, 'code': 'c', 'licId': 10}");
    expect_ok(gemel_values_set_record(v, "chip", chip, &err));
    expect_ok(gemel_record_create_association(ann, "license", v, with(with_chip), &made, &err));
    keep(made);
    expect_rows(w, "Chip", by_dialect("5 c 11", "5 c 1"));
}

static void an_occupied_place_leaves_nothing_and_no_gap(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'id': 7}"), *bob = given(w, "Person", "{'id': 8}");
    create(ann, "license", "{'number': 'A'}", "{}");
    expect(GEMEL_OCCUPIED, attempt(ann, "license", values("{'number': 'B', 'chip': {'code': 'c'}}"), with_chip));
    expect_mention("Person 7 has a license already");
    expect_rows(w, "License", "1 A 7");
    expect_rows(w, "Chip", "");
    expect_attribute(create(bob, "license", "{'number': 'C', 'chip': {'code': 'd'}}", with_chip), "id", "2");
    expect_rows(w, "Chip", "1 d 2");
}

static void replace_displaces_the_previous_one(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'id': 7}");
    create(ann, "license", "{'number': 'A', 'chip': {'code': 'c'}}", with_chip);
    create(ann, "license", "{'number': 'B', 'chip': {'code': 'd'}}", and_replace);
    expect_rows(w, "License", "1 A null, 2 B 7");
    expect_rows(w, "Chip", "1 c 1, 2 d 2");
}

static void a_chip_that_fails_leaves_the_previous_one(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'id': 7}");
    create(ann, "license", "{'number': 'A', 'chip': {'id': 5}}", with_chip);
    expect(GEMEL_UNIQUE, attempt(ann, "license", values("{'number': 'B', 'chip': {'id': 5}}"), and_replace));
    expect_mention("Chip.id");
    expect(GEMEL_VALIDATION, attempt(ann, "license", values("{'number': 'B', 'chip': {'code': 5}}"), and_replace));
    expect_rows(w, "License", "1 A 7");
    expect_rows(w, "Chip", "5 null 1");
}

/* ---- Belongs to ---- */

static void an_owner_is_created_with_whom_it_belongs_to(void **state)
{
    world *w = *state;
    gemel_record *chip = given(w, "Chip", "{'id': 5, 'code': 'c'}"), *made;
    forget_statements(w);
    made = create(chip, "lic", "{'number': 'K', 'owner': {'name': 'o'}}", "{'include': 'owner'}");
    expect_statements(w, 0, 3);
    expect_json(made, "{'id':1,'number':'K','ownerId':1,'owner':{'id':1,'name':'o'}}");
    expect_attribute(chip, "licId", "1");
    assert_false(gemel_record_is_changed(chip));
    expect_rows(w, "Person", "1 o");
    expect_rows(w, "License", "1 K 1");
    expect_rows(w, "Chip", "5 c 1");
}

static void a_new_self_is_linked_in_memory(void **state)
{
    const world *w = *state;
    gemel_record *chip = built(w, "Chip", "{'id': 5, 'code': 'c'}");
    create(chip, "lic", "{'number': 'K', 'owner': {'name': 'o'}}", "{'include': 'owner'}");
    expect_attribute(chip, "licId", "1");
    assert_true(gemel_record_is_new(chip));
    expect_rows(w, "License", "1 K 1");
    expect_rows(w, "Chip", "");
}

static void a_source_that_is_gone_leaves_nothing(void **state)
{
    const world *w = *state;
    gemel_record *chip = given(w, "Chip", "{'id': 5}");
    vanish(w, "Chip", "{'id': 5}");
    expect(GEMEL_NOT_FOUND,
           attempt(chip, "lic", values("{'number': 'K', 'owner': {'name': 'o'}}"), "{'include': 'owner'}"));
    expect_attribute(chip, "licId", NULL);
    expect_rows(w, "Person", "");
    expect_rows(w, "License", "");
}

/* ---- Who has somebody already takes no other ---- */

static void an_object_is_not_given_twice_what_it_has_once(void **state)
{
    world *w = *state;
    gemel_record *ann = given(w, "Person", "{'id': 7}"), *l10 = given(w, "License", "{'id': 10}"), *none = NULL;
    forget_statements(w);
    expect(GEMEL_USAGE, attempt(ann, "license", values("{'owner': {'name': 'o'}}"), "{'include': 'owner'}"));
    expect_mention("License.owner is the Person that the License is created with");
    expect(GEMEL_USAGE, attempt(ann, "license", values("{'owner': null}"), "{'include': 'owner'}"));
    expect(GEMEL_USAGE, attempt(l10, "owner", values("{'license': {'number': 'K'}}"), "{'include': 'license'}"));
    expect_mention("Person.license is the License that the Person is created with");
    expect(GEMEL_USAGE,
           gemel_record_create(w->session, model(w, "License"), values("{'owner': {'license': {'number': 'L'}}}"),
                               with("{'include': {'association': 'owner', 'include': 'license'}}"), &none, &err));
    expect_mention("Person.license is the License");
    expect(GEMEL_USAGE,
           gemel_record_create(w->session, model(w, "Person"), values("{'license': {'owner': {'name': 'o'}}}"),
                               with("{'include': {'association': 'license', 'include': 'owner'}}"), &none, &err));
    expect_mention("License.owner is the Person");
    expect_statements(w, 0, 0);
}

static int world_of_two_names(void **state)
{
    gemel_schema *schema = schema_n();
    gemel_schema_belongs_to(schema, "License", "Person", "as holder foreign key ownerId", NULL, NULL);
    gemel_schema_has_one(schema, "Person", "License", "as permit foreign key ownerId inverse owner", NULL, NULL);
    return world_of(state, schema);
}

static void two_names_of_one_place_take_one(void **state)
{
    world *w = *state;
    gemel_record *none = NULL;
    forget_statements(w);
    expect(GEMEL_USAGE, gemel_record_create(w->session, model(w, "License"), values("{'owner': {}, 'holder': {}}"),
                                            with("{'include': ['owner', 'holder']}"), &none, &err));
    expect_mention("License.holder and owner are one place");
    expect(GEMEL_USAGE, gemel_record_create(w->session, model(w, "Person"), values("{'license': {}, 'permit': {}}"),
                                            with("{'include': ['license', 'permit']}"), &none, &err));
    expect_mention("one place");
    expect_statements(w, 0, 0);
}

/* ---- Fields ---- */

static void c04_the_key_is_stored_whatever_fields_say(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}");
    create(p1, "license", "{'number': 'A'}", "{'fields': ['number']}");
    expect_rows(w, "License", "1 A 1");
}

static void what_fields_do_not_name_is_as_if_not_given(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *made = NULL;
    expect_attribute(create(p1, "license", "{'id': 9, 'number': 'A'}", "{'fields': 'ownerId'}"), "number", NULL);
    expect_ok(gemel_record_create(w->session, model(w, "License"), values("{'id': 9, 'number': 'B', 'ownerId': 1}"),
                                  with("{'fields': 'number, id'}"), &made, &err));
    expect_attribute(keep(made), "ownerId", NULL);
    expect_rows(w, "License", "1 null 1, 9 B null");
}

static void fields_leave_included_partners_alone(void **state)
{
    const world *w = *state;
    gemel_record *made = NULL;
    expect_ok(gemel_record_create(w->session, model(w, "Person"), values("{'name': 'x', 'license': {'number': 'K'}}"),
                                  with("{'fields': 'id', 'include': 'license'}"), &made, &err));
    keep(made);
    expect_rows(w, "Person", "1 null");
    expect_rows(w, "License", "1 K 1");
}

static void fields_know_names(void **state)
{
    const world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *none = NULL;
    expect(GEMEL_USAGE, attempt(p1, "license", values("{'number': 'A'}"), "{'fields': ['numbr']}"));
    expect_mention("did you mean 'number'?");
    expect(GEMEL_USAGE, attempt(p1, "license", values("{'numbr': 'A'}"), "{'fields': ['number']}"));
    expect_mention("did you mean 'number'?");
    expect(GEMEL_USAGE, attempt(p1, "license", values("{'number': 'A'}"), "{'fields': []}"));
    expect(GEMEL_USAGE, attempt(p1, "license", values("{'number': 'A'}"), "{'fields': 5}"));
    expect(GEMEL_USAGE, gemel_record_create(w->session, model(w, "Person"), values("{'name': 'x'}"),
                                            with("{'fields': 'nmae'}"), &none, &err));
    expect_mention("did you mean 'name'?");
    expect(GEMEL_USAGE, gemel_record_save(p1, with("{'fields': 'name'}"), &err));
    expect_rows(w, "License", "");
}

/* ---- With hooks ---- */

static int world_recorded(void **state)
{
    gemel_schema *schema = schema_k();
    record_model(schema, "Person");
    record_model(schema, "License");
    record_model(schema, "Chip");
    record_association(schema, "Person", "license");
    record_association(schema, "Chip", "lic");
    return world_of(state, schema);
}

static void each_is_written_between_its_own_hooks(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'id': 7}"), *chip;
    forget_run();
    create(ann, "license", "{'id': 3, 'chip': {'id': 5}}", with_chip);
    expect_run("beforeSet create 7.license 3, " RUN_CREATE("License", "3", "3") ", " RUN_CREATE(
        "Chip", "5", "5") ", afterSet create 7.license 3");
    chip = given(w, "Chip", "{'id': 6}");
    forget_run();
    create(chip, "lic", "{'id': 4, 'owner': {'id': 8}}", "{'include': 'owner'}");
    expect_run("beforeSet create 6.lic 4, " RUN_CREATE("Person", "8", "8") ", " RUN_CREATE(
        "License", "4", "4") ", " RUN_UPDATE("Chip", "6") ", afterSet create 6.lic 4");
    expect_rows(w, "License", "3 null 7, 4 null 8");
    expect_rows(w, "Chip", "5 null 3, 6 null 4");
}

static void a_hook_that_refuses_leaves_nothing(void **state)
{
    const world *w = *state;
    gemel_record *ann;
    given(w, "Person", "{'id': 7}");
    ann = found_with(w, "Person", "{'id': 7}", "{'include': 'license'}");
    create(ann, "license", "{'id': 3, 'chip': {'id': 5}}", with_chip);
    refuse_at("afterCreate");
    expect(GEMEL_CALLBACK, attempt(ann, "license", values("{'id': 4, 'chip': {'id': 6}}"), and_replace));
    refuse_at(NULL);
    expect_json(ann, "{'id':7,'name':null,'license':{'id':3,'number':null,'ownerId':7,'chip':{'id':5,'code':null,"
                     "'licId':3}}}");
    expect_rows(w, "License", "3 null 7");
    expect_rows(w, "Chip", "5 null 3");
}

/* Puts another one in the place that is about to be taken, once. */
static gemel_status take_the_place(const gemel_hook_event *event, gemel_error **error)
{
    gemel_record *made = NULL;
    gemel_status status;
    if (strcmp(gemel_model_name(gemel_record_model(gemel_hook_event_record(event))), "License") || times++)
        return GEMEL_OK;
    status = gemel_record_create(gemel_hook_event_session(event), model(here, "License"), values("{'ownerId': 7}"),
                                 with("{'hooks': false}"), &made, error);
    gemel_record_free(made);
    return status;
}

static void a_place_that_a_hook_takes_is_occupied(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'id': 7}");
    acts[GEMEL_HOOK_BEFORE_CREATE] = take_the_place;
    expect(GEMEL_OCCUPIED, attempt(ann, "license", values("{'number': 'K'}"), "{}"));
    assert_int_equal(times, 1);
    expect_rows(w, "License", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_k, a_dependent_is_created_with_its_own),
        IN_WORLD(world_k, reload_repeats_what_was_created_with_it),
        IN_WORLD(world_k, a_chip_that_is_there_is_moved_to_the_new_dependent),
        IN_WORLD(world_k, an_occupied_place_leaves_nothing_and_no_gap),
        IN_WORLD(world_k, replace_displaces_the_previous_one),
        IN_WORLD(world_k, a_chip_that_fails_leaves_the_previous_one),
        IN_WORLD(world_k, an_owner_is_created_with_whom_it_belongs_to),
        IN_WORLD(world_k, a_new_self_is_linked_in_memory),
        IN_WORLD(world_k, a_source_that_is_gone_leaves_nothing),
        IN_WORLD(world_n, an_object_is_not_given_twice_what_it_has_once),
        IN_WORLD(world_u, an_object_is_not_given_twice_what_it_has_once),
        IN_WORLD(world_of_two_names, two_names_of_one_place_take_one),
        IN_WORLD(world_n, c04_the_key_is_stored_whatever_fields_say),
        IN_WORLD(world_n, what_fields_do_not_name_is_as_if_not_given),
        IN_WORLD(world_n, fields_leave_included_partners_alone),
        IN_WORLD(world_n, fields_know_names),
        IN_WORLD(world_recorded, each_is_written_between_its_own_hooks),
        IN_WORLD(world_recorded, a_hook_that_refuses_leaves_nothing),
        IN_WORLD(world_acting_n, a_place_that_a_hook_takes_is_occupied),
        IN_WORLD(world_acting_u, a_place_that_a_hook_takes_is_occupied),
    };
    return cmocka_run_group_tests_name("create_association, tree", tests, NULL, NULL);
}
