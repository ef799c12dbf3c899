/*
 * The option `include` of the find calls and of reload: partners that come in the same statement. It
 * must not test what is loaded afterwards (test_loading.c), nor creating (test_create_tree.c), nor what is refused
 * (test_include_refused.c).
 */
#include "declarations.h"
#include "loading.h"

/* ann has licence 10 with chip 5, bob has none. */
static void give_the_data(const world *w)
{
    given(w, "Person", "{'id': 1, 'name': 'ann'}");
    given(w, "Person", "{'id': 2, 'name': 'bob'}");
    given(w, "License", "{'id': 10, 'number': 'A', 'ownerId': 1}");
    given(w, "Chip", "{'id': 5, 'code': 'c', 'licId': 10}");
}

static int world_e(void **state)
{
    world_k(state);
    give_the_data(*state);
    return 0;
}

static void e01_partners_come_in_one_statement(void **state)
{
    world *w = *state;
    forget_statements(w);
    expect_found(w, "Person", NULL, "{'include': 'license'}",
                 "{'id':1,'name':'ann','license':{'id':10,'number':'A','ownerId':1}}"
                 "{'id':2,'name':'bob','license':null}");
    expect_statements(w, 1, 0);
}

static void e02_without_include_nothing_is_loaded(void **state)
{
    const world *w = *state;
    gemel_record *p1 = found(w, "Person", "{'id': 1}");
    assert_false(is_loaded(p1, "license"));
    expect_json(p1, "{'id':1,'name':'ann'}");
}

static void e03_required_leaves_out_whom_nobody_is_linked_to(void **state)
{
    const world *w = *state;
    expect_found(w, "Person", NULL, "{'include': {'association': 'license', 'required': true}}",
                 "{'id':1,'name':'ann','license':{'id':10,'number':'A','ownerId':1}}");
}

static void e04_where_makes_it_required(void **state)
{
    const world *w = *state;
    expect_found(w, "Person", NULL, "{'include': {'association': 'license', 'where': {'number': 'zzz'}}}", "");
    expect_found(w, "Person", NULL, "{'include': {'association': 'license', 'where': {'number': 'A'}}}",
                 "{'id':1,'name':'ann','license':{'id':10,'number':'A','ownerId':1}}");
}

static void e04_where_that_is_not_required_hides_the_partner_only(void **state)
{
    const world *w = *state;
    expect_found(w, "Person", NULL,
                 "{'include': {'association': 'license', 'where': {'number': 'zzz'}, 'required': false}}",
                 "{'id':1,'name':'ann','license':null}{'id':2,'name':'bob','license':null}");
}

static void e05_includes_nest_in_one_statement(void **state)
{
    world *w = *state;
    forget_statements(w);
    expect_found(w, "Person", NULL, "{'include': {'association': 'license', 'include': 'chip'}}",
                 "{'id':1,'name':'ann','license':{'id':10,'number':'A','ownerId':1,'chip':{'id':5,'code':'c','licId':"
                 "10}}}{'id':2,'name':'bob','license':null}");
    expect_statements(w, 1, 0);
}

static void e08_a_partner_without_values_is_a_partner(void **state)
{
    const world *w = *state;
    given(w, "License", "{'id': 11, 'ownerId': 2}");
    expect_found(w, "Person", "{'id': 2}", "{'include': 'license'}",
                 "{'id':2,'name':'bob','license':{'id':11,'number':null,'ownerId':2}}");
}

static void e10_an_owner_is_included_and_a_null_key_has_none(void **state)
{
    const world *w = *state;
    given(w, "License", "{'id': 11, 'number': 'B'}");
    expect_found(w, "License", NULL, "{'include': 'owner'}",
                 "{'id':10,'number':'A','ownerId':1,'owner':{'id':1,'name':'ann'}}"
                 "{'id':11,'number':'B','ownerId':null,'owner':null}");
}

static void e17_reload_repeats_the_includes(void **state)
{
    world *w = *state;
    gemel_record *p1 = found_with(w, "Person", "{'id': 1}", "{'include': 'license'}");
    gemel_record *copy = found(w, "License", "{'id': 10}");
    expect_ok(gemel_record_update(copy, values("{'number': 'B'}"), NULL, &err));
    forget_statements(w);
    expect_ok(gemel_record_reload(p1, NULL, &err));
    expect_statements(w, 1, 0);
    expect_json(p1, "{'id':1,'name':'ann','license':{'id':10,'number':'B','ownerId':1}}");
    expect_ok(gemel_record_update(copy, values("{'ownerId': null}"), NULL, &err));
    expect_ok(gemel_record_reload(p1, NULL, &err));
    expect_json(p1, "{'id':1,'name':'ann','license':null}");
}

static void e17_includes_given_to_reload_replace_them(void **state)
{
    const world *w = *state;
    gemel_record *l10 = found_with(w, "License", "{'id': 10}", "{'include': 'owner'}");
    expect_ok(gemel_record_reload(l10, with("{'include': 'chip'}"), &err));
    expect_json(l10, "{'id':10,'number':'A','ownerId':1,'chip':{'id':5,'code':'c','licId':10}}");
    expect_ok(gemel_record_reload(l10, NULL, &err));
    expect_json(l10, "{'id':10,'number':'A','ownerId':1,'chip':{'id':5,'code':'c','licId':10}}");
    expect_ok(gemel_record_reload(l10, with("{'include': []}"), &err));
    expect_json(l10, "{'id':10,'number':'A','ownerId':1}");
}

static void e17_a_required_partner_that_is_gone_is_not_found(void **state)
{
    const world *w = *state;
    gemel_record *p1 =
        found_with(w, "Person", "{'id': 1}", "{'include': {'association': 'license', 'required': true}}");
    vanish(w, "Chip", "{'id': 5}");
    vanish(w, "License", "{'id': 10}");
    expect_ok(gemel_record_set_text(p1, "name", "eve", GEMEL_NUL, &err));
    expect(GEMEL_NOT_FOUND, gemel_record_reload(p1, NULL, &err));
    expect_json(p1, "{'id':1,'name':'eve','license':{'id':10,'number':'A','ownerId':1}}");
}

static void e17_an_included_record_reloads_what_was_included_below_it(void **state)
{
    world *w = *state;
    gemel_record *p1 =
        found_with(w, "Person", "{'id': 1}", "{'include': {'association': 'license', 'include': 'chip'}}");
    gemel_record *l10 = loaded(p1, "license");
    vanish(w, "Chip", "{'id': 5}");
    expect_ok(gemel_record_reload(l10, NULL, &err));
    expect_json(p1, "{'id':1,'name':'ann','license':{'id':10,'number':'A','ownerId':1,'chip':null}}");
}

static void e18_saving_the_owner_saves_nobody_else(void **state)
{
    world *w = *state;
    gemel_record *p1 = found_with(w, "Person", "{'id': 1}", "{'include': 'license'}");
    gemel_record *l10 = loaded(p1, "license");
    expect_ok(gemel_record_set_text(l10, "number", "X", GEMEL_NUL, &err));
    expect_ok(gemel_record_set_text(p1, "name", "y", GEMEL_NUL, &err));
    forget_statements(w);
    expect_ok(gemel_record_save(p1, NULL, &err));
    expect_statements(w, 0, 1);
    expect_rows(w, "Person", "1 y, 2 bob");
    expect_rows(w, "License", "10 A 1");
    assert_true(gemel_record_is_changed(l10));
}

/* ---- Which calls, which rows ---- */

static void find_by_key_includes_and_may_find_none(void **state)
{
    const world *w = *state;
    gemel_record *out = NULL;
    static const char required[] = "{'include': {'association': 'license', 'required': true}}";
    expect_ok(gemel_record_find(w->session, model(w, "Person"), values("{'id': 2}"), with("{'include': ['license']}"),
                                &out, &err));
    expect_json(keep(out), "{'id':2,'name':'bob','license':null}");
    expect_ok(gemel_record_find(w->session, model(w, "Person"), values("{'id': 2}"), with(required), &out, &err));
    assert_null(out);
    expect(GEMEL_NOT_FOUND,
           gemel_record_find(w->session, model(w, "Person"), values("{'id': 2}"),
                             with("{'rejectOnEmpty': true, 'include': {'association': 'license', 'required': true}}"),
                             &out, &err));
    assert_null(out);
}

static void the_first_is_the_first_of_those_with_what_is_required(void **state)
{
    const world *w = *state;
    given(w, "Person", "{'id': 0, 'name': 'zero'}");
    expect_json(found_with(w, "Person", "{}", "{'include': {'association': 'license', 'required': true}}"),
                "{'id':1,'name':'ann','license':{'id':10,'number':'A','ownerId':1}}");
}

static void where_filters_the_records_and_that_of_an_include_their_partners(void **state)
{
    const world *w = *state;
    given(w, "License", "{'id': 11, 'ownerId': 2}");
    expect_found(w, "Person", "{'name': ['ann', 'bob']}",
                 "{'include': {'association': 'license', 'where': {'number': null}}}",
                 "{'id':2,'name':'bob','license':{'id':11,'number':null,'ownerId':2}}");
    expect_found(w, "Person", "{'name': 'ann'}",
                 "{'include': {'association': 'license', 'where': {'number': ['A', null], 'id': 10}}}",
                 "{'id':1,'name':'ann','license':{'id':10,'number':'A','ownerId':1}}");
    expect_found(w, "Person", NULL, "{'include': {'association': 'license', 'where': {'number': []}}}", "");
}

static void an_empty_where_makes_it_required_too(void **state)
{
    const world *w = *state;
    expect_found(w, "Person", NULL, "{'include': {'association': 'license', 'where': {}}}",
                 "{'id':1,'name':'ann','license':{'id':10,'number':'A','ownerId':1}}");
}

static void includes_stand_side_by_side(void **state)
{
    world *w = *state;
    forget_statements(w);
    expect_found(w, "License", NULL, "{'include': ['chip', {'association': 'owner'}]}",
                 "{'id':10,'number':'A','ownerId':1,'owner':{'id':1,'name':'ann'},"
                 "'chip':{'id':5,'code':'c','licId':10}}");
    expect_statements(w, 1, 0);
}

static void a_required_grandchild_hides_its_parent_not_the_grandparent(void **state)
{
    const world *w = *state;
    given(w, "License", "{'id': 11, 'ownerId': 2}");
    expect_found(w, "Person", NULL,
                 "{'include': {'association': 'license', 'include': {'association': 'chip', 'required': true}}}",
                 "{'id':1,'name':'ann','license':{'id':10,'number':'A','ownerId':1,'chip':{'id':5,'code':'c','licId':"
                 "10}}}{'id':2,'name':'bob','license':null}");
    expect_found(w, "Person", NULL,
                 "{'include': {'association': 'license', 'required': true, "
                 "'include': {'association': 'chip', 'required': true}}}",
                 "{'id':1,'name':'ann','license':{'id':10,'number':'A','ownerId':1,'chip':{'id':5,'code':'c','licId':"
                 "10}}}");
}

static void of_several_the_lowest_key_and_each_owner_once(void **state)
{
    const world *w = *state;
    gemel_record *out = NULL;
    given(w, "License", "{'id': 9, 'number': 'Z', 'ownerId': 1}");
    given(w, "License", "{'id': 12, 'ownerId': 1}");
    expect_found(w, "Person", NULL, "{'include': 'license'}",
                 "{'id':1,'name':'ann','license':{'id':9,'number':'Z','ownerId':1}}"
                 "{'id':2,'name':'bob','license':null}");
    expect_found(w, "Person", "{'id': 1}", "{'include': {'association': 'license', 'where': {'number': ['A', null]}}}",
                 "{'id':1,'name':'ann','license':{'id':10,'number':'A','ownerId':1}}");
    expect_ok(gemel_record_get_association(found(w, "Person", "{'id': 1}"), "license", NULL, &out, &err));
    expect_attribute(keep(out), "id", "9");
}

static void of_several_the_lowest_that_has_what_is_required_of_it(void **state)
{
    const world *w = *state;
    given(w, "License", "{'id': 9, 'ownerId': 1}");
    given(w, "License", "{'id': 12, 'ownerId': 1}");
    given(w, "Chip", "{'id': 4, 'licId': 12}");
    expect_found(w, "Person", "{'id': 1}",
                 "{'include': {'association': 'license', 'include': {'association': 'chip', 'required': true}}}",
                 "{'id':1,'name':'ann','license':{'id':10,'number':'A','ownerId':1,'chip':{'id':5,'code':'c','licId':"
                 "10}}}");
    expect_found(w, "Person", NULL,
                 "{'include': {'association': 'license', 'required': true, "
                 "'include': {'association': 'chip', 'where': {'code': null}}}}",
                 "{'id':1,'name':'ann','license':{'id':12,'number':null,'ownerId':1,'chip':{'id':4,'code':null,"
                 "'licId':12}}}");
}

static void the_same_row_by_the_same_include_is_one_record(void **state)
{
    const world *w = *state;
    gemel_records *list = NULL;
    gemel_record *first, *second;
    given(w, "License", "{'id': 11, 'ownerId': 1}");
    expect_ok(gemel_records_find_all(w->session, model(w, "License"), NULL, with("{'include': 'owner'}"), &list, &err));
    first = loaded(gemel_records_at(list, 0), "owner");
    second = loaded(gemel_records_at(list, 1), "owner");
    gemel_records_free(list);
    expect_ok(gemel_record_set_text(first, "name", "eve", GEMEL_NUL, &err));
    expect_attribute(second, "name", "eve");
    assert_true(gemel_record_is_changed(second));
}

static void partners_live_as_long_as_somebody_holds_them(void **state)
{
    const world *w = *state;
    gemel_record *p1 = NULL, *l10, *chip;
    expect_ok(gemel_record_find(w->session, model(w, "Person"), values("{'id': 1}"),
                                with("{'include': {'association': 'license', 'include': 'chip'}}"), &p1, &err));
    expect_ok(gemel_record_load_association(p1, "license", NULL, &l10, &err));
    gemel_record_free(p1);
    chip = loaded(l10, "chip");
    gemel_record_free(l10);
    expect_attribute(chip, "code", "c");
    expect_ok(gemel_record_update(chip, values("{'code': 'd'}"), NULL, &err));
    expect_rows(w, "Chip", "5 d 10");
}

static void a_way_there_and_back_is_finite(void **state)
{
    const world *w = *state;
    expect_found(w, "Person", "{'id': 1}",
                 "{'include': {'association': 'license', 'include': {'association': 'owner', 'include': 'license'}}}",
                 "{'id':1,'name':'ann','license':{'id':10,'number':'A','ownerId':1,'owner':{'id':1,'name':'ann',"
                 "'license':{'id':10,'number':'A','ownerId':1}}}}");
}

static void includes_see_what_the_transaction_wrote(void **state)
{
    const world *w = *state;
    gemel_record *copy = found(w, "License", "{'id': 10}");
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    expect_ok(gemel_record_update(copy, values("{'ownerId': 2}"), NULL, &err));
    expect_found(w, "Person", NULL, "{'include': 'license'}",
                 "{'id':1,'name':'ann','license':null}"
                 "{'id':2,'name':'bob','license':{'id':10,'number':'A','ownerId':2}}");
    expect_ok(gemel_session_rollback(w->session, &err));
    expect_found(w, "Person", "{'id': 2}", "{'include': 'license'}", "{'id':2,'name':'bob','license':null}");
}

/* ---- Other keys ---- */

static void a_scope_narrows_the_partners_and_requires_none(void **state)
{
    const world *w = *state;
    given(w, "Page", "{'id': 1}");
    given(w, "Page", "{'id': 2}");
    given(w, "Picture", "{'id': 10, 'kind': 'thumb', 'pageId': 1}");
    given(w, "Picture", "{'id': 11, 'kind': 'cover', 'pageId': 1}");
    given(w, "Picture", "{'id': 12, 'kind': 'thumb', 'pageId': 2}");
    expect_found(w, "Page", NULL, "{'include': ['cover', 'thumb']}",
                 "{'id':1,'cover':{'id':11,'kind':'cover','pageId':1},'thumb':{'id':10,'kind':'thumb','pageId':1}}"
                 "{'id':2,'cover':null,'thumb':{'id':12,'kind':'thumb','pageId':2}}");
}

static int world_of_seats(void **state)
{
    static const declaration seats[DECLARATIONS_MAX] = {
        MODEL("Guest"),
        ATTRIBUTE("Guest", "mail", "string unique"),
        MODEL("Seat"),
        ATTRIBUTE("Seat", "row", "integer primary key"),
        ATTRIBUTE("Seat", "place", "string primary key"),
        HAS_ONE("Guest", "Seat", "source key mail inverse guest"),
    };
    return world_of(state, declared(seats));
}

static void a_composite_key_chooses_by_all_its_parts(void **state)
{
    const world *w = *state;
    given(w, "Guest", "{'id': 1, 'mail': 'ann@x'}");
    given(w, "Guest", "{'id': 2}");
    given(w, "Seat", "{'row': 1, 'place': 'b', 'guestMail': 'ann@x'}");
    given(w, "Seat", "{'row': 1, 'place': 'a', 'guestMail': 'ann@x'}");
    given(w, "Seat", "{'row': 2, 'place': ''}");
    expect_found(w, "Guest", NULL, "{'include': 'seat'}",
                 "{'id':1,'mail':'ann@x','seat':{'row':1,'place':'a','guestMail':'ann@x'}}"
                 "{'id':2,'mail':null,'seat':null}");
    expect_found(w, "Seat", "{'row': 2}", "{'include': 'guest'}", "{'row':2,'place':'','guestMail':null,'guest':null}");
}

static int world_of_wagons(void **state)
{
    static const declaration wagons[DECLARATIONS_MAX] = {
        MODEL("Wagon"),
        HAS_ONE("Wagon", "Wagon", "as rear foreign key frontId inverse front"),
    };
    return world_of(state, declared(wagons));
}

/* An include of `rear` that goes so deep. */
static const char *rears(int depth)
{
    static char text[4096];
    int i;
    strcpy(text, "{'include': ");
    for (i = 1; i < depth; ++i)
        strcat(text, "{'association': 'rear', 'include': ");
    strcat(text, "'rear'");
    for (i = 1; i < depth; ++i)
        strcat(text, "}");
    return strcat(text, "}");
}

static void a_model_that_leads_to_itself_is_joined_to_itself(void **state)
{
    const world *w = *state;
    given(w, "Wagon", "{'id': 1}");
    given(w, "Wagon", "{'id': 2, 'frontId': 1}");
    given(w, "Wagon", "{'id': 3, 'frontId': 2}");
    expect_found(w, "Wagon", "{'id': 2}", "{'include': ['rear', 'front']}",
                 "{'id':2,'frontId':1,'rear':{'id':3,'frontId':2},'front':{'id':1,'frontId':null}}");
    expect_found(w, "Wagon", "{'id': 1}", rears(3),
                 "{'id':1,'frontId':null,'rear':{'id':2,'frontId':1,'rear':{'id':3,'frontId':2,'rear':null}}}");
}

static void fifty_includes_are_not_too_many(void **state)
{
    const world *w = *state;
    gemel_record *wagon;
    int i;
    given(w, "Wagon", "{'id': 1}");
    for (i = 2; i <= 51; ++i) {
        gemel_values *v = values("{}");
        expect_ok(gemel_values_set_int(v, "id", i, &err));
        expect_ok(gemel_values_set_int(v, "frontId", i - 1, &err));
        expect_ok(gemel_record_create(w->session, model(w, "Wagon"), v, NULL, &wagon, &err));
        keep(wagon);
    }
    wagon = found_with(w, "Wagon", "{'id': 1}", rears(50));
    for (i = 0; i < 50; ++i) {
        assert_true(is_loaded(wagon, "rear"));
        wagon = loaded(wagon, "rear");
    }
    expect_attribute(wagon, "id", "51");
    assert_false(is_loaded(wagon, "rear"));
}

#define IN_E(test) IN_WORLD(world_e, test)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_E(e01_partners_come_in_one_statement),
        IN_E(e02_without_include_nothing_is_loaded),
        IN_E(e03_required_leaves_out_whom_nobody_is_linked_to),
        IN_E(e04_where_makes_it_required),
        IN_E(e04_where_that_is_not_required_hides_the_partner_only),
        IN_E(e05_includes_nest_in_one_statement),
        IN_E(e08_a_partner_without_values_is_a_partner),
        IN_E(e10_an_owner_is_included_and_a_null_key_has_none),
        IN_E(e17_reload_repeats_the_includes),
        IN_E(e17_includes_given_to_reload_replace_them),
        IN_E(e17_a_required_partner_that_is_gone_is_not_found),
        IN_E(e17_an_included_record_reloads_what_was_included_below_it),
        IN_E(e18_saving_the_owner_saves_nobody_else),
        IN_E(find_by_key_includes_and_may_find_none),
        IN_E(the_first_is_the_first_of_those_with_what_is_required),
        IN_E(where_filters_the_records_and_that_of_an_include_their_partners),
        IN_E(an_empty_where_makes_it_required_too),
        IN_E(includes_stand_side_by_side),
        IN_E(a_required_grandchild_hides_its_parent_not_the_grandparent),
        IN_E(of_several_the_lowest_key_and_each_owner_once),
        IN_E(of_several_the_lowest_that_has_what_is_required_of_it),
        IN_E(the_same_row_by_the_same_include_is_one_record),
        IN_E(partners_live_as_long_as_somebody_holds_them),
        IN_E(a_way_there_and_back_is_finite),
        IN_E(includes_see_what_the_transaction_wrote),
        IN_WORLD(world_pages, a_scope_narrows_the_partners_and_requires_none),
        IN_WORLD(world_of_seats, a_composite_key_chooses_by_all_its_parts),
        IN_WORLD(world_of_wagons, a_model_that_leads_to_itself_is_joined_to_itself),
        IN_WORLD(world_of_wagons, fifty_includes_are_not_too_many),
    };
    return cmocka_run_group_tests_name("include", tests, NULL, NULL);
}
