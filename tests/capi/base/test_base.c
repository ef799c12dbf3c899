/*
 * gemel/base.h: versions and numbers. It must not test what base.h promises of all calls: the tests of the calls do.
 */
#include "fixture.h"

static void the_library_is_of_the_version_of_its_headers(void **state)
{
    (void)state;
    assert_int_equal(gemel_version(), GEMEL_VERSION_MAJOR * 1000000 + GEMEL_VERSION_MINOR * 1000 + GEMEL_VERSION_PATCH);
}

static void status_numbers_are_for_ever(void **state)
{
    static const gemel_status numbers[] = {
        GEMEL_OK,         GEMEL_USAGE,       GEMEL_DEFINITION, GEMEL_NOT_FOUND,   GEMEL_OCCUPIED,
        GEMEL_VALIDATION, GEMEL_NOT_NULL,    GEMEL_UNIQUE,     GEMEL_FOREIGN_KEY, GEMEL_CHECK,
        GEMEL_STALE,      GEMEL_BUSY,        GEMEL_RETRY,      GEMEL_CONNECTION,  GEMEL_UNKNOWN_OUTCOME,
        GEMEL_CANCELLED,  GEMEL_UNSUPPORTED, GEMEL_CALLBACK,   GEMEL_DATABASE,    GEMEL_OUT_OF_MEMORY,
        GEMEL_INTERNAL};
    gemel_status i;
    (void)state;
    for (i = 0; i < (gemel_status)COUNT(numbers); ++i)
        assert_int_equal(numbers[i], i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ALONE(the_library_is_of_the_version_of_its_headers),
        ALONE(status_numbers_are_for_ever),
    };
    return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
