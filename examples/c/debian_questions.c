/*
 * The functions of debian_questions.h. Every answer comes from the database. Records in memory are only kept to be
 * compared with it.
 */
#include "debian_questions.h"

#include "failure.h"

#include <inttypes.h>
#include <stdio.h>

enum { DESCRIPTION = 200 };

static bool describe_package(struct debian_store *store, gemel_record *package, char out[DESCRIPTION],
                             gemel_error **err)
{
    const char *name = NULL, *version = NULL, *architecture = NULL;

    if (gemel_record_get_text_by_attribute(package, store->package_name, &name, NULL, err) ||
        gemel_record_get_text_by_attribute(package, store->package_version, &version, NULL, err) ||
        gemel_record_get_text_by_attribute(package, store->package_architecture, &architecture, NULL, err))
        return true;
    snprintf(out, DESCRIPTION, "%s %s (%s)", name, version, architecture);
    return false;
}

static bool print_archive(struct debian_store *store, const char *label, gemel_record *archive, gemel_error **err)
{
    const char *file_name = NULL;
    int64_t size = 0;

    if (!archive) {
        printf("  %-36s none\n", label);
        return false;
    }
    if (gemel_record_get_text_by_attribute(archive, store->archive_file_name, &file_name, NULL, err) ||
        gemel_record_get_int_by_attribute(archive, store->archive_size, &size, err))
        return true;
    printf("  %-36s %s, %" PRId64 " bytes\n", label, file_name, size);
    return false;
}

static bool print_archive_of(struct debian_store *store, gemel_record *package, gemel_error **err)
{
    gemel_record *archive = NULL;
    char description[DESCRIPTION];
    const bool failed = describe_package(store, package, description, err) ||
                        gemel_record_get_association(package, "archive", NULL, &archive, err) ||
                        print_archive(store, description, archive, err);

    gemel_record_free(archive);
    return failed;
}

static gemel_status find_packages(struct debian_store *store, const char *name, gemel_records **out, gemel_error **err)
{
    return gemel_records_find_all(store->session, store->package, GEMEL_VALUES(GEMEL_TEXT("name", name)), NULL, out,
                                  err);
}

gemel_status debian_ask_archive(struct debian_store *store, const char *name, gemel_record **out, gemel_error **err)
{
    gemel_records *packages = NULL;
    gemel_status status = find_packages(store, name, &packages, err);

    if (status == GEMEL_OK && gemel_records_count(packages) == 0)
        status = failure_raise(err, GEMEL_NOT_FOUND, "no package is called %.100s", name);
    for (size_t i = 0; status == GEMEL_OK && i < gemel_records_count(packages); ++i)
        if (print_archive_of(store, gemel_records_at(packages, i), err))
            status = gemel_error_status(*err);
    if (status == GEMEL_OK)
        status = gemel_records_take(packages, 0, out, err);
    gemel_records_free(packages);
    return status;
}

gemel_status debian_ask_package(struct debian_store *store, const char *file_name, gemel_error **err)
{
    gemel_record *archive = NULL, *package = NULL;
    char description[DESCRIPTION];
    const bool failed =
        gemel_record_find_first(store->session, store->archive, GEMEL_VALUES(GEMEL_TEXT("fileName", file_name)),
                                GEMEL_OPTIONS(GEMEL_BOOL("rejectOnEmpty", true)), &archive, err) ||
        gemel_record_get_association(archive, "package", NULL, &package, err) ||
        describe_package(store, package, description, err);
    if (!failed)
        printf("  %s: %s\n", file_name, description);
    gemel_record_free(package);
    gemel_record_free(archive);
    return failed ? gemel_error_status(*err) : GEMEL_OK;
}

gemel_status debian_find_other(struct debian_store *store, const char *name, const gemel_record *package,
                               gemel_record **out, gemel_error **err)
{
    gemel_records *packages = NULL;
    gemel_status status = find_packages(store, name, &packages, err);

    *out = NULL;
    for (size_t i = 0; status == GEMEL_OK && !*out && i < gemel_records_count(packages); ++i) {
        bool is_it = false;

        status = gemel_record_equals(gemel_records_at(packages, i), package, &is_it, err);
        if (status == GEMEL_OK && !is_it)
            status = gemel_records_take(packages, i, out, err);
    }
    gemel_records_free(packages);
    return status;
}

struct move {
    struct debian_store *store;
    gemel_record *from, *to;           /* packages */
    gemel_record *archive, *displaced; /* their archives before the move */
};

static bool print_both(struct move *self, gemel_error **err)
{
    return print_archive_of(self->store, self->from, err) || print_archive_of(self->store, self->to, err);
}

/* An archive must have a package. An archive that loses it is deleted: only the record in memory is left. */
static bool print_displaced(struct move *self, gemel_error **err)
{
    const gemel_status status = gemel_record_reload(self->displaced, NULL, err);

    if (status == GEMEL_OK)
        return failure_raise(err, GEMEL_INTERNAL, "the archive that was displaced is still there");
    if (status != GEMEL_NOT_FOUND)
        return true;
    gemel_error_free(*err);
    *err = NULL;
    return print_archive(self->store, "displaced, and so deleted", self->displaced, err);
}

static gemel_status move_and_fail(gemel_session *session, void *user_data, gemel_error **err)
{
    struct move *self = user_data;

    (void)session;
    if (gemel_record_set_association(self->to, "archive", self->archive, NULL, err) || print_both(self, err) ||
        print_displaced(self, err))
        return gemel_error_status(*err);
    return gemel_error_raise(GEMEL_CALLBACK, "it was only tried", err);
}

/* Does the archive belong to the package, both in memory and in the database? */
static bool check(struct debian_store *store, gemel_record *package, gemel_record *archive, gemel_error **err)
{
    gemel_record *stored = NULL;
    int64_t package_id = 0, id = 0, stored_id = 0;
    bool is_same = false;
    bool failed = gemel_record_get_association(package, "archive", NULL, &stored, err) ||
                  gemel_record_get_int(package, "id", &id, err) ||
                  gemel_record_get_int_by_attribute(archive, store->archive_package_id, &package_id, err);

    failed = failed || gemel_record_equals(archive, stored, &is_same, err);
    if (!failed && !is_same)
        failed = failure_raise(err, GEMEL_INTERNAL, "the database is not as it was before the transaction");
    failed = failed || gemel_record_get_int_by_attribute(stored, store->archive_package_id, &stored_id, err);
    if (!failed && (package_id != id || stored_id != id))
        failed = failure_raise(err, GEMEL_INTERNAL, "the record in memory is not as it was before the transaction");
    gemel_record_free(stored);
    return failed;
}

static gemel_status roll_back_move(struct move *self, gemel_error **err)
{
    const gemel_status status = gemel_session_transact(self->store->session, NULL, move_and_fail, self, err);

    if (status != GEMEL_CALLBACK)
        return status;
    printf("Rolled back: %s\n", gemel_error_message(*err));
    gemel_error_free(*err);
    *err = NULL;
    return GEMEL_OK;
}

gemel_status debian_try_move(struct debian_store *store, gemel_record *from, gemel_record *to, gemel_error **err)
{
    struct move move = {.store = store, .from = from, .to = to};
    const bool failed = gemel_record_get_association(from, "archive", NULL, &move.archive, err) ||
                        gemel_record_get_association(to, "archive", NULL, &move.displaced, err) ||
                        check(store, from, move.archive, err) || check(store, to, move.displaced, err) ||
                        roll_back_move(&move, err) || print_both(&move, err) || check(store, from, move.archive, err) ||
                        check(store, to, move.displaced, err);

    if (!failed)
        puts("  as before, in the database and in the records in memory");
    gemel_record_free(move.displaced);
    gemel_record_free(move.archive);
    return failed ? gemel_error_status(*err) : GEMEL_OK;
}
