/*
 * The progress bar of progress.h. It redraws one line by a carriage return; it must not assume colours or a width
 * beyond 80 columns.
 */
#define _POSIX_C_SOURCE 200809L
#include "progress.h"

#include <unistd.h>

enum { WIDTH = 40 };

static void draw(struct progress *self, int percent)
{
    char bar[WIDTH + 1];

    for (int i = 0; i < WIDTH; ++i)
        bar[i] = i < percent * WIDTH / 100 ? '#' : '.';
    bar[WIDTH] = '\0';
    fprintf(self->stream, "\r%s [%s] %3d %%", self->label, bar, percent);
    fflush(self->stream);
    self->shown = percent;
}

void progress_begin(struct progress *self, FILE *stream, const char *label, size_t total)
{
    *self = (struct progress){.stream = stream, .label = label, .total = total, .shown = -1};
    if (isatty(fileno(stream)))
        draw(self, 0);
}

void progress_show(struct progress *self, size_t done)
{
    const int percent = self->total ? (int)(100.0 * (double)done / (double)self->total) : 100;

    if (self->shown >= 0 && percent != self->shown)
        draw(self, percent);
}

void progress_end(struct progress *self)
{
    if (self->shown >= 0)
        fputc('\n', self->stream);
    self->shown = -1;
}
