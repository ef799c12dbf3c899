/*
 * Every call with every option of the table: a call takes its own, of the right type, and refuses all others. It must
 * not test what an option does: the test of the call does.
 */
#include "callers.h"
#include <stdio.h>

static const struct option {
    const char *name, *type, *calls; /* calls with ", " between */
} options[] = {
#define GEMEL_CALL(name)
#define GEMEL_CALL_AS(name, other)
#define GEMEL_OPTION(name, type, fallback, sentence, ...) {#name, #type, #__VA_ARGS__},
#include "options.def"
#undef GEMEL_CALL
#undef GEMEL_CALL_AS
#undef GEMEL_OPTION
};

static const struct sample {
    const char *type, *right, *wrong, *wanted;
} samples[] = {
    {"Bool", "true", "1", "true or false"},
    {"Int", "2", "true", "an integer"},
    {"Text", "\"x\"", "1", "a text"},
    {"Names", "[\"id\"]", "[\"id\", 1]", "a text or a list of texts"},
    {"Object", "{}", "\"id\"", "an object"},
    {"Include", "[]", "1", "the name of an association, an object, or a list of these"},
    {"BoolOrInt", "2", "\"x\"", "true, false or an integer"},
    {"BoolOrNames", "[]", "1", "true, false, the name of a scope, or a list of names"},
};

static const struct sample *sample_of(const struct option *option)
{
    for (size_t i = 0; i < COUNT(samples); ++i)
        if (strcmp(samples[i].type, option->type) == 0)
            return &samples[i];
    fail_msg("no sample of %s", option->type);
    return NULL;
}

static bool is_taken(const caller *by, const struct option *option)
{
    char list[1024], name[64];
    snprintf(list, sizeof list, " %s,", option->calls);
    snprintf(name, sizeof name, " %s,", by->takes);
    return strstr(list, name) != NULL;
}

static const struct option *taken_by_name(const caller *by, const char *name)
{
    for (size_t i = 0; i < COUNT(options); ++i)
        if (strcmp(options[i].name, name) == 0 && is_taken(by, &options[i]))
            return &options[i];
    return NULL;
}

/* Calls it with this option, and keeps the message, "" for none. */
static char message[512];
static gemel_status say(const world *w, const caller *by, const char *name, const char *json)
{
    char object[128];
    gemel_error *error = NULL;
    gemel_options *only = gemel_options_new();
    gemel_status status;
    snprintf(object, sizeof object, "{\"%s\": %s}", name, json);
    expect_ok(gemel_options_merge_json(only, object, GEMEL_NUL, &err));
    options_as_json = object;
    status = by->call(w, only, &error);
    snprintf(message, sizeof message, "%s", error ? gemel_error_message(error) : "");
    gemel_error_free(error);
    gemel_options_free(only);
    return status;
}

static void check(bool holds, const caller *by, const char *name, const char *promise)
{
    if (!holds)
        fail_msg("gemel_%s with %s: %s, but: %s", by->name, name, promise, message);
}

/* ---- Promises ---- */

static void each_call_takes_its_own_options(void **state)
{
    const world *w = *state;
    for (size_t i = 0; i < caller_count; ++i)
        for (size_t o = 0; o < COUNT(options); ++o) {
            gemel_status status;
            if (!is_taken(&callers[i], &options[o]))
                continue;
            status = say(w, &callers[i], options[o].name, sample_of(&options[o])->right);
            check(status != GEMEL_INTERNAL && !strstr(message, "unknown option") && !strstr(message, "must be a text"),
                  &callers[i], options[o].name, "takes it");
        }
}

static void each_call_refuses_another_type(void **state)
{
    const world *w = *state;
    for (size_t i = 0; i < caller_count; ++i)
        for (size_t o = 0; o < COUNT(options); ++o) {
            char wanted[128];
            gemel_status status;
            if (!is_taken(&callers[i], &options[o]))
                continue;
            status = say(w, &callers[i], options[o].name, sample_of(&options[o])->wrong);
            snprintf(wanted, sizeof wanted, "option '%s' must be %s", options[o].name, sample_of(&options[o])->wanted);
            check(status == GEMEL_USAGE && strstr(message, wanted), &callers[i], options[o].name, wanted);
        }
}

static void each_call_refuses_the_options_of_others(void **state)
{
    const world *w = *state;
    for (size_t i = 0; i < caller_count; ++i)
        for (size_t o = 0; o < COUNT(options); ++o) {
            char unknown[128];
            gemel_status status;
            if (taken_by_name(&callers[i], options[o].name))
                continue;
            status = say(w, &callers[i], options[o].name, sample_of(&options[o])->right);
            snprintf(unknown, sizeof unknown, "unknown option '%s'", options[o].name);
            /* A filter is an argument of some calls. */
            check(status == GEMEL_USAGE &&
                      (strstr(message, unknown) || strstr(message, "the filter is the argument 'where'")),
                  &callers[i], options[o].name, "refuses it");
        }
}

static void each_call_is_named_and_tells_the_nearest_of_its_own(void **state)
{
    const world *w = *state;
    for (size_t i = 0; i < caller_count; ++i) {
        char wanted[128];
        say(w, &callers[i], "zzzzzzzz", "1");
        snprintf(wanted, sizeof wanted, "unknown option 'zzzzzzzz' of gemel_%s", callers[i].takes);
        check(strstr(message, wanted), &callers[i], "zzzzzzzz", wanted);
        for (size_t o = 0; o < COUNT(options); ++o) {
            char wrong[64];
            if (!is_taken(&callers[i], &options[o]) || strlen(options[o].name) < 4)
                continue;
            snprintf(wrong, sizeof wrong, "%sx", options[o].name);
            assert_int_equal(say(w, &callers[i], wrong, "1"), GEMEL_USAGE);
            snprintf(wanted, sizeof wanted, "unknown option '%s' of gemel_%s; did you mean '%s'?", wrong,
                     callers[i].takes, options[o].name);
            check(strstr(message, wanted), &callers[i], wrong, wanted);
        }
    }
}

static void expect_hint(const world *w, const char *call, const char *name, const char *hint)
{
    for (size_t i = 0; i < caller_count; ++i)
        if (strcmp(callers[i].name, call) == 0) {
            say(w, &callers[i], name, "true");
            check(strstr(message, hint), &callers[i], name, hint);
            return;
        }
    fail_msg("no call %s", call);
}

static void an_option_of_another_call_tells_whose_it_is(void **state)
{
    const world *w = *state;
    expect_hint(w, "record_save", "force",
                "unknown option 'force' of gemel_record_save; it is an option of gemel_record_destroy");
    expect_hint(w, "query_update", "force",
                "unknown option 'force' of gemel_query_update; it is an option of gemel_query_destroy");
    expect_hint(w, "record_create", "replace",
                "unknown option 'replace' of gemel_record_create; it is an option of gemel_record_create_association");
    expect_hint(w, "records_find_all", "select",
                "unknown option 'select' of gemel_records_find_all; it is an option of gemel_query_merge_json");
    expect_hint(w, "session_begin", "retries",
                "unknown option 'retries' of gemel_session_begin; it is an option of gemel_session_transact");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(world_n, each_call_takes_its_own_options),
        IN_WORLD(world_n, each_call_refuses_another_type),
        IN_WORLD(world_n, each_call_refuses_the_options_of_others),
        IN_WORLD(world_n, each_call_is_named_and_tells_the_nearest_of_its_own),
        IN_WORLD(world_n, an_option_of_another_call_tells_whose_it_is),
    };
    return cmocka_run_group_tests_name("options of calls", tests, NULL, NULL);
}
