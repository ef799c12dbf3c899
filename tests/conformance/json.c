/*
 * See json.h. Must not know what the JSON means.
 */
#include "json.h"

#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void give_up(const char *what)
{
    fprintf(stderr, "conformance runner: %s\n", what);
    exit(EXIT_FAILURE);
}

void json_put(json_t *object, const char *key, json_t *value)
{
    if (json_object_set_new(object, key, value) != 0) {
        give_up("out of memory, or a text that is not UTF-8");
    }
}

void json_add(json_t *list, json_t *value)
{
    if (json_array_append_new(list, value) != 0) {
        give_up("out of memory, or a text that is not UTF-8");
    }
}

char *json_text(const json_t *value)
{
    char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
    if (!text) {
        give_up("out of memory");
    }
    return text;
}

void *grow(void *memory, size_t size)
{
    void *bigger = realloc(memory, size);
    if (!bigger) {
        give_up("out of memory");
    }
    return bigger;
}

/* Is what starts here an integer, and one that 64 bits do not hold? *length is that of the whole number. */
static bool is_too_big(const char *number, size_t *length)
{
    *length = strspn(number, "+-.0123456789eE");
    if (strcspn(number, ".eE") < *length) {
        return false;
    }
    errno = 0;
    (void)strtoll(number, NULL, 10);
    return errno == ERANGE;
}

/* The same text with ".0" behind every integer that is too big; to be freed by the caller. */
static char *with_reals(const char *text, size_t length)
{
    char *out = grow(NULL, 2 * length + 1); /* an integer that is too big is longer than its ".0" */
    size_t written = 0;
    bool quoted = false;
    for (size_t at = 0; at < length;) {
        size_t part = 1;
        bool too_big = false;
        if (quoted && text[at] == '\\' && at + 1 < length) {
            part = 2;
        } else if (text[at] == '"') {
            quoted = !quoted;
        } else if (!quoted && (text[at] == '-' || isdigit((unsigned char)text[at]))) {
            too_big = is_too_big(text + at, &part);
        }
        memcpy(out + written, text + at, part);
        written += part;
        at += part;
        if (too_big) {
            memcpy(out + written, ".0", 2);
            written += 2;
        }
    }
    out[written] = '\0';
    return out;
}

json_t *json_read(const char *text, size_t length, json_error_t *error)
{
    json_t *value = json_loadb(text, length, JSON_ALLOW_NUL, error);
    if (!value && json_error_code(error) == json_error_numeric_overflow) {
        char *reals = with_reals(text, length);
        value = json_loads(reals, JSON_ALLOW_NUL, error);
        free(reals);
    }
    return value;
}
