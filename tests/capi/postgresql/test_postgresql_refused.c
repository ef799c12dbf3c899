/*
 * Whom PostgreSQL does not let in, and what it does not let one do: the status, and a message that names the cause and
 * no password. It must not test how URLs are read, nor every SQLSTATE (tests/driver).
 */
#include "address.h"
#include "declarations.h"
#include "fixture.h"
#include <stdio.h>

static const char secret[] = "hunter2-5f0e";

/* Neither the server's password nor ours is told. */
static void expect_no_secret(void)
{
    const char *const secrets[] = {secret, address_password()};
    size_t i, item;
    for (i = 0; i < COUNT(secrets); ++i) {
        assert_null(strstr(gemel_error_message(failure()), secrets[i]));
        for (item = 0; item < gemel_error_item_count(failure()); ++item)
            assert_null(strstr(gemel_error_item_message(failure(), item), secrets[i]));
    }
}

static int with_schema(void **state)
{
    gemel_schema *schema = schema_n();
    expect_ok(gemel_schema_resolve(schema, &err));
    *state = schema;
    return 0;
}

static int free_schema(void **state)
{
    release(state);
    gemel_schema_free(*state);
    return 0;
}

/* Opening fails so, and the message names all of these (NULL: no more). */
static void expect_no_entry(const gemel_schema *schema, address parts, const char *first, const char *second)
{
    gemel_database *none = NULL;
    expect(GEMEL_CONNECTION, gemel_database_open(address_url(parts), schema, NULL, &none, &err));
    assert_null(none);
    expect_mention(first);
    if (second)
        expect_mention(second);
    expect_no_secret();
}

/* ---- Not let in ---- */

static void a_wrong_password_names_the_role(void **state)
{
    expect_no_entry(*state, (address){.password = secret}, "password", "\"gemel\"");
}

static void a_role_that_is_not_there_is_named(void **state)
{
    expect_no_entry(*state, (address){.user = "nobody_here", .password = secret}, "\"nobody_here\"", NULL);
}

static void a_database_that_is_not_there_is_named(void **state)
{
    expect_no_entry(*state, (address){.database = "nowhere"}, "\"nowhere\"", "does not exist");
}

static void a_host_that_nobody_knows_is_named(void **state)
{
    expect_no_entry(*state, (address){.host = "no-such-host.invalid", .password = secret}, "no-such-host.invalid",
                    NULL);
}

static void a_port_where_nobody_listens_is_named(void **state)
{
    expect_no_entry(*state, (address){.port = "1", .password = secret}, "127.0.0.1", "port 1 ");
}

static void encryption_that_the_server_has_not_is_told(void **state)
{
    expect_no_entry(*state, (address){.parameters = "sslmode=require"}, "SSL", address_port());
}

static void a_password_in_the_parameters_is_as_secret(void **state)
{
    char parameters[64];
    snprintf(parameters, sizeof parameters, "password=%s", secret);
    expect_no_entry(*state, (address){.parameters = parameters}, "password", "\"gemel\"");
}

/* ---- Databases of another encoding ---- */

static gemel_database *latin;
static char encoded[128];

static int make_database(const char *encoding)
{
    snprintf(encoded, sizeof encoded, "%s_%s", database_make() ? database_schema() : "", encoding);
    superuser("CREATE DATABASE \"%s\" TEMPLATE template0 ENCODING '%s' LOCALE 'C'", encoded, encoding);
    return 0;
}

static int in_ascii(void **state)
{
    return with_schema(state) || make_database("SQL_ASCII");
}

static int in_latin(void **state)
{
    return with_schema(state) || make_database("LATIN1");
}

static int drop_database(void **state)
{
    free_schema(state);
    gemel_database_free(latin);
    latin = NULL;
    superuser("DROP DATABASE \"%s\" WITH (FORCE)", encoded);
    return database_drop() ? 0 : -1;
}

static void a_database_without_an_encoding_is_refused_by_name(void **state)
{
    expect_no_entry(*state, (address){.database = encoded}, encoded, "SQL_ASCII");
}

static void what_another_encoding_has_not_is_refused_and_the_rest_translated(void **state)
{
    gemel_session *session = NULL;
    gemel_record *record = NULL;
    const gemel_model *person = NULL;
    expect_ok(gemel_database_open(address_url((address){.database = encoded}), *state, NULL, &latin, &err));
    expect_ok(gemel_database_sync(latin, NULL, &err));
    expect_ok(gemel_session_open(latin, NULL, &session, &err));
    expect_ok(gemel_schema_find_model(*state, "Person", &person, &err));
    expect_ok(gemel_record_create(session, person, values("{'name': '\xc3\xa4'}"), NULL, &record, &err));
    expect_ok(gemel_record_reload(keep(record), NULL, &err));
    expect_attribute(record, "name", "\xc3\xa4");
    expect_ok(gemel_session_begin(session, NULL, &err));
    expect(GEMEL_VALIDATION, gemel_record_update(record, values("{'name': '\xe2\x82\xac'}"), NULL, &err));
    expect_mention("LATIN1");
    expect_ok(gemel_record_reload(record, NULL, &err));
    expect_attribute(record, "name", "\xc3\xa4");
    expect_ok(gemel_session_commit(session, &err));
    gemel_session_free(session);
}

/* ---- Roles without rights ---- */

static char role[128];
static gemel_database *limited;
static gemel_session *own;

/* A second database handle on the world's tables, as a role with these rights. */
static int as_role(void **state, const char *rights)
{
    world *w = NULL;
    char parameters[128];
    world_n(state);
    w = *state;
    snprintf(role, sizeof role, "%s_role", database_schema());
    snprintf(parameters, sizeof parameters, "schema=%s", database_schema());
    superuser("CREATE ROLE %s LOGIN PASSWORD '%s'", role, secret);
    superuser("GRANT USAGE ON SCHEMA %s TO %s", database_schema(), role);
    if (rights)
        superuser("GRANT %s ON ALL TABLES IN SCHEMA %s TO %s", rights, database_schema(), role);
    expect_ok(gemel_database_open(address_url((address){.user = role, .password = secret, .parameters = parameters}),
                                  w->schema, NULL, &limited, &err));
    expect_ok(gemel_session_open(limited, NULL, &own, &err));
    return 0;
}

static int without_rights(void **state)
{
    return as_role(state, NULL);
}

static int who_may_read(void **state)
{
    return as_role(state, "SELECT");
}

static int who_may_read_and_insert(void **state)
{
    return as_role(state, "SELECT, INSERT");
}

static int drop_role(void **state)
{
    release(state);
    gemel_session_free(own);
    gemel_database_free(limited);
    own = NULL;
    limited = NULL;
    superuser("DROP OWNED BY %s", role);
    superuser("DROP ROLE %s", role);
    return world_free(state);
}

/* The call is refused, and the table, or the schema, is named. */
#define expect_denied(what, call)                                                                                      \
    do {                                                                                                               \
        expect(GEMEL_DATABASE, call);                                                                                  \
        expect_mention("permission denied for " what);                                                                 \
        assert_string_equal(gemel_error_sqlstate(failure()), "42501");                                                 \
        expect_no_secret();                                                                                            \
    } while (0)

static void without_rights_nothing_is_read_or_made(void **state)
{
    const world *w = *state;
    gemel_record *none = NULL;
    gemel_records *list = NULL;
    expect_denied("table people", gemel_record_find_first(own, model(w, "Person"), NULL, NULL, &none, &err));
    expect_denied("table people", gemel_records_find_all(own, model(w, "Person"), NULL, NULL, &list, &err));
    expect_denied("table people", gemel_record_create(own, model(w, "Person"), NULL, NULL, &none, &err));
    expect_denied("schema", gemel_database_sync(limited, NULL, &err));
    expect(GEMEL_DATABASE, gemel_database_sync(limited, with("{'force': true}"), &err));
    expect_mention("must be owner of table people");
    assert_null(none);
    expect_rows(w, "Person", "");
}

static gemel_record *read_by_role(const world *w, const char *model_name)
{
    gemel_record *record = NULL;
    expect_ok(gemel_record_find_first(own, model(w, model_name), NULL, NULL, &record, &err));
    return keep(record);
}

/* What each method does is refused; rows and records are as before. */
static void expect_methods_denied(const world *w)
{
    gemel_record *person = read_by_role(w, "Person"), *license = read_by_role(w, "License"), *got = NULL;
    bool deleted = true;
    expect_ok(gemel_record_get_association(license, "owner", NULL, &got, &err));
    assert_null(got);
    expect_denied("table", gemel_record_set_association(person, "license", license, NULL, &err));
    expect_denied("table", gemel_record_set_association(license, "owner", person, NULL, &err));
    expect_denied("table",
                  gemel_record_set_association_key(person, "license", values("{'id': 110}"), NULL, NULL, &err));
    expect_denied("table", gemel_record_unset_association(person, "license", NULL, &err));
    expect_denied("table people", gemel_record_update(person, values("{'name': 'eve'}"), NULL, &err));
    expect_denied("table people", gemel_record_destroy(person, NULL, &deleted, &err));
    expect_attribute(license, "ownerId", NULL);
    assert_false(gemel_record_is_changed(license));
    assert_false(deleted);
}

static void who_may_only_read_is_refused_by_every_method_that_writes(void **state)
{
    const world *w = *state;
    gemel_record *made = NULL;
    given(w, "Person", "{'id': 101, 'name': 'ann'}");
    given(w, "License", "{'id': 110, 'number': 'A'}");
    expect_methods_denied(w);
    expect_denied("table",
                  gemel_record_create_association(read_by_role(w, "Person"), "license", NULL, NULL, &made, &err));
    expect_denied("table people",
                  gemel_record_create_association(read_by_role(w, "License"), "owner", NULL, NULL, &made, &err));
    assert_null(made);
    expect_rows(w, "Person", "101 ann");
    expect_rows(w, "License", "110 A null");
}

static void in_a_transaction_what_is_denied_leaves_the_rest(void **state)
{
    const world *w = *state;
    gemel_record *bob = NULL;
    given(w, "Person", "{'id': 101, 'name': 'ann'}");
    given(w, "License", "{'id': 110, 'number': 'A'}");
    superuser("GRANT USAGE ON ALL SEQUENCES IN SCHEMA %s TO %s", database_schema(), role);
    expect_ok(gemel_session_begin(own, NULL, &err));
    expect_methods_denied(w);
    expect_ok(gemel_record_create(own, model(w, "Person"), values("{'name': 'bob'}"), NULL, &bob, &err));
    keep(bob);
    expect_ok(gemel_session_commit(own, &err));
    expect_rows(w, "Person", "1 bob, 101 ann");
    expect_rows(w, "License", "110 A null");
}

/* As a server does that has room for few locks; the words may be in any language. */
static void a_transaction_that_locks_too_much_names_the_setting(void **state)
{
    const world *w = *state;
    gemel_record *none = NULL;
    superuser("CREATE FUNCTION %s.full_up() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE 'alles voll' USING"
              " ERRCODE = '53200', HINT = 'Erhoehen Sie \"max_locks_per_transaction\".'; END$$",
              database_schema());
    superuser("CREATE TRIGGER full_up BEFORE INSERT ON %s.people EXECUTE FUNCTION %s.full_up()", database_schema(),
              database_schema());
    expect(GEMEL_DATABASE, gemel_record_create(w->session, model(w, "Person"), NULL, NULL, &none, &err));
    expect_mention("alles voll; the server's setting max_locks_per_transaction is too low for what this transaction"
                   " locks");
}

/* ---- Texts that are too long for an index ---- */

static int world_indexed(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL("Person"),
        ATTRIBUTE("Person", "code", "text primary key"),
        ATTRIBUTE("Person", "nick", "text unique"),
        ATTRIBUTE("Person", "motto", "text"),
        MODEL("License"),
        HAS_ONE("Person", "License", "foreign key ownerCode inverse owner"),
        MODEL("Seat"),
        ATTRIBUTE("Seat", "place", "text primary key"),
        ATTRIBUTE("Seat", "number", "integer primary key"),
    };
    return world_of(state, declared(declarations));
}

/* It is refused; what tells so begins like this. */
static void expect_too_long(const world *w, const char *model_name, const char *attribute, const char *rest,
                            size_t items, const char *message)
{
    gemel_record *none = NULL;
    gemel_values *all = values(rest);
    char text[5000];
    uint32_t seed = 1;
    size_t i;
    for (i = 0; i < sizeof text; ++i) {
        seed = seed * 1664525 + 1013904223;
        text[i] = (char)('A' + (seed >> 24) % 26);
    }
    expect_ok(gemel_values_set_text(all, attribute, text, sizeof text, &err));
    expect(GEMEL_VALIDATION, gemel_record_create(w->session, model(w, model_name), all, NULL, &none, &err));
    assert_int_equal(gemel_error_item_count(failure()), items);
    assert_string_equal(gemel_error_item_model(failure(), 0), model_name);
    assert_string_equal(gemel_error_item_attribute(failure(), 0), attribute);
    assert_string_equal(gemel_error_item_kind(failure(), 0), "length");
    assert_string_equal(gemel_error_sqlstate(failure()), "54000");
    assert_memory_equal(gemel_error_message(failure()), message, strlen(message));
}

static void what_is_too_long_for_an_index_names_its_attributes(void **state)
{
    const world *w = *state;
    expect_too_long(w, "Person", "nick", "{'code': 'a'}", 1,
                    "Person.nick: too big for the index 'people_nick_unique' (PostgreSQL: ");
    expect_too_long(w, "Person", "code", "{}", 1, "Person.code: too big for the index 'people_pkey' (PostgreSQL: ");
    expect_too_long(w, "License", "ownerCode", "{}", 1, "License.ownerCode: too big for the index '");
    expect_too_long(w, "Seat", "place", "{'number': 1}", 2,
                    "Seat.place, Seat.number: too big for the index 'seats_pkey' (PostgreSQL: ");
    expect_rows(w, "Person", "");
    expect_rows(w, "License", "");
}

static void of_an_index_of_others_the_largest_value_is_named(void **state)
{
    const world *w = *state;
    superuser("CREATE INDEX odd ON %s.people (motto)", database_schema());
    expect_too_long(w, "Person", "motto", "{'code': 'a', 'nick': 'b'}", 1,
                    "Person.motto is the largest value, of 5000 bytes, of what is too big for the database or an index"
                    " of it (PostgreSQL: ");
    expect_rows(w, "Person", "");
}

#define ENTERING(test) cmocka_unit_test_setup_teardown(test, with_schema, free_schema)
#define ENCODED(setup, test) cmocka_unit_test_setup_teardown(test, setup, drop_database)
#define AS_ROLE(setup, test) cmocka_unit_test_setup_teardown(test, setup, drop_role)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ENTERING(a_wrong_password_names_the_role),
        ENTERING(a_role_that_is_not_there_is_named),
        ENTERING(a_database_that_is_not_there_is_named),
        ENTERING(a_host_that_nobody_knows_is_named),
        ENTERING(a_port_where_nobody_listens_is_named),
        ENTERING(encryption_that_the_server_has_not_is_told),
        ENTERING(a_password_in_the_parameters_is_as_secret),
        ENCODED(in_ascii, a_database_without_an_encoding_is_refused_by_name),
        ENCODED(in_latin, what_another_encoding_has_not_is_refused_and_the_rest_translated),
        AS_ROLE(without_rights, without_rights_nothing_is_read_or_made),
        AS_ROLE(who_may_read, who_may_only_read_is_refused_by_every_method_that_writes),
        IN_WORLD(world_n, a_transaction_that_locks_too_much_names_the_setting),
        IN_WORLD(world_indexed, what_is_too_long_for_an_index_names_its_attributes),
        IN_WORLD(world_indexed, of_an_index_of_others_the_largest_value_is_named),
        AS_ROLE(who_may_read_and_insert, in_a_transaction_what_is_denied_leaves_the_rest),
    };
    return cmocka_run_group_tests_name("refused by PostgreSQL", tests, NULL, NULL);
}
