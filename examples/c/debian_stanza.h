/*
 * The stanzas of a Debian package index (deb822: "Field: value" lines, folded by leading blanks, stanzas between
 * empty lines), read into memory as a whole. Knows the text format and which fields the example needs. It must not
 * know gemel, a database, or where the text comes from.
 */
#ifndef DEBIAN_STANZA_H
#define DEBIAN_STANZA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/** The fields that are kept. All others are checked for their form and skipped. */
enum debian_field {
    DEBIAN_PACKAGE,
    DEBIAN_VERSION,
    DEBIAN_ARCHITECTURE,
    DEBIAN_MAINTAINER,
    DEBIAN_FILENAME,
    DEBIAN_SIZE,
    DEBIAN_SECTION,        /* optional, like all that follow */
    DEBIAN_INSTALLED_SIZE, /* in KiB */
    DEBIAN_SHA256,
    DEBIAN_FIELD_COUNT
};

struct debian_stanza {
    size_t line;                      /* where it begins */
    char *fields[DEBIAN_FIELD_COUNT]; /* unfolded; NULL if an optional field is absent */
    int64_t size;
    int64_t installed_size; /* -1 if absent */
};

struct debian_stanzas {
    struct debian_stanza *items;
    size_t count, capacity;
};

struct debian_problem {
    size_t line; /* 0: the whole text */
    char message[256];
};

/**
 * Reads all stanzas up to the end of the stream. Returns false if there is a mistake; *problem then describes the first
 * one. *out starts as {0} and must be freed by debian_stanzas_free in either case.
 */
bool debian_stanzas_read(FILE *stream, struct debian_stanzas *out, struct debian_problem *problem);

void debian_stanzas_free(struct debian_stanzas *self);

#endif
