/*
 * Out of memory where one call, or one transaction, writes many rows each in its own way: upserts of which some find a
 * row and some make one, links of many at once and one by one with hooks, rows that are updated and destroyed with
 * their hooks and dependents. A call that has no memory has changed nothing, in the database or in memory. Must not
 * know how much a call allocates.
 */
#include "allocation.h"
#include "declarations.h"
#include "fixture.h"
#include <stdio.h>

enum { MANY = 32, MOST = 1000000, TEXT_MAX = 256 };

#define LONG "that is too long for any small string"

static gemel_status name_it(const gemel_hook_event *event, void *user_data, gemel_error **error)
{
    (void)user_data;
    return gemel_record_set_text(gemel_hook_event_record(event), "note", "a note " LONG, GEMEL_NUL, error);
}

static gemel_status look_around(const gemel_hook_event *event, void *user_data, gemel_error **error)
{
    gemel_record *record = gemel_hook_event_record(event), *found_one = NULL;
    const gemel_status status = gemel_record_find_first(gemel_hook_event_session(event), gemel_record_model(record),
                                                        NULL, NULL, &found_one, error);
    (void)user_data;
    gemel_record_free(found_one);
    return status;
}

static int world_of_crowds(void **state)
{
    static const declaration declarations[DECLARATIONS_MAX] = {
        MODEL_IS("Door", "version timestamps"),
        ATTRIBUTE("Door", "code", "string unique"),
        ATTRIBUTE("Door", "name", "string"),
        MODEL_IS("Owner", "timestamps"),
        ATTRIBUTE("Owner", "note", "string"),
        MODEL("Part"),
        ATTRIBUTE("Part", "note", "string"),
        ATTRIBUTE("Part", "ownerId", "integer unique"),
        HAS_ONE("Owner", "Part", "foreign key ownerId inverse owner dependent destroy"),
    };
    gemel_schema *schema = declared(declarations);
    gemel_schema_add_hook(schema, "Owner", NULL, GEMEL_HOOK_BEFORE_SAVE, name_it, NULL, NULL, NULL);
    gemel_schema_add_hook(schema, "Part", NULL, GEMEL_HOOK_AFTER_SAVE, look_around, NULL, NULL, NULL);
    gemel_schema_add_hook(schema, "Part", NULL, GEMEL_HOOK_AFTER_DESTROY, look_around, NULL, NULL, NULL);
    gemel_schema_add_hook(schema, "Owner", "part", GEMEL_HOOK_AFTER_SET, look_around, NULL, NULL, NULL);
    return world_of(state, schema);
}

/* Owners 1 to MANY, each with the part of its number, and doors of every second of these codes. */
typedef struct crowd {
    world *w;
    gemel_record *owners[MANY], *parts[MANY];
    gemel_records *kept[2], *made;
    gemel_query *all_owners;
} crowd;

typedef struct trial {
    const char *name;
    gemel_status (*run)(crowd *c, gemel_error **error);
    const char *after;
} trial;

static gemel_values *of_doors[MANY], *old_doors[MANY], *of_owners[MANY], *of_parts[MANY], *renamed;
static gemel_options *returning, *by_code, *by_code_returning, *without_hooks;

static gemel_values *row(const char *format, int a, int b)
{
    char text[TEXT_MAX];
    snprintf(text, sizeof text, format, a, b);
    return values(text);
}

static void prepare(void)
{
    for (int i = 0; i < MANY; ++i) {
        of_doors[i] = row("{'code': 'door %d " LONG "', 'name': 'new %d " LONG "'}", i % (MANY - 4), i);
        old_doors[i] = row("{'code': 'door %d " LONG "', 'name': 'old %d " LONG "'}", 2 * i, i);
        of_owners[i] = row("{'id': %d, 'note': 'owner %d'}", i + 1, i + 1);
        of_parts[i] = row("{'id': %d, 'ownerId': %d}", i + 1, i + 1);
    }
    renamed = values("{'note': 'another'}");
    returning = with("{'returning': true, 'hooks': false}");
    by_code = with("{'conflict': 'code'}");
    by_code_returning = with("{'conflict': 'code', 'returning': true}");
    without_hooks = with("{'hooks': false}");
}

static gemel_records *insert(const crowd *c, const char *name, gemel_values *const *rows, size_t count)
{
    gemel_records *made = NULL;
    const gemel_values *given_rows[MANY];
    for (size_t i = 0; i < count; ++i)
        given_rows[i] = rows[i];
    expect_ok(gemel_records_insert(c->w->session, model(c->w, name), given_rows, count, returning, &made, &err));
    return made;
}

static gemel_query *all_of(const crowd *c, const char *name)
{
    gemel_query *query = NULL, *all = NULL;
    expect_ok(gemel_query_new(model(c->w, name), &query, &err));
    expect_ok(gemel_query_merge_json(query, "{\"all\": true}", GEMEL_NUL, &all, &err));
    gemel_query_free(query);
    return all;
}

static void set_up(crowd *c)
{
    gemel_records_free(insert(c, "Door", old_doors, MANY / 2));
    c->kept[0] = insert(c, "Owner", of_owners, MANY);
    c->kept[1] = insert(c, "Part", of_parts, MANY);
    for (size_t i = 0; i < MANY; ++i) {
        c->owners[i] = gemel_records_at(c->kept[0], i);
        c->parts[i] = gemel_records_at(c->kept[1], i);
    }
    c->all_owners = all_of(c, "Owner");
}

static void clean_up(crowd *c)
{
    static const char *const names[] = {"Part", "Owner", "Door"};
    for (size_t i = 0; i < COUNT(c->kept); ++i)
        gemel_records_free(c->kept[i]);
    gemel_records_free(c->made);
    gemel_query_free(c->all_owners);
    for (size_t i = 0; i < COUNT(names); ++i) {
        gemel_query *all = all_of(c, names[i]);
        expect_ok(gemel_query_destroy(all, c->w->session, without_hooks, NULL, &err));
        gemel_query_free(all);
    }
}

/* ---- What there is: rows, and what the records of the crowd show ---- */

static bool begins(gemel_record *record, const char *attribute, const char *with)
{
    const char *text = NULL;
    expect_ok(gemel_record_get_text(record, attribute, &text, NULL, &err));
    return text && strncmp(text, with, strlen(with)) == 0;
}

/* The owner that a part gets where all change places. */
static bool is_moved(gemel_record *part)
{
    int64_t id = 0, owner = 0;
    bool is_null = false;
    expect_ok(gemel_record_is_null(part, "ownerId", &is_null, &err));
    if (is_null)
        return false;
    expect_ok(gemel_record_get_int(part, "id", &id, &err));
    expect_ok(gemel_record_get_int(part, "ownerId", &owner, &err));
    return owner == MANY + 1 - id;
}

static gemel_records *rows_of(const crowd *c, const char *name)
{
    gemel_records *rows = NULL;
    expect_ok(gemel_records_find_all(c->w->session, model(c->w, name), NULL, NULL, &rows, &err));
    return rows;
}

static const char *shown(const crowd *c)
{
    static char text[TEXT_MAX];
    gemel_records *doors = rows_of(c, "Door"), *owners = rows_of(c, "Owner"), *parts = rows_of(c, "Part");
    int new_doors = 0, noted = 0, moved = 0, notes = 0, moves = 0, changed = 0;
    for (size_t i = 0; i < gemel_records_count(doors); ++i)
        new_doors += begins(gemel_records_at(doors, i), "name", "new");
    for (size_t i = 0; i < gemel_records_count(owners); ++i)
        noted += begins(gemel_records_at(owners, i), "note", "a note");
    for (size_t i = 0; i < gemel_records_count(parts); ++i)
        moved += is_moved(gemel_records_at(parts, i));
    for (size_t i = 0; i < MANY; ++i) {
        notes += begins(c->owners[i], "note", "a note");
        moves += is_moved(c->parts[i]);
        changed += gemel_record_is_changed(c->owners[i]) || gemel_record_is_changed(c->parts[i]);
    }
    snprintf(text, sizeof text, "%d doors, %d new; %d owners, %d noted; %d parts, %d moved; shown %d noted, %d moved%s",
             (int)gemel_records_count(doors), new_doors, (int)gemel_records_count(owners), noted,
             (int)gemel_records_count(parts), moved, notes, moves, changed ? ", some changed" : "");
    gemel_records_free(doors);
    gemel_records_free(owners);
    gemel_records_free(parts);
    return text;
}

/* ---- Trials ---- */

/* Each of the first; then ever fewer, and others in the second round. */
static long next(long n, int round)
{
    const long dense = on_sqlite() ? 20 : 3;
    return n + allocation_step() + (n > dense ? (n - dense) / (on_sqlite() ? 3 + round : 2) : 0);
}

/* With an allocation that fails, so many after the call has begun. Was there one? */
static bool holds(world *w, const trial *it, long n, bool from_then_on)
{
    char before[TEXT_MAX];
    crowd c;
    gemel_error *error = NULL;
    gemel_status status;
    long failed;
    memset(&c, 0, sizeof c);
    c.w = w;
    set_up(&c);
    strcpy(before, shown(&c));
    allocation_arm(n, from_then_on);
    status = it->run(&c, &error);
    failed = allocation_disarm();
    if (status != GEMEL_OK && (status != GEMEL_OUT_OF_MEMORY || error || failed == 0)) {
        print_error("%s, after %ld allocations: %s, %s\n", it->name, n, gemel_status_name(status),
                    gemel_error_message(error));
        fail();
    }
    if (strcmp(shown(&c), status == GEMEL_OK ? it->after : before) != 0)
        print_error("%s, after %ld allocations: %s\n", it->name, n, gemel_status_name(status));
    assert_string_equal(shown(&c), status == GEMEL_OK ? it->after : before);
    assert_int_equal(gemel_session_depth(w->session), 0);
    clean_up(&c);
    return failed > 0;
}

static void at_every_allocation(world *w, const trial *trials, size_t most)
{
    prepare();
    for (size_t i = 0; i < most; ++i)
        for (int round = 0; round < 2; ++round)
            for (long n = 0; holds(w, &trials[i], n, round == 1); n = next(n, round))
                assert_in_range(n, 0, MOST);
}

static gemel_status insert_or_update(const crowd *c, gemel_options *how, gemel_records **out, gemel_error **error)
{
    return gemel_records_insert(c->w->session, model(c->w, "Door"), (const gemel_values *const *)of_doors, MANY, how,
                                out, error);
}

static gemel_status upsert_all(crowd *c, gemel_error **error)
{
    return insert_or_update(c, by_code, NULL, error);
}

static gemel_status upsert_all_as_records(crowd *c, gemel_error **error)
{
    return insert_or_update(c, by_code_returning, &c->made, error);
}

static gemel_status upsert_each(gemel_session *session, void *user_data, gemel_error **error)
{
    const crowd *c = user_data;
    gemel_status status = GEMEL_OK;
    for (size_t i = 0; i < MANY && status == GEMEL_OK; ++i)
        status = gemel_record_upsert(session, model(c->w, "Door"), of_doors[i], by_code, NULL, error);
    return status;
}

static gemel_status upsert_one_by_one(crowd *c, gemel_error **error)
{
    return gemel_session_transact(c->w->session, NULL, upsert_each, c, error);
}

static gemel_status upsert_in_a_bulk(crowd *c, gemel_error **error)
{
    gemel_bulk *bulk = NULL;
    gemel_status status = gemel_bulk_open(c->w->session, model(c->w, "Door"), by_code, &bulk, error);
    for (size_t i = 0; i < MANY && status == GEMEL_OK; ++i)
        status = gemel_bulk_add(bulk, of_doors[i], error);
    if (status == GEMEL_OK)
        status = gemel_bulk_finish(bulk, NULL, error);
    gemel_bulk_free(bulk);
    return status;
}

static void upserts_are_all_done_or_none(void **state)
{
    static const char after[] = "30 doors, 28 new; 32 owners, 0 noted; 32 parts, 0 moved; shown 0 noted, 0 moved";
    const trial trials[] = {
        {"upsert all", upsert_all, after},
        {"upsert all as records", upsert_all_as_records, after},
        {"upsert one by one", upsert_one_by_one, after},
        {"upsert in a bulk", upsert_in_a_bulk, after},
    };
    at_every_allocation(*state, trials, COUNT(trials));
}

static gemel_status link_all(crowd *c, gemel_error **error)
{
    gemel_record *parts[MANY];
    for (size_t i = 0; i < MANY; ++i)
        parts[i] = c->parts[MANY - 1 - i];
    return gemel_records_set_association(c->w->session, association(c->w->schema, "Owner", "part"), c->owners, parts,
                                         MANY, without_hooks, error);
}

static gemel_status link_each(gemel_session *session, void *user_data, gemel_error **error)
{
    const crowd *c = user_data;
    gemel_status status = GEMEL_OK;
    (void)session;
    for (size_t i = 0; i < MANY && status == GEMEL_OK; ++i)
        status = gemel_record_set_association(c->owners[i], "part", c->parts[MANY - 1 - i], NULL, error);
    return status;
}

static gemel_status link_one_by_one(crowd *c, gemel_error **error)
{
    return gemel_session_transact(c->w->session, NULL, link_each, c, error);
}

static void links_are_all_made_or_none(void **state)
{
    static const char after[] = "16 doors, 0 new; 32 owners, 0 noted; 32 parts, 32 moved; shown 0 noted, 32 moved";
    const trial trials[] = {
        {"link all", link_all, after},
        {"link one by one, with hooks", link_one_by_one, after},
    };
    at_every_allocation(*state, trials, COUNT(trials));
}

static gemel_status destroy_owners(crowd *c, gemel_error **error)
{
    return gemel_query_destroy(c->all_owners, c->w->session, NULL, NULL, error);
}

static gemel_status destroy_each(gemel_session *session, void *user_data, gemel_error **error)
{
    const crowd *c = user_data;
    gemel_status status = GEMEL_OK;
    (void)session;
    for (size_t i = 0; i < MANY && status == GEMEL_OK; ++i)
        status = gemel_record_destroy(c->owners[i], NULL, NULL, error);
    return status;
}

static gemel_status destroy_one_by_one(crowd *c, gemel_error **error)
{
    return gemel_session_transact(c->w->session, NULL, destroy_each, c, error);
}

static void rows_are_destroyed_with_all_hooks_and_dependents_or_stay(void **state)
{
    static const char after[] = "16 doors, 0 new; 0 owners, 0 noted; 0 parts, 0 moved; shown 0 noted, 0 moved";
    const trial trials[] = {
        {"destroy the rows of a query", destroy_owners, after},
        {"destroy one by one", destroy_one_by_one, after},
    };
    at_every_allocation(*state, trials, COUNT(trials));
}

static gemel_status update_owners(crowd *c, gemel_error **error)
{
    return gemel_query_update(c->all_owners, c->w->session, renamed, NULL, NULL, error);
}

static void rows_are_updated_with_all_hooks_or_stay(void **state)
{
    const trial trials[] = {
        {"update the rows of a query", update_owners,
         "16 doors, 0 new; 32 owners, 32 noted; 32 parts, 0 moved; shown 0 noted, 0 moved"},
    };
    at_every_allocation(*state, trials, COUNT(trials));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_of_crowds, upserts_are_all_done_or_none),
        IN_WORLD(world_of_crowds, links_are_all_made_or_none),
        IN_WORLD(world_of_crowds, rows_are_destroyed_with_all_hooks_and_dependents_or_stay),
        IN_WORLD(world_of_crowds, rows_are_updated_with_all_hooks_or_stay),
    };
    return cmocka_run_group_tests_name("memory_crowds", tests, NULL, NULL);
}
