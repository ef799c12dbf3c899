/* Writes down what hooks are told; see recorder.h. */
#include "recorder.h"
#include <stdio.h>

enum { RUN_MAX = 8192, LINE_MAX_LENGTH = 128 };

static char run[RUN_MAX];
static const char *refusing;

static const char *const names[] = {
    "",           "beforeValidate", "afterValidate", "beforeCreate", "afterCreate", "beforeUpdate", "afterUpdate",
    "beforeSave", "afterSave",      "beforeDestroy", "afterDestroy", "beforeSet",   "afterSet",
};

static void append(const char *line)
{
    assert_true(strlen(run) + strlen(line) + 3 < RUN_MAX);
    if (run[0])
        strcat(run, ", ");
    strcat(run, line);
}

static const char *id_of(gemel_record *record)
{
    const char *text = NULL;
    size_t length;
    if (!record || gemel_record_get_text(record, "id", &text, &length, NULL) != GEMEL_OK || !text)
        return "-";
    return text;
}

static gemel_status write_down(const gemel_hook_event *event, void *user_data, gemel_error **error)
{
    char line[LINE_MAX_LENGTH];
    gemel_record *record = gemel_hook_event_record(event);
    const gemel_association *link = gemel_hook_event_association(event);
    const char *name = names[gemel_hook_event_kind(event)];
    (void)user_data;
    if (link)
        snprintf(line, sizeof line, "%s %s %s.%s %s", name, gemel_hook_event_method(event), id_of(record),
                 gemel_association_name(link), id_of(gemel_hook_event_other(event)));
    else
        snprintf(line, sizeof line, "%s %s %s", name, gemel_model_name(gemel_record_model(record)), id_of(record));
    append(line);
    return refusing && !strcmp(refusing, name) ? gemel_error_raise(GEMEL_CALLBACK, "refused by a hook", error)
                                               : GEMEL_OK;
}

void record_model(gemel_schema *schema, const char *model_name)
{
    int32_t event;
    forget_run();
    for (event = GEMEL_HOOK_BEFORE_VALIDATE; event < GEMEL_HOOK_BEFORE_SET; ++event)
        gemel_schema_add_hook(schema, model_name, NULL, event, write_down, NULL, NULL, NULL);
}

void record_association(gemel_schema *schema, const char *model_name, const char *association_name)
{
    int32_t event;
    forget_run();
    for (event = GEMEL_HOOK_BEFORE_SET; event <= GEMEL_HOOK_AFTER_SET; ++event)
        gemel_schema_add_hook(schema, model_name, association_name, event, write_down, NULL, NULL, NULL);
}

void forget_run(void)
{
    run[0] = '\0';
    refusing = NULL;
}

void expect_run_at(const char *text, const char *file, int line)
{
    char ran[RUN_MAX];
    strcpy(ran, run);
    run[0] = '\0';
    _assert_string_equal(ran, text, file, line);
}

void refuse_at(const char *event)
{
    refusing = event;
}
