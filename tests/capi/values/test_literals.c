/*
 * gemel/literal.h: values and options that the compiler makes, seen through the calls that read them, and what is
 * refused. It must not test what values and options mean: the tests of builders and calls do.
 */
#include "declarations.h"
#include "fixture.h"

#define ITEMS(...) ((const gemel_value[]){__VA_ARGS__, gemel_value_end()})

static int things(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Thing"),
        ATTRIBUTE("Thing", "whole", "bigint"),
        ATTRIBUTE("Thing", "real", "double"),
        ATTRIBUTE("Thing", "flag", "boolean"),
        ATTRIBUTE("Thing", "name", "text"),
        ATTRIBUTE("Thing", "bytes", "blob"),
        ATTRIBUTE("Thing", "doc", "json"),
    };
    return world_of(state, declared(declarations));
}

static gemel_record *stored(const world *w, const gemel_values *v)
{
    gemel_record *thing = NULL;
    expect_ok(gemel_record_create(w->session, model(w, "Thing"), v, NULL, &thing, &err));
    expect_ok(gemel_record_reload(keep(thing), NULL, &err));
    return thing;
}

static void every_kind_stores_its_value(void **state)
{
    const world *w = *state;
    gemel_record *thing = stored(
        w, GEMEL_VALUES(GEMEL_INT("whole", INT64_MIN), GEMEL_DOUBLE("real", 0.5), GEMEL_BOOL("flag", true),
                        GEMEL_TEXT("name", "Ada"), GEMEL_BLOB("bytes", "\x00\xff", 2),
                        GEMEL_NESTED("doc", GEMEL_LIST("l", GEMEL_INT(NULL, 1), GEMEL_NULL(NULL)), GEMEL_NULL("n"))));
    expect_attribute(thing, "whole", "-9223372036854775808");
    expect_attribute(thing, "real", "0.5");
    expect_attribute(thing, "flag", "true");
    expect_attribute(thing, "name", "Ada");
    expect_attribute(thing, "bytes", "00ff");
    expect_attribute(thing, "doc", "{\"l\":[1,null],\"n\":null}");
    thing = stored(w, GEMEL_VALUES(GEMEL_TEXT_N("name", "Adam", 3), GEMEL_BLOB("bytes", NULL, 0), GEMEL_NULL("whole"),
                                   GEMEL_BOOL("flag", false)));
    expect_attribute(thing, "name", "Ada");
    expect_attribute(thing, "bytes", "");
    expect_attribute(thing, "whole", NULL);
    expect_attribute(thing, "flag", "false");
}

static void lists_and_objects_nest(void **state)
{
    gemel_record *thing =
        stored(*state, GEMEL_VALUES(GEMEL_LIST("doc", GEMEL_LIST(NULL, GEMEL_INT(NULL, 1), GEMEL_BOOL(NULL, true)),
                                               GEMEL_NESTED(NULL, GEMEL_NESTED("a", GEMEL_DOUBLE("b", 0.5))),
                                               GEMEL_TEXT(NULL, "x"))));
    expect_attribute(thing, "doc", "[[1,true],{\"a\":{\"b\":0.5}},\"x\"]");
}

/* As user code chooses: by an expression, in a loop, from variables. */
static void items_are_expressions(void **state)
{
    const world *w = *state;
    static const char *const names[] = {"ann", NULL, "bob"};
    size_t i;
    for (i = 0; i < COUNT(names); ++i)
        stored(w, GEMEL_VALUES(names[i] ? GEMEL_TEXT("name", names[i]) : GEMEL_NULL("name"),
                               GEMEL_INT("whole", (int64_t)i)));
    expect_rows(w, "Thing", "1 0 null null ann null null, 2 1 null null null null null, 3 2 null null bob null null");
}

static void a_literal_is_read_again_and_again(void **state)
{
    const world *w = *state;
    char name[] = "ann";
    const gemel_values *v = GEMEL_VALUES(GEMEL_TEXT("name", name));
    const gemel_values *both[2];
    stored(w, v);
    name[0] = 'A'; /* what it points to is read by each call */
    stored(w, v);
    both[0] = v;
    both[1] = GEMEL_VALUES(GEMEL_TEXT("name", "bob"));
    expect_ok(gemel_records_insert(w->session, model(w, "Thing"), both, 2, NULL, NULL, &err));
    expect_rows(w, "Thing",
                "1 null null null ann null null, 2 null null null Ann null null, "
                "3 null null null Ann null null, 4 null null null bob null null");
}

static void filters_and_options_are_literals(void **state)
{
    const world *w = *state;
    gemel_records *list = NULL;
    gemel_query *query = NULL, *narrow = NULL;
    gemel_record *thing = NULL;
    int64_t count = 0;
    stored(w, GEMEL_VALUES(GEMEL_TEXT("name", "ann"), GEMEL_INT("whole", 1)));
    stored(w, GEMEL_VALUES(GEMEL_TEXT("name", "bob"), GEMEL_INT("whole", 2)));
    stored(w, GEMEL_VALUES(GEMEL_TEXT("name", "cem"), GEMEL_INT("whole", 3)));
    expect_ok(gemel_records_find_all(w->session, model(w, "Thing"),
                                     GEMEL_VALUES(GEMEL_LIST("name", GEMEL_TEXT(NULL, "ann"), GEMEL_TEXT(NULL, "cem"))),
                                     GEMEL_OPTIONS(GEMEL_TEXT("order", "whole desc"), GEMEL_INT("limit", 1)), &list,
                                     &err));
    assert_int_equal(gemel_records_count(list), 1);
    expect_attribute(gemel_records_at(list, 0), "name", "cem");
    gemel_records_free(list);
    expect_ok(gemel_query_new(model(w, "Thing"), &query, &err));
    expect_ok(gemel_query_where(query, GEMEL_VALUES(GEMEL_NESTED("whole", GEMEL_INT("ge", 2))), &narrow, &err));
    expect_ok(gemel_query_count(narrow, w->session, &count, &err));
    assert_int_equal(count, 2);
    gemel_query_free(narrow);
    gemel_query_free(query);
    expect_ok(gemel_record_find(w->session, model(w, "Thing"), GEMEL_VALUES(GEMEL_INT("id", 2)),
                                GEMEL_OPTIONS(GEMEL_BOOL("rejectOnEmpty", true)), &thing, &err));
    expect_attribute(keep(thing), "name", "bob");
    expect(GEMEL_NOT_FOUND, gemel_record_find(w->session, model(w, "Thing"), GEMEL_VALUES(GEMEL_INT("id", 9)),
                                              GEMEL_OPTIONS(GEMEL_BOOL("rejectOnEmpty", true)), &thing, &err));
    expect(GEMEL_USAGE, gemel_record_find(w->session, model(w, "Thing"), GEMEL_VALUES(GEMEL_INT("id", 9)),
                                          GEMEL_OPTIONS(GEMEL_BOOL("rejectOnEmty", true)), &thing, &err));
    expect_mention("rejectOnEmpty");
}

/* Records, builders within literals, and literals within builders. */
static void a_tree_of_associations_is_one_literal(void **state)
{
    const world *w = *state;
    gemel_record *ann = NULL, *bob = NULL, *license = given(w, "License", "{'id': 20, 'number': 'L2'}");
    gemel_values *built_license = values("{'id': 21, 'number': 'L3'}"), *outer = values("{'name': 'cem'}");
    gemel_options *o = with("{}");
    bool loaded = false;
    expect_ok(gemel_record_create(w->session, model(w, "Person"),
                                  GEMEL_VALUES(GEMEL_TEXT("name", "ann"),
                                               GEMEL_NESTED("license", GEMEL_INT("id", 1), GEMEL_TEXT("number", "L1"))),
                                  GEMEL_OPTIONS(GEMEL_TEXT("include", "license")), &ann, &err));
    expect_ok(gemel_record_create(w->session, model(w, "Person"), GEMEL_VALUES(GEMEL_RECORD("license", license)),
                                  GEMEL_OPTIONS(GEMEL_TEXT("include", "license")), &bob, &err));
    gemel_record_free(bob);
    expect_ok(gemel_record_create(w->session, model(w, "Person"), GEMEL_VALUES(GEMEL_INNER("license", built_license)),
                                  GEMEL_OPTIONS(GEMEL_TEXT("include", "license")), &bob, &err));
    gemel_record_free(bob);
    expect_ok(
        gemel_values_set_values(outer, "license", GEMEL_VALUES(GEMEL_INT("id", 22), GEMEL_TEXT("number", "L4")), &err));
    expect_ok(gemel_options_set_options(
        o, "include",
        GEMEL_OPTIONS(GEMEL_TEXT("association", "license"), GEMEL_NESTED("include", GEMEL_TEXT("association", "chip"))),
        &err));
    expect_ok(gemel_record_create(w->session, model(w, "Person"), outer, o, &bob, &err));
    gemel_record_free(bob);
    expect_rows(w, "License", "1 L1 1, 20 L2 2, 21 L3 3, 22 L4 4");
    expect_ok(gemel_record_is_loaded(keep(ann), "license", &loaded, &err));
    assert_true(loaded);
}

/* ---- What is refused ---- */

static gemel_status build(const world *w, const gemel_values *v)
{
    gemel_record *none = NULL;
    gemel_status status = gemel_record_build(w->session, model(w, "Thing"), v, &none, &err);
    if (status != GEMEL_OK)
        assert_null(none);
    gemel_record_free(none);
    return status;
}

static void what_is_wrong_in_a_literal_is_told(void **state)
{
    const world *w = *state;
    gemel_value odd = GEMEL_INT("whole", 1);
    odd.kind = 99;
    expect(GEMEL_USAGE, build(w, GEMEL_VALUES(GEMEL_INT("whole", 1), GEMEL_TEXT(NULL, "x"))));
    expect_mention("argument 'values': item 2 has no name");
    expect(GEMEL_USAGE, build(w, GEMEL_VALUES(GEMEL_TEXT("name", NULL))));
    expect_mention("the text for 'name' is NULL");
    expect(GEMEL_USAGE, build(w, GEMEL_VALUES(GEMEL_TEXT_N("name", NULL, 0))));
    expect_mention("'name'");
    expect(GEMEL_USAGE, build(w, GEMEL_VALUES(GEMEL_BLOB("bytes", NULL, 1))));
    expect_mention("'bytes'");
    expect(GEMEL_USAGE, build(w, GEMEL_VALUES(GEMEL_RECORD("name", NULL))));
    expect_mention("'name'");
    expect(GEMEL_USAGE, build(w, GEMEL_VALUES(gemel_value_nested("doc", NULL))));
    expect_mention("'doc'");
    expect(GEMEL_USAGE, build(w, GEMEL_VALUES(gemel_value_list("doc", NULL))));
    expect_mention("'doc'");
    expect(GEMEL_USAGE, build(w, GEMEL_VALUES(gemel_value_list("doc", values("{}")))));
    expect_mention("'doc'");
    expect(GEMEL_USAGE, build(w, GEMEL_VALUES(GEMEL_LIST("doc", GEMEL_INT("name", 1)))));
    expect_mention("an item of the list 'doc' has a name");
    expect(GEMEL_USAGE, build(w, GEMEL_VALUES(GEMEL_INT("whole", 1), GEMEL_TEXT("name", ""), GEMEL_NULL("whole"))));
    expect_mention("'whole' is there twice");
    expect(GEMEL_VALIDATION, build(w, GEMEL_VALUES(GEMEL_TEXT("name", "a\xff"))));
    expect_mention("the text for 'name' is not UTF-8 at byte offset 1");
    expect(GEMEL_USAGE, build(w, GEMEL_VALUES(GEMEL_TEXT("\xff", "a"))));
    expect_mention("the name of item 1 is not UTF-8");
    expect(GEMEL_USAGE, build(w, GEMEL_VALUES(odd)));
    expect_mention("'whole' is of a kind that this library does not know: 99");
    expect(GEMEL_USAGE, build(w, GEMEL_VALUES(GEMEL_INT("whloe", 1))));
    expect_mention("did you mean 'whole'");
}

static void deep_ones_are_refused_where_json_is(void **state)
{
    const world *w = *state;
    gemel_value itself[2];
    struct gemel_literal literals[64], own = {GEMEL_LITERAL_VALUES, sizeof(gemel_value), NULL};
    gemel_values *builder = values("{'a': [1]}");
    gemel_value items[64][2];
    size_t i;
    /* literals[i] has i + 1 levels. */
    for (i = 0; i < COUNT(literals); ++i) {
        items[i][0] = i == 0 ? GEMEL_INT("a", 1) : gemel_value_nested("doc", gemel_literal_values(&literals[i - 1]));
        items[i][1] = gemel_value_end();
        literals[i].mark = GEMEL_LITERAL_VALUES;
        literals[i].item_size = sizeof(gemel_value);
        literals[i].items = items[i];
    }
    expect_ok(build(w, gemel_literal_values(&literals[63])));
    expect(GEMEL_VALIDATION, build(w, GEMEL_VALUES(gemel_value_nested("doc", gemel_literal_values(&literals[63])))));
    expect_mention("deeper than 64");
    expect(GEMEL_VALIDATION,
           build(w, GEMEL_VALUES(GEMEL_LIST("doc", gemel_value_nested(NULL, gemel_literal_values(&literals[62]))))));
    expect_ok(build(w, GEMEL_VALUES(GEMEL_LIST("doc", gemel_value_nested(NULL, gemel_literal_values(&literals[61]))))));
    items[0][0] = gemel_value_nested("doc", builder); /* two levels in the place of none */
    expect_ok(build(w, gemel_literal_values(&literals[61])));
    expect(GEMEL_VALIDATION, build(w, gemel_literal_values(&literals[62])));
    expect_mention("deeper than 64");
    expect(GEMEL_VALIDATION, gemel_values_set_values(values("{}"), "doc", gemel_literal_values(&literals[61]), &err));
    /* One that holds itself has no end. */
    itself[0] = gemel_value_nested("doc", gemel_literal_values(&own));
    itself[1] = gemel_value_end();
    own.items = itself;
    expect(GEMEL_VALIDATION, build(w, gemel_literal_values(&own)));
    expect_mention("deeper than 64");
}

/* A program of a later header passes longer items, and what this library does not know in them it does not read. */
static void items_of_a_later_header_are_read_by_their_size(void **state)
{
    const world *w = *state;
    struct {
        gemel_value item;
        char more[24];
    } later[3];
    struct gemel_literal literal = {GEMEL_LITERAL_VALUES, sizeof later[0], &later[0].item};
    memset(later, 0xff, sizeof later);
    later[0].item = GEMEL_INT("whole", 7);
    later[1].item = GEMEL_TEXT("name", "Ada");
    later[2].item = gemel_value_end();
    expect_attribute(stored(w, gemel_literal_values(&literal)), "whole", "7");
    expect_rows(w, "Thing", "1 7 null null Ada null null");
    literal.item_size = sizeof(gemel_value) - 1;
    expect(GEMEL_USAGE, build(w, gemel_literal_values(&literal)));
    literal.item_size = sizeof(gemel_value);
    literal.items = NULL;
    expect(GEMEL_USAGE, build(w, gemel_literal_values(&literal)));
}

/* Casts that nobody should write. */
static void a_literal_is_no_builder_and_no_other_handle(void **state)
{
    const world *w = *state;
    const gemel_values *v = GEMEL_VALUES(GEMEL_TEXT("name", "Ada"));
    const gemel_options *o = GEMEL_OPTIONS(GEMEL_BOOL("rejectOnEmpty", true));
    gemel_values *written = NULL;
    gemel_options *set = NULL;
    gemel_record *none = NULL;
    memcpy(&written, &v, sizeof v);
    memcpy(&set, &o, sizeof o);
    expect(GEMEL_USAGE, gemel_values_set_int(written, "whole", 1, &err));
    expect_mention("argument 'self' is a literal");
    expect(GEMEL_USAGE, gemel_values_add_int(written, "whole", 1, &err));
    expect(GEMEL_USAGE, gemel_values_merge_json(written, "{}", GEMEL_NUL, &err));
    expect(GEMEL_USAGE, gemel_options_set_int(set, "limit", 1, &err));
    expect_mention("argument 'self' is a literal");
    gemel_values_clear(written);
    gemel_values_free(written);
    gemel_options_clear(set);
    gemel_options_free(set);
    expect_attribute(stored(w, v), "name", "Ada");
    expect(GEMEL_USAGE,
           gemel_record_build(w->session, model(w, "Thing"), (const gemel_values *)(const void *)o, &none, &err));
    expect_mention("another type");
    expect(GEMEL_USAGE, gemel_record_find(w->session, model(w, "Thing"), GEMEL_VALUES(GEMEL_INT("id", 1)),
                                          (const gemel_options *)(const void *)v, &none, &err));
    expect_mention("another type");
    expect(GEMEL_USAGE, gemel_record_destroy((gemel_record *)(void *)written, NULL, NULL, &err));
    expect_mention("another type");
    assert_null(none);
}

static void a_literal_that_says_it_is_gone_is_refused(void **state)
{
    const world *w = *state;
    gemel_record *none = NULL;
    const struct gemel_literal gone = {GEMEL_LITERAL_GONE, sizeof(gemel_value), ITEMS(GEMEL_INT("id", 1))};
    expect(GEMEL_USAGE, build(w, gemel_literal_values(&gone)));
    expect_mention("full expression");
    expect(GEMEL_USAGE, build(w, GEMEL_VALUES(gemel_value_nested("doc", gemel_literal_values(&gone)))));
    expect_mention("full expression");
    expect(GEMEL_USAGE, gemel_record_find(w->session, model(w, "Thing"), GEMEL_VALUES(GEMEL_INT("id", 1)),
                                          gemel_literal_options(&gone), &none, &err));
    expect_mention("full expression");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(things, every_kind_stores_its_value),
        IN_WORLD(things, lists_and_objects_nest),
        IN_WORLD(things, items_are_expressions),
        IN_WORLD(things, a_literal_is_read_again_and_again),
        IN_WORLD(things, filters_and_options_are_literals),
        IN_WORLD(world_k, a_tree_of_associations_is_one_literal),
        IN_WORLD(things, what_is_wrong_in_a_literal_is_told),
        IN_WORLD(things, deep_ones_are_refused_where_json_is),
        IN_WORLD(things, items_of_a_later_header_are_read_by_their_size),
        IN_WORLD(things, a_literal_is_no_builder_and_no_other_handle),
        IN_WORLD(things, a_literal_that_says_it_is_gone_is_refused),
    };
    return cmocka_run_group_tests_name("literals", tests, NULL, NULL);
}
