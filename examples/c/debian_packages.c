/*
 * Loads the machine's package index into a database through gemel, then reads it, by associations and by queries.
 *
 *   debian_packages [--database URL] [--stanzas FILE] NAME...
 *
 * This file reads the command line and decides what happens in which order. It must not know the format of an index
 * (debian_stanza.c), nor a model or a statement of the database (debian_store.c, debian_questions.c, debian_queries.c).
 */
#define _POSIX_C_SOURCE 200809L
#include "debian_queries.h"
#include "debian_questions.h"
#include "debian_stanza.h"
#include "debian_store.h"
#include "failure.h"
#include "progress.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

/* apt prefers installed packages to those of an index, and does not know the archive of a package from elsewhere. So
 * these options make apt assume that nothing is installed, and not cache the result. */
static const char dumpavail[] = "apt-cache -o Dir::State::status=/dev/null -o Dir::Cache::pkgcache= dumpavail";

static const char usage[] =
    "Usage: debian_packages [OPTION]... NAME...\n"
    "Store the Debian packages that this machine could install, and their archives, in a database; then show the\n"
    "archives of the packages called NAME, and what else one can ask.\n"
    "\n"
    "  -d, --database URL   the database (sqlite:packages.db); its tables packages and archives are replaced\n"
    "  -s, --stanzas FILE   read the stanzas from FILE, - for standard input, and not from apt-cache dumpavail\n"
    "  -h, --help           show this\n";

struct arguments {
    const char *database, *stanzas; /* stanzas: NULL for apt-cache */
    char **names;
    int name_count;
};

/* Returns true if the program shall go on; otherwise *exit_status is its exit status. */
static bool parse(int argc, char **argv, struct arguments *out, int *exit_status)
{
    static const struct option options[] = {
        {"database", required_argument, NULL, 'd'},
        {"stanzas", required_argument, NULL, 's'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    int option;

    *out = (struct arguments){.database = "sqlite:packages.db"};
    *exit_status = 2;
    while ((option = getopt_long(argc, argv, "d:s:h", options, NULL)) != -1) {
        if (option == 'd')
            out->database = optarg;
        else if (option == 's')
            out->stanzas = optarg;
        else if (option == 'h') {
            fputs(usage, stdout);
            *exit_status = 0;
            return false;
        } else
            return false; /* getopt_long has printed why */
    }
    out->names = argv + optind;
    out->name_count = argc - optind;
    if (out->name_count == 0)
        fputs("debian_packages: name a package at least, as in: debian_packages bash coreutils\n", stderr);
    return out->name_count > 0;
}

static const char *source_name(const struct arguments *arguments)
{
    if (!arguments->stanzas)
        return "apt-cache dumpavail";
    return strcmp(arguments->stanzas, "-") == 0 ? "standard input" : arguments->stanzas;
}

static gemel_status read_stream(FILE *stream, const char *source, struct debian_stanzas *out, gemel_error **err)
{
    struct debian_problem problem;

    if (!debian_stanzas_read(stream, out, &problem)) {
        if (problem.line == 0)
            return failure_raise(err, GEMEL_VALIDATION, "%.100s: %s", source, problem.message);
        return failure_raise(err, GEMEL_VALIDATION, "%.100s:%zu: %s", source, problem.line, problem.message);
    }
    return GEMEL_OK;
}

static gemel_status read_command(const char *command, const char *source, struct debian_stanzas *out, gemel_error **err)
{
    FILE *stream = popen(command, "r");

    if (!stream)
        return failure_raise(err, GEMEL_VALIDATION, "%s: %s", source, strerror(errno));
    const gemel_status status = read_stream(stream, source, out, err);
    const int ended = pclose(stream);
    if (status == GEMEL_OK && ended != 0)
        return failure_raise(err, GEMEL_VALIDATION, "%s failed (%s %d)", source,
                             WIFEXITED(ended) ? "exit status" : "signal",
                             WIFEXITED(ended) ? WEXITSTATUS(ended) : WTERMSIG(ended));
    return status;
}

static gemel_status read_file(const char *name, const char *source, struct debian_stanzas *out, gemel_error **err)
{
    FILE *stream = strcmp(name, "-") == 0 ? stdin : fopen(name, "r");

    if (!stream)
        return failure_raise(err, GEMEL_VALIDATION, "%.200s: %s", source, strerror(errno));
    const gemel_status status = read_stream(stream, source, out, err);
    if (stream != stdin)
        fclose(stream);
    return status;
}

static gemel_status read_stanzas(const struct arguments *arguments, struct debian_stanzas *out, gemel_error **err)
{
    const char *source = source_name(arguments);
    const gemel_status status = arguments->stanzas ? read_file(arguments->stanzas, source, out, err)
                                                   : read_command(dumpavail, source, out, err);

    if (status == GEMEL_OK && out->count == 0)
        return failure_raise(err, GEMEL_VALIDATION, "%.200s: no stanzas%s", source,
                             arguments->stanzas ? "" : "; apt-get update fetches the package index");
    if (status == GEMEL_OK)
        printf("Read from %s\n  %-36s %zu\n", source, "stanzas", out->count);
    return status;
}

static void show_progress(void *bar, size_t done)
{
    progress_show(bar, done);
}

static gemel_status load(struct debian_store *store, const struct debian_stanzas *stanzas, const char *source,
                         gemel_error **err)
{
    struct progress bar;
    size_t packages = 0, archives = 0;

    progress_begin(&bar, stderr, "storing", stanzas->count);
    gemel_status status = debian_store_load(store, stanzas, source, show_progress, &bar, err);
    progress_end(&bar);
    if (status || (status = debian_store_count(store, store->package, &packages, err)) ||
        (status = debian_store_count(store, store->archive, &archives, err)))
        return status;
    if (packages != stanzas->count || archives != stanzas->count)
        return failure_raise(err, GEMEL_INTERNAL, "%zu stanzas, but the tables hold %zu packages and %zu archives",
                             stanzas->count, packages, archives);
    printf("Stored in one transaction\n  %-36s %zu\n  %-36s %zu\n", "packages", packages, "archives", archives);
    return GEMEL_OK;
}

/* Moves to the next named package; if there is none, to the first other package of the index. */
static gemel_status try_move(struct debian_store *store, const struct arguments *arguments,
                             const struct debian_stanzas *stanzas, gemel_record *from, gemel_error **err)
{
    gemel_record *to = NULL;
    gemel_status status = GEMEL_OK;

    for (int i = 1; status == GEMEL_OK && !to && i < arguments->name_count; ++i)
        status = debian_find_other(store, arguments->names[i], from, &to, err);
    for (size_t i = 0; status == GEMEL_OK && !to && i < stanzas->count; ++i)
        status = debian_find_other(store, stanzas->items[i].fields[DEBIAN_PACKAGE], from, &to, err);
    if (status == GEMEL_OK && !to)
        puts("No archive can be moved: there is one package only");
    if (to) {
        puts("Moving the archive of a package to another one, in a transaction");
        status = debian_try_move(store, from, to, err);
    }
    gemel_record_free(to);
    return status;
}

static gemel_status query(struct debian_store *store, gemel_record *package, gemel_error **err)
{
    gemel_status status;

    puts("The largest archives, by one statement, as each of these answers");
    if ((status = debian_ask_largest(store, err)))
        return status;
    puts("The number of archives of who maintains the first package, and ten of them");
    if ((status = debian_ask_maintainer(store, package, err)))
        return status;
    puts("The number of packages in the largest sections");
    return debian_ask_sections(store, err);
}

static gemel_status ask(struct debian_store *store, const struct arguments *arguments,
                        const struct debian_stanzas *stanzas, gemel_error **err)
{
    gemel_record *first = NULL, *archive = NULL;
    const char *file_name = NULL;
    gemel_status status = GEMEL_OK;

    puts("The archive of a package, by the name of the package");
    for (int i = 0; status == GEMEL_OK && i < arguments->name_count; ++i) {
        gemel_record *package = NULL;
        status = debian_ask_archive(store, arguments->names[i], &package, err);
        if (first)
            gemel_record_free(package);
        else
            first = package;
    }
    if (status == GEMEL_OK &&
        (status = gemel_record_get_association(first, "archive", NULL, &archive, err)) == GEMEL_OK &&
        (status = gemel_record_get_text_by_attribute(archive, store->archive_file_name, &file_name, NULL, err)) ==
            GEMEL_OK) {
        puts("The package of an archive, by the file name of the archive");
        if ((status = debian_ask_package(store, file_name, err)) == GEMEL_OK)
            status = try_move(store, arguments, stanzas, first, err);
    }
    if (status == GEMEL_OK)
        status = query(store, first, err);
    gemel_record_free(archive);
    gemel_record_free(first);
    return status;
}

int main(int argc, char **argv)
{
    struct arguments arguments;
    struct debian_stanzas stanzas = {0};
    struct debian_store store = {0};
    gemel_error *err = NULL;
    int exit_status;

    if (!parse(argc, argv, &arguments, &exit_status))
        return exit_status;
    const bool failed =
        read_stanzas(&arguments, &stanzas, &err) || debian_store_open(&store, arguments.database, &err) ||
        load(&store, &stanzas, source_name(&arguments), &err) || ask(&store, &arguments, &stanzas, &err);
    if (failed)
        fprintf(stderr, "debian_packages: %s\n", gemel_error_message(err));
    gemel_error_free(err);
    debian_store_close(&store);
    debian_stanzas_free(&stanzas);
    return failed ? 1 : 0;
}
