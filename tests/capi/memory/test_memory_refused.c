/*
 * Out of memory at every allocation of calls that fail anyhow, because the database refuses what they send, and of one
 * whose answer is larger than what memory is put aside for: they say one or the other, have changed nothing, and leave
 * a session, a transaction and a connection that work. Must not know how much a call allocates.
 */
#include "allocation.h"
#include "declarations.h"
#include "fixture.h"
#include <stdio.h>
#include <stdlib.h>

enum { TEXT_MAX = 4096, LARGE = 100000, MOST = 100000 };

#define LONG "that is too long for any small string"

static int world_of_users(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL_IS("User", "version"),
        ATTRIBUTE("User", "email", "string unique"),
        HAS_ONE("User", "Badge", "foreign key userId inverse user"),
        MODEL("Badge"),
        ATTRIBUTE("Badge", "code", "string unique"),
        ATTRIBUTE("Badge", "userId", "integer unique"),
        MODEL("Page"),
        ATTRIBUTE("Page", "title", "string default (lower('UNTITLED'))"),
        ATTRIBUTE("Page", "content", "json"),
        ATTRIBUTE("Page", "number", "integer"),
    };
    return world_of(state, declared(declarations));
}

/* Two users and a badge, and records that others have outdated since. */
typedef struct cast {
    world *w;
    gemel_record *ann, *bob, *gone, *stale, *badge, *tick;
} cast;

typedef struct trial {
    const char *name;
    gemel_status (*run)(const cast *c, gemel_error **error);
    gemel_status otherwise; /* where there is memory */
} trial;

static cast set_up(world *w)
{
    cast c = {w, NULL, NULL, NULL, NULL, NULL, NULL};
    c.ann = given(w, "User", "{'id': 1, 'email': 'ann " LONG "'}");
    c.bob = given(w, "User", "{'id': 2, 'email': 'bob " LONG "'}");
    c.gone = given(w, "User", "{'id': 3}");
    c.badge = given(w, "Badge", "{'id': 1, 'code': 'badge " LONG "'}");
    c.tick = given(w, "Page", "{'id': 1, 'number': 0}");
    c.stale = found(w, "User", "{'id': 2}");
    expect_ok(gemel_record_update(c.bob, values("{'email': 'bobby " LONG "'}"), NULL, &err));
    vanish(w, "User", "{'id': 3}");
    expect_ok(gemel_record_set_text(c.ann, "email", "bobby " LONG, GEMEL_NUL, &err));
    expect_ok(gemel_record_set_text(c.stale, "email", "robert " LONG, GEMEL_NUL, &err));
    return c;
}

static gemel_values *clashing, *large;

static gemel_status create_clashing(const cast *c, gemel_error **error)
{
    gemel_record *made = NULL;
    return gemel_record_create(c->w->session, model(c->w, "Badge"), clashing, NULL, &made, error);
}

static gemel_status insert_clashing(const cast *c, gemel_error **error)
{
    const gemel_values *const rows[] = {NULL, NULL, clashing};
    return gemel_records_insert(c->w->session, model(c->w, "Badge"), rows, COUNT(rows), NULL, NULL, error);
}

static gemel_status save_clashing(const cast *c, gemel_error **error)
{
    return gemel_record_save(c->ann, NULL, error);
}

static gemel_status save_stale(const cast *c, gemel_error **error)
{
    return gemel_record_save(c->stale, NULL, error);
}

static gemel_status set_on_nobody(const cast *c, gemel_error **error)
{
    return gemel_record_set_association(c->gone, "badge", c->badge, NULL, error);
}

static gemel_status create_for_nobody(const cast *c, gemel_error **error)
{
    gemel_record *made = NULL;
    return gemel_record_create_association(c->gone, "badge", NULL, NULL, &made, error);
}

/* What the database makes of it comes back before the commit. */
static gemel_status create_large(const cast *c, gemel_error **error)
{
    gemel_record *made = NULL;
    gemel_status status = gemel_record_create(c->w->session, model(c->w, "Page"), large, NULL, &made, error);
    gemel_record_free(made);
    return status;
}

static void append(char *text, gemel_record *record)
{
    const char *json = NULL;
    expect_ok(gemel_record_to_json(record, &json, NULL, &err));
    json = strlen(json) > LARGE ? "a large one" : json;
    assert_true(strlen(text) + strlen(json) + 3 < TEXT_MAX);
    strcat(text, json);
    strcat(text, gemel_record_is_changed(record) ? "*\n" : "\n");
}

static void append_rows(char *text, const world *w, gemel_session *session, const char *name)
{
    gemel_records *rows = NULL;
    expect_ok(gemel_records_find_all(session, model(w, name), NULL, NULL, &rows, &err));
    for (size_t i = 0; i < gemel_records_count(rows); ++i)
        append(text, gemel_records_at(rows, i));
    gemel_records_free(rows);
}

/* As the session sees it, and, where it is in no transaction, as others do. */
static void describe(char *text, const cast *c, gemel_session *session)
{
    text[0] = '\0';
    append(text, c->ann);
    append(text, c->stale);
    append(text, c->badge);
    append_rows(text, c->w, session, "User");
    append_rows(text, c->w, session, "Badge");
    append_rows(text, c->w, session, "Page");
}

/* Writes, and what is written is kept if it is no transaction's. */
static void expect_it_works(const cast *c, long n)
{
    int64_t seen = 0;
    gemel_record *same = NULL;
    const bool is_alone = gemel_session_depth(c->w->session) == 0;
    expect_ok(gemel_record_set_int(c->tick, "number", n, &err));
    expect_ok(gemel_record_save(c->tick, NULL, &err));
    expect_ok(gemel_record_find(is_alone ? c->w->witness : c->w->session, model(c->w, "Page"), values("{'id': 1}"),
                                NULL, &same, &err));
    expect_ok(gemel_record_get_int(same, "number", &seen, &err));
    assert_int_equal(seen, n);
    gemel_record_free(same);
    expect_ok(gemel_record_set_int(c->tick, "number", 0, &err));
    expect_ok(gemel_record_save(c->tick, NULL, &err));
}

static bool holds(const cast *c, const trial *it, long n, bool from_then_on)
{
    char before[TEXT_MAX], after[TEXT_MAX];
    gemel_error *error = NULL;
    const int32_t depth = gemel_session_depth(c->w->session);
    gemel_status status;
    long failed;
    describe(before, c, c->w->session);
    allocation_arm(n, from_then_on);
    status = it->run(c, &error);
    failed = allocation_disarm();
    if (status != it->otherwise && (status != GEMEL_OUT_OF_MEMORY || failed == 0 || error)) {
        print_error("%s, after %ld allocations: %s, %s\n", it->name, n, gemel_status_name(status),
                    gemel_error_message(error));
        fail();
    }
    gemel_error_free(error);
    assert_int_equal(gemel_session_depth(c->w->session), depth);
    if (status == GEMEL_OK)
        return false;
    describe(after, c, c->w->session);
    if (strcmp(after, before) != 0)
        print_error("%s, after %ld allocations: %s\n", it->name, n, gemel_status_name(status));
    assert_string_equal(after, before);
    expect_it_works(c, n + 1);
    return failed > 0;
}

static void at_every_allocation(const cast *c, const trial *trials, size_t most)
{
    for (size_t i = 0; i < most; ++i)
        for (int from_then_on = 0; from_then_on < 2; ++from_then_on)
            for (long n = 0; holds(c, &trials[i], n, from_then_on); n += allocation_step())
                assert_in_range(n, 0, MOST);
}

static void try_refused(world *w, bool inside)
{
    const trial trials[] = {
        {"create", create_clashing, GEMEL_UNIQUE}, {"insert", insert_clashing, GEMEL_UNIQUE},
        {"save", save_clashing, GEMEL_UNIQUE},     {"save what is stale", save_stale, GEMEL_STALE},
        {"set", set_on_nobody, GEMEL_NOT_FOUND},   {"create for", create_for_nobody, GEMEL_FOREIGN_KEY},
    };
    const cast c = set_up(w);
    clashing = values("{'code': 'badge " LONG "'}");
    if (inside)
        expect_ok(gemel_session_begin(w->session, NULL, &err));
    at_every_allocation(&c, trials, COUNT(trials));
    if (inside)
        expect_ok(gemel_session_commit(w->session, &err));
}

static void what_is_refused_leaves_a_connection_that_works(void **state)
{
    try_refused(*state, false);
}

static void what_is_refused_leaves_a_transaction_that_works(void **state)
{
    try_refused(*state, true);
}

static void try_large(world *w, bool inside)
{
    const trial trials[] = {{"create", create_large, GEMEL_OK}};
    const cast c = set_up(w);
    char *text = calloc(LARGE + 3, 1);
    assert_non_null(text);
    memset(text, '"', LARGE + 2);
    memset(text + 1, 'x', LARGE);
    large = values("{}");
    expect_ok(gemel_values_set_text(large, "content", text, GEMEL_NUL, &err));
    free(text);
    if (inside)
        expect_ok(gemel_session_begin(w->session, NULL, &err));
    at_every_allocation(&c, trials, COUNT(trials));
    if (inside)
        expect_ok(gemel_session_rollback(w->session, &err));
}

static void an_answer_too_large_for_memory_is_undone(void **state)
{
    try_large(*state, false);
}

static void an_answer_too_large_for_memory_is_undone_inside_a_transaction(void **state)
{
    try_large(*state, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_of_users, what_is_refused_leaves_a_connection_that_works),
        IN_WORLD(world_of_users, what_is_refused_leaves_a_transaction_that_works),
        IN_WORLD(world_of_users, an_answer_too_large_for_memory_is_undone),
        IN_WORLD(world_of_users, an_answer_too_large_for_memory_is_undone_inside_a_transaction),
    };
    return cmocka_run_group_tests_name("memory_refused", tests, NULL, NULL);
}
