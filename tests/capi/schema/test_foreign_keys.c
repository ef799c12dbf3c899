/*
 * What a foreign key refuses is told alike by every database: which attribute of which model, of which association, and
 * whether a row that is referred to is missing or is to go. It must not test which calls are refused.
 */
#include "declarations.h"
#include "fixture.h"

/* A Chip holds fast its License, which goes with its Person; who holds a License does not let its Person go. */
static const declaration chained[DECLARATIONS_MAX] = {
    MODEL("Person"),
    MODEL("License"),
    MODEL("Chip"),
    ATTRIBUTE("License", "before", "integer references License column before_id"),
    HAS_ONE("Person", "License", "foreign key ownerId inverse owner on delete cascade"),
    BELONGS_TO("License", "Person", "as holder foreign key holderId on delete no action"),
    HAS_ONE("License", "Chip", "foreign key licenseId on delete restrict"),
};

static int open_chained(void **state)
{
    return world_shared(state, declared(chained));
}

static void expect_told(const char *model_name, const char *attribute, const char *constraint, const char *message)
{
    assert_int_equal(gemel_error_item_count(failure()), 1);
    assert_string_equal(gemel_error_item_model(failure(), 0), model_name);
    assert_string_equal(gemel_error_item_attribute(failure(), 0), attribute);
    assert_int_equal(gemel_error_item_status(failure(), 0), GEMEL_FOREIGN_KEY);
    assert_string_equal(gemel_error_constraint(failure()), constraint);
    expect_mention(message);
    if (on_sqlite())
        assert_string_equal(gemel_error_detail(failure()), "");
    else
        assert_memory_equal(gemel_error_detail(failure()), "Key (", 5);
}

static gemel_status create(const world *w, const char *model_name, const char *json)
{
    gemel_record *none = NULL;
    gemel_status status = gemel_record_create(w->session, model(w, model_name), values(json), NULL, &none, &err);
    gemel_record_free(none);
    return status;
}

static gemel_status destroy_all(const world *w, const char *model_name, const char *json)
{
    gemel_query *all = NULL, *query = NULL;
    gemel_status status;
    expect_ok(gemel_query_new(model(w, model_name), &all, &err));
    expect_ok(gemel_query_where(all, values(json), &query, &err));
    status = gemel_query_destroy(query, w->session, NULL, NULL, &err);
    gemel_query_free(query);
    gemel_query_free(all);
    return status;
}

#define NO_OWNER "License.ownerId, the foreign key of License.owner: the Person that it refers to is not there ("
#define HOLDER_STAYS                                                                                                   \
    "License.holderId, the foreign key of License.holder: the Person that it refers to is to go, or to get another "   \
    "key ("

static void a_row_that_refers_to_nobody_is_told_with_its_association(void **state)
{
    const world *w = *state;
    gemel_record *license = given(w, "License", "{'id': 10}");
    expect(GEMEL_FOREIGN_KEY, create(w, "License", "{'ownerId': 99}"));
    expect_told("License", "ownerId", "licenses_owner_id_fkey", NO_OWNER);
    assert_string_equal(gemel_error_table(failure()), "licenses");
    expect(GEMEL_FOREIGN_KEY, gemel_record_update(license, values("{'ownerId': 98}"), NULL, &err));
    expect_told("License", "ownerId", "licenses_owner_id_fkey", NO_OWNER);
    expect(GEMEL_FOREIGN_KEY, create(w, "Chip", "{'licenseId': 9}"));
    expect_told("Chip", "licenseId", "chips_license_id_fkey",
                "Chip.licenseId, the foreign key of Chip.license: the License that it refers to is not there (");
    expect_rows(w, "License", "10 null null null");
}

static void a_row_that_is_referred_to_is_told_with_who_refers(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'id': 1}");
    bool deleted = false;
    given(w, "License", "{'id': 10, 'holderId': 1}");
    expect(GEMEL_FOREIGN_KEY, gemel_record_destroy(ann, NULL, &deleted, &err));
    expect_told("License", "holderId", "licenses_holder_id_fkey", HOLDER_STAYS);
    assert_string_equal(gemel_error_table(failure()), "licenses");
    expect_rows(w, "Person", "1");
}

/* It is not the row of the call that is referred to, but one that would go with it. */
static void who_refers_to_what_would_go_too_is_told(void **state)
{
    const world *w = *state;
    gemel_record *ann = given(w, "Person", "{'id': 1}");
    given(w, "License", "{'id': 10, 'ownerId': 1}");
    given(w, "Chip", "{'id': 100, 'licenseId': 10}");
    expect(GEMEL_FOREIGN_KEY, gemel_record_destroy(ann, NULL, NULL, &err));
    expect_told("Chip", "licenseId", "chips_license_id_fkey",
                "Chip.licenseId, the foreign key of License.chip: the License that it refers to is to go");
    expect_rows(w, "License", "10 null 1 null");
}

static void a_row_that_refers_to_its_own_model_is_told_alike(void **state)
{
    const world *w = *state;
    gemel_record *first = given(w, "License", "{'id': 10}");
    given(w, "License", "{'id': 11, 'before': 10}");
    expect(GEMEL_FOREIGN_KEY, create(w, "License", "{'before': 9}"));
    expect_told("License", "before", "licenses_before_id_fkey",
                "License.before: the License that it refers to is not there (");
    expect(GEMEL_FOREIGN_KEY, gemel_record_destroy(first, NULL, NULL, &err));
    expect_told("License", "before", "licenses_before_id_fkey",
                "License.before: the License that it refers to is to go");
    expect_ok(destroy_all(w, "License", "{'id': {'ge': 10}}")); /* together they go */
    expect_rows(w, "License", "");
}

static void of_many_rows_the_one_that_is_refused_is_told(void **state)
{
    const world *w = *state;
    const gemel_values *rows[] = {NULL, NULL, NULL};
    given(w, "Person", "{'id': 1}");
    given(w, "Person", "{'id': 2}");
    given(w, "License", "{'id': 10, 'holderId': 2}");
    for (size_t i = 0; i < COUNT(rows); ++i)
        rows[i] = values(i == 1 ? "{'ownerId': 99}" : "{'ownerId': 1}");
    expect(GEMEL_FOREIGN_KEY,
           gemel_records_insert(w->session, model(w, "License"), rows, COUNT(rows), NULL, NULL, &err));
    expect_told("License", "ownerId", "licenses_owner_id_fkey", NO_OWNER);
    expect(GEMEL_FOREIGN_KEY, destroy_all(w, "Person", "{'id': {'ge': 1}}"));
    expect_told("License", "holderId", "licenses_holder_id_fkey", HOLDER_STAYS);
    expect_rows(w, "Person", "1, 2");
    expect_rows(w, "License", "10 null null 2");
}

static void finding_out_leaves_nothing_behind(void **state)
{
    world *w = *state;
    gemel_record *ann = given(w, "Person", "{'id': 1}");
    given(w, "License", "{'id': 10, 'holderId': 1}");
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    given(w, "Person", "{'id': 2}");
    for (int again = 0; again < 2; ++again) { /* at once also the second time, not at the commit */
        forget_statements(w);
        expect(GEMEL_FOREIGN_KEY, create(w, "License", "{'id': 11, 'ownerId': 99}"));
        expect_told("License", "ownerId", "licenses_owner_id_fkey", NO_OWNER);
        expect_statements(w, 0, 1);
        expect(GEMEL_FOREIGN_KEY, gemel_record_destroy(ann, NULL, NULL, &err));
        expect_told("License", "holderId", "licenses_holder_id_fkey", HOLDER_STAYS);
        assert_int_equal(gemel_session_depth(w->session), 1);
    }
    expect_ok(gemel_session_commit(w->session, &err));
    expect_rows(w, "Person", "1, 2");
    expect_rows(w, "License", "10 null null 1");
}

/* ---- Tables of others ---- */

static const declaration foreign[DECLARATIONS_MAX] = {
    MODEL("Person"),
    ATTRIBUTE("Person", "name", "string"),
    MODEL("License"),
    ATTRIBUTE("License", "holder", "string"),
    HAS_ONE_WITH("Person", "License", "{'foreignKey': {'name': 'ownerId', 'column': 'owner_id'}, 'inverse': 'owner'}"),
};

static int open_foreign(void **state)
{
    const char *url = shared_make();
    shared_run(by_dialect(
        "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, UNIQUE (id, name));"
        "CREATE TABLE licenses (id INTEGER PRIMARY KEY, holder TEXT, owner_id INTEGER"
        " REFERENCES people DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY (owner_id, holder) REFERENCES people (id, "
        "name))",
        "CREATE TABLE people (id serial PRIMARY KEY, name text, UNIQUE (id, name));"
        "CREATE TABLE licenses (id serial PRIMARY KEY, holder text, owner_id integer CONSTRAINT licenses_owner_id_fkey"
        " REFERENCES people DEFERRABLE INITIALLY DEFERRED,"
        " CONSTRAINT both_of_them FOREIGN KEY (owner_id, holder) REFERENCES people (id, name))"));
    return world_at(state, declared(foreign), url);
}

static void what_is_refused_at_the_commit_is_told_by_the_commit(void **state)
{
    const world *w = *state;
    expect_ok(gemel_session_begin(w->session, NULL, &err));
    given(w, "License", "{'id': 10, 'ownerId': 99}");
    expect(GEMEL_FOREIGN_KEY, gemel_session_commit(w->session, &err));
    expect_told("License", "ownerId", "licenses_owner_id_fkey", NO_OWNER);
    assert_int_equal(gemel_session_depth(w->session), 0);
    expect(GEMEL_FOREIGN_KEY, create(w, "License", "{'id': 10, 'ownerId': 99}"));
    expect_told("License", "ownerId", "licenses_owner_id_fkey", NO_OWNER);
    expect_rows(w, "License", "");
}

static void a_key_of_several_columns_is_told_as_the_database_knows_it(void **state)
{
    const world *w = *state;
    given(w, "Person", "{'id': 1, 'name': 'ann'}");
    expect(GEMEL_FOREIGN_KEY, create(w, "License", "{'ownerId': 1, 'holder': 'bob'}"));
    assert_string_equal(gemel_error_table(failure()), "licenses");
    expect_mention(
        by_dialect("licenses.owner_id, licenses.holder: the row that it refers to is not there (", "\"both_of_them\""));
    expect_rows(w, "License", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SHARED_WORLD(open_chained, a_row_that_refers_to_nobody_is_told_with_its_association),
        IN_SHARED_WORLD(open_chained, a_row_that_is_referred_to_is_told_with_who_refers),
        IN_SHARED_WORLD(open_chained, who_refers_to_what_would_go_too_is_told),
        IN_SHARED_WORLD(open_chained, a_row_that_refers_to_its_own_model_is_told_alike),
        IN_SHARED_WORLD(open_chained, of_many_rows_the_one_that_is_refused_is_told),
        IN_SHARED_WORLD(open_chained, finding_out_leaves_nothing_behind),
        IN_SHARED_WORLD(open_foreign, what_is_refused_at_the_commit_is_told_by_the_commit),
        IN_SHARED_WORLD(open_foreign, a_key_of_several_columns_is_told_as_the_database_knows_it),
    };
    return cmocka_run_group_tests_name("foreign_keys", tests, NULL, NULL);
}
