/*
 * The desks of a swimming pool, which hand out lockers: a small service with transactions that are retried, and with
 * error messages for its users.
 *
 *   cc service.c $(pkg-config --cflags --libs gemel) -o service
 *   ./service [URL] < requests
 *
 * A request is a line: the desk, what to do, and for whom. Desk 1 and desk 2 are two sessions on one database.
 *
 *   1 join Ada                   a new member
 *   1 give Ada A1                gives her a free locker
 *   1 look A1                    reads a locker; 1 note broken hinge  then writes a note on it
 *   2 list                       all lockers, and their members
 *
 * A change of several rows is a transaction, written as if nobody else were there: that is what the isolation
 * "serializable" means. If another transaction gets in the way, the whole transaction is run again, at most `retries`
 * times. So it must read inside the transaction everything that it decides by, and print nothing before it has ended.
 */
#include <gemel/gemel.h>
#include <stdio.h>
#include <string.h>

enum { DESKS = 2 };

struct service {
    const gemel_model *member, *locker;
    gemel_options *must_exist, *transaction;
    gemel_session *sessions[DESKS];
    gemel_record *in_hand[DESKS]; /* the locker that a desk has read last */
};

struct request {
    struct service *service;
    int desk;
    char verb[8], name[32], rest[64];
};

static bool declare(gemel_schema *schema, gemel_error **err)
{
    gemel_schema_add_model(schema, "Member", NULL, NULL, NULL);
    gemel_schema_add_attribute(schema, "Member", "name", "string(8) not null unique", NULL, NULL);
    gemel_schema_add_model(schema, "Locker", "version", NULL, NULL); /* a save fails if somebody else was faster */
    gemel_schema_add_attribute(schema, "Locker", "number", "string(4) primary key", NULL, NULL);
    gemel_schema_add_attribute(schema, "Locker", "note", "string(60)", NULL, NULL);
    gemel_schema_has_one(schema, "Member", "Locker", "foreign key memberId unique inverse member", NULL, NULL);
    return gemel_schema_resolve(schema, err);
}

/* Finds a member by name, owned by the caller; GEMEL_NOT_FOUND if there is none. */
static bool find_member(struct request *r, const char *name, gemel_record **out, gemel_error **err)
{
    gemel_values *where = gemel_values_new();

    gemel_values_set_text(where, "name", name, GEMEL_NUL, NULL);
    const bool failed = gemel_record_find_first(r->service->sessions[r->desk], r->service->member, where,
                                                r->service->must_exist, out, err);
    gemel_values_free(where);
    return failed;
}

static bool find_locker(struct request *r, const char *number, gemel_record **out, gemel_error **err)
{
    return gemel_record_find_by_text(r->service->sessions[r->desk], r->service->locker, number, GEMEL_NUL,
                                     r->service->must_exist, out, err);
}

static bool create(gemel_session *session, const gemel_model *model, const char *attribute, const char *text,
                   gemel_error **err)
{
    gemel_values *values = gemel_values_new();
    gemel_record *record = NULL;

    gemel_values_set_text(values, attribute, text, GEMEL_NUL, NULL);
    const bool failed = gemel_record_create(session, model, values, NULL, &record, err);
    gemel_record_free(record);
    gemel_values_free(values);
    return failed;
}

/* A transaction. It sets the locker's member, not the member's locker, so that a member with another locker keeps it:
 * GEMEL_OCCUPIED. That nobody loses a locker is a rule of this service, so the service raises that error itself. */
static gemel_status give(gemel_session *session, void *user_data, gemel_error **err)
{
    struct request *r = user_data;
    gemel_record *member = NULL, *locker = NULL, *holder = NULL;

    (void)session;
    const bool failed = find_member(r, r->name, &member, err) || find_locker(r, r->rest, &locker, err) ||
                        gemel_record_get_association(locker, "member", NULL, &holder, err) ||
                        (holder && gemel_error_raise(GEMEL_CALLBACK, "somebody has that locker", err)) ||
                        gemel_record_set_association(locker, "member", member, NULL, err);
    gemel_record_free(holder);
    gemel_record_free(locker);
    gemel_record_free(member);
    return failed ? gemel_error_status(*err) : GEMEL_OK;
}

/* The rest needs no transaction: each function is one call, which is atomic by itself. */
static bool look(struct request *r, gemel_error **err)
{
    gemel_record **in_hand = &r->service->in_hand[r->desk];

    gemel_record_free(*in_hand);
    return find_locker(r, r->name, in_hand, err);
}

/* If somebody else has changed the locker since this desk read it, the save is GEMEL_STALE and writes nothing. */
static bool note(struct request *r, gemel_error **err)
{
    gemel_record *locker = r->service->in_hand[r->desk];
    char text[sizeof r->name + sizeof r->rest];

    if (!locker)
        return gemel_error_raise(GEMEL_CALLBACK, "look at a locker first", err);
    snprintf(text, sizeof text, "%s%s%s", r->name, *r->rest ? " " : "", r->rest);
    return gemel_record_set_text(locker, "note", text, GEMEL_NUL, err) || gemel_record_save(locker, NULL, err);
}

static bool list(struct request *r, gemel_error **err)
{
    gemel_options *options = gemel_options_new();
    gemel_records *lockers = NULL;
    const char *json = NULL;

    gemel_options_set_text(options, "include", "member", GEMEL_NUL, NULL); /* with their members, in one statement */
    bool failed =
        gemel_records_find_all(r->service->sessions[r->desk], r->service->locker, NULL, options, &lockers, err);
    for (size_t i = 0; !failed && i < gemel_records_count(lockers); ++i) {
        failed = gemel_record_to_json(gemel_records_at(lockers, i), &json, NULL, err);
        printf("  %s\n", failed ? "" : json);
    }
    gemel_records_free(lockers);
    gemel_options_free(options);
    return failed;
}

static bool answer(struct request *r, gemel_error **err)
{
    struct service *service = r->service;
    gemel_session *session = service->sessions[r->desk];

    if (strcmp(r->verb, "join") == 0)
        return create(session, service->member, "name", r->name, err);
    if (strcmp(r->verb, "give") == 0)
        return gemel_session_transact(session, service->transaction, give, r, err);
    if (strcmp(r->verb, "look") == 0)
        return look(r, err);
    if (strcmp(r->verb, "note") == 0)
        return note(r, err);
    if (strcmp(r->verb, "list") == 0)
        return list(r, err);
    return gemel_error_raise(GEMEL_CALLBACK, "join, give, look, note or list", err);
}

/* Answers the user after a failure. The status decides: gemel's messages are for programmers, and go to the log. */
static void tell(const gemel_error *error)
{
    switch (gemel_error_status(error)) {
    case GEMEL_CALLBACK: /* the service's own message */
        printf("  no: %s\n", gemel_error_message(error));
        break;
    case GEMEL_NOT_FOUND:
        puts("  no: there is none of that name");
        break;
    case GEMEL_UNIQUE:
        puts("  no: there is one of that name already");
        break;
    case GEMEL_OCCUPIED:
        puts("  no: who has a locker gets no second one");
        break;
    case GEMEL_VALIDATION: /* each value that is wrong, and why */
        for (size_t i = 0; i < gemel_error_item_count(error); ++i)
            printf("  no: the %s %s\n", gemel_error_item_attribute(error, i), gemel_error_item_message(error, i));
        break;
    case GEMEL_STALE:
        puts("  no: somebody has changed it meanwhile; look again");
        break;
    case GEMEL_RETRY: /* ten times in a row */
    case GEMEL_BUSY:
        puts("  not now: try again in a minute");
        break;
    default:
        puts("  sorry, something is broken, and we were told");
        fprintf(stderr, "service: %s: %s\n", gemel_status_name(gemel_error_status(error)), gemel_error_message(error));
    }
}

static void serve(struct service *service, FILE *requests)
{
    char line[128];

    while (fgets(line, sizeof line, requests)) {
        struct request r = {.service = service};
        gemel_error *err = NULL;
        printf("%s", line);
        if (sscanf(line, "%d %7s %31s %63[^\n]", &r.desk, r.verb, r.name, r.rest) < 2 || r.desk < 1 || r.desk > DESKS) {
            puts("  no: a desk, and what to do there");
            continue;
        }
        --r.desk;
        if (answer(&r, &err))
            tell(err);
        gemel_error_free(err);
    }
}

int main(int argc, char **argv)
{
    struct service service = {.must_exist = gemel_options_new(), .transaction = gemel_options_new()};
    gemel_schema *schema = gemel_schema_new();
    gemel_options *syncing = gemel_options_new();
    gemel_database *database = NULL;
    gemel_error *err = NULL;

    gemel_options_set_bool(service.must_exist, "rejectOnEmpty", true, NULL);
    gemel_options_set_text(service.transaction, "isolation", "serializable", GEMEL_NUL, NULL);
    gemel_options_set_int(service.transaction, "retries", 10, NULL);
    gemel_options_set_bool(syncing, "force", true, NULL); /* start without members */
    bool failed = declare(schema, &err) || gemel_schema_find_model(schema, "Member", &service.member, &err) ||
                  gemel_schema_find_model(schema, "Locker", &service.locker, &err) ||
                  gemel_database_open(argc > 1 ? argv[1] : "sqlite::memory:", schema, NULL, &database, &err) ||
                  gemel_database_sync(database, syncing, &err);
    for (int i = 0; i < DESKS && !failed; ++i)
        failed = gemel_session_open(database, NULL, &service.sessions[i], &err);
    failed = failed || create(service.sessions[0], service.locker, "number", "A1", &err) ||
             create(service.sessions[0], service.locker, "number", "A2", &err);
    if (failed)
        fprintf(stderr, "service: %s\n", gemel_error_message(err));
    else
        serve(&service, stdin);

    gemel_error_free(err);
    for (int i = 0; i < DESKS; ++i) {
        gemel_record_free(service.in_hand[i]);
        gemel_session_free(service.sessions[i]);
    }
    gemel_options_free(syncing);
    gemel_options_free(service.transaction);
    gemel_options_free(service.must_exist);
    gemel_database_free(database);
    gemel_schema_free(schema);
    return failed;
}
