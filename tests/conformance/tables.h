/*
 * What all tables hold: { table: [rows by column name, by primary key] }, read through the API like by any program.
 */
#ifndef GEMEL_CONFORMANCE_TABLES_H
#define GEMEL_CONFORMANCE_TABLES_H

#include <gemel/gemel.h>
#include <jansson.h>

/* *out is owned by the caller. */
gemel_status tables_read(const gemel_schema *schema, gemel_session *session, json_t **out, gemel_error **err);

#endif
