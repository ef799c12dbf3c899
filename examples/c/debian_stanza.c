/*
 * The parser of debian_stanza.h: one pass, line by line. A stanza is kept when its last line has been read and every
 * field that it must have is there. It must not guess: text that is not deb822 is refused with its line.
 */
#define _POSIX_C_SOURCE 200809L
#include "debian_stanza.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/types.h>

static const char *const field_names[DEBIAN_FIELD_COUNT] = {
    [DEBIAN_PACKAGE] = "Package",
    [DEBIAN_VERSION] = "Version",
    [DEBIAN_ARCHITECTURE] = "Architecture",
    [DEBIAN_MAINTAINER] = "Maintainer",
    [DEBIAN_FILENAME] = "Filename",
    [DEBIAN_SIZE] = "Size",
    [DEBIAN_SECTION] = "Section",
    [DEBIAN_INSTALLED_SIZE] = "Installed-Size",
    [DEBIAN_SHA256] = "SHA256",
};

enum { SKIPPED = DEBIAN_FIELD_COUNT, NONE }; /* fields that a folded line may continue, besides the kept ones */

struct parser {
    struct debian_stanzas *stanzas;
    struct debian_problem *problem;
    struct debian_stanza stanza; /* the current one */
    size_t line;
    int field;
};

__attribute__((format(printf, 3, 4))) static bool refuse(struct parser *self, size_t line, const char *format, ...)
{
    va_list arguments;

    self->problem->line = line;
    va_start(arguments, format);
    vsnprintf(self->problem->message, sizeof self->problem->message, format, arguments);
    va_end(arguments);
    return false;
}

static void clear(struct debian_stanza *stanza)
{
    for (int field = 0; field < DEBIAN_FIELD_COUNT; ++field)
        free(stanza->fields[field]);
    *stanza = (struct debian_stanza){0};
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Returns the text of a line without the blanks around it. */
static const char *trim(const char *text, size_t *length)
{
    while (is_blank(*text))
        ++text;
    *length = strlen(text);
    while (*length && is_blank(text[*length - 1]))
        --*length;
    return text;
}

/* Appends to a field; folded lines are joined by one space. */
static bool append(struct parser *self, const char *text)
{
    char **value = &self->stanza.fields[self->field];
    const size_t before = *value ? strlen(*value) : 0;
    size_t length;

    text = trim(text, &length);
    char *longer = realloc(*value, before + 1 + length + 1);
    if (!longer)
        return refuse(self, self->line, "out of memory");
    *value = longer;
    if (before)
        longer[before] = ' ';
    char *end = longer + before + (before ? 1 : 0);
    memcpy(end, text, length);
    end[length] = '\0';
    return true;
}

static bool begin_field(struct parser *self, const char *line)
{
    const char *colon = line;

    while (*colon > ' ' && *colon <= '~' && *colon != ':')
        ++colon;
    if (*colon != ':' || colon == line || *line == '-' || *line == '#')
        return refuse(self, self->line, "neither a field nor a folded line: %.60s", line);
    if (!self->stanza.line)
        self->stanza.line = self->line;
    self->field = SKIPPED;
    for (int field = 0; field < DEBIAN_FIELD_COUNT; ++field)
        if (strlen(field_names[field]) == (size_t)(colon - line) &&
            strncasecmp(field_names[field], line, (size_t)(colon - line)) == 0)
            self->field = field;
    if (self->field == SKIPPED)
        return true;
    if (self->stanza.fields[self->field])
        return refuse(self, self->line, "a second %s in one stanza", field_names[self->field]);
    return append(self, colon + 1);
}

static bool read_number(struct parser *self, enum debian_field field, int64_t *out)
{
    const struct debian_stanza *stanza = &self->stanza;
    const char *text = stanza->fields[field];
    char *end;

    errno = 0;
    const long long number = strtoll(text, &end, 10);
    if (*text < '0' || *text > '9' || *end || errno)
        return refuse(self, stanza->line, "package %.80s: %s is not a number: %.40s", stanza->fields[DEBIAN_PACKAGE],
                      field_names[field], text);
    *out = number;
    return true;
}

static bool end_stanza(struct parser *self)
{
    struct debian_stanza *stanza = &self->stanza;
    struct debian_stanzas *stanzas = self->stanzas;

    self->field = NONE;
    if (!stanza->line)
        return true;
    for (int field = 0; field < DEBIAN_SECTION; ++field) {
        if (stanza->fields[field] && *stanza->fields[field])
            continue;
        if (field == DEBIAN_PACKAGE)
            return refuse(self, stanza->line, "a stanza without Package");
        return refuse(self, stanza->line, "package %.80s has no %s", stanza->fields[DEBIAN_PACKAGE],
                      field_names[field]);
    }
    stanza->installed_size = -1;
    if (!read_number(self, DEBIAN_SIZE, &stanza->size) ||
        (stanza->fields[DEBIAN_INSTALLED_SIZE] && !read_number(self, DEBIAN_INSTALLED_SIZE, &stanza->installed_size)))
        return false;

    if (stanzas->count == stanzas->capacity) {
        const size_t capacity = stanzas->capacity ? 2 * stanzas->capacity : 1024;
        struct debian_stanza *items = realloc(stanzas->items, capacity * sizeof *items);
        if (!items)
            return refuse(self, self->line, "out of memory");
        stanzas->items = items;
        stanzas->capacity = capacity;
    }
    stanzas->items[stanzas->count++] = *stanza;
    *stanza = (struct debian_stanza){0};
    return true;
}

static bool is_text(struct parser *self, const char *line, size_t length)
{
    for (size_t i = 0; i < length; ++i) {
        const unsigned char c = (unsigned char)line[i];
        if ((c < ' ' && c != '\t') || c == 0x7f)
            return refuse(self, self->line, "control character 0x%02x", c);
    }
    return true;
}

static bool read_line(struct parser *self, const char *line)
{
    size_t length;

    trim(line, &length);
    if (length == 0)
        return end_stanza(self);
    if (!is_blank(*line))
        return begin_field(self, line);
    if (self->field == NONE)
        return refuse(self, self->line, "a folded line that follows no field");
    return self->field == SKIPPED || append(self, line);
}

bool debian_stanzas_read(FILE *stream, struct debian_stanzas *out, struct debian_problem *problem)
{
    struct parser parser = {.stanzas = out, .problem = problem, .field = NONE};
    char *line = NULL;
    size_t capacity = 0;
    ssize_t length;
    bool good = true;

    errno = 0;
    while (good && (length = getline(&line, &capacity, stream)) >= 0) {
        ++parser.line;
        if (length && line[length - 1] == '\n')
            line[--length] = '\0';
        good = is_text(&parser, line, (size_t)length) && read_line(&parser, line);
        errno = 0;
    }
    if (good && !feof(stream))
        good = refuse(&parser, 0, "cannot be read: %s", strerror(errno));
    if (good)
        good = end_stanza(&parser);
    clear(&parser.stanza);
    free(line);
    return good;
}

void debian_stanzas_free(struct debian_stanzas *self)
{
    for (size_t i = 0; i < self->count; ++i)
        clear(&self->items[i]);
    free(self->items);
    *self = (struct debian_stanzas){0};
}
