/* Writing the rows of a query; see written.h. */
#include "written.h"

#include "asked.h"
#include "declarations.h"

int64_t rows_written;

gemel_status update_rows(const world *w, const char *model_name, const char *json, const char *given, const char *how)
{
    gemel_query *q = query(w, model_name, json);
    const gemel_status status = gemel_query_update(q, w->session, values(given), with(how), &rows_written, &err);
    gemel_query_free(q);
    return status;
}

gemel_status destroy_rows(const world *w, const char *model_name, const char *json, const char *how)
{
    gemel_query *q = query(w, model_name, json);
    const gemel_status status = gemel_query_destroy(q, w->session, with(how), &rows_written, &err);
    gemel_query_free(q);
    return status;
}
