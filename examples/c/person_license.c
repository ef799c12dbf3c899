/*
 * One person, one driving license: the HasOne association as a C program, from the declaration to a rollback.
 *
 *   cc person_license.c $(pkg-config --cflags --libs gemel) -o person_license
 *   ./person_license [--sql] [URL]
 *
 * Read it from declare() downwards: each function is one step, and run() calls them in order. A call that succeeds
 * returns GEMEL_OK, which is 0. So calls are chained with ||: the first failure ends the chain, and *err explains it.
 * The program uses gemel's public header and nothing else. It must not know which database it works on: the URL decides
 * that.
 */
#include <gemel/gemel.h>
#include <stdio.h>
#include <string.h>

struct example {
    gemel_session *session;
    const gemel_model *person, *card;
    gemel_record *ada, *bob, *license;
};

static void heading(const char *text)
{
    printf("\n%s\n", text);
}

static bool show(const char *what, gemel_record *record, gemel_error **err)
{
    const char *json = "none";
    if (record && gemel_record_to_json(record, &json, NULL, err))
        return true;
    printf("  %-15s %s\n", what, json);
    return false;
}

/* For a call that must fail in a certain way: prints the error and clears it. */
static bool refused(gemel_status status, gemel_status expected, gemel_error **err)
{
    if (status == GEMEL_OK)
        return gemel_error_raise(GEMEL_INTERNAL, "a call succeeded that has to be refused", err);
    if (status != expected)
        return true;
    printf("  %-15s %s: %s\n", "refused", gemel_status_name(status), gemel_error_message(*err));
    gemel_error_free(*err);
    *err = NULL;
    return false;
}

static void show_statement(const gemel_log_event *event, void *user_data)
{
    (void)user_data;
    printf("    | %s  %s\n", gemel_log_event_sql(event), gemel_log_event_binds(event));
}

/* Models and associations are declared by name, in any order, in words much like SQL. A schema remembers its first
 * mistake, and resolve reports it, so these lines need no checks of their own. */
static bool declare(gemel_schema *schema, gemel_error **err)
{
    gemel_schema_add_model(schema, "Person", NULL, NULL, NULL);
    gemel_schema_add_attribute(schema, "Person", "id", "integer primary key auto increment", NULL, NULL);
    gemel_schema_add_attribute(schema, "Person", "name", "string not null", NULL, NULL);
    gemel_schema_add_attribute(schema, "Person", "email", "string not null unique", NULL, NULL);

    /* The foreign key is an attribute of the association's target. `not null`: no license without an owner. `unique`:
     * no person has two licenses, whoever writes to the table. */
    gemel_schema_add_model(schema, "DrivingLicense", NULL, NULL, NULL); /* gets a primary key `id` */
    gemel_schema_add_attribute(schema, "DrivingLicense", "number", "string not null", NULL, NULL);
    gemel_schema_add_attribute(schema, "DrivingLicense", "ownerId", "integer not null unique", NULL, NULL);
    gemel_schema_has_one(schema, "Person", "DrivingLicense", "foreign key ownerId inverse owner", NULL, NULL);

    /* A foreign key that is not declared is created, and may be null. This one refers to the email, not to the id. */
    gemel_schema_add_model(schema, "LibraryCard", NULL, NULL, NULL);
    gemel_schema_add_attribute(schema, "LibraryCard", "code", "string(12) primary key", NULL, NULL);
    gemel_schema_has_one(schema, "Person", "LibraryCard", "foreign key holderEmail source key email inverse holder",
                         NULL, NULL);

    return gemel_schema_resolve(schema, err);
}

static bool create_person(struct example *e, const char *name, const char *email, gemel_record **out, gemel_error **err)
{
    return gemel_record_create(e->session, e->person,
                               GEMEL_VALUES(GEMEL_TEXT("name", name), GEMEL_TEXT("email", email)), NULL, out, err);
}

static bool create_license(struct example *e, const char *number, gemel_record **out, gemel_error **err)
{
    return gemel_record_create_association(e->ada, "drivingLicense", GEMEL_VALUES(GEMEL_TEXT("number", number)), NULL,
                                           out, err);
}

static bool create(struct example *e, gemel_error **err)
{
    heading("Create two people, and a license for one: its ownerId is filled in");
    return create_person(e, "Ada", "ada@example.org", &e->ada, err) || show("Ada", e->ada, err) ||
           create_person(e, "Bob", "bob@example.org", &e->bob, err) || show("Bob", e->bob, err) ||
           create_license(e, "B-123456", &e->license, err) || show("Ada's license", e->license, err);
}

static bool get(struct example *e, gemel_error **err)
{
    gemel_record *license = NULL, *owner = NULL;

    heading("Get: the license of a person, and the owner of a license");
    const bool failed = gemel_record_get_association(e->ada, "drivingLicense", NULL, &license, err) ||
                        show("Ada's license", license, err) ||
                        gemel_record_get_association(license, "owner", NULL, &owner, err) ||
                        show("its owner", owner, err);
    gemel_record_free(owner);
    gemel_record_free(license);
    return failed;
}

static bool create_again(struct example *e, gemel_error **err)
{
    gemel_record *second = NULL;

    heading("Create a second license for Ada: nothing is replaced unasked");
    const gemel_status status = create_license(e, "B-999999", &second, err) ? gemel_error_status(*err) : GEMEL_OK;
    gemel_record_free(second);
    return refused(status, GEMEL_OCCUPIED, err);
}

static bool set(struct example *e, gemel_error **err)
{
    gemel_record *row = NULL;
    int64_t id = 0;

    heading("Set by record: the license moves to Bob. Set by key: back to Ada, without being read first");
    if (gemel_record_set_association(e->bob, "drivingLicense", e->license, NULL, err) ||
        show("Bob's license", e->license, err) || gemel_record_get_int(e->license, "id", &id, err))
        return true;
    const bool failed = gemel_record_set_association_int(e->ada, "drivingLicense", id, NULL, &row, err) ||
                        show("Ada's license", row, err) ||
                        gemel_record_reload(e->license, NULL, err); /* another record of that row, which was stale */
    gemel_record_free(row);
    return failed;
}

static gemel_status give_to_bob(gemel_session *session, void *user_data, gemel_error **err)
{
    struct example *e = user_data;

    (void)session;
    if (gemel_record_set_association(e->bob, "drivingLicense", e->license, NULL, err) ||
        show("within", e->license, err))
        return gemel_error_status(*err);
    return gemel_error_raise(GEMEL_CALLBACK, "Bob failed the test", err);
}

static bool roll_back(struct example *e, gemel_error **err)
{
    heading("A transaction that fails: the row is as before, and so is the record in memory");
    return show("before", e->license, err) ||
           refused(gemel_session_transact(e->session, NULL, give_to_bob, e, err), GEMEL_CALLBACK, err) ||
           show("after", e->license, err);
}

static bool unset(struct example *e, gemel_error **err)
{
    gemel_record *none = NULL;

    heading("Unset: ownerId may not be null, so the license is deleted");
    const bool failed = gemel_record_unset_association(e->ada, "drivingLicense", NULL, err) ||
                        gemel_record_get_association(e->ada, "drivingLicense", NULL, &none, err) ||
                        show("Ada's license", none, err) ||
                        refused(gemel_record_reload(e->license, NULL, err), GEMEL_NOT_FOUND, err);
    gemel_record_free(none);
    return failed;
}

static bool set_card(struct example *e, const char *code, const gemel_options *options, gemel_error **err)
{
    gemel_record *card = NULL;
    gemel_records *all = NULL;

    bool failed =
        gemel_record_build(e->session, e->card, GEMEL_VALUES(GEMEL_TEXT("code", code)), &card, err) ||
        gemel_record_set_association(e->ada, "libraryCard", card, options, err) || /* a new record: inserts it */
        gemel_records_find_all(e->session, e->card, NULL, NULL, &all, err);
    for (size_t i = 0; !failed && i < gemel_records_count(all); ++i)
        failed = show(i == 0 ? "all cards" : "", gemel_records_at(all, i), err);
    gemel_records_free(all);
    gemel_record_free(card);
    return failed;
}

static bool replace(struct example *e, gemel_error **err)
{
    heading("Replace, where the foreign key may be null: the previous card stays, without a holder");
    if (set_card(e, "LC-1", NULL, err) || set_card(e, "LC-2", NULL, err))
        return true;
    heading("Replace with destroyPrevious: the previous card is deleted");
    return set_card(e, "LC-3", GEMEL_OPTIONS(GEMEL_BOOL("destroyPrevious", true)), err);
}

static bool run(struct example *e, gemel_error **err)
{
    return create(e, err) || get(e, err) || create_again(e, err) || set(e, err) || roll_back(e, err) || unset(e, err) ||
           replace(e, err);
}

int main(int argc, char **argv)
{
    const bool sql = argc > 1 && strcmp(argv[1], "--sql") == 0;
    const char *url = argc > 1 + sql ? argv[1 + sql] : "sqlite::memory:";
    struct example e = {.session = NULL};
    gemel_schema *schema = gemel_schema_new();
    const gemel_options *opening = GEMEL_OPTIONS(GEMEL_BOOL("logBinds", sql));
    const gemel_options *syncing = GEMEL_OPTIONS(GEMEL_BOOL("force", true)); /* drop what an earlier run left */
    gemel_database *database = NULL;
    gemel_error *err = NULL;

    printf("Open %.*s and make the tables\n", (int)strcspn(url, ":"), url); /* what follows may hold a password */
    const bool failed = declare(schema, &err) || gemel_schema_find_model(schema, "Person", &e.person, &err) ||
                        gemel_schema_find_model(schema, "LibraryCard", &e.card, &err) ||
                        gemel_database_open(url, schema, opening, &database, &err) ||
                        gemel_database_set_log(database, sql ? show_statement : NULL, NULL, NULL, &err) ||
                        gemel_database_sync(database, syncing, &err) ||
                        gemel_session_open(database, NULL, &e.session, &err) || run(&e, &err);
    if (failed)
        fprintf(stderr, "person_license: %s\n", gemel_error_message(err));

    gemel_error_free(err);
    gemel_record_free(e.license); /* NULL is fine, and so is any order */
    gemel_record_free(e.bob);
    gemel_record_free(e.ada);
    gemel_session_free(e.session);
    gemel_database_free(database);
    gemel_schema_free(schema);
    return failed;
}
