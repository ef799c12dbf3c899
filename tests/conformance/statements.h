/*
 * The statements that a step sent: a listener to the log of a database that is told when to listen.
 */
#ifndef GEMEL_CONFORMANCE_STATEMENTS_H
#define GEMEL_CONFORMANCE_STATEMENTS_H

#include <gemel/gemel.h>
#include <jansson.h>

/* Zeros listen to nothing. Must live as long as the database sends statements. */
typedef struct statements {
    json_t *list;
} statements;

gemel_status statements_attach(statements *self, gemel_database *database, gemel_error **err);
/* From now on statements are kept. */
void statements_begin(statements *self);
/* No longer; the list of those kept, owned by the caller. */
json_t *statements_end(statements *self);

#endif
