/*
 * Where the programs of the wire play: a world (fixture.h) on a server, reached through a proxy, in a schema of
 * its own. Must not know any test.
 */
#ifndef GEMEL_TESTS_WIRE_STAGE_H
#define GEMEL_TESTS_WIRE_STAGE_H
#include "fixture.h"
#include "proxy.h"

/* The proxy; there while a stage is open. */
extern proxy *between;

/* With the proxy in front of what this variable of the environment names; the rows are looked at past it, on the server
 * of GEMEL_TEST_POSTGRESQL. */
void stage_open(const char *variable);
void stage_close(void);
/* The URL of the database through the proxy, which also gives the connections the schema's name; borrowed. */
const char *stage_url(void);

/* Setups and the teardown for cmocka, as in capi/support/fixture.h. Nullable, UNIQUE, NOT NULL, both. */
int stage_n(void **state);
int stage_u(void **state);
int stage_r(void **state);
int stage_ru(void **state);
/* Nullable, and without a foreign key constraint. */
int stage_without_constraint(void **state);
int stage_clear(void **state);

#define ON_STAGE(setup, test) cmocka_unit_test_setup_teardown(test, setup, stage_clear)
/* One test in each of these worlds. */
/* clang-format off */
#define IN_EACH_WORLD(words, test)                                                                                     \
    {"nullable: " words, test, stage_n, stage_clear, NULL},                                                            \
    {"nullable and unique: " words, test, stage_u, stage_clear, NULL},                                                 \
    {"not null: " words, test, stage_r, stage_clear, NULL},                                                            \
    {"not null and unique: " words, test, stage_ru, stage_clear, NULL}
/* clang-format on */

#endif
