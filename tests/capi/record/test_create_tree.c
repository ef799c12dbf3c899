/*
 * gemel_record_create with include: a record and those that its associations lead to, created together. It must not
 * test what `include` refuses for all calls (test_include_refused.c).
 */
#include "declarations.h"
#include "loading.h"

static gemel_status attempt(const world *w, const char *name, const gemel_values *v, const char *include,
                            gemel_record **out)
{
    return gemel_record_create(w->session, model(w, name), v, with(include), out, &err);
}

static gemel_record *created(const world *w, const char *name, const char *json, const char *include)
{
    gemel_record *made = NULL;
    expect_ok(attempt(w, name, values(json), include, &made));
    return keep(made);
}

/* {name: record} besides what `json` says. */
static gemel_values *values_with(const char *json, const char *name, const gemel_record *record)
{
    gemel_values *v = values(json);
    expect_ok(gemel_values_set_record(v, name, record, &err));
    return v;
}

static const char with_license[] = "{'include': 'license'}", with_owner[] = "{'include': ['owner']}";
static const char with_license_and_chip[] = "{'include': {'association': 'license', 'include': 'chip'}}";

/* ---- New ones ---- */

static void n01_a_dependent_is_created_after_its_owner(void **state)
{
    world *w = *state;
    gemel_record *made;
    forget_statements(w);
    made = created(w, "Person", "{'name': 'x', 'license': {'number': 'K'}}", with_license);
    expect_statements(w, 0, 2);
    expect_json(made, "{'id':1,'name':'x','license':{'id':1,'number':'K','ownerId':1}}");
    assert_false(gemel_record_is_new(made));
    assert_false(gemel_record_is_changed(made));
    assert_false(gemel_record_is_changed(loaded(made, "license")));
    expect_rows(w, "Person", "1 x");
    expect_rows(w, "License", "1 K 1");
}

static void n02_an_owner_is_created_before_a_key_that_may_not_be_null(void **state)
{
    world *w = *state;
    gemel_record *made;
    forget_statements(w);
    made = created(w, "License", "{'number': 'K', 'owner': {'name': 'o'}}", with_owner);
    expect_statements(w, 0, 2);
    expect_json(made, "{'id':1,'number':'K','ownerId':1,'owner':{'id':1,'name':'o'}}");
    expect_rows(w, "License", "1 K 1");
}

static void n03_three_levels_are_three_inserts(void **state)
{
    world *w = *state;
    gemel_record *made;
    forget_statements(w);
    made = created(w, "Person", "{'license': {'number': 'K', 'chip': {'code': 'c'}}}", with_license_and_chip);
    expect_statements(w, 0, 3);
    expect_json(made, "{'id':1,'name':null,'license':{'id':1,'number':'K','ownerId':1,'chip':{'id':1,'code':'c','licId'"
                      ":1}}}");
    expect_rows(w, "Chip", "1 c 1");
}

static void n03_from_the_middle_both_ways_and_from_the_end_upwards(void **state)
{
    const world *w = *state;
    created(w, "License", "{'number': 'K', 'owner': {'name': 'o'}, 'chip': {'code': 'c'}}",
            "{'include': ['chip', 'owner']}");
    created(w, "Chip", "{'code': 'd', 'lic': {'number': 'L', 'owner': {'name': 'p'}}}",
            "{'include': {'association': 'lic', 'include': 'owner'}}");
    expect_rows(w, "Person", "1 o, 2 p");
    expect_rows(w, "License", "1 K 1, 2 L 2");
    expect_rows(w, "Chip", "1 c 1, 2 d 2");
}

static void n05_null_creates_nobody_and_shows_nobody(void **state)
{
    world *w = *state;
    forget_statements(w);
    expect_json(created(w, "Person", "{'name': 'x', 'license': null}", with_license),
                "{'id':1,'name':'x','license':null}");
    expect_statements(w, 0, 1);
    expect_json(created(w, "License", "{'owner': null}", with_owner),
                "{'id':1,'number':null,'ownerId':null,'owner':null}");
    expect_rows(w, "License", "1 null null");
}

static void what_is_included_and_not_given_is_not_loaded(void **state)
{
    const world *w = *state;
    gemel_record *made = created(w, "Person", "{'name': 'x'}", with_license);
    expect_json(made, "{'id':1,'name':'x'}");
    assert_false(is_loaded(made, "license"));
}

static void a_key_that_is_given_besides_is_overridden(void **state)
{
    const world *w = *state;
    given(w, "Person", "{'id': 7}");
    created(w, "Person", "{'id': 8, 'license': {'ownerId': 7}}", with_license);
    created(w, "License", "{'id': 50, 'ownerId': 7, 'owner': {'id': 9}}", with_owner);
    expect_rows(w, "License", "1 null 8, 50 null 9");
}

static void values_are_set_within_values(void **state)
{
    const world *w = *state;
    gemel_values *outer = values("{'name': 'x'}"), *inner = gemel_values_new();
    gemel_record *made = NULL;
    expect_ok(gemel_values_set_text(inner, "number", "K", GEMEL_NUL, &err));
    expect_ok(gemel_values_set_values(outer, "license", inner, &err));
    expect_ok(gemel_values_set_text(inner, "number", "changed", GEMEL_NUL, &err));
    gemel_values_free(inner);
    expect_ok(attempt(w, "Person", outer, with_license, &made));
    expect_json(keep(made), "{'id':1,'name':'x','license':{'id':1,'number':'K','ownerId':1}}");
    expect_ok(attempt(w, "Person", outer, with_license, &made));
    expect_json(keep(made), "{'id':2,'name':'x','license':{'id':2,'number':'K','ownerId':2}}");
}

static void reload_repeats_the_includes(void **state)
{
    world *w = *state;
    gemel_record *made =
        created(w, "Person", "{'license': {'number': 'K', 'chip': {'code': 'c'}}}", with_license_and_chip);
    vanish(w, "Chip", "{'id': 1}");
    forget_statements(w);
    expect_ok(gemel_record_reload(made, NULL, &err));
    expect_statements(w, 1, 0);
    expect_json(made, "{'id':1,'name':null,'license':{'id':1,'number':'K','ownerId':1,'chip':null}}");
}

static void the_scope_is_written_over_what_is_given(void **state)
{
    const world *w = *state;
    gemel_record *moved = given(w, "Picture", "{'id': 10, 'kind': 'cover'}"), *made = NULL;
    expect_ok(attempt(w, "Page", values_with("{'cover': {'id': 9, 'kind': 'thumb'}}", "thumb", moved),
                      "{'include': ['cover', 'thumb']}", &made));
    keep(made);
    expect_attribute(moved, "kind", "thumb");
    expect_rows(w, "Picture", "9 cover 1, 10 thumb 1");
}

/* ---- Those that are there already ---- */

static void a_dependent_that_is_there_is_moved_to_the_new_owner(void **state)
{
    world *w = *state;
    gemel_record *made = NULL, *l10;
    given(w, "Person", "{'id': 51, 'name': 'ann'}");
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 51}");
    l10 = found_with(w, "License", "{'id': 10}", with_owner);
    expect_ok(gemel_record_set_text(l10, "number", "B", GEMEL_NUL, &err));
    forget_statements(w);
    expect_ok(attempt(w, "Person", values_with("{'id': 52, 'name': 'bob'}", "license", l10), with_license, &made));
    expect_statements(w, 0, 2);
    expect_rows(w, "License", "10 A 52");
    expect_attribute(l10, "ownerId", "52");
    expect_attribute(l10, "number", "B");
    assert_true(gemel_record_is_changed(l10));
    expect_attribute(loaded(l10, "owner"), "name", "bob");
    expect_attribute(loaded(keep(made), "license"), "number", "B");
}

static void an_owner_that_is_there_is_linked_to(void **state)
{
    world *w = *state;
    gemel_record *made = NULL, *ann;
    given(w, "Person", "{'id': 1, 'name': 'ann'}");
    ann = found_with(w, "Person", "{'id': 1}", with_license);
    expect_ok(attempt(w, "License", values_with("{'number': 'K'}", "owner", ann), with_owner, &made));
    expect_json(keep(made), "{'id':1,'number':'K','ownerId':1,'owner':{'id':1,'name':'ann','license':{'id':1,'number':"
                            "'K','ownerId':1}}}");
    expect_attribute(loaded(ann, "license"), "number", "K");
    expect_rows(w, "Person", "1 ann");
}

static void an_owner_with_a_dependent_is_occupied(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'id': 1, 'name': 'ann'}"), *none = ann;
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    expect(GEMEL_OCCUPIED, attempt(w, "License", values_with("{'number': 'K'}", "owner", ann), with_owner, &none));
    expect_mention("Person 1");
    assert_null(none);
    expect_rows(w, "License", "10 A 1");
}

static void who_is_gone_is_not_found_and_nothing_stays(void **state)
{
    const world *w = *state;
    gemel_record *l10 = given(w, "License", "{'id': 10}"), *none = NULL;
    vanish(w, "License", "{'id': 10}");
    expect(GEMEL_NOT_FOUND, attempt(w, "Person", values_with("{'name': 'x'}", "license", l10), with_license, &none));
    expect_mention("License 10");
    assert_null(none);
    expect_attribute(l10, "ownerId", NULL);
    expect_rows(w, "Person", "");
}

static void an_owner_who_is_gone_leaves_nothing(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'id': 1}"), *none = NULL;
    vanish(w, "Person", "{'id': 1}");
    expect(GEMEL_FOREIGN_KEY, attempt(w, "License", values_with("{}", "owner", ann), with_owner, &none));
    assert_null(none);
    expect_rows(w, "License", "");
}

/* ---- All or nothing ---- */

static void t01_a_child_that_fails_leaves_nothing(void **state)
{
    const world *w = *state;
    gemel_record *none = NULL;
    given(w, "Chip", "{'id': 5, 'code': 'c'}");
    expect(GEMEL_UNIQUE, attempt(w, "Person", values("{'license': {'number': 'K', 'chip': {'id': 5}}}"),
                                 with_license_and_chip, &none));
    expect_mention("Chip.id");
    assert_null(none);
    expect_rows(w, "Person", "");
    expect_rows(w, "License", "");
    expect_rows(w, "Chip", "5 c null");
}

static void t01_in_a_transaction_it_is_a_savepoint(void **state)
{
    const world *w = *state;
    gemel_record *none = NULL;
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    given(w, "Person", "{'id': 50, 'name': 'ann'}");
    given(w, "License", "{'id': 60}");
    expect(GEMEL_UNIQUE, attempt(w, "Person", values("{'id': 51, 'license': {'id': 60}}"), with_license, &none));
    created(w, "Person", "{'id': 52, 'license': {'id': 61}}", with_license);
    expect_ok(gemel_session_commit(w->session, &err));
    expect_rows(w, "Person", "50 ann, 52 null");
    expect_rows(w, "License", "60 null null, 61 null 52");
}

static void a_moved_one_is_as_before_if_another_child_fails(void **state)
{
    const world *w = *state;
    gemel_record *lic = given(w, "License", "{'id': 10}"), *none = NULL;
    gemel_record *chip = given(w, "Chip", "{'id': 5, 'licId': 10}");
    vanish(w, "Chip", "{'id': 5}");
    given(w, "Person", "{'id': 1}");
    expect(GEMEL_NOT_FOUND, attempt(w, "License", values_with("{'id': 11, 'owner': {'id': 2}}", "chip", chip),
                                    "{'include': ['owner', 'chip']}", &none));
    expect(GEMEL_UNIQUE, attempt(w, "Person", values_with("{'id': 1}", "license", lic), with_license, &none));
    assert_null(none);
    expect_attribute(chip, "licId", "10");
    expect_attribute(lic, "ownerId", NULL);
    expect_rows(w, "Person", "1 null");
    expect_rows(w, "License", "10 null null");
}

/* ---- Refused before anything is sent ---- */

typedef struct refused_tree {
    gemel_status status;
    const char *model, *values, *options, *mention;
} refused_tree;

static const refused_tree refused_trees[] = {
    {GEMEL_USAGE, "Person", "{'license': [{'number': 'K'}]}", with_license, "License"},
    {GEMEL_USAGE, "Person", "{'license': []}", with_license, "License"},
    {GEMEL_USAGE, "Person", "{'license': 10}", with_license, "License"},
    {GEMEL_USAGE, "Person", "{'license': 'K'}", with_license, "License"},
    {GEMEL_USAGE, "Person", "{'license': true}", with_license, "License"},
    {GEMEL_USAGE, "Person", "{'license': {'number': 'K'}}", "{}", "license"},
    {GEMEL_USAGE, "Person", "{'license': {'number': 'K'}}", "{'include': []}", "license"},
    {GEMEL_USAGE, "Person", "{'license': {'chip': {}}}", with_license, "chip"},
    {GEMEL_USAGE, "Person", "{'license': {'nummer': 'K'}}", with_license, "did you mean 'number'?"},
    {GEMEL_USAGE, "Person", "{'nmae': 'x', 'license': {}}", with_license, "did you mean 'name'?"},
    {GEMEL_USAGE, "Person", "{'license': {'owner': {}}}", with_license, "owner"},
    {GEMEL_VALIDATION, "Person", "{'license': {'number': 5}}", with_license, "License.number"},
    {GEMEL_VALIDATION, "Person", "{'name': 5, 'license': {}}", with_license, "Person.name"},
    {GEMEL_VALIDATION, "Person", "{'license': {'chip': {'code': 5}}}", with_license_and_chip, "Chip.code"},
    {GEMEL_VALIDATION, "License", "{'owner': {'id': 'one'}}", with_owner, "Person.id"},
};

static void what_can_be_refused_is_refused_before_sql(void **state)
{
    world *w = *state;
    gemel_record *none = NULL;
    size_t i;
    forget_statements(w);
    for (i = 0; i < COUNT(refused_trees); ++i) {
        const refused_tree *it = &refused_trees[i];
        print_message("# %s with %s\n", it->values, it->options);
        expect(it->status, attempt(w, it->model, values(it->values), it->options, &none));
        expect_mention(it->mention);
        assert_null(none);
    }
    expect_statements(w, 0, 0);
    assert_int_equal(w->statements[GEMEL_LOG_TRANSACTION], 0);
}

static void a_not_null_of_a_child_is_refused_before_sql(void **state)
{
    world *w = *state;
    gemel_record *none = NULL;
    forget_statements(w);
    expect(GEMEL_NOT_NULL, attempt(w, "License", values("{'owner': null}"), with_owner, &none));
    expect_mention("License.ownerId");
    expect(GEMEL_NOT_NULL, attempt(w, "License", values("{}"), with_owner, &none));
    assert_null(none);
    expect_statements(w, 0, 0);
    assert_int_equal(w->statements[GEMEL_LOG_TRANSACTION], 0);
}

static void a_record_that_cannot_stand_there_is_refused_before_sql(void **state)
{
    world *w = *state;
    gemel_record *ann = given(w, "Person", "{'id': 1}"), *lic = given(w, "License", "{'id': 10}"), *none = NULL;
    forget_statements(w);
    expect(GEMEL_USAGE, attempt(w, "Person", values_with("{}", "license", ann), with_license, &none));
    expect_mention("not a Person");
    expect(GEMEL_USAGE, attempt(w, "Person", values_with("{}", "license", lic), "{}", &none));
    expect_mention("license");
    expect(GEMEL_USAGE, attempt(w, "Person", values_with("{}", "name", lic), with_license, &none));
    expect_mention("name");
    expect(GEMEL_USAGE,
           gemel_record_build(w->session, model(w, "Person"), values_with("{}", "license", lic), &none, &err));
    expect(GEMEL_USAGE, gemel_record_assign(ann, values_with("{}", "license", lic), &err));
    expect(GEMEL_USAGE, gemel_record_update(ann, values_with("{}", "license", lic), NULL, &err));
    expect(GEMEL_USAGE,
           gemel_record_find_first(w->session, model(w, "Person"), values_with("{}", "name", lic), NULL, &none, &err));
    expect(GEMEL_USAGE,
           gemel_record_create_association(ann, "license", values_with("{}", "owner", ann), NULL, &none, &err));
    assert_null(none);
    expect_statements(w, 0, 0);
    expect_rows(w, "Person", "1 null");
    expect_rows(w, "License", "10 null null");
}

static int world_of_guests(void **state)
{
    static const declaration guests[DECLARATIONS_MAX] = {
        MODEL("Guest"),
        ATTRIBUTE("Guest", "mail", "string unique"),
        MODEL("Seat"),
        HAS_ONE("Guest", "Seat", "source key mail inverse guest"),
    };
    return world_of(state, declared(guests));
}

static void d17_an_owner_without_a_key_is_refused_before_sql(void **state)
{
    world *w = *state;
    gemel_record *guest = given(w, "Guest", "{}"), *none = NULL;
    forget_statements(w);
    expect(GEMEL_USAGE, attempt(w, "Guest", values("{'seat': {}}"), "{'include': 'seat'}", &none));
    expect_mention("mail");
    expect(GEMEL_USAGE, attempt(w, "Seat", values_with("{}", "guest", guest), "{'include': 'guest'}", &none));
    expect_mention("mail");
    assert_null(none);
    expect_statements(w, 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_r, n01_a_dependent_is_created_after_its_owner),
        IN_WORLD(world_r, n02_an_owner_is_created_before_a_key_that_may_not_be_null),
        IN_WORLD(world_k, n03_three_levels_are_three_inserts),
        IN_WORLD(world_k, n03_from_the_middle_both_ways_and_from_the_end_upwards),
        IN_WORLD(world_n, n05_null_creates_nobody_and_shows_nobody),
        IN_WORLD(world_n, what_is_included_and_not_given_is_not_loaded),
        IN_WORLD(world_u, a_key_that_is_given_besides_is_overridden),
        IN_WORLD(world_n, values_are_set_within_values),
        IN_WORLD(world_k, reload_repeats_the_includes),
        IN_WORLD(world_pages, the_scope_is_written_over_what_is_given),
        IN_WORLD(world_r, a_dependent_that_is_there_is_moved_to_the_new_owner),
        IN_WORLD(world_u, an_owner_that_is_there_is_linked_to),
        IN_WORLD(world_n, an_owner_with_a_dependent_is_occupied),
        IN_WORLD(world_ru, an_owner_with_a_dependent_is_occupied),
        IN_WORLD(world_n, who_is_gone_is_not_found_and_nothing_stays),
        IN_WORLD(world_n, an_owner_who_is_gone_leaves_nothing),
        IN_WORLD(world_k, t01_a_child_that_fails_leaves_nothing),
        IN_WORLD(world_n, t01_in_a_transaction_it_is_a_savepoint),
        IN_WORLD(world_k, a_moved_one_is_as_before_if_another_child_fails),
        IN_WORLD(world_k, what_can_be_refused_is_refused_before_sql),
        IN_WORLD(world_r, a_not_null_of_a_child_is_refused_before_sql),
        IN_WORLD(world_n, a_record_that_cannot_stand_there_is_refused_before_sql),
        IN_WORLD(world_of_guests, d17_an_owner_without_a_key_is_refused_before_sql),
    };
    return cmocka_run_group_tests_name("create, tree", tests, NULL, NULL);
}
