/*
 * One trial of a method whose connection, server process or own process ends in the middle, at a place that is told:
 * afterwards both tables hold the old state or the new one and nothing between, the status says no more and no less
 * than is known, the records are as they were, and the next call works. On a stage of tests/wire. Must not know which
 * methods there are, nor how one is sent.
 */
#ifndef GEMEL_TESTS_STRESS_TRIAL_H
#define GEMEL_TESTS_STRESS_TRIAL_H
#include "methods.h"
#include "stage.h"

enum { TEXT_SIZE = 4096, STATUSES = GEMEL_INTERNAL + 1 };

typedef struct fault {
    const char *name;
    void (*arm)(int n);
    int first;
    bool is_frequent; /* its places are messages, four or so for a statement */
} fault;

extern const fault end_of_server_process, cut_after_message, cut_before_answer, end_of_client;

typedef struct trial {
    const world *w;
    const method *m;
    const fault *f;
    int n;
    bool in_transaction;
    gemel_status status; /* of the call, or of the commit after it */
    bool is_new;         /* the state of the tables */
    char old_rows[TEXT_SIZE], new_rows[TEXT_SIZE];
    char memory[TEXT_SIZE];      /* as the records must be after a failure */
    char rolled_back[TEXT_SIZE]; /* as a rollback leaves them: what was assigned stays assigned */
} trial;

/* Of so many places where messages pass one is tried. No divisor of what a statement has: all of its messages have
 * their turn. */
extern int stride;
/* How often each status came with the old state, and with the new one. */
extern int seen[STATUSES][2];

/* Of the application that has this name, as a stage has: gone when it returns. */
bool end_server_process(void *user_data);

void require(const trial *t, bool good, const char *complaint);
/* The rows and records that the method starts from. */
void prepare(trial *t);
/* The call, and what ends the transaction if it is in one. */
void perform(trial *t);
/* All that can be seen of the records; borrowed until the next call. */
const char *memory(void);
/* It goes on as if nothing had happened. */
void expect_usable(const trial *t);
/* Another one for each method, so that the places left out are not always the same. */
int first_place(const fault *f, size_t method_number);
/* From the first place to the last, where there is no occasion for the fault any more. */
void disturb_everywhere(const world *w, const method *m, const fault *f, int first, bool in_transaction);

#endif
