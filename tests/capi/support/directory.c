/* A directory and a schema; see directory.h. It must not know what is opened in it. */
#include "directory.h"

gemel_schema *schema;

int directory_make(void **state)
{
    (void)state;
    temporary_make();
    schema = schema_n();
    expect_ok(gemel_schema_resolve(schema, &err));
    return 0;
}

int directory_free(void **state)
{
    gemel_schema_free(schema);
    release(state);
    temporary_remove();
    return 0;
}
