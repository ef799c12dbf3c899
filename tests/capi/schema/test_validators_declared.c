/*
 * Declaring validators: what is refused, and names what is wrong. It must not test what right ones do.
 */
#include "refusals.h"

/* clang-format off */
#define VALIDATED(type, rules) MODEL("A"), ATTRIBUTE_WITH("A", "a", "{'type': '" type "', 'validate': " rules "}")

static const refusal refusals[] = {
    {"validate is an object", {VALIDATED("text", "true")}, {"A.a", "'validate' must be {length"}},
    {"validate says something", {VALIDATED("text", "{}")}, {"A.a", "one of them at least"}},
    {"an unknown rule tells the nearest", {VALIDATED("text", "{'lenght': {'min': 1}}")}, {"lenght", "length"}},
    {"a rule of another name tells what to write", {VALIDATED("text", "{'len': 1}")}, {"write length"}},
    {"a length is an object", {VALIDATED("text", "{'length': 3}")}, {"'length' must be {min, max}, integers"}},
    {"a length has an end", {VALIDATED("text", "{'length': {}}")}, {"'length' must be {min, max}, integers"}},
    {"a length is whole", {VALIDATED("text", "{'length': {'min': 1.5}}")}, {"'length' must be {min, max}, integers"}},
    {"an unknown end tells the nearest", {VALIDATED("text", "{'length': {'mim': 1}}")}, {"mim", "min"}},
    {"a length is of what has one", {VALIDATED("integer", "{'length': {'min': 1}}")}, {"A.a", "length", "integer"}},
    {"a length is not below 0", {VALIDATED("text", "{'length': {'min': -1}}")}, {"A.a", "not below 0"}},
    {"a max of a length is not below 0", {VALIDATED("text", "{'length': {'max': -1}}")}, {"A.a", "not below 0"}},
    {"a length is not empty", {VALIDATED("text", "{'length': {'min': 3, 'max': 2}}")}, {"A.a", "not above max"}},
    {"a length can be reached", {VALIDATED("string(3)", "{'length': {'min': 4}}")}, {"A.a", "string(3)", "4"}},
    {"a range is of what has one", {VALIDATED("text", "{'range': {'min': 1}}")}, {"A.a", "range", "text"}},
    {"a range takes values", {VALIDATED("integer", "{'range': {'min': [1]}}")}, {"'range' must be {min, max}, values"}},
    {"an end of a range fits", {VALIDATED("integer", "{'range': {'min': 1.5}}")}, {"min of range must be an integer"}},
    {"an end of a range is not null", {VALIDATED("date", "{'range': {'max': null}}")}, {"max of range cannot be null"}},
    {"a range is not empty", {VALIDATED("decimal(4,1)", "{'range': {'min': 10, 'max': 9.5}}")},
     {"min of range, '10.0', is above max, '9.5'"}},
    {"a range of doubles is not empty", {VALIDATED("double", "{'range': {'min': 1, 'max': 0.5}}")}, {"is above max"}},
    {"a pattern is of texts", {VALIDATED("integer", "{'pattern': '1'}")}, {"A.a", "pattern", "integer"}},
    {"a pattern is a text", {VALIDATED("text", "{'pattern': 1}")}, {"'pattern' must be a text"}},
    {"a pattern is one", {VALIDATED("text", "{'pattern': 'a(b'}")},
     {"A.a", "missing closing parenthesis", "character 4"}},
    {"a pattern does not cut characters", {VALIDATED("text", "{'pattern': 'a\\\\C'}")}, {"A.a", "\\C is disabled"}},
    {"one of is a list", {VALIDATED("text", "{'oneOf': 'a'}")}, {"'oneOf' must be a list of values"}},
    {"one of has a value", {VALIDATED("text", "{'oneOf': []}")}, {"'oneOf' must be a list of values, one at least"}},
    {"one of has values that fit", {VALIDATED("integer", "{'oneOf': [1, 'x']}")},
     {"a value of oneOf must be an integer"}},
    {"one of has a value once", {VALIDATED("integer", "{'oneOf': [1, 2, '1']}")}, {"oneOf has 1 twice"}},
    {"one of is of what can be compared", {VALIDATED("json", "{'oneOf': [1]}")}, {"oneOf is not for json"}},
    {"a default is taken by its validators",
     {MODEL("A"), ATTRIBUTE_WITH("A", "a", "{'type': 'text', 'default': '', 'validate': {'length': {'min': 1}}}")},
     {"A.a", "the default must have at least 1 character, not 0"}},
    {"a foreign key's rules are those of its type",
     {MODEL("A"), MODEL("B"), HAS_ONE_WITH("A", "B", "{'foreignKey': {'validate': {'length': {'min': 1}}}}")},
     {"B.aId", "length", "integer"}},
    {"two associations do not contradict each other over a foreign key",
     {MODEL("A"), MODEL("B"), HAS_ONE_WITH("A", "B", "{'foreignKey': {'validate': {'range': {'min': 1}}}}"),
      BELONGS_TO_WITH("B", "A", "{'foreignKey': {'validate': {'range': {'min': 2}}}}")},
     {"'validate'", "'aId'", "\"min\":2"}},
    {"validators of a model are functions", {MODEL_WITH("A", "{'validate': {}}")}, {"gemel_schema_add_validator"}},
};
/* clang-format on */

static gemel_status nothing(gemel_record *record, const gemel_attribute *attribute, void *user_data, gemel_error **e)
{
    (void)record;
    (void)attribute;
    (void)user_data;
    (void)e;
    return GEMEL_OK;
}

static void count(void *user_data)
{
    ++*(int *)user_data;
}

static void a_function_is_of_a_model_and_an_attribute_that_are_there(void **state)
{
    gemel_schema *schema = schema_n();
    int freed = 0;
    (void)state;
    expect_ok(gemel_schema_add_validator(schema, "Licence", "number", nothing, &freed, count, &err));
    expect_ok(gemel_schema_add_validator(schema, "License", "nummer", nothing, &freed, count, &err));
    expect_ok(gemel_schema_add_validator(schema, "License", "ownerId", nothing, &freed, count, &err));
    expect(GEMEL_DEFINITION, gemel_schema_resolve(schema, &err));
    assert_int_equal(gemel_error_item_count(failure()), 2);
    expect_mention("a validator is of the unknown model 'Licence'; did you mean 'License'?");
    expect_mention("a validator is of an unknown attribute 'nummer' on model License; did you mean 'number'?");
    assert_int_equal(freed, 0);
    gemel_schema_free(schema);
    assert_int_equal(freed, 3);
}

static void a_function_that_is_refused_is_let_go_at_once(void **state)
{
    gemel_schema *schema = schema_n();
    int freed = 0;
    (void)state;
    expect_ok(gemel_schema_resolve(schema, &err));
    expect(GEMEL_USAGE, gemel_schema_add_validator(schema, "Person", NULL, nothing, &freed, count, &err));
    assert_int_equal(freed, 1);
    expect(GEMEL_USAGE, gemel_schema_add_validator(NULL, "Person", NULL, nothing, &freed, count, &err));
    assert_int_equal(freed, 2);
    gemel_schema_free(schema);
    schema = schema_n();
    expect(GEMEL_USAGE, gemel_schema_add_validator(schema, "Person", NULL, NULL, &freed, count, &err));
    assert_int_equal(freed, 3);
    expect(GEMEL_USAGE, gemel_schema_resolve(schema, &err));
    gemel_schema_free(schema);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(refusals) + 2] = {
        ALONE(a_function_is_of_a_model_and_an_attribute_that_are_there),
        ALONE(a_function_that_is_refused_is_let_go_at_once),
    };
    refusal_tests(tests + 2, refusals, COUNT(refusals));
    return cmocka_run_group_tests_name("validators that are refused", tests, NULL, NULL);
}
