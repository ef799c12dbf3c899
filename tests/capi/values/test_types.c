/*
 * The attribute types beyond numbers and plain texts: stored, read by every getter, filtered by, kept in a file. It
 * must not test declarations (test_types_declared.c), keys and defaults (test_types_keys.c), what a table may hold
 * (test_types_foreign.c), nor each form that converts (tests/core).
 */
#include "declarations.h"
#include "fixture.h"

static const char ident_text[] = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
static const unsigned char ident_bytes[16] = {0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1,
                                              0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8};

static gemel_schema *schema_of_items(void)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Item"),
        ATTRIBUTE("Item", "price", "decimal(10,2)"),
        ATTRIBUTE("Item", "data", "blob"),
        ATTRIBUTE("Item", "ident", "uuid"),
        ATTRIBUTE("Item", "day", "date"),
        ATTRIBUTE("Item", "moment", "timestamp"),
        ATTRIBUTE_WITH("Item", "doc", "{'type': 'JSON'}"),
        ATTRIBUTE("Item", "state", "enum('new', 'it''s old')"),
        ATTRIBUTE("Item", "name", "string"),
    };
    return declared(declarations);
}

static int world_of_items(void **state)
{
    return world_of(state, schema_of_items());
}

/* Each value in a form that is not its canonical one. */
static const char some_values[] = "{'price': '+9.9', 'data': '00FF', 'ident': '6BA7B8109DAD11D180B400C04FD430C8',"
                                  " 'day': '2024-02-29', 'moment': '2024-02-29 13:00:00.5+01:00',"
                                  " 'doc': {'b': [1, 2.5, null], 'a': 'x'}, 'state': 'it\\u0027s old', 'name': 'n'}";

static const char some_doc[] = "{\"b\":[1,2.5,null],\"a\":\"x\"}";

static const char *read_doc(void)
{
    return by_dialect(some_doc, "{\"a\":\"x\",\"b\":[1,2.5,null]}");
}

static void expect_some_values(gemel_record *item, const char *doc)
{
    expect_attribute(item, "price", "9.90");
    expect_attribute(item, "data", "00ff");
    expect_attribute(item, "ident", ident_text);
    expect_attribute(item, "day", "2024-02-29");
    expect_attribute(item, "moment", "2024-02-29T12:00:00.500000Z");
    expect_attribute(item, "doc", doc);
    expect_attribute(item, "state", "it's old");
}

static const gemel_attribute *at(gemel_record *record, const char *name)
{
    const gemel_attribute *a = NULL;
    expect_ok(gemel_model_find_attribute(gemel_record_model(record), name, &a, &err));
    return a;
}

/* ---- Storing and reading ---- */

static void every_type_is_stored_and_read_as_its_canonical_text(void **state)
{
    const world *w = *state;
    gemel_record *item = given(w, "Item", some_values);
    expect_some_values(item, read_doc());
    expect_some_values(found(w, "Item", "{}"), read_doc());
    expect_ok(gemel_record_reload(item, NULL, &err));
    expect_some_values(item, read_doc());
}

static void a_value_in_another_form_is_no_change(void **state)
{
    world *w = *state;
    gemel_record *item = given(w, "Item", some_values);
    gemel_values *again = values(some_values);
    /* The order of its members is the row's. */
    expect_ok(gemel_values_set_text(again, "doc", read_doc(), GEMEL_NUL, &err));
    forget_statements(w);
    expect_ok(gemel_record_assign(item, again, &err));
    assert_false(gemel_record_is_changed(item));
    expect_ok(gemel_record_update(item, again, NULL, &err));
    expect_statements(w, 0, 0);
}

static void every_type_may_be_null(void **state)
{
    const world *w = *state;
    gemel_record *item = given(w, "Item", some_values);
    static const char *names[] = {"price", "data", "ident", "day", "moment", "doc", "state"};
    const void *bytes = ident_bytes;
    size_t i, size = 9;
    for (i = 0; i < COUNT(names); ++i)
        expect_ok(gemel_record_set_null(item, names[i], &err));
    expect_ok(gemel_record_save(item, NULL, &err));
    expect_rows(w, "Item", "1 null null null null null null null n");
    item = found(w, "Item", "{'price': null, 'data': null, 'ident': null, 'day': null, 'moment': null, 'state': null}");
    expect_ok(gemel_record_get_blob(item, "data", &bytes, &size, &err));
    assert_null(bytes);
    assert_int_equal(size, 0);
    bytes = ident_bytes;
    expect_ok(gemel_record_get_blob_by_attribute(item, at(item, "ident"), &bytes, NULL, &err));
    assert_null(bytes);
}

static void every_type_stays_in_the_database(void **state)
{
    world *w = *state;
    given(w, "Item", some_values);
    release(state);
    gemel_session_free(w->witness);
    gemel_session_free(w->session);
    gemel_database_free(w->database);
    assert_string_equal(
        shared_ask(
            by_dialect("SELECT price, hex(data), ident, day, moment, doc, state FROM items",
                       "SELECT price, encode(data, 'hex'), ident, day, moment AT TIME ZONE 'UTC', doc, state FROM"
                       " items")),
        by_dialect("9.90 00FF 6ba7b810-9dad-11d1-80b4-00c04fd430c8 2024-02-29 2024-02-29T12:00:00.500000Z"
                   " {\"b\":[1,2.5,null],\"a\":\"x\"} it's old",
                   "9.90 00ff 6ba7b810-9dad-11d1-80b4-00c04fd430c8 2024-02-29 2024-02-29 12:00:00.5"
                   " {\"a\": \"x\", \"b\": [1, 2.5, null]} it's old"));
    assert_string_equal(
        shared_ask(by_dialect(
            "SELECT typeof(price), typeof(data), typeof(ident), typeof(day), typeof(moment), typeof(doc), typeof(state)"
            " FROM items",
            "SELECT pg_typeof(price), pg_typeof(data), pg_typeof(ident), pg_typeof(day), pg_typeof(moment),"
            " pg_typeof(doc), pg_typeof(state) FROM items")),
        by_dialect("text blob text text text text text",
                   "numeric bytea uuid date timestamp with time zone jsonb text"));
    expect_ok(gemel_database_open(shared_url(), w->schema, NULL, &w->database, &err));
    expect_ok(gemel_session_open(w->database, NULL, &w->session, &err));
    expect_ok(gemel_session_open(w->database, NULL, &w->witness, &err));
    expect_some_values(found(w, "Item", "{}"), read_doc());
}

static int shared_items(void **state)
{
    return world_shared(state, schema_of_items());
}

static void texts_stay_where_they_are_until_the_record_is_written(void **state)
{
    const world *w = *state;
    gemel_record *item = given(w, "Item", some_values);
    const char *first = NULL, *again = NULL;
    const void *bytes = NULL, *same = NULL;
    expect_ok(gemel_record_get_text(item, "moment", &first, NULL, &err));
    expect_ok(gemel_record_get_text(item, "moment", &again, NULL, &err));
    assert_ptr_equal(first, again);
    expect_ok(gemel_record_get_blob(item, "ident", &bytes, NULL, &err));
    expect_ok(gemel_record_get_text(item, "ident", &again, NULL, &err));
    expect_ok(gemel_record_get_blob_by_attribute(item, at(item, "ident"), &same, NULL, &err));
    assert_ptr_equal(bytes, same);
    assert_memory_equal(bytes, ident_bytes, 16);
    expect_ok(gemel_record_set_int(item, "moment", 0, &err));
    expect_attribute(item, "moment", "1970-01-01T00:00:00.000000Z");
}

/* ---- Numbers ---- */

static void dates_and_timestamps_are_numbers_too(void **state)
{
    const world *w = *state;
    gemel_record *item = given(w, "Item", some_values);
    int64_t number = 0;
    double real = 0;
    expect_ok(gemel_record_get_int(item, "day", &number, &err));
    assert_true(number == 19782);
    expect_ok(gemel_record_get_int_by_attribute(item, at(item, "moment"), &number, &err));
    assert_true(number == INT64_C(1709208000500000));
    expect_ok(gemel_record_get_double(item, "day", &real, &err));
    assert_true(real == 19782.0);
    expect_ok(gemel_record_set_int(item, "day", -1, &err));
    expect_ok(gemel_record_set_int_by_attribute(item, at(item, "moment"), -1, &err));
    expect_ok(gemel_record_save(item, NULL, &err));
    expect_ok(gemel_record_reload(item, NULL, &err));
    expect_attribute(item, "day", "1969-12-31");
    expect_attribute(item, "moment", "1969-12-31T23:59:59.999999Z");
    expect_ok(gemel_record_get_int(item, "moment", &number, &err));
    assert_true(number == -1);
}

static void other_types_have_no_number(void **state)
{
    const world *w = *state;
    gemel_record *item = given(w, "Item", some_values);
    int64_t number = 9;
    double real = 9;
    bool flag = true;
    expect(GEMEL_USAGE, gemel_record_get_int(item, "price", &number, &err));
    assert_string_equal(gemel_error_message(failure()), "Item.price holds '9.90', which is no integer");
    expect(GEMEL_USAGE, gemel_record_get_double(item, "price", &real, &err));
    expect(GEMEL_USAGE, gemel_record_get_int(item, "data", &number, &err));
    assert_string_equal(gemel_error_message(failure()), "Item.data holds X'00ff', which is no integer");
    expect(GEMEL_USAGE, gemel_record_get_bool(item, "day", &flag, &err));
    assert_string_equal(gemel_error_message(failure()), "Item.day holds '2024-02-29', which is no boolean");
    assert_true(number == 0 && real == 0.0 && !flag);
}

static void numbers_become_decimals_and_json(void **state)
{
    const world *w = *state;
    gemel_values *v = values("{'price': 9.9, 'doc': 12345678901234567}");
    gemel_record *item = NULL;
    expect_ok(gemel_record_create(w->session, model(w, "Item"), v, NULL, &item, &err));
    expect_attribute(keep(item), "price", "9.90");
    expect_attribute(item, "doc", "12345678901234567");
    expect_ok(gemel_record_set_int(item, "price", -7, &err));
    expect_ok(gemel_record_set_bool(item, "doc", true, &err));
    expect_ok(gemel_record_save(item, NULL, &err));
    expect_attribute(item, "price", "-7.00");
    expect_attribute(item, "doc", "true");
    expect_ok(gemel_record_set_double_by_attribute(item, at(item, "doc"), 0.1, &err));
    expect_attribute(item, "doc", "0.1");
}

/* ---- Bytes ---- */

static void a_blob_keeps_every_byte(void **state)
{
    const world *w = *state;
    gemel_record *item = given(w, "Item", "{}");
    unsigned char all[256];
    const void *bytes = NULL;
    size_t i, size = 0;
    for (i = 0; i < sizeof all; ++i)
        all[i] = (unsigned char)i;
    expect_ok(gemel_record_set_blob(item, "data", all, sizeof all, &err));
    memset(all, 0, 1); /* it was copied */
    expect_ok(gemel_record_save(item, NULL, &err));
    item = found(w, "Item", "{}");
    expect_ok(gemel_record_get_blob(item, "data", &bytes, &size, &err));
    assert_int_equal(size, sizeof all);
    assert_memory_equal(bytes, all, sizeof all);
    assert_false(gemel_record_is_changed(item));
}

static void an_empty_blob_is_not_null(void **state)
{
    const world *w = *state;
    gemel_record *item = given(w, "Item", "{}");
    const void *bytes = NULL;
    size_t size = 9;
    bool null = true;
    expect_ok(gemel_record_set_blob_by_attribute(item, at(item, "data"), NULL, 0, &err));
    expect_ok(gemel_record_save(item, NULL, &err));
    item = found(w, "Item", "{'data': ''}");
    expect_ok(gemel_record_get_blob(item, "data", &bytes, &size, &err));
    assert_non_null(bytes);
    assert_int_equal(size, 0);
    expect_ok(gemel_record_is_null(item, "data", &null, &err));
    assert_false(null);
    expect_attribute(item, "data", "");
}

static void a_uuid_is_sixteen_bytes_too(void **state)
{
    const world *w = *state;
    gemel_values *v = values("{}");
    gemel_record *item = NULL;
    const void *bytes = NULL;
    size_t size = 0;
    expect_ok(gemel_values_set_blob(v, "ident", ident_bytes, 16, &err));
    expect_ok(gemel_values_set_blob(v, "data", NULL, 0, &err));
    expect_ok(gemel_record_create(w->session, model(w, "Item"), v, NULL, &item, &err));
    expect_attribute(keep(item), "ident", ident_text);
    expect_ok(gemel_record_get_blob(found(w, "Item", "{}"), "ident", &bytes, &size, &err));
    assert_int_equal(size, 16);
    assert_memory_equal(bytes, ident_bytes, 16);
    expect_ok(gemel_record_set_blob(item, "ident", ident_bytes, 15, &err));
    expect(GEMEL_USAGE, gemel_record_get_blob(item, "ident", &bytes, &size, &err));
    assert_string_equal(gemel_error_message(failure()),
                        "Item.ident holds X'6ba7b8109dad11d180b400c04fd430', which is no uuid");
    assert_null(bytes);
    assert_int_equal(size, 0);
}

static void only_blobs_and_uuids_have_bytes(void **state)
{
    const world *w = *state;
    gemel_record *item = given(w, "Item", some_values);
    const void *bytes = ident_bytes;
    expect(GEMEL_USAGE, gemel_record_get_blob(item, "name", &bytes, NULL, &err));
    assert_string_equal(gemel_error_message(failure()),
                        "Item.name is string(255): only of a blob or uuid there are bytes to read");
    assert_null(bytes);
    expect_ok(gemel_record_set_blob(item, "name", "n", 1, &err));
    expect(GEMEL_VALIDATION, gemel_record_save(item, NULL, &err));
    assert_string_equal(gemel_error_message(failure()), "Item.name must be a text, not bytes");
}

/* ---- JSON ---- */

static void json_is_text_that_is_json_or_the_tree_itself(void **state)
{
    const world *w = *state;
    gemel_record *item = given(w, "Item", "{'doc': '[1 , {\\u0022a\\u0022 : 1e4}]'}");
    expect_attribute(item, "doc", by_dialect("[1,{\"a\":1e4}]", "[1,{\"a\":10000}]"));
    expect_ok(gemel_record_assign(item, values("{'doc': [[], {}, 'a \\u00e9', -1, 1.50, true]}"), &err));
    expect_attribute(item, "doc", "[[],{},\"a \xc3\xa9\",-1,1.5,true]");
    expect_ok(gemel_record_set_text(item, "doc", "\"a text\"", GEMEL_NUL, &err));
    expect_ok(gemel_record_save(item, NULL, &err));
    expect_attribute(found(w, "Item", "{}"), "doc", "\"a text\"");
    expect_ok(gemel_record_set_text(item, "doc", "null", GEMEL_NUL, &err));
    expect_ok(gemel_record_save(item, NULL, &err));
    expect_attribute(found(w, "Item", "{}"), "doc", "null");
}

static void only_json_takes_a_list_or_an_object(void **state)
{
    const world *w = *state;
    gemel_record *item = given(w, "Item", "{}");
    expect(GEMEL_USAGE, gemel_record_assign(item, values("{'doc': [1], 'state': ['new']}"), &err));
    assert_string_equal(gemel_error_message(failure()), "Item.state takes one value, not a list or an object");
    assert_false(gemel_record_is_changed(item));
}

static void a_record_in_json_holds_canonical_texts_and_json_itself(void **state)
{
    const world *w = *state;
    gemel_record *item = given(w, "Item", some_values);
    const char *json = NULL;
    expect_ok(gemel_record_set_text(item, "doc", "{\"big\": 12345678901234567890.10}", GEMEL_NUL, &err));
    expect_ok(gemel_record_to_json(item, &json, NULL, &err));
    assert_string_equal(json, "{\"id\":1,\"price\":\"9.90\",\"data\":\"00ff\","
                              "\"ident\":\"6ba7b810-9dad-11d1-80b4-00c04fd430c8\",\"day\":\"2024-02-29\","
                              "\"moment\":\"2024-02-29T12:00:00.500000Z\",\"doc\":{\"big\":12345678901234567890.10},"
                              "\"state\":\"it's old\",\"name\":\"n\"}");
    expect_ok(gemel_record_assign(item, values("{'day': 3000000, 'moment': 'now', 'doc': '{', 'price': true}"), &err));
    expect_ok(gemel_record_to_json(item, &json, NULL, &err));
    assert_string_equal(json, "{\"id\":1,\"price\":true,\"data\":\"00ff\","
                              "\"ident\":\"6ba7b810-9dad-11d1-80b4-00c04fd430c8\",\"day\":3000000,"
                              "\"moment\":\"now\",\"doc\":\"{\",\"state\":\"it's old\",\"name\":\"n\"}");
}

/* ---- Filters ---- */

static void rows_are_found_by_values_of_every_type(void **state)
{
    const world *w = *state;
    static const char *filters[] = {
        "{'price': 9.9}",
        "{'price': '9.900'}",
        "{'data': '00Ff'}",
        "{'ident': '6BA7B810-9DAD-11D1-80B4-00C04FD430C8'}",
        "{'day': 19782}",
        "{'day': ['2024-02-29', '2024-03-01']}",
        "{'moment': '2024-02-29T12:00:00.5Z'}",
        "{'moment': 1709208000500000}",
        "{'state': ['it\\u0027s old']}",
    };
    gemel_values *v = values("{}");
    gemel_record *none = NULL;
    size_t i;
    given(w, "Item", some_values);
    given(w, "Item", "{'price': 9, 'data': '00', 'day': 0, 'moment': 0, 'state': 'new'}");
    for (i = 0; i < COUNT(filters); ++i)
        expect_attribute(found(w, "Item", filters[i]), "id", "1");
    expect_ok(gemel_values_set_blob(v, "data", "\0", 1, &err));
    expect_ok(gemel_record_find_first(w->session, model(w, "Item"), v, NULL, &none, &err));
    expect_attribute(keep(none), "id", "2");
    none = NULL;
    expect(GEMEL_VALIDATION,
           gemel_record_find_first(w->session, model(w, "Item"), values("{'state': 'nwe'}"), NULL, &none, &err));
    assert_string_equal(gemel_error_message(failure()),
                        "Item.state must be one of 'new', 'it's old', not 'nwe'; did you mean 'new'?");
    assert_null(none);
}

static void json_is_compared_to_null_only(void **state)
{
    const world *w = *state;
    gemel_record *none = NULL;
    given(w, "Item", "{'doc': 1}");
    given(w, "Item", "{'doc': null}");
    expect_attribute(found(w, "Item", "{'doc': null}"), "id", "2");
    expect(GEMEL_USAGE, gemel_record_find_first(w->session, model(w, "Item"), values("{'doc': 1}"), NULL, &none, &err));
    assert_string_equal(gemel_error_message(failure()), "Item.doc is json, which is compared to nothing but null");
    expect(GEMEL_USAGE,
           gemel_record_find_first(w->session, model(w, "Item"), values("{'doc': {'a': 1}}"), NULL, &none, &err));
    expect_mention("Item.doc is json");
    assert_null(none);
}

/* ---- What does not fit ---- */

static void all_that_does_not_fit_is_refused_by_the_save(void **state)
{
    const world *w = *state;
    static const char *messages[] = {
        "must have at most 2 digits after the point, not '9.999'",
        "must be bytes, or two hexadecimal digits for each, not 'abc'",
        "must be a UUID such as 6ba7b810-9dad-11d1-80b4-00c04fd430c8, not 'me'",
        "must be a date such as 2024-02-29, not '2023-02-29'",
        "must say its offset, as 2024-02-29T12:00:00Z, not '2024-02-29T12:00:00'",
        "must be JSON; line 1, column 2: a member name in double quotes is expected",
        "must be one of 'new', 'it's old', not 'nwe'; did you mean 'new'?",
    };
    gemel_record *item = built(w, "Item",
                               "{'price': '9.999', 'data': 'abc', 'ident': 'me', 'day': '2023-02-29',"
                               " 'moment': '2024-02-29T12:00:00', 'doc': '{', 'state': 'nwe'}");
    size_t i;
    expect_attribute(item, "price", "9.999");
    expect_attribute(item, "day", "2023-02-29");
    expect(GEMEL_VALIDATION, gemel_record_save(item, NULL, &err));
    assert_int_equal(gemel_error_item_count(failure()), COUNT(messages));
    for (i = 0; i < COUNT(messages); ++i)
        assert_string_equal(gemel_error_item_message(failure(), i), messages[i]);
    expect_rows(w, "Item", "");
}

#define OF_ITEMS(test) IN_WORLD(world_of_items, test)

int main(void)
{
    const struct CMUnitTest tests[] = {
        OF_ITEMS(every_type_is_stored_and_read_as_its_canonical_text),
        OF_ITEMS(a_value_in_another_form_is_no_change),
        OF_ITEMS(every_type_may_be_null),
        IN_SHARED_WORLD(shared_items, every_type_stays_in_the_database),
        OF_ITEMS(texts_stay_where_they_are_until_the_record_is_written),
        OF_ITEMS(dates_and_timestamps_are_numbers_too),
        OF_ITEMS(other_types_have_no_number),
        OF_ITEMS(numbers_become_decimals_and_json),
        OF_ITEMS(a_blob_keeps_every_byte),
        OF_ITEMS(an_empty_blob_is_not_null),
        OF_ITEMS(a_uuid_is_sixteen_bytes_too),
        OF_ITEMS(only_blobs_and_uuids_have_bytes),
        OF_ITEMS(json_is_text_that_is_json_or_the_tree_itself),
        OF_ITEMS(only_json_takes_a_list_or_an_object),
        OF_ITEMS(a_record_in_json_holds_canonical_texts_and_json_itself),
        OF_ITEMS(rows_are_found_by_values_of_every_type),
        OF_ITEMS(json_is_compared_to_null_only),
        OF_ITEMS(all_that_does_not_fit_is_refused_by_the_save),
    };
    return cmocka_run_group_tests_name("types", tests, NULL, NULL);
}
