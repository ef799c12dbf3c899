/*
 * A PostgreSQL that has room for few locks, and a schema of more tables than these: sync says which setting it is, and
 * has made nothing. It must not test what is locked (test_postgresql_locks.c).
 */
#include "fixture.h"
#include <stdio.h>

enum { MANY = 400 };

static gemel_schema *schema_of(size_t count)
{
    gemel_schema *schema = gemel_schema_new();
    char name[32];
    size_t i;
    for (i = 0; i < count; ++i) {
        snprintf(name, sizeof name, "Thing%zu", i + 1);
        expect_ok(gemel_schema_add_model(schema, name, NULL, NULL, &err));
        expect_ok(gemel_schema_add_attribute(schema, name, "name", "string unique", NULL, &err));
    }
    expect_ok(gemel_schema_resolve(schema, &err));
    return schema;
}

static void expect_tables(const char *count)
{
    char sql[256];
    snprintf(sql, sizeof sql, "SELECT count(*) FROM pg_tables WHERE schemaname = '%s'", database_schema());
    assert_string_equal(shared_ask(sql), count);
}

static void expect_setting_told(void)
{
    assert_string_equal(gemel_error_sqlstate(failure()), "53200");
    expect_mention("; the server's setting max_locks_per_transaction is too low for what this transaction locks");
}

static void sync_of_too_many_models_names_the_setting_and_makes_nothing(void **state)
{
    const char *url = shared_make();
    gemel_schema *many = schema_of(MANY), *few = schema_of(3);
    gemel_database *of_many = NULL, *of_few = NULL;
    (void)state;
    expect_ok(gemel_database_open(url, many, NULL, &of_many, &err));
    expect_ok(gemel_database_open(url, few, NULL, &of_few, &err));
    expect(GEMEL_DATABASE, gemel_database_sync(of_many, NULL, &err));
    expect_setting_told();
    expect_tables("0");
    expect_ok(gemel_database_sync(of_few, NULL, &err)); /* the locks are free again */
    expect(GEMEL_DATABASE, gemel_database_sync(of_many, with("{'force': true}"), &err));
    expect_setting_told();
    expect_tables("3");
    gemel_database_free(of_few);
    gemel_database_free(of_many);
    gemel_schema_free(few);
    gemel_schema_free(many);
    assert_true(shared_drop());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ALONE(sync_of_too_many_models_names_the_setting_and_makes_nothing),
    };
    return cmocka_run_group_tests_name("postgresql_few_locks", tests, NULL, NULL);
}
