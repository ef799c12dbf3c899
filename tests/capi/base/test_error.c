/* gemel/error.h: status names, what an error tells, and raising one. It must not test when which error occurs. */
#include "fixture.h"

/* SQLite's extended result codes; this program must not need its header. */
enum { SQLITE_CONSTRAINT_UNIQUE = 2067, SQLITE_CONSTRAINT_FOREIGNKEY = 787 };

static void every_status_has_its_name(void **state)
{
    static const char *const names[] = {"ok",         "usage",       "definition", "not-found",   "occupied",
                                        "validation", "not-null",    "unique",     "foreign-key", "check",
                                        "stale",      "busy",        "retry",      "connection",  "unknown-outcome",
                                        "cancelled",  "unsupported", "callback",   "database",    "out-of-memory",
                                        "internal"};
    gemel_status status;
    (void)state;
    for (status = 0; status < (gemel_status)COUNT(names); ++status)
        assert_string_equal(gemel_status_name(status), names[status]);
}

static void a_status_that_is_not_in_the_table_is_unknown(void **state)
{
    (void)state;
    assert_string_equal(gemel_status_name(GEMEL_INTERNAL + 1), "unknown");
    assert_string_equal(gemel_status_name(-1), "unknown");
    assert_string_equal(gemel_status_name(INT32_MAX), "unknown");
    assert_string_equal(gemel_status_name(INT32_MIN), "unknown");
}

static void null_speaks_for_out_of_memory(void **state)
{
    (void)state;
    assert_int_equal(gemel_error_status(NULL), GEMEL_OUT_OF_MEMORY);
    assert_non_null(strstr(gemel_error_message(NULL), "memory"));
    assert_string_equal(gemel_error_sqlstate(NULL), "");
    assert_string_equal(gemel_error_table(NULL), "");
    assert_string_equal(gemel_error_constraint(NULL), "");
    assert_int_equal(gemel_error_driver_code(NULL), 0);
    assert_int_equal(gemel_error_item_count(NULL), 0);
    assert_string_equal(gemel_error_item_model(NULL, 0), "");
    assert_string_equal(gemel_error_item_attribute(NULL, 0), "");
    assert_string_equal(gemel_error_item_message(NULL, 0), "");
    assert_int_equal(gemel_error_item_status(NULL, 0), GEMEL_OK);
    gemel_error_free(NULL);
}

static void raise_fills_the_error_and_returns_the_status(void **state)
{
    char message[] = "no seats left";
    gemel_error *error = NULL;
    (void)state;
    assert_int_equal(gemel_error_raise(GEMEL_CALLBACK, message, &error), GEMEL_CALLBACK);
    message[0] = 'X';
    assert_int_equal(gemel_error_status(error), GEMEL_CALLBACK);
    assert_string_equal(gemel_error_message(error), "no seats left");
    assert_string_equal(gemel_error_sqlstate(error), "");
    assert_string_equal(gemel_error_table(error), "");
    assert_string_equal(gemel_error_constraint(error), "");
    assert_int_equal(gemel_error_driver_code(error), 0);
    assert_int_equal(gemel_error_item_count(error), 0);
    gemel_error_free(error);
}

static void raise_gives_every_failing_status_back(void **state)
{
    gemel_status status;
    (void)state;
    for (status = GEMEL_USAGE; status < GEMEL_OUT_OF_MEMORY; ++status) {
        gemel_error *error = NULL;
        assert_int_equal(gemel_error_raise(status, "m", &error), status);
        assert_int_equal(gemel_error_status(error), status);
        gemel_error_free(error);
    }
}

static void raising_ok_is_a_failed_callback(void **state)
{
    gemel_error *error = NULL;
    (void)state;
    assert_int_equal(gemel_error_raise(GEMEL_OK, "not ok", &error), GEMEL_CALLBACK);
    assert_int_equal(gemel_error_status(error), GEMEL_CALLBACK);
    gemel_error_free(error);
}

static void raise_takes_null_for_an_empty_message(void **state)
{
    gemel_error *error = NULL;
    (void)state;
    assert_int_equal(gemel_error_raise(GEMEL_CHECK, NULL, &error), GEMEL_CHECK);
    assert_string_equal(gemel_error_message(error), "");
    gemel_error_free(error);
}

static void raise_works_without_a_place_for_the_error(void **state)
{
    (void)state;
    assert_int_equal(gemel_error_raise(GEMEL_STALE, "gone", NULL), GEMEL_STALE);
}

static void a_call_that_succeeds_resets_the_error(void **state)
{
    gemel_error *old = NULL;
    gemel_error *error;
    gemel_options *options = gemel_options_new();
    (void)state;
    gemel_error_raise(GEMEL_CHECK, "old", &old);
    error = old;
    assert_int_equal(gemel_options_set_bool(options, "save", true, &error), GEMEL_OK);
    assert_null(error);
    gemel_error_free(old);
    gemel_options_free(options);
}

static void a_failure_without_a_place_for_the_error_gives_the_status(void **state)
{
    (void)state;
    assert_int_equal(gemel_options_set_bool(NULL, "save", true, NULL), GEMEL_USAGE);
}

static void not_null_lists_every_attribute(void **state)
{
    const world *w = *state;
    gemel_record *record = NULL;
    expect(GEMEL_NOT_NULL, gemel_record_create(w->session, model(w, "Seat"), NULL, NULL, &record, &err));
    assert_null(record);
    assert_int_equal(gemel_error_item_count(failure()), 2);
    assert_string_equal(gemel_error_item_model(failure(), 0), "Seat");
    assert_string_equal(gemel_error_item_attribute(failure(), 0), "row");
    assert_int_equal(gemel_error_item_status(failure(), 0), GEMEL_NOT_NULL);
    assert_string_not_equal(gemel_error_item_message(failure(), 0), "");
    assert_string_equal(gemel_error_item_model(failure(), 1), "Seat");
    assert_string_equal(gemel_error_item_attribute(failure(), 1), "place");
    assert_int_equal(gemel_error_item_status(failure(), 1), GEMEL_NOT_NULL);
}

static void a_null_beside_a_misfit_is_a_validation_that_lists_both(void **state)
{
    const world *w = *state;
    gemel_record *record = NULL;
    expect(GEMEL_VALIDATION, gemel_record_create(w->session, model(w, "Seat"), values("{'place': 'much too long'}"),
                                                 NULL, &record, &err));
    assert_int_equal(gemel_error_item_count(failure()), 2);
    assert_string_equal(gemel_error_item_attribute(failure(), 0), "row");
    assert_int_equal(gemel_error_item_status(failure(), 0), GEMEL_NOT_NULL);
    assert_string_equal(gemel_error_item_attribute(failure(), 1), "place");
    assert_int_equal(gemel_error_item_status(failure(), 1), GEMEL_VALIDATION);
}

static void past_the_last_item_there_is_nothing(void **state)
{
    const world *w = *state;
    gemel_record *record = NULL;
    expect(GEMEL_NOT_NULL, gemel_record_create(w->session, model(w, "Seat"), NULL, NULL, &record, &err));
    assert_string_equal(gemel_error_item_model(failure(), 2), "");
    assert_string_equal(gemel_error_item_attribute(failure(), 2), "");
    assert_string_equal(gemel_error_item_message(failure(), SIZE_MAX), "");
    assert_int_equal(gemel_error_item_status(failure(), 2), GEMEL_OK);
}

static void unique_names_table_and_attributes(void **state)
{
    const world *w = *state;
    gemel_record *record = NULL;
    given(w, "Seat", "{'row': 1, 'place': 'a', 'code': 'c'}");
    expect(GEMEL_UNIQUE, gemel_record_create(w->session, model(w, "Seat"),
                                             values("{'row': 2, 'place': 'b', 'code': 'c'}"), NULL, &record, &err));
    assert_string_equal(gemel_error_table(failure()), "seats");
    assert_int_equal(gemel_error_item_count(failure()), 1);
    assert_string_equal(gemel_error_item_model(failure(), 0), "Seat");
    assert_string_equal(gemel_error_item_attribute(failure(), 0), "code");
    assert_int_equal(gemel_error_driver_code(failure()), SQLITE_CONSTRAINT_UNIQUE);
    assert_string_equal(gemel_error_sqlstate(failure()), "");
}

static void foreign_key_carries_the_code_of_the_driver(void **state)
{
    const world *w = *state;
    gemel_record *record = NULL;
    expect(GEMEL_FOREIGN_KEY,
           gemel_record_create(w->session, model(w, "Seat"), values("{'row': 1, 'place': 'a', 'nextId': 99}"), NULL,
                               &record, &err));
    assert_int_equal(gemel_error_driver_code(failure()), SQLITE_CONSTRAINT_FOREIGNKEY);
    assert_string_equal(gemel_error_sqlstate(failure()), "");
}

static void a_refused_call_has_no_code_of_a_driver(void **state)
{
    const world *w = *state;
    const gemel_model *out = NULL;
    expect(GEMEL_USAGE, gemel_schema_find_model(w->schema, "Saet", &out, &err));
    expect_mention("Saet");
    expect_mention("Seat");
    assert_int_equal(gemel_error_driver_code(failure()), 0);
    assert_string_equal(gemel_error_table(failure()), "");
}

static int seats(void **state)
{
    gemel_schema *s = gemel_schema_new();
    gemel_schema_add_model(s, "Seat", NULL, NULL, NULL);
    gemel_schema_add_attribute(s, "Seat", "id", "integer primary key auto increment", NULL, NULL);
    gemel_schema_add_attribute(s, "Seat", "row", "integer not null", NULL, NULL);
    gemel_schema_add_attribute(s, "Seat", "place", "string(1) not null", NULL, NULL);
    gemel_schema_add_attribute(s, "Seat", "code", "string unique", NULL, NULL);
    gemel_schema_belongs_to(s, "Seat", "Seat", "as next foreign key nextId", NULL, NULL);
    return world_of(state, s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ALONE(every_status_has_its_name),
        ALONE(a_status_that_is_not_in_the_table_is_unknown),
        ALONE(null_speaks_for_out_of_memory),
        ALONE(raise_fills_the_error_and_returns_the_status),
        ALONE(raise_gives_every_failing_status_back),
        ALONE(raising_ok_is_a_failed_callback),
        ALONE(raise_takes_null_for_an_empty_message),
        ALONE(raise_works_without_a_place_for_the_error),
        ALONE(a_call_that_succeeds_resets_the_error),
        ALONE(a_failure_without_a_place_for_the_error_gives_the_status),
        IN_WORLD(seats, not_null_lists_every_attribute),
        IN_WORLD(seats, a_null_beside_a_misfit_is_a_validation_that_lists_both),
        IN_WORLD(seats, past_the_last_item_there_is_nothing),
        IN_WORLD(seats, unique_names_table_and_attributes),
        IN_WORLD(seats, foreign_key_carries_the_code_of_the_driver),
        IN_WORLD(seats, a_refused_call_has_no_code_of_a_driver),
    };
    return cmocka_run_group_tests_name("error", tests, NULL, NULL);
}
