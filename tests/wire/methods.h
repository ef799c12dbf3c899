/*
 * What gemel can be told to do to the rows of Person and License (fixture.h), each with the rows that it starts
 * from: the one list for those who count what is sent and those who disturb it. Must not know what the outcome is, nor
 * what is counted or disturbed.
 */
#ifndef GEMEL_TESTS_WIRE_METHODS_H
#define GEMEL_TESTS_WIRE_METHODS_H
#include "fixture.h"

enum { NOBODY = 0, ANN = 1001, BOB = 1002, TEN = 2010, ELEVEN = 2011 };

/* The records that take part; freed by the teardown of fixture.h. */
typedef struct cast {
    gemel_session *session;
    const gemel_model *license;
    gemel_record *ann, *bob, *ten, *eleven, *unsaved;
} cast;
extern cast on_stage;

typedef struct method {
    const char *name;
    int owner_of_ten, owner_of_eleven;
    enum { READS, WRITES, NEEDS_NULL } kind; /* writes too, but where each licence must have an owner not at all */
    /* Does it; or, with a place for it, makes the plan only. Failures go to `err`. */
    gemel_status (*run)(gemel_plan **plan);
} method;

/* Of associations. */
extern const method association_methods[];
extern const size_t association_method_count;
/* Of records alone, which have no plan. */
extern const method record_methods[];
extern const size_t record_method_count;

/* May a licence be without an owner? */
bool owners_may_be_null(const world *w);
/* Writes the rows past gemel: also those before, if they are still there, are gone. Numbers start anew. */
void set_rows(const world *w, const method *m);
/* Reads the records. ten has a value assigned, and unsaved is bob's: methods of associations are not to save that. */
void set_stage(const world *w);
/* Both tables, as a text, where a long name is its hash; borrowed until the next call of server_ask. */
const char *all_rows(void);

#endif
