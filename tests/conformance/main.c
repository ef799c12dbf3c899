/*
 * The conformance runner of the C API: scenarios in, outcomes out, one line each. Reads arguments, lines and files;
 * must not know what a scenario means.
 */
#define _POSIX_C_SOURCE 200809L /* getline */

#include "json.h"
#include "scenario.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

static const char usage[] =
    "usage: runner [--url sqlite::memory:|postgresql://user:password@host:port/database] [FILE...]\n";

static json_t *run_line(const char *line, size_t length, place *place)
{
    json_error_t error;
    json_t *scenario = json_read(line, length, &error);
    if (!scenario) {
        json_t *why = json_sprintf("the line is no JSON: %s at byte %d", error.text, error.position);
        json_t *outcome = scenario_unreadable(why ? json_string_value(why) : "the line is no JSON", place);
        json_decref(why);
        return outcome;
    }
    json_t *outcome = json_is_object(scenario) ? scenario_run(scenario, place)
                                               : scenario_unreadable("the line is no JSON object", place);
    json_decref(scenario);
    return outcome;
}

static bool run_file(FILE *file, const char *path, place *place)
{
    char *line = NULL;
    size_t capacity = 0;
    ssize_t length = 0;
    errno = 0;
    while ((length = getline(&line, &capacity, file)) >= 0) {
        if (strspn(line, " \t\r\n") < (size_t)length) {
            json_t *outcome = run_line(line, (size_t)length, place);
            char *text = json_text(outcome);
            puts(text);
            free(text);
            json_decref(outcome);
        }
        errno = 0;
    }
    int failure = errno;
    free(line);
    if (failure) {
        fprintf(stderr, "conformance runner: %s: %s\n", path, strerror(failure));
    }
    return !failure;
}

static bool run_path(const char *path, place *place)
{
    FILE *file = fopen(path, "r");
    if (!file) {
        fprintf(stderr, "conformance runner: %s: %s\n", path, strerror(errno));
        return false;
    }
    bool worked = run_file(file, path, place);
    fclose(file);
    return worked;
}

int main(int argc, char **argv)
{
    const char *url = "sqlite::memory:";
    int first = 1;
    if (argc > 1 && strcmp(argv[1], "--help") == 0) {
        fputs(usage, stdout);
        return EXIT_SUCCESS;
    }
    if (argc > 2 && strcmp(argv[1], "--url") == 0) {
        url = argv[2];
        first = 3;
    }
    if (first < argc && strncmp(argv[first], "--", 2) == 0) {
        fputs(usage, stderr);
        return 2;
    }
    /* Every scenario starts with nothing, which a file would not give it. */
    if (!place_takes(url)) {
        fprintf(stderr, "conformance runner: a URL that is not one of a database for tests\n%s", usage);
        return 2;
    }
    place place;
    if (!place_open(&place, url)) {
        fprintf(stderr, "conformance runner: %s\n", place.fault);
        return EXIT_FAILURE;
    }
    bool worked = first < argc || run_file(stdin, "standard input", &place);
    for (int i = first; i < argc && worked; i++) {
        worked = run_path(argv[i], &place);
    }
    place_close(&place);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fputs("conformance runner: the outcomes could not be written\n", stderr);
        return EXIT_FAILURE;
    }
    return worked ? EXIT_SUCCESS : EXIT_FAILURE;
}
