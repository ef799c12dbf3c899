/*
 * Values instead of records: what a query selects, groups and calculates, and the rows that hold it. It must not test
 * which rows a filter means (test_query.c).
 */
#include "asked.h"
#include "declarations.h"

/* Sales of shops: 1 and 2 in ber, 3 in rom, 4 nowhere and of no shop. */
static int world_sales(void **state)
{
    gemel_schema *s = gemel_schema_new();
    gemel_schema_add_model(s, "Sale", NULL, NULL, NULL);
    gemel_schema_add_attribute(s, "Sale", "city", "string", NULL, NULL);
    gemel_schema_add_attribute(s, "Sale", "pieces", "integer", NULL, NULL);
    gemel_schema_add_attribute(s, "Sale", "price", "decimal(20,2)", NULL, NULL);
    gemel_schema_add_attribute(s, "Sale", "weight", "double", NULL, NULL);
    gemel_schema_add_attribute(s, "Sale", "serial", "bigint", NULL, NULL);
    gemel_schema_add_attribute(s, "Sale", "day", "date", NULL, NULL);
    gemel_schema_add_attribute(s, "Sale", "paid", "boolean column has_paid", NULL, NULL);
    gemel_schema_add_attribute(s, "Sale", "scan", "blob", NULL, NULL);
    gemel_schema_add_attribute(s, "Sale", "notes", "json", NULL, NULL);
    gemel_schema_add_model(s, "Shop", NULL, NULL, NULL);
    gemel_schema_add_attribute(s, "Shop", "name", "string", NULL, NULL);
    gemel_schema_has_one(s, "Sale", "Shop", "foreign key saleId inverse sale", NULL, NULL);
    world_of(state, s);
    given(*state, "Sale",
          "{'id': 1, 'city': 'ber', 'pieces': 1, 'price': '100000000000000000.01', 'weight': 0.5, 'serial': 7,"
          " 'day': '2024-02-29', 'paid': true, 'scan': '00ff', 'notes': {'a': 1}}");
    given(*state, "Sale",
          "{'id': 2, 'city': 'ber', 'pieces': 4, 'price': '0.09', 'weight': 1.5, 'day': '0001-01-01', 'paid': false}");
    given(*state, "Sale", "{'id': 3, 'city': 'Rom', 'pieces': 10, 'serial': 9223372036854775807, 'paid': true}");
    given(*state, "Sale", "{'id': 4}");
    given(*state, "Shop", "{'id': 1, 'name': 'north', 'saleId': 1}");
    given(*state, "Shop", "{'id': 2, 'name': 'south', 'saleId': 3}");
    forget_statements(*state);
    return 0;
}

static gemel_rows *chosen(const world *w, const char *model_name, const char *json)
{
    gemel_query *q = query(w, model_name, json);
    gemel_rows *rows = NULL;
    expect_ok(gemel_query_values(q, w->session, &rows, &err));
    gemel_query_free(q);
    return rows;
}

static void expect_values(const world *w, const char *json, const char *shown)
{
    gemel_rows *rows = chosen(w, "Sale", json);
    const char *text = NULL;
    char quoted[1024];
    size_t length = 0, i;
    expect_ok(gemel_rows_to_json(rows, &text, &length, &err));
    assert_true(length < sizeof quoted);
    for (i = 0; i <= length; ++i)
        quoted[i] = text[i] == '"' ? '\'' : text[i];
    gemel_rows_free(rows);
    if (strcmp(quoted, shown) != 0)
        print_error("%s\n", json);
    assert_string_equal(quoted, shown);
}

static const struct {
    const char *query, *rows;
} answers[] = {
    {"{'select': ['city', 'pieces'], 'order': 'id desc', 'limit': 2}",
     "[{'city':null,'pieces':null},{'city':'Rom','pieces':10}]"},
    {"{'select': 'city as town, shop.name', 'order': 'id', 'limit': 1}", "[{'town':'ber','shop.name':'north'}]"},
    {"{'select': 'day', 'order': 'day', 'where': {'day': {'null': false}}}",
     "[{'day':'0001-01-01'},{'day':'2024-02-29'}]"},
    {"{'select': ['paid', 'scan', 'notes'], 'where': {'id': 1}}", "[{'paid':true,'scan':'00ff','notes':{'a':1}}]"},
    {"{'attributes': ['city', 'id'], 'where': {'id': 3}}", "[{'city':'Rom','id':3}]"},
    {"{'select': 'count(*)'}", "[{'count(*)':4}]"},
    {"{'select': 'COUNT( * ) AS rows'}", "[{'rows':4}]"},
    {"{'select': ['count(city)', 'count(distinct city) as towns']}", "[{'count(city)':3,'towns':2}]"},
    {"{'select': ['sum(pieces)', 'avg(pieces)', 'min(pieces)', 'max(pieces)']}",
     "[{'sum(pieces)':15,'avg(pieces)':5.0,'min(pieces)':1,'max(pieces)':10}]"},
    {"{'select': ['sum(weight)', 'avg(weight)', 'max(serial)']}",
     "[{'sum(weight)':2.0,'avg(weight)':1.0,'max(serial)':9223372036854775807}]"},
    {"{'select': ['min(city)', 'max(city)', 'min(day)', 'max(shop.name)']}",
     "[{'min(city)':'Rom','max(city)':'ber','min(day)':'0001-01-01','max(shop.name)':'south'}]"},
    {"{'select': ['count(*) as n', 'sum(pieces) as s', 'avg(weight) as a', 'max(city) as m'], 'where': {'id': 9}}",
     "[{'n':0,'s':null,'a':null,'m':null}]"},
    {"{'select': ['city', 'count(*) as n'], 'group': 'city', 'where': {'id': 9}}", "[]"},
    {"{'select': ['city', 'count(*) as n'], 'group': 'city', 'order': 'city'}",
     "[{'city':'Rom','n':1},{'city':'ber','n':2},{'city':null,'n':1}]"},
    {"{'select': ['count(*) as n'], 'group': ['city', 'paid'], 'order': 'n desc'}",
     "[{'n':1},{'n':1},{'n':1},{'n':1}]"},
    {"{'select': ['shop.name', 'sum(pieces) as s'], 'group': 'shop.name', 'order': 's, shop.name nulls first'}",
     "[{'shop.name':'north','s':1},{'shop.name':null,'s':4},{'shop.name':'south','s':10}]"},
    {"{'select': ['city', 'count(*) as n'], 'group': 'city', 'having': {'n': {'gt': 1}}}", "[{'city':'ber','n':2}]"},
    {"{'select': ['city'], 'group': 'city', 'having': {'or': [{'city': null}, {'sum(pieces)': {'between': [6, 99]}}]},"
     " 'order': 'city'}",
     "[{'city':'Rom'},{'city':null}]"},
    {"{'select': 'count(*) as n', 'having': {'n': {'gt': 9}}}", "[]"},
    {"{'select': 'city', 'distinct': true, 'order': 'city desc nulls first'}",
     "[{'city':null},{'city':'ber'},{'city':'Rom'}]"},
    {"{'select': 'city', 'distinct': true, 'order': 'city', 'limit': 1, 'offset': 1}", "[{'city':'ber'}]"},
    {"{'select': 'count(*)', 'include': {'association': 'shop', 'required': true}}", "[{'count(*)':2}]"},
    {"{'select': 'count(*)', 'where': {'shop': false}}", "[{'count(*)':2}]"},
    {"{'select': ['price', 'count(price) as n'], 'group': 'price', 'where': {'price': '0.09'}, 'order': 'n'}",
     "[{'price':'0.09','n':1}]"},
};

static void a_query_gives_the_values_that_it_selects_by_one_statement(void **state)
{
    const world *w = *state;
    size_t i;
    for (i = 0; i < COUNT(answers); ++i) {
        forget_statements(*state);
        expect_values(w, answers[i].query, answers[i].rows);
        expect_statements(w, 1, 0);
    }
}

static void decimals_are_added_up_exactly_or_refused(void **state)
{
    const world *w = *state;
    static const char *const queries[] = {
        "{'select': 'sum(price)'}",
        "{'select': 'max(price)'}",
        "{'select': ['id', 'price'], 'order': 'price desc', 'limit': 1, 'where': {'price': {'gt': '0.08'}}}",
        "{'select': ['count(*)'], 'where': {'price': {'lt': 1}}}",
        "{'select': ['city', 'sum(price) as s'], 'group': 'city', 'having': {'s': {'ge': '100000000000000000.1'}}}",
    };
    static const char *const shown[] = {
        "[{'sum(price)':'100000000000000000.10'}]",     "[{'max(price)':'100000000000000000.01'}]",
        "[{'id':1,'price':'100000000000000000.01'}]",   "[{'count(*)':1}]",
        "[{'city':'ber','s':'100000000000000000.10'}]",
    };
    size_t i;
    for (i = 0; i < COUNT(queries); ++i) {
        gemel_query *q;
        gemel_rows *rows = NULL;
        if (!on_sqlite()) {
            expect_values(w, queries[i], shown[i]);
            continue;
        }
        q = query(w, "Sale", queries[i]);
        expect(GEMEL_UNSUPPORTED, gemel_query_values(q, w->session, &rows, &err));
        expect_mention("price");
        expect_statements(w, 0, 0);
        gemel_query_free(q);
    }
}

static void who_is_included_is_not_chosen_by_the_order_of_decimals_where_there_are_none(void **state)
{
    const world *w = *state;
    gemel_query *q = query(w, "Shop", "{'include': {'association': 'sale', 'where': {'price': {'gt': 9}}}}");
    gemel_records *list = NULL;
    if (on_sqlite()) {
        expect(GEMEL_UNSUPPORTED, gemel_query_all(q, w->session, &list, &err));
        expect_mention("'price' is decimal(20,2)");
        expect_statements(w, 0, 0);
    } else {
        expect_query(q, w, "1");
    }
    gemel_query_free(q);
}

static void decimals_are_equal_in_every_database_however_they_are_written(void **state)
{
    const world *w = *state;
    expect_asked(w, "Sale", "{'where': {'price': 0.09}}", "2");
    expect_asked(w, "Sale", "{'where': {'price': ['0.090', '100000000000000000.01', null]}}", "1 2 3 4");
    expect_asked(w, "Sale", "{'where': {'price': {'ne': '0.09'}}}", "1 3 4");
}

static void a_sum_that_no_integer_holds_is_an_error_and_no_other_number(void **state)
{
    const world *w = *state;
    gemel_query *q = query(w, "Sale", "{'select': 'sum(serial)'}");
    gemel_rows *rows = NULL;
    expect(GEMEL_DATABASE, gemel_query_values(q, w->session, &rows, &err));
    assert_null(rows);
    gemel_query_free(q);
}

static void rows_are_read_by_place_and_type(void **state)
{
    const world *w = *state;
    gemel_rows *rows = chosen(w, "Sale",
                              "{'select': ['city', 'pieces', 'weight', 'paid', 'day', 'scan', 'price'],"
                              " 'where': {'id': [1, 4]}, 'order': 'id'}");
    const char *text = NULL;
    const void *bytes = NULL;
    size_t length = 0;
    int64_t number = 0;
    double real = 0;
    bool is = false;
    assert_int_equal(gemel_rows_count(rows), 2);
    assert_int_equal(gemel_rows_width(rows), 7);
    assert_string_equal(gemel_rows_name(rows, 6), "price");
    assert_null(gemel_rows_name(rows, 7));
    expect_ok(gemel_rows_get_text(rows, 0, 0, &text, &length, &err));
    assert_string_equal(text, "ber");
    assert_int_equal(length, 3);
    expect_ok(gemel_rows_get_int(rows, 0, 1, &number, &err));
    assert_int_equal(number, 1);
    expect_ok(gemel_rows_get_text(rows, 0, 1, &text, NULL, &err));
    assert_string_equal(text, "1");
    expect_ok(gemel_rows_get_double(rows, 0, 2, &real, &err));
    assert_true(real == 0.5);
    expect_ok(gemel_rows_get_double(rows, 0, 1, &real, &err));
    assert_true(real == 1.0);
    expect_ok(gemel_rows_get_bool(rows, 0, 3, &is, &err));
    assert_true(is);
    expect_ok(gemel_rows_get_text(rows, 0, 4, &text, NULL, &err));
    assert_string_equal(text, "2024-02-29");
    expect_ok(gemel_rows_get_int(rows, 0, 4, &number, &err));
    assert_int_equal(number, 19782);
    expect_ok(gemel_rows_get_blob(rows, 0, 5, &bytes, &length, &err));
    assert_int_equal(length, 2);
    assert_memory_equal(bytes, "\0\xff", 2);
    expect_ok(gemel_rows_get_text(rows, 0, 6, &text, NULL, &err));
    assert_string_equal(text, "100000000000000000.01");
    expect_ok(gemel_rows_is_null(rows, 1, 0, &is, &err));
    assert_true(is);
    expect_ok(gemel_rows_get_text(rows, 1, 0, &text, &length, &err));
    assert_true(text == NULL && length == 0);
    expect_ok(gemel_rows_get_blob(rows, 1, 5, &bytes, &length, &err));
    assert_true(bytes == NULL && length == 0);
    gemel_rows_free(rows);
}

static void rows_refuse_other_types_and_other_places(void **state)
{
    const world *w = *state;
    gemel_rows *rows = chosen(w, "Sale", "{'select': ['city', 'pieces'], 'where': {'id': [1, 4]}, 'order': 'id'}");
    const char *text = "";
    const void *bytes = NULL;
    size_t length = 0;
    int64_t number = 7;
    double real = 0;
    bool is = true;
    expect(GEMEL_USAGE, gemel_rows_get_int(rows, 0, 0, &number, &err));
    expect_mention("'city'");
    assert_int_equal(number, 0);
    expect(GEMEL_USAGE, gemel_rows_get_double(rows, 0, 0, &real, &err));
    expect(GEMEL_USAGE, gemel_rows_get_bool(rows, 0, 1, &is, &err));
    expect(GEMEL_USAGE, gemel_rows_get_blob(rows, 0, 0, &bytes, &length, &err));
    expect(GEMEL_USAGE, gemel_rows_get_int(rows, 1, 1, &number, &err));
    expect_mention("null");
    expect(GEMEL_USAGE, gemel_rows_get_text(rows, 2, 0, &text, &length, &err));
    assert_null(text);
    expect(GEMEL_USAGE, gemel_rows_get_text(rows, 0, 2, &text, &length, &err));
    expect(GEMEL_USAGE, gemel_rows_is_null(rows, SIZE_MAX, 0, &is, &err));
    expect(GEMEL_USAGE, gemel_rows_get_text(NULL, 0, 0, &text, NULL, &err));
    expect(GEMEL_USAGE, gemel_rows_to_json(NULL, &text, NULL, &err));
    expect(GEMEL_USAGE, gemel_rows_get_int(rows, 0, 0, NULL, &err));
    assert_int_equal(gemel_rows_count(NULL), 0);
    assert_int_equal(gemel_rows_width(NULL), 0);
    assert_null(gemel_rows_name(NULL, 0));
    gemel_rows_free(NULL);
    gemel_rows_free(rows);
}

static void rows_stay_when_their_session_is_gone(void **state)
{
    world *w = *state;
    gemel_rows *rows = chosen(w, "Sale", "{'select': 'city', 'order': 'id', 'limit': 1}");
    const char *text = NULL;
    expect_ok(gemel_session_close(w->session, &err));
    expect_ok(gemel_rows_get_text(rows, 0, 0, &text, NULL, &err));
    assert_string_equal(text, "ber");
    gemel_rows_free(rows);
}

static const struct {
    const char *query, *mention;
} wrong[] = {
    {"{'select': 'pices'}", "did you mean 'pieces'?"},
    {"{'select': 'shop'}", "is an association"},
    {"{'select': 'shop.nam'}", "did you mean 'name'?"},
    {"{'select': 'median(pieces)'}", "count, sum, avg, min and max"},
    {"{'select': 'sum(*)'}", "*"},
    {"{'select': 'sum(city)'}", "string"},
    {"{'select': 'max(paid)'}", "boolean"},
    {"{'select': 'count(distinct notes)'}", "json"},
    {"{'select': 'sum(pieces) pieces'}", "no output"},
    {"{'select': 'sum(pieces, id)'}", "no output"},
    {"{'select': 'city as town as place'}", "no output"},
    {"{'select': []}", "empty list"},
    {"{'select': ['city', 1]}", "a text or a list of texts"},
    {"{'select': ['city', 'pieces as city']}", "twice"},
    {"{'select': ['city', 'count(*)']}", "add it to 'group'"},
    {"{'select': ['city'], 'group': 'pieces'}", "add it to 'group'"},
    {"{'select': 'count(*)', 'order': 'city'}", "neither an output nor"},
    {"{'select': 'count(*)', 'group': 'city', 'having': {'pieces': 1}}", "neither an output nor"},
    {"{'select': 'count(*)', 'having': [1]}", "'having'"},
    {"{'select': 'count(*)', 'group': 'notes'}", "json"},
    {"{'group': 'city'}", "give 'select'"},
    {"{'distinct': true}", "give 'select'"},
    {"{'having': {'city': 'ber'}}", "give 'select'"},
    {"{'select': 'city', 'attributes': 'city'}", "gives values"},
    {"{'select': 'city', 'lock': 'update'}", "gives values"},
    {"{'select': 'id', 'order': 'id', 'after': {'id': 1}}", "gives values"},
    {"{'select': 'city', 'distinct': 'yes'}", "'distinct'"},
};

static void what_gives_no_values_is_refused_before_any_statement(void **state)
{
    const world *w = *state;
    size_t i;
    for (i = 0; i < COUNT(wrong); ++i) {
        print_message("# %s\n", wrong[i].query);
        expect_refused(w, "Sale", wrong[i].query, GEMEL_USAGE, wrong[i].mention);
    }
    expect_statements(w, 0, 0);
}

static void values_are_no_records_and_are_not_counted(void **state)
{
    const world *w = *state;
    gemel_query *q = query(w, "Sale", "{'select': 'city'}");
    gemel_records *list = NULL;
    int64_t count = 0;
    expect(GEMEL_USAGE, gemel_query_all(q, w->session, &list, &err));
    expect_mention("values, not records");
    expect(GEMEL_USAGE, gemel_query_count(q, w->session, &count, &err));
    expect_statements(w, 0, 0);
    gemel_query_free(q);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_sales, a_query_gives_the_values_that_it_selects_by_one_statement),
        IN_WORLD(world_sales, decimals_are_added_up_exactly_or_refused),
        IN_WORLD(world_sales, who_is_included_is_not_chosen_by_the_order_of_decimals_where_there_are_none),
        IN_WORLD(world_sales, decimals_are_equal_in_every_database_however_they_are_written),
        IN_WORLD(world_sales, a_sum_that_no_integer_holds_is_an_error_and_no_other_number),
        IN_WORLD(world_sales, rows_are_read_by_place_and_type),
        IN_WORLD(world_sales, rows_refuse_other_types_and_other_places),
        IN_WORLD(world_sales, rows_stay_when_their_session_is_gone),
        IN_WORLD(world_sales, what_gives_no_values_is_refused_before_any_statement),
        IN_WORLD(world_sales, values_are_no_records_and_are_not_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
