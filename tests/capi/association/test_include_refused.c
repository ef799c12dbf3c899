/*
 * What `include` refuses: always GEMEL_USAGE or GEMEL_VALIDATION, and before any statement.
 * It must not test what it finds (test_include.c).
 */
#include "loading.h"

typedef struct wrong_include {
    const char *options, *mention;
} wrong_include;

static const wrong_include wrong[] = {
    {"{'include': 'nope'}", "license"},
    {"{'include': 'lisence'}", "did you mean 'license'?"},
    {"{'include': 'License'}", "did you mean 'license'?"},
    {"{'include': 'chip'}", "Person"},
    {"{'include': ''}", "Person"},
    {"{'include': null}", "name of an association"},
    {"{'include': 1}", "name of an association"},
    {"{'include': true}", "name of an association"},
    {"{'include': [['license']]}", "name of an association"},
    {"{'include': ['license', null]}", "name of an association"},
    {"{'include': ['license', 'license']}", "twice"},
    {"{'include': ['license', {'association': 'license', 'required': true}]}", "twice"},
    {"{'include': {}}", "association"},
    {"{'include': {'required': true}}", "association"},
    {"{'include': {'association': null}}", "association"},
    {"{'include': {'association': ['license']}}", "association"},
    {"{'include': {'association': 'licence'}}", "did you mean 'license'?"},
    {"{'include': {'association': 'license', 'required': 'yes'}}", "required"},
    {"{'include': {'association': 'license', 'required': null}}", "required"},
    {"{'include': {'association': 'license', 'where': 'A'}}", "where"},
    {"{'include': {'association': 'license', 'where': []}}", "where"},
    {"{'include': {'association': 'license', 'where': {'nummer': 'A'}}}", "did you mean 'number'?"},
    {"{'include': {'association': 'license', 'where': {'name': 'ann'}}}", "License"},
    {"{'include': {'association': 'license', 'where': {'number': {'lik': 'A'}}}}", "License.number"},
    {"{'include': {'association': 'license', 'include': 'license'}}", "License"},
    {"{'include': {'association': 'license', 'include': ['chip', 'chip']}}", "twice"},
    {"{'include': {'association': 'license', 'attributes': ['nummer']}}", "did you mean 'number'?"},
    {"{'include': {'association': 'license', 'where': {'chip.code': 'c'}}}", "License only"},
    {"{'include': {'association': 'license', 'strategy': 'fast'}}", "'join' or 'batch'"},
    {"{'include': {'association': 'license', 'limit': 1}}", "one record"},
    {"{'include': {'association': 'license', 'requird': true}}", "did you mean 'required'?"},
    {"{'includes': 'license'}", "did you mean 'include'?"},
};

static gemel_status every_finder(const world *w, gemel_record *p1, const gemel_options *options, int finder)
{
    gemel_record *record = p1;
    gemel_records *list = NULL;
    gemel_status status;
    const gemel_model *person = model(w, "Person");
    switch (finder) {
    case 0:
        status = gemel_record_find(w->session, person, values("{'id': 1}"), options, &record, &err);
        break;
    case 1:
        status = gemel_record_find_first(w->session, person, NULL, options, &record, &err);
        break;
    case 2:
        record = NULL;
        status = gemel_records_find_all(w->session, person, NULL, options, &list, &err);
        break;
    case 3:
        status = gemel_record_create(w->session, person, values("{'name': 'x'}"), options, &record, &err);
        break;
    default:
        record = NULL;
        status = gemel_record_reload(p1, options, &err);
    }
    assert_null(record);
    assert_null(list);
    return status;
}

enum { FINDERS = 5 };

static void e11_an_include_that_means_nothing_is_refused_before_sql(void **state)
{
    world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1, 'name': 'ann'}");
    size_t i;
    int finder;
    forget_statements(w);
    for (i = 0; i < COUNT(wrong); ++i)
        for (finder = 0; finder < FINDERS; ++finder) {
            print_message("# %s\n", wrong[i].options);
            expect(GEMEL_USAGE, every_finder(w, p1, with(wrong[i].options), finder));
            expect_mention(wrong[i].mention);
        }
    expect_statements(w, 0, 0);
    expect_rows(w, "Person", "1 ann");
}

static void a_where_that_does_not_fit_its_attribute_is_no_value(void **state)
{
    world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1, 'name': 'ann'}");
    int finder;
    forget_statements(w);
    for (finder = 0; finder < FINDERS; ++finder) {
        expect(
            GEMEL_VALIDATION,
            every_finder(w, p1, with("{'include': {'association': 'license', 'where': {'ownerId': 'one'}}}"), finder));
        expect_mention("ownerId");
    }
    expect_statements(w, 0, 0);
}

/* license, its owner, the license of that, and so on. */
static const char *there_and_back(int depth)
{
    static char text[4096];
    int i;
    strcpy(text, "{'include': ");
    for (i = 1; i < depth; ++i)
        strcat(text, i % 2 ? "{'association': 'license', 'include': " : "{'association': 'owner', 'include': ");
    strcat(text, depth % 2 ? "'license'" : "'owner'");
    for (i = 1; i < depth; ++i)
        strcat(text, "}");
    return strcat(text, "}");
}

static void more_than_fifty_includes_are_refused(void **state)
{
    world *w = *state;
    gemel_record *out = NULL;
    forget_statements(w);
    expect(GEMEL_USAGE,
           gemel_record_find_first(w->session, model(w, "Person"), NULL, with(there_and_back(51)), &out, &err));
    expect_mention("50");
    expect_statements(w, 0, 0);
    expect_ok(gemel_record_find_first(w->session, model(w, "Person"), NULL, with(there_and_back(50)), &out, &err));
    assert_null(out);
}

static void an_option_that_is_no_json_of_an_include_is_refused(void **state)
{
    const world *w = *state;
    gemel_record *out = NULL;
    gemel_options *options = with("{}");
    expect_ok(gemel_options_set_bool(options, "include", true, &err));
    expect(GEMEL_USAGE, gemel_record_find_first(w->session, model(w, "Person"), NULL, options, &out, &err));
    expect_mention("include");
    expect_ok(gemel_options_set_text(options, "include", "license", GEMEL_NUL, &err));
    expect_ok(gemel_record_find_first(w->session, model(w, "Person"), NULL, options, &out, &err));
    assert_null(out);
}

static void calls_without_includes_know_no_such_option(void **state)
{
    world *w = *state;
    gemel_record *p1 = given(w, "Person", "{'id': 1}"), *out = NULL;
    gemel_records *list = NULL;
    const gemel_association *license = association(w->schema, "Person", "license");
    gemel_record *const both[] = {p1};
    forget_statements(w);
    expect(GEMEL_USAGE, gemel_record_save(p1, with("{'include': 'license'}"), &err));
    expect(GEMEL_USAGE, gemel_record_load_association(p1, "license", with("{'include': 'chip'}"), &out, &err));
    expect_mention("include");
    expect(GEMEL_USAGE,
           gemel_records_get_association(w->session, license, both, 1, with("{'include': 'chip'}"), &list, &err));
    expect_mention("include");
    expect_statements(w, 0, 0);
    assert_null(out);
    assert_null(list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_k, e11_an_include_that_means_nothing_is_refused_before_sql),
        IN_WORLD(world_k, a_where_that_does_not_fit_its_attribute_is_no_value),
        IN_WORLD(world_k, more_than_fifty_includes_are_refused),
        IN_WORLD(world_k, an_option_that_is_no_json_of_an_include_is_refused),
        IN_WORLD(world_k, calls_without_includes_know_no_such_option),
    };
    return cmocka_run_group_tests_name("include refused", tests, NULL, NULL);
}
