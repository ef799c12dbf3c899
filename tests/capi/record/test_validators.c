/*
 * Validators: what they refuse before any statement, how all of it is told at once, and when they are asked. How they
 * are declared, and what is wrong there, is in test_validators_declared.c.
 */
#include "declarations.h"
#include "fixture.h"
#include <stdio.h>
#include <stdlib.h>

/* What the functions below were asked, and what they saw. */
static int asked, freed;
static char seen[512];

static gemel_status is_even(gemel_record *record, const gemel_attribute *attribute, void *user_data, gemel_error **e)
{
    int64_t number = 0;
    (void)user_data;
    ++asked;
    assert_int_equal(gemel_record_get_int_by_attribute(record, attribute, &number, NULL), GEMEL_OK);
    return number % 2 == 0 ? GEMEL_OK : gemel_error_raise(GEMEL_VALIDATION, "must be even", e);
}

static gemel_status remembers(gemel_record *record, const gemel_attribute *attribute, void *user_data, gemel_error **e)
{
    const char *json = NULL;
    assert_null(attribute);
    ++asked;
    assert_int_equal(gemel_record_to_json(record, &json, NULL, NULL), GEMEL_OK);
    (void)snprintf(seen, sizeof seen, "%s", json);
    return user_data ? gemel_error_raise(GEMEL_VALIDATION, user_data, e) : GEMEL_OK;
}

static gemel_status gives_up(gemel_record *record, const gemel_attribute *attribute, void *user_data, gemel_error **e)
{
    (void)record;
    (void)attribute;
    return gemel_error_raise(*(const gemel_status *)user_data, "no more", e);
}

static void count_freed(void *user_data)
{
    (void)user_data;
    ++freed;
}

static gemel_schema *all_rules(void)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Thing"),
        ATTRIBUTE_WITH("Thing", "name",
                       "{'type': 'string(20)', 'allowNull': false,"
                       " 'validate': {'length': {'min': 2, 'max': 5}, 'pattern': '^[a-z]+$'}}"),
        ATTRIBUTE_WITH("Thing", "price", "{'type': 'decimal(6,2)', 'validate': {'range': {'min': -1.5, 'max': 100}}}"),
        ATTRIBUTE_WITH("Thing", "day", "{'type': 'date', 'validate': {'range': {'min': '2000-01-01'}}}"),
        ATTRIBUTE_WITH("Thing", "kind", "{'type': 'string', 'validate': {'oneOf': ['a', 'b']}}"),
        ATTRIBUTE_WITH("Thing", "data", "{'type': 'blob', 'validate': {'length': {'max': 2}}}"),
        ATTRIBUTE_WITH("Thing", "size", "{'type': 'integer', 'validate': {'range': {'max': 9}}}"),
        ATTRIBUTE_WITH("Thing", "long", "{'type': 'text', 'validate': {'pattern': '^(a|b)*c$'}}"),
    };
    return declared(declarations);
}

static int world_of_rules(void **state)
{
    return world_of(state, all_rules());
}

/* Person(name) has one License(number, even numbers only; ownerId at most 5), and a License may remember. */
static int world_of_functions(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL_IS("Person", "timestamps"),
        ATTRIBUTE_WITH("Person", "name", "{'type': 'string', 'validate': {'length': {'min': 2}}}"),
        MODEL("License"),
        ATTRIBUTE("License", "number", "integer"),
        ATTRIBUTE_WITH("License", "ownerId", "{'type': 'integer', 'validate': {'range': {'max': 5}}}"),
        HAS_ONE("Person", "License", "foreign key ownerId inverse owner"),
    };
    gemel_schema *schema = declared(declarations);
    asked = freed = 0;
    seen[0] = '\0';
    expect_ok(gemel_schema_add_validator(schema, "License", "number", is_even, NULL, count_freed, &err));
    expect_ok(gemel_schema_add_validator(schema, "License", NULL, remembers, NULL, count_freed, &err));
    return world_of(state, schema);
}

static void expect_item(size_t item, const char *attribute, const char *kind, const char *value, const char *message)
{
    assert_string_equal(gemel_error_item_attribute(failure(), item), attribute);
    assert_string_equal(gemel_error_item_kind(failure(), item), kind);
    assert_string_equal(gemel_error_item_value(failure(), item), value);
    assert_string_equal(gemel_error_item_message(failure(), item), message);
}

/* Creating is refused with one violation, before any statement. */
static void expect_refused(world *w, const char *json, const char *attribute, const char *kind, const char *value,
                           const char *message)
{
    gemel_record *record = NULL;
    forget_statements(w);
    expect(GEMEL_VALIDATION, gemel_record_create(w->session, model(w, "Thing"), values(json), NULL, &record, &err));
    assert_null(record);
    assert_int_equal(gemel_error_item_count(failure()), 1);
    expect_item(0, attribute, kind, value, message);
    expect_statements(w, 0, 0);
}

static void each_rule_refuses_what_it_is_for_and_says_so(void **state)
{
    world *w = *state;
    expect_refused(w, "{'name': 'a'}", "name", "length", "a", "must have at least 2 characters, not 1");
    expect_refused(w, "{'name': 'abcdef'}", "name", "length", "abcdef", "must have at most 5 characters, not 6");
    expect_refused(w, "{'name': 'aB'}", "name", "pattern", "aB", "must match '^[a-z]+$', which 'aB' does not");
    expect_refused(w, "{'name': 'ab\\n'}", "name", "pattern", "ab\n", "must match '^[a-z]+$', which 'ab?' does not");
    expect_refused(w, "{'name': 'ab', 'price': -1.51}", "price", "range", "-1.51",
                   "must be at least '-1.50', not '-1.51'");
    expect_refused(w, "{'name': 'ab', 'price': '100.01'}", "price", "range", "100.01",
                   "must be at most '100.00', not '100.01'");
    expect_refused(w, "{'name': 'ab', 'day': '1999-12-31'}", "day", "range", "1999-12-31",
                   "must be at least '2000-01-01', not '1999-12-31'");
    expect_refused(w, "{'name': 'ab', 'kind': 'c'}", "kind", "one of", "c", "must be one of 'a', 'b', not 'c'");
    expect_refused(w, "{'name': 'ab', 'data': '000102'}", "data", "length", "000102",
                   "must have at most 2 bytes, not 3");
    expect_refused(w, "{'name': 'ab', 'size': 10}", "size", "range", "10", "must be at most 9, not 10");
    expect_rows(w, "Thing", "");
}

static void values_at_the_bounds_and_nulls_pass(void **state)
{
    world *w = *state;
    given(w, "Thing", "{'name': 'ab', 'price': -1.5, 'day': '2000-01-01', 'kind': 'a', 'data': '0001', 'size': 9}");
    given(w, "Thing", "{'name': 'abcde', 'price': 100, 'kind': 'b', 'size': -2147483648, 'long': 'abac'}");
    given(w, "Thing", "{'name': 'xyz'}");
    assert_non_null(found(w, "Thing", "{'name': 'xyz', 'price': null, 'kind': null}"));
}

static void length_counts_characters_and_not_bytes(void **state)
{
    world *w = *state;
    gemel_record *record = built(w, "Thing", "{'name': '\xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f\xc3\xa9'}");
    expect(GEMEL_VALIDATION, gemel_record_save(record, NULL, &err));
    assert_int_equal(gemel_error_item_count(failure()), 1);
    assert_string_equal(gemel_error_item_kind(failure(), 0), "pattern");
}

static void all_that_is_wrong_is_told_at_once_nulls_and_types_too(void **state)
{
    world *w = *state;
    gemel_record *record = NULL;
    expect(GEMEL_VALIDATION, gemel_record_create(w->session, model(w, "Thing"),
                                                 values("{'price': 'x', 'kind': 'c', 'data': '000102', 'size': 99}"),
                                                 NULL, &record, &err));
    assert_int_equal(gemel_error_item_count(failure()), 5);
    expect_item(0, "name", "not null", "", "must not be null");
    expect_item(1, "price", "type", "x", "must be a decimal number, not 'x'");
    expect_item(2, "kind", "one of", "c", "must be one of 'a', 'b', not 'c'");
    expect_item(3, "data", "length", "000102", "must have at most 2 bytes, not 3");
    expect_item(4, "size", "range", "99", "must be at most 9, not 99");
    assert_int_equal(gemel_error_item_status(failure(), 0), GEMEL_NOT_NULL);
    assert_int_equal(gemel_error_item_status(failure(), 2), GEMEL_VALIDATION);
    assert_string_equal(gemel_error_item_kind(failure(), 5), "");
    assert_string_equal(gemel_error_item_value(failure(), 5), "");
    expect_mention("Thing.name must not be null; Thing.price must be a decimal number, not 'x'; Thing.kind must be");
    expect(GEMEL_NOT_NULL, gemel_record_create(w->session, model(w, "Thing"), NULL, NULL, &record, &err));
}

static void one_value_may_be_refused_for_two_reasons(void **state)
{
    world *w = *state;
    gemel_record *record = NULL;
    expect(GEMEL_VALIDATION,
           gemel_record_create(w->session, model(w, "Thing"), values("{'name': 'A'}"), NULL, &record, &err));
    assert_int_equal(gemel_error_item_count(failure()), 2);
    assert_string_equal(gemel_error_item_kind(failure(), 0), "length");
    assert_string_equal(gemel_error_item_kind(failure(), 1), "pattern");
}

static void a_text_that_is_too_hard_for_its_pattern_is_refused(void **state)
{
    enum { LENGTH = 700000 };
    world *w = *state;
    gemel_record *record = built(w, "Thing", "{'name': 'ab'}");
    char *text = malloc(LENGTH);
    assert_non_null(text);
    memset(text, 'a', LENGTH);
    expect_ok(gemel_record_set_text(record, "long", text, LENGTH, &err));
    free(text);
    expect(GEMEL_VALIDATION, gemel_record_save(record, NULL, &err));
    assert_string_equal(gemel_error_item_kind(failure(), 0), "pattern");
    expect_mention("it would take too long");
    expect_ok(gemel_record_set_text(record, "long", "abc", GEMEL_NUL, &err));
    expect_ok(gemel_record_save(record, NULL, &err));
}

static void save_and_update_ask_only_of_what_they_write(void **state)
{
    world *w = *state;
    gemel_record *record = built(w, "Thing", "{'name': 'A', 'size': 1}");
    expect_ok(gemel_record_save(record, with("{'validate': false}"), &err));
    expect_ok(gemel_record_update(record, values("{'size': 2}"), NULL, &err));
    expect_ok(gemel_record_set_text(record, "kind", "z", GEMEL_NUL, &err));
    expect_ok(gemel_record_update(record, values("{'name': 'A', 'size': 3}"), NULL, &err));
    forget_statements(w);
    expect(GEMEL_VALIDATION, gemel_record_save(record, NULL, &err));
    expect_item(0, "kind", "one of", "z", "must be one of 'a', 'b', not 'z'");
    expect(GEMEL_VALIDATION, gemel_record_update(record, values("{'size': 10}"), NULL, &err));
    expect_statements(w, 0, 0);
    expect_attribute(record, "size", "3");
    expect_attribute(record, "kind", "z");
    expect_ok(gemel_record_set_text(record, "kind", "a", GEMEL_NUL, &err));
    expect_ok(gemel_record_save(record, NULL, &err));
    expect_rows(w, "Thing", "1 A null null a null 3 null");
}

static void without_validators_types_and_nulls_still_count(void **state)
{
    world *w = *state;
    const gemel_options *off = with("{'validate': false}");
    gemel_record *record = NULL;
    expect_ok(gemel_record_create(w->session, model(w, "Thing"), values("{'name': 'ABCDEFG', 'size': 99}"), off,
                                  &record, &err));
    expect_ok(gemel_record_update(keep(record), values("{'kind': 'other'}"), off, &err));
    expect(GEMEL_VALIDATION, gemel_record_update(record, values("{'size': 'x'}"), off, &err));
    expect(GEMEL_NOT_NULL, gemel_record_update(record, values("{'name': null}"), off, &err));
    expect(GEMEL_USAGE, gemel_record_save(record, with("{'validate': 1}"), &err));
    expect_rows(w, "Thing", "1 ABCDEFG null null other null 99 null");
}

static void a_function_is_asked_of_its_attribute_and_told_with_the_rest(void **state)
{
    world *w = *state;
    gemel_record *record = NULL;
    forget_statements(w);
    expect(GEMEL_VALIDATION, gemel_record_create(w->session, model(w, "License"), values("{'number': 7, 'ownerId': 6}"),
                                                 NULL, &record, &err));
    expect_statements(w, 0, 0);
    assert_int_equal(gemel_error_item_count(failure()), 2);
    expect_item(0, "ownerId", "range", "6", "must be at most 5, not 6");
    expect_item(1, "number", "callback", "7", "must be even");
    assert_int_equal(asked, 2);
    given(w, "License", "{'number': null}");
    assert_int_equal(asked, 3);
    expect(GEMEL_VALIDATION,
           gemel_record_create(w->session, model(w, "License"), values("{'number': 'x'}"), NULL, &record, &err));
    assert_int_equal(asked, 3);
}

static void a_function_of_a_model_sees_the_row_as_it_would_be_written(void **state)
{
    world *w = *state;
    gemel_record *record = given(w, "License", "{'id': 10, 'number': 2}");
    assert_string_equal(seen, "{\"id\":10,\"number\":2,\"ownerId\":null}");
    expect_ok(gemel_record_set_int(record, "number", 4, &err));
    expect_ok(gemel_record_update(record, values("{'ownerId': null}"), NULL, &err));
    assert_string_equal(seen, "{\"id\":10,\"number\":2,\"ownerId\":null}");
    expect_ok(gemel_record_save(record, NULL, &err));
    assert_string_equal(seen, "{\"id\":10,\"number\":4,\"ownerId\":null}");
}

static void what_a_function_of_a_model_says_names_the_model_alone(void **state)
{
    char words[] = "this cannot be";
    gemel_schema *schema = schema_n();
    world *w;
    gemel_record *record = NULL;
    expect_ok(gemel_schema_add_validator(schema, "Person", NULL, remembers, words, NULL, &err));
    world_of(state, schema);
    w = *state;
    expect(GEMEL_VALIDATION, gemel_record_create(w->session, model(w, "Person"), NULL, NULL, &record, &err));
    assert_string_equal(gemel_error_message(failure()), "Person: this cannot be");
    expect_item(0, "", "callback", "", "this cannot be");
    assert_string_equal(gemel_error_item_model(failure(), 0), "Person");
    world_free(state);
}

static void a_function_that_fails_otherwise_fails_the_call(void **state)
{
    static gemel_status status;
    static const gemel_status answers[] = {GEMEL_CALLBACK, GEMEL_BUSY, GEMEL_NOT_NULL};
    gemel_schema *schema = schema_n();
    world *w;
    size_t i;
    expect_ok(gemel_schema_add_validator(schema, "Person", "name", gives_up, &status, NULL, &err));
    world_of(state, schema);
    w = *state;
    for (i = 0; i < COUNT(answers); ++i) {
        gemel_record *record = built(w, "Person", "{'name': 'ann'}");
        status = answers[i];
        expect(status, gemel_record_save(record, NULL, &err));
        assert_string_equal(gemel_error_message(failure()), "no more");
        assert_true(gemel_record_is_new(record));
    }
    expect_rows(w, "Person", "");
    world_free(state);
}

static gemel_status misuses(gemel_record *record, const gemel_attribute *attribute, void *user_data, gemel_error **e)
{
    gemel_error *refusal = NULL;
    (void)attribute;
    (void)user_data;
    (void)e;
    ++asked;
    assert_int_equal(gemel_record_set_text(record, "name", "other", GEMEL_NUL, &refusal), GEMEL_USAGE);
    assert_string_equal(gemel_error_message(refusal), "a validator is shown a Person only to be read");
    gemel_error_free(refusal);
    assert_int_equal(gemel_record_save(record, NULL, &refusal), GEMEL_USAGE);
    gemel_error_free(refusal);
    assert_int_equal(gemel_record_destroy(record, NULL, NULL, &refusal), GEMEL_USAGE);
    gemel_error_free(refusal);
    gemel_record_free(record);
    return GEMEL_OK;
}

static void what_a_function_is_shown_can_only_be_read(void **state)
{
    gemel_schema *schema = schema_n();
    world *w;
    asked = 0;
    expect_ok(gemel_schema_add_validator(schema, "Person", NULL, misuses, NULL, NULL, &err));
    world_of(state, schema);
    w = *state;
    given(w, "Person", "{'id': 1, 'name': 'ann'}");
    assert_int_equal(asked, 1);
    expect_rows(w, "Person", "1 ann");
    world_free(state);
}

static void has_one_methods_ask_of_what_they_write(void **state)
{
    world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1, 'name': 'ann'}"), *p6 = given(w, "Person", "{'id': 6}");
    gemel_record *l10 = given(w, "License", "{'id': 10}"), *made = NULL;
    asked = 0;
    forget_statements(w);
    expect_ok(gemel_record_set_int(l10, "number", 3, &err));
    expect(GEMEL_VALIDATION, gemel_record_set_association(p6, "license", l10, NULL, &err));
    expect_mention("License.ownerId must be at most 5, not 6");
    expect(GEMEL_VALIDATION, gemel_record_set_association_key(p6, "license", values("{'id': 10}"), NULL, NULL, &err));
    expect(GEMEL_VALIDATION,
           gemel_record_set_association(p6, "license", built(w, "License", "{'number': 1}"), NULL, &err));
    assert_int_equal(gemel_error_item_count(failure()), 2);
    expect(GEMEL_VALIDATION,
           gemel_record_create_association(p1, "license", values("{'number': 1}"), NULL, &made, &err));
    expect_mention("must be even");
    expect_statements(w, 0, 0);
    asked = 0;
    expect_ok(gemel_record_set_association(p1, "license", l10, NULL, &err));
    assert_int_equal(asked, 0);
    expect_ok(gemel_record_set_association(p6, "license", l10, with("{'validate': false}"), &err));
    expect_ok(gemel_record_create_association(p1, "license", values("{'number': 1}"), with("{'validate': false}"),
                                              &made, &err));
    expect_attribute(keep(made), "number", "1");
    assert_int_equal(asked, 0);
    expect_ok(gemel_record_unset_association(p6, "license", NULL, &err));
    expect_rows(w, "License", by_dialect("10 null null, 11 1 1", "1 1 1, 10 null null"));
}

static void belongs_to_methods_ask_of_what_they_write(void **state)
{
    world *w = *state;
    gemel_record *p6 = given(w, "Person", "{'id': 6}"), *l10 = given(w, "License", "{'id': 10}"), *made = NULL;
    forget_statements(w);
    expect(GEMEL_VALIDATION, gemel_record_set_association(l10, "owner", p6, NULL, &err));
    expect(GEMEL_VALIDATION, gemel_record_set_association_key(l10, "owner", values("{'id': 6}"), NULL, NULL, &err));
    expect(GEMEL_VALIDATION, gemel_record_create_association(l10, "owner", values("{'name': 'x'}"), NULL, &made, &err));
    expect_mention("Person.name must have at least 2 characters, not 1");
    expect(GEMEL_VALIDATION,
           gemel_record_create_association(l10, "owner", values("{'id': 7, 'name': 'xy'}"), NULL, &made, &err));
    expect_mention("License.ownerId must be at most 5, not 7");
    expect_statements(w, 0, 0);
    expect_attribute(l10, "ownerId", NULL);
    expect_ok(gemel_record_set_association(l10, "owner", p6, with("{'validate': false}"), &err));
    expect_ok(gemel_record_unset_association(l10, "owner", NULL, &err));
}

static void a_plan_is_refused_for_rules_and_asks_no_function(void **state)
{
    world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1, 'name': 'ann'}");
    gemel_plan *plan = NULL;
    asked = 0;
    expect_ok(gemel_plan_explain_create(p1, "license", values("{'number': 1}"), NULL, &plan, &err));
    gemel_plan_free(plan);
    assert_int_equal(asked, 0);
    expect(GEMEL_VALIDATION, gemel_plan_explain_create(p1, "license", values("{'number': 'x'}"), NULL, &plan, &err));
}

static void a_tree_is_checked_as_a_whole_before_its_first_statement(void **state)
{
    world *w = *state;
    gemel_record *record = NULL;
    forget_statements(w);
    expect(GEMEL_VALIDATION,
           gemel_record_create(w->session, model(w, "Person"), values("{'name': 'x', 'license': {'number': 3}}"),
                               with("{'include': 'license'}"), &record, &err));
    assert_int_equal(gemel_error_item_count(failure()), 2);
    expect_item(0, "name", "length", "x", "must have at least 2 characters, not 1");
    expect_item(1, "number", "callback", "3", "must be even");
    expect(GEMEL_VALIDATION, gemel_record_create(w->session, model(w, "License"),
                                                 values("{'number': 'x', 'owner': {'id': 'y', 'name': 'x'}}"),
                                                 with("{'include': 'owner'}"), &record, &err));
    assert_int_equal(gemel_error_item_count(failure()), 3);
    expect_statements(w, 0, 0);
    expect_ok(gemel_record_create(w->session, model(w, "Person"), values("{'name': 'x', 'license': {'number': 3}}"),
                                  with("{'include': 'license', 'validate': false}"), &record, &err));
    gemel_record_free(record);
}

static void functions_live_as_long_as_what_was_opened_with_their_schema(void **state)
{
    gemel_schema *schema = schema_n();
    gemel_database *database = NULL;
    (void)state;
    freed = 0;
    expect_ok(gemel_schema_add_validator(schema, "Person", NULL, remembers, NULL, count_freed, &err));
    expect_ok(gemel_schema_resolve(schema, &err));
    expect_ok(gemel_database_open("sqlite::memory:", schema, NULL, &database, &err));
    gemel_schema_free(schema);
    assert_int_equal(freed, 0);
    gemel_database_free(database);
    assert_int_equal(freed, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_of_rules, each_rule_refuses_what_it_is_for_and_says_so),
        IN_WORLD(world_of_rules, values_at_the_bounds_and_nulls_pass),
        IN_WORLD(world_of_rules, length_counts_characters_and_not_bytes),
        IN_WORLD(world_of_rules, all_that_is_wrong_is_told_at_once_nulls_and_types_too),
        IN_WORLD(world_of_rules, one_value_may_be_refused_for_two_reasons),
        IN_WORLD(world_of_rules, a_text_that_is_too_hard_for_its_pattern_is_refused),
        IN_WORLD(world_of_rules, save_and_update_ask_only_of_what_they_write),
        IN_WORLD(world_of_rules, without_validators_types_and_nulls_still_count),
        IN_WORLD(world_of_functions, a_function_is_asked_of_its_attribute_and_told_with_the_rest),
        IN_WORLD(world_of_functions, a_function_of_a_model_sees_the_row_as_it_would_be_written),
        ALONE(what_a_function_of_a_model_says_names_the_model_alone),
        ALONE(a_function_that_fails_otherwise_fails_the_call),
        ALONE(what_a_function_is_shown_can_only_be_read),
        IN_WORLD(world_of_functions, has_one_methods_ask_of_what_they_write),
        IN_WORLD(world_of_functions, belongs_to_methods_ask_of_what_they_write),
        IN_WORLD(world_of_functions, a_plan_is_refused_for_rules_and_asks_no_function),
        IN_WORLD(world_of_functions, a_tree_is_checked_as_a_whole_before_its_first_statement),
        ALONE(functions_live_as_long_as_what_was_opened_with_their_schema),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
