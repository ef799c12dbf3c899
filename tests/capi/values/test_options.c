/*
 * gemel/options.h: the builder of options, seen through calls that use it. It must not test what single options mean:
 * the test of the call does.
 */
#include "fixture.h"
#include <stdio.h>
#include <stdlib.h>

/* A call that knows exactly one option, the boolean readOnly, which makes writes fail. */
static gemel_status begin(const world *w, const gemel_options *options)
{
    return gemel_session_begin(w->session, options, &err);
}

static void expect_read_only(const world *w, bool read_only)
{
    gemel_record *record = NULL;
    if (read_only)
        expect(GEMEL_USAGE, gemel_record_create(w->session, model(w, "Person"), NULL, NULL, &record, &err));
    else
        expect_ok(gemel_record_create(w->session, model(w, "Person"), NULL, NULL, &record, &err));
    gemel_record_free(record);
    expect_ok(gemel_session_rollback(w->session, &err));
}

static void an_option_reaches_its_call(void **state)
{
    const world *w = *state;
    gemel_options *o = with("{}");
    expect_ok(gemel_options_set_bool(o, "readOnly", true, &err));
    expect_ok(begin(w, o));
    expect_read_only(w, true);
}

static void an_option_set_twice_keeps_the_last_value(void **state)
{
    const world *w = *state;
    gemel_options *o = with("{'readOnly': true}");
    expect_ok(gemel_options_set_bool(o, "readOnly", false, &err));
    expect_ok(begin(w, o));
    expect_read_only(w, false);
    expect_ok(gemel_options_merge_json(o, "{\"readOnly\": true}", GEMEL_NUL, &err));
    expect_ok(begin(w, o));
    expect_read_only(w, true);
}

static void a_call_only_reads_its_options(void **state)
{
    const world *w = *state;
    gemel_options *o = with("{'readOnly': true}");
    expect_ok(begin(w, o));
    expect_read_only(w, true);
    expect_ok(begin(w, o));
    expect_read_only(w, true);
}

static void clear_empties(void **state)
{
    const world *w = *state;
    gemel_options *o = with("{'readOnly': true}");
    gemel_options_clear(o);
    expect_ok(begin(w, o));
    expect_read_only(w, false);
}

static void an_unknown_option_is_refused_by_the_call_and_tells_the_nearest(void **state)
{
    const world *w = *state;
    expect(GEMEL_USAGE, begin(w, with("{'readonly': true}")));
    expect_mention("readonly");
    expect_mention("readOnly");
    assert_int_equal(gemel_session_depth(w->session), 0);
}

static void a_value_of_the_wrong_type_is_refused_by_the_call(void **state)
{
    const world *w = *state;
    static const char *const wrong[] = {"{'readOnly': 1}",  "{'readOnly': 'true'}", "{'readOnly': null}",
                                        "{'readOnly': []}", "{'readOnly': {}}",     "{'readOnly': 1.5}"};
    size_t i;
    for (i = 0; i < COUNT(wrong); ++i) {
        expect(GEMEL_USAGE, begin(w, with(wrong[i])));
        expect_mention("readOnly");
        assert_int_equal(gemel_session_depth(w->session), 0);
    }
}

static void typed_setters_give_their_type(void **state)
{
    const world *w = *state;
    gemel_options *o = with("{}");
    expect_ok(gemel_options_set_int(o, "readOnly", 1, &err));
    expect(GEMEL_USAGE, begin(w, o));
    expect_ok(gemel_options_set_text(o, "readOnly", "true", GEMEL_NUL, &err));
    expect(GEMEL_USAGE, begin(w, o));
    expect_ok(gemel_options_set_bool(o, "readOnly", true, &err));
    expect_ok(begin(w, o));
    expect_read_only(w, true);
}

static void a_text_is_as_long_as_its_length_says(void **state)
{
    gemel_options *o = with("{}");
    gemel_schema *s = gemel_schema_new();
    const gemel_model *m = NULL;
    (void)state;
    expect_ok(gemel_options_set_text(o, "table", "folk and more", 4, &err));
    expect_ok(gemel_schema_add_model(s, "Person", NULL, o, &err));
    expect_ok(gemel_schema_resolve(s, &err));
    expect_ok(gemel_schema_find_model(s, "Person", &m, &err));
    assert_string_equal(gemel_model_table(m), "folk");
    gemel_schema_free(s);
}

static void the_first_failure_is_remembered_and_fails_the_call(void **state)
{
    const world *w = *state;
    gemel_options *o = with("{}");
    expect(GEMEL_VALIDATION, gemel_options_set_text(o, "first", "\xff", GEMEL_NUL, &err));
    expect_mention("first");
    gemel_options_set_text(o, "second", "\xfe", GEMEL_NUL, NULL);
    gemel_options_set_bool(o, "readOnly", true, NULL);
    expect(GEMEL_VALIDATION, begin(w, o));
    expect_mention("first");
    assert_int_equal(gemel_session_depth(w->session), 0);
}

static void clear_forgets_the_failure(void **state)
{
    const world *w = *state;
    gemel_options *o = with("{}");
    gemel_options_set_text(o, "readOnly", "\xff", GEMEL_NUL, NULL);
    gemel_options_clear(o);
    expect_ok(begin(w, o));
    expect_read_only(w, false);
}

static void a_null_name_is_a_remembered_failure_too(void **state)
{
    const world *w = *state;
    gemel_options *o = with("{}");
    expect(GEMEL_USAGE, gemel_options_set_bool(o, NULL, true, &err));
    expect(GEMEL_USAGE, begin(w, o));
}

static void json_that_is_no_object_is_refused_with_its_place(void **state)
{
    static const struct {
        const char *json, *place;
    } cases[] = {
        {"", "line 1"},
        {"[]", ""},
        {"1", ""},
        {"null", ""},
        {"'text'", ""},
        {"{", "line 1"},
        {"{} {}", "line 1"},
        {"{'a': }", "line 1"},
        {"{\n 'a': tru\n}", "line 2"},
        {"{'a': 1,}", "line 1"},
        {"{a: 1}", "column"},
        {"{'a': 1} x", "column"},
    };
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(cases); ++i) {
        char json[64];
        gemel_options *o = with("{}");
        size_t c;
        for (c = 0; c <= strlen(cases[i].json); ++c)
            json[c] = cases[i].json[c] == '\'' ? '"' : cases[i].json[c];
        expect(GEMEL_VALIDATION, gemel_options_merge_json(o, json, GEMEL_NUL, &err));
        expect_mention(cases[i].place);
    }
}

static void json_that_is_not_utf8_is_refused(void **state)
{
    (void)state;
    expect(GEMEL_VALIDATION, gemel_options_merge_json(with("{}"), "{\"table\": \"\xc3\"}", GEMEL_NUL, &err));
}

/* {"a": [[[...]]]}, `depth` levels with the object. */
static gemel_status merge_nested(size_t depth)
{
    char json[256] = "{\"a\":";
    memset(json + strlen(json), '[', depth - 1);
    memset(json + strlen(json), ']', depth - 1);
    strcat(json, "}");
    return gemel_options_merge_json(with("{}"), json, GEMEL_NUL, &err);
}

static void json_may_nest_64_deep_and_no_deeper(void **state)
{
    (void)state;
    expect_ok(merge_nested(64));
    expect(GEMEL_VALIDATION, merge_nested(65));
    expect_mention("64");
}

static void json_may_be_64_mebibytes_long_and_no_longer(void **state)
{
    const size_t limit = (size_t)64 * 1024 * 1024;
    char *json = malloc(limit + 1);
    (void)state;
    assert_non_null(json);
    memset(json, ' ', limit + 1);
    json[0] = '{';
    json[1] = '}';
    expect_ok(gemel_options_merge_json(with("{}"), json, limit, &err));
    expect(GEMEL_VALIDATION, gemel_options_merge_json(with("{}"), json, limit + 1, &err));
    free(json);
}

static void json_that_is_refused_sets_nothing(void **state)
{
    const world *w = *state;
    gemel_options *o = with("{}");
    expect(GEMEL_VALIDATION, gemel_options_merge_json(o, "{\"readOnly\": true", GEMEL_NUL, &err));
    expect(GEMEL_VALIDATION, begin(w, o));
}

/* One of the two would be lost, and with it a condition, or a value. */
static void a_member_said_twice_is_refused_and_named(void **state)
{
    static const char *const cases[] = {
        "{'tenant': 2, 'email': 'a', 'tenant': 1}",
        "{'tenant': 1, 'tenant': 1}",
        "{'where': {'tenant': 2, 'email': 'a', 'tenant': 1}}",
        "{'or': [{'a': 1}, {'tenant': {'gt': 1}, '\\u0074enant': {'lt': 5}}]}",
        "{'a': {'gt': 1, 'b': [[{'tenant': null, 'tenant': []}]]}}",
    };
    const world *w = *state;
    gemel_query *all = NULL, *query = NULL;
    size_t i;
    expect_ok(gemel_query_new(model(w, "Person"), &all, &err));
    for (i = 0; i < COUNT(cases); ++i) {
        char json[256];
        gemel_options *o = gemel_options_new();
        gemel_values *v = gemel_values_new();
        size_t at;
        snprintf(json, sizeof json, "%s", cases[i]);
        for (at = 0; json[at]; ++at)
            json[at] = json[at] == '\'' ? '"' : json[at];
        expect(GEMEL_USAGE, gemel_options_merge_json(o, json, GEMEL_NUL, &err));
        expect_mention("'tenant' is there twice");
        expect_mention("line 1, column");
        expect(GEMEL_USAGE, gemel_values_merge_json(v, json, GEMEL_NUL, &err));
        expect_mention("'tenant' is there twice");
        expect(GEMEL_USAGE, gemel_query_merge_json(all, json, GEMEL_NUL, &query, &err));
        expect_mention("'tenant' is there twice");
        assert_null(query);
        gemel_values_free(v);
        gemel_options_free(o);
    }
    gemel_query_free(all);
}

/* Nested options say what JSON says: {"include": {"association": "license", "where": {...}, "include": "chip"}}. */
static void options_and_values_nest_in_options(void **state)
{
    const world *w = *state;
    gemel_options *o = with("{}"), *license = with("{'association': 'license'}"), *chip = with("{}");
    gemel_values *where = values("{'number': 'L1'}");
    gemel_record *ann, *found_license;
    gemel_records *list = NULL;
    bool loaded = false;
    given(w, "Person", "{'id': 1, 'name': 'ann'}");
    given(w, "Person", "{'id': 2, 'name': 'bob'}");
    given(w, "License", "{'id': 10, 'number': 'L1', 'ownerId': 1}");
    given(w, "License", "{'id': 11, 'number': 'L2', 'ownerId': 2}");
    given(w, "Chip", "{'id': 100, 'code': 'C1', 'licId': 10}");
    expect_ok(gemel_options_set_text(chip, "association", "chip", GEMEL_NUL, &err));
    expect_ok(gemel_options_set_values(license, "where", where, &err));
    expect_ok(gemel_options_set_options(license, "include", chip, &err));
    expect_ok(gemel_options_set_options(o, "include", license, &err));
    gemel_options_clear(license); /* it was copied */
    gemel_options_clear(chip);
    gemel_values_clear(where);
    expect_ok(gemel_records_find_all(w->session, model(w, "Person"), NULL, o, &list, &err));
    assert_int_equal(gemel_records_count(list), 1);
    ann = gemel_records_at(list, 0);
    expect_attribute(ann, "name", "ann");
    expect_ok(gemel_record_load_association(ann, "license", NULL, &found_license, &err));
    expect_ok(gemel_record_is_loaded(keep(found_license), "chip", &loaded, &err));
    assert_true(loaded);
    gemel_records_free(list);
}

static void lists_grow_in_options(void **state)
{
    const world *w = *state;
    gemel_options *o = with("{}"), *chip = with("{'association': 'chip'}");
    gemel_options *owner = with("{'association': 'owner'}");
    gemel_record *license;
    bool loaded = false;
    given(w, "Person", "{'id': 1, 'name': 'ann'}");
    given(w, "License", "{'id': 10, 'number': 'L1', 'ownerId': 1}");
    given(w, "License", "{'id': 11, 'number': 'L1', 'ownerId': 1}");
    expect_ok(gemel_options_add_text(o, "order", "number", GEMEL_NUL, &err));
    expect_ok(gemel_options_add_text(o, "order", "id desc and more", 7, &err));
    expect_ok(gemel_options_add_options(o, "include", chip, &err));
    expect_ok(gemel_options_add_options(o, "include", owner, &err));
    expect_ok(gemel_record_find_first(w->session, model(w, "License"), NULL, o, &license, &err));
    expect_attribute(keep(license), "id", "11");
    expect_ok(gemel_record_is_loaded(license, "chip", &loaded, &err));
    assert_true(loaded);
    expect_ok(gemel_record_is_loaded(license, "owner", &loaded, &err));
    assert_true(loaded);
}

static void booleans_and_integers_are_items_too(void **state)
{
    gemel_options *o = with("{}"), *rules = with("{}");
    gemel_schema *s = gemel_schema_new();
    const gemel_model *m = NULL;
    (void)state;
    expect_ok(gemel_options_add_int(rules, "oneOf", 5, &err));
    expect_ok(gemel_options_add_int(rules, "oneOf", 7, &err));
    expect_ok(gemel_options_set_options(o, "validate", rules, &err));
    expect_ok(gemel_schema_add_model(s, "Person", NULL, NULL, &err));
    expect_ok(gemel_schema_add_attribute(s, "Person", "age", "integer", o, &err));
    gemel_options_clear(o);
    gemel_options_clear(rules);
    expect_ok(gemel_options_add_bool(rules, "oneOf", true, &err));
    expect_ok(gemel_options_set_options(o, "validate", rules, &err));
    expect_ok(gemel_schema_add_attribute(s, "Person", "here", "boolean", o, &err));
    expect_ok(gemel_schema_resolve(s, &err));
    expect_ok(gemel_schema_find_model(s, "Person", &m, &err));
    gemel_schema_free(s);
}

static void nothing_is_added_to_an_option_that_is_no_list(void **state)
{
    gemel_options *o = with("{'order': 'name'}");
    (void)state;
    expect(GEMEL_USAGE, gemel_options_add_text(o, "order", "age", GEMEL_NUL, &err));
    expect_mention("'order'");
    expect_mention("list");
    expect(GEMEL_USAGE, gemel_options_set_bool(o, "readOnly", true, &err));
    expect_mention("'order'");
}

static void a_failure_of_what_is_nested_is_told(void **state)
{
    gemel_options *inner = with("{}");
    gemel_values *where = values("{}");
    (void)state;
    gemel_options_set_text(inner, "first", "\xff", GEMEL_NUL, NULL);
    gemel_values_set_text(where, "second", "\xff", GEMEL_NUL, NULL);
    expect(GEMEL_VALIDATION, gemel_options_set_options(with("{}"), "include", inner, &err));
    expect_mention("first");
    expect(GEMEL_VALIDATION, gemel_options_add_options(with("{}"), "include", inner, &err));
    expect_mention("first");
    expect(GEMEL_VALIDATION, gemel_options_set_values(with("{}"), "where", where, &err));
    expect_mention("second");
}

/* Each inside of the other, in turn as the member of an object and as an item of a list. */
static void options_nest_as_deep_as_json_and_no_deeper(void **state)
{
    gemel_options *inner = gemel_options_new();
    gemel_status status = GEMEL_OK;
    size_t depth = 1, by = 2;
    (void)state;
    while (status == GEMEL_OK && depth < 1000) {
        gemel_options *outer = gemel_options_new();
        by = by == 2 ? 1 : 2;
        status = by == 1 ? gemel_options_set_options(outer, "include", inner, NULL)
                         : gemel_options_add_options(outer, "include", inner, NULL);
        gemel_options_free(inner);
        inner = outer;
        depth += status == GEMEL_OK ? by : 0;
    }
    assert_int_equal(status, GEMEL_VALIDATION);
    assert_int_equal(depth, 64);
    gemel_options_free(inner);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_n, an_option_reaches_its_call),
        IN_WORLD(world_n, an_option_set_twice_keeps_the_last_value),
        IN_WORLD(world_n, a_call_only_reads_its_options),
        IN_WORLD(world_n, clear_empties),
        IN_WORLD(world_n, an_unknown_option_is_refused_by_the_call_and_tells_the_nearest),
        IN_WORLD(world_n, a_value_of_the_wrong_type_is_refused_by_the_call),
        IN_WORLD(world_n, typed_setters_give_their_type),
        ALONE(a_text_is_as_long_as_its_length_says),
        IN_WORLD(world_n, the_first_failure_is_remembered_and_fails_the_call),
        IN_WORLD(world_n, clear_forgets_the_failure),
        IN_WORLD(world_n, a_null_name_is_a_remembered_failure_too),
        ALONE(json_that_is_no_object_is_refused_with_its_place),
        ALONE(json_that_is_not_utf8_is_refused),
        ALONE(json_may_nest_64_deep_and_no_deeper),
        IN_WORLD(world_n, a_member_said_twice_is_refused_and_named),
        ALONE(json_may_be_64_mebibytes_long_and_no_longer),
        IN_WORLD(world_n, json_that_is_refused_sets_nothing),
        IN_WORLD(world_k, options_and_values_nest_in_options),
        IN_WORLD(world_k, lists_grow_in_options),
        ALONE(booleans_and_integers_are_items_too),
        ALONE(nothing_is_added_to_an_option_that_is_no_list),
        ALONE(a_failure_of_what_is_nested_is_told),
        ALONE(options_nest_as_deep_as_json_and_no_deeper),
    };
    return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
