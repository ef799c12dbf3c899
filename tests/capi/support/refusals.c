/* Schemas that must be refused; see refusals.h. It must not know any single fault. */
#include "refusals.h"

void expect_refusal(const refusal *refused)
{
    gemel_schema *schema = declared(refused->declarations);
    char first[4096];
    size_t part;
    expect(GEMEL_DEFINITION, gemel_schema_resolve(schema, &err));
    assert_true(gemel_error_item_count(failure()) >= 1);
    for (part = 0; part < PARTS_MAX && refused->parts[part]; ++part)
        expect_mention(refused->parts[part]);
    assert_true(strlen(gemel_error_message(failure())) < sizeof first);
    strcpy(first, gemel_error_message(failure()));
    assert_int_equal(gemel_schema_model_count(schema), 0);
    expect(GEMEL_DEFINITION, gemel_schema_resolve(schema, &err));
    assert_string_equal(gemel_error_message(failure()), first);
    gemel_schema_free(schema);
}

static void is_refused(void **state)
{
    expect_refusal(*state);
}

void refusal_tests(struct CMUnitTest *tests, const refusal *refusals, size_t count)
{
    size_t i;
    for (i = 0; i < count; ++i) {
        const struct CMUnitTest one = {refusals[i].name, is_refused, NULL, release, (void *)(uintptr_t)&refusals[i]};
        tests[i] = one;
    }
}
