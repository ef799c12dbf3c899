/*
 * Calls that write, as a table, and what they are made on: rows, records, values and options of their own, of which
 * hooks and validators may take away whatever they like. It must not know what a call promises.
 */
#ifndef GEMEL_TESTS_CAPI_STAGE_H
#define GEMEL_TESTS_CAPI_STAGE_H
#include "fixture.h"

/* Records of the stage: rows 1 and 2 of Person, 10 (of 1), 11 (of 2) and 12 of License, new ones, a row of a model
 * without hooks or associations, and what a call gives. */
enum { NOBODY, ADA, BOB, L10, L11, L12, NEW_PERSON, NEW_LICENSE, MARK, GIVEN, GIVEN_TOO, RECORDS_MAX };

typedef struct stage {
    gemel_schema *schema;
    gemel_database *database;
    gemel_session *session, *witness; /* another session, of a database that nobody takes away */
    const gemel_model *person, *license, *chip, *mark;
    gemel_records *people; /* with ADA and BOB in it, borrowed */
    gemel_records *many;   /* that a call gives */
    gemel_record *records[RECORDS_MAX];
    gemel_values *values, *more;
    gemel_options *options;
    gemel_query *query;
    gemel_bulk *bulk;
    gemel_cursor *cursor;
} stage;

typedef struct call {
    const char *name;
    gemel_status (*make)(stage *on, const struct call *self, gemel_error **error);
    int subject, other;        /* among the records */
    const char *where;         /* a model, an association, or both: "Person.license" */
    const char *values, *more; /* JSON with ' for " */
    const char *options;
} call;

/* Those that run hooks. */
extern const call calls[];
extern const size_t call_count;
/* Those that run none, but ask validators or send statements. */
extern const call other_calls[];
extern const size_t other_call_count;

/* What hooks of all events, and validators, of all models do; NULL: nothing. */
extern gemel_status (*at_hook)(const gemel_hook_event *event, gemel_error **error);
extern gemel_status (*at_validator)(gemel_record *row, gemel_error **error);

gemel_schema *stage_schema(void);
/* Makes a database for the stages of a program, and drops it: a setup and a teardown. */
int stage_build(void **state);
int stage_remove(void **state);
/* Its rows are as told above, whatever was there before. With `has_all` the handles of its schema and database are its
 * own, too. */
void stage_open(stage *on, const call *played, bool has_all);
/* That it is asked of. */
const gemel_model *stage_model(const stage *on, const call *played);
gemel_status play(stage *on, const call *self, gemel_error **error);
/* Frees all of its handles but the witness; also inside of a call. */
void stage_take_away(stage *on);
void stage_close(stage *on);

/* As text: all rows, seen by the witness; the records that are still there. */
void tell_rows(const stage *on, char *text, size_t size);
void tell_records(const stage *on, char *text, size_t size);

#endif
