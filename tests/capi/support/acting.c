/* Does what a test says; see acting.h. */
#include "acting.h"

act *acts[GEMEL_HOOK_AFTER_SET + 1];
world *here;
int times;

static gemel_status run_act(const gemel_hook_event *event, void *user_data, gemel_error **error)
{
    act *it = acts[gemel_hook_event_kind(event)];
    (void)user_data;
    return it ? it(event, error) : GEMEL_OK;
}

void act_no_more(void)
{
    memset(acts, 0, sizeof acts);
}

static int begin(void **state, gemel_schema *schema)
{
    const int answer = world_of(state, schema);
    act_no_more();
    times = 0;
    here = *state;
    return answer;
}

int acting(void **state, gemel_schema *schema)
{
    int32_t event;
    for (event = GEMEL_HOOK_BEFORE_VALIDATE; event < GEMEL_HOOK_BEFORE_SET; ++event) {
        gemel_schema_add_hook(schema, "Person", NULL, event, run_act, NULL, NULL, NULL);
        gemel_schema_add_hook(schema, "License", NULL, event, run_act, NULL, NULL, NULL);
    }
    return begin(state, schema);
}

int world_acting_n(void **state)
{
    return acting(state, schema_n());
}

int world_acting_u(void **state)
{
    return acting(state, schema_u());
}

int world_after_create(void **state)
{
    gemel_schema *schema = schema_n();
    gemel_schema_add_hook(schema, "Person", NULL, GEMEL_HOOK_AFTER_CREATE, run_act, NULL, NULL, NULL);
    return begin(state, schema);
}

gemel_status name_it(const gemel_hook_event *event, gemel_error **error)
{
    gemel_record *record = gemel_hook_event_record(event);
    const bool is_person = !strcmp(gemel_model_name(gemel_record_model(record)), "Person");
    return gemel_record_set_text(record, is_person ? "name" : "number", "made", GEMEL_NUL, error);
}
