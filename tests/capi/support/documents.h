/*
 * Schemas from JSON documents, for the tests of them. It must not know what a document means.
 */
#ifndef GEMEL_TESTS_CAPI_DOCUMENTS_H
#define GEMEL_TESTS_CAPI_DOCUMENTS_H
#include <gemel/gemel.h>

enum { DOCUMENT_MAX = 8192 };

/* JSON with ' for " and ` for '. Valid until the next. */
const char *document(const char *json);
/* A schema that must be read and resolved. Owned by the caller. */
gemel_schema *document_schema(const char *json);
/* Its canonical document. Borrowed. */
const char *canonical(const gemel_schema *schema);
/* All that the headers tell of a schema, as a text; freed by the caller. */
char *described(const gemel_schema *schema);

#endif
