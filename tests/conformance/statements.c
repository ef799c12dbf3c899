/*
 * See statements.h. Must not call gemel on the database that it listens to.
 */
#include "statements.h"

#include "json.h"

static void listen(const gemel_log_event *event, void *user_data)
{
    statements *self = user_data;
    int32_t kind = gemel_log_event_kind(event);
    if (self->list && (kind == GEMEL_LOG_READ || kind == GEMEL_LOG_WRITE)) {
        json_add(self->list, json_string(gemel_log_event_sql(event)));
    }
}

gemel_status statements_attach(statements *self, gemel_database *database, gemel_error **err)
{
    return gemel_database_set_log(database, listen, self, NULL, err);
}

void statements_begin(statements *self)
{
    self->list = json_array();
}

json_t *statements_end(statements *self)
{
    json_t *list = self->list;
    self->list = NULL;
    return list;
}
