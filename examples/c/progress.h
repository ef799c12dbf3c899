/*
 * A progress bar for a loop of known length. It draws on a terminal only, and must not know what is counted.
 */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct progress {
    FILE *stream;
    const char *label; /* borrowed */
    size_t total;
    int shown; /* per cent on the screen; -1 if nothing is drawn */
};

/** Draws the empty bar, if the stream is a terminal. */
void progress_begin(struct progress *self, FILE *stream, const char *label, size_t total);

/** Redraws when the percentage has changed, so that a call per item costs nothing. */
void progress_show(struct progress *self, size_t done);

/** Leaves the bar as it is and goes to the next line. */
void progress_end(struct progress *self);

#endif
