/*
 * The models and the loading of debian_store.h. It must not decide what a stanza needs: the parser has done that, and
 * the database's constraints do the rest.
 */
#include "debian_store.h"

#include "failure.h"

static gemel_status declare(gemel_schema *schema, gemel_error **err)
{
    /* Not keyed by name: an index may offer several versions and architectures of one package. */
    gemel_schema_add_model(schema, "Package", NULL, NULL, NULL);
    gemel_schema_add_attribute(schema, "Package", "id", "integer primary key auto increment", NULL, NULL);
    gemel_schema_add_attribute(schema, "Package", "name", "string not null", NULL, NULL);
    gemel_schema_add_attribute(schema, "Package", "version", "string not null", NULL, NULL);
    gemel_schema_add_attribute(schema, "Package", "architecture", "string(64) not null", NULL, NULL);
    gemel_schema_add_attribute(schema, "Package", "maintainer", "text not null", NULL, NULL);
    gemel_schema_add_attribute(schema, "Package", "section", "string null", NULL, NULL);
    gemel_schema_add_attribute(schema, "Package", "installedSize", "bigint null", NULL, NULL); /* in KiB */

    gemel_schema_add_model(schema, "Archive", NULL, NULL, NULL);
    gemel_schema_add_attribute(schema, "Archive", "id", "integer primary key auto increment", NULL, NULL);
    gemel_schema_add_attribute(schema, "Archive", "fileName", "text not null", NULL, NULL);
    gemel_schema_add_attribute(schema, "Archive", "size", "bigint not null", NULL, NULL); /* in bytes */
    gemel_schema_add_attribute(schema, "Archive", "sha256", "string(64) null", NULL, NULL);

    /* The key packageId is nowhere else declared: an archive has one package, and goes with it. */
    gemel_schema_has_one(schema, "Package", "Archive",
                         "foreign key packageId inverse package not null unique on delete cascade", NULL, NULL);
    return gemel_schema_resolve(schema, err);
}

gemel_status debian_store_open(struct debian_store *self, const char *url, gemel_error **err)
{
    *self = (struct debian_store){.schema = gemel_schema_new()};
    if (declare(self->schema, err) || gemel_schema_find_model(self->schema, "Package", &self->package, err) ||
        gemel_model_find_attribute(self->package, "name", &self->package_name, err) ||
        gemel_model_find_attribute(self->package, "version", &self->package_version, err) ||
        gemel_model_find_attribute(self->package, "architecture", &self->package_architecture, err) ||
        gemel_schema_find_model(self->schema, "Archive", &self->archive, err) ||
        gemel_model_find_attribute(self->archive, "fileName", &self->archive_file_name, err) ||
        gemel_model_find_attribute(self->archive, "size", &self->archive_size, err) ||
        gemel_model_find_attribute(self->archive, "packageId", &self->archive_package_id, err) ||
        gemel_database_open(url, self->schema, NULL, &self->database, err) ||
        gemel_session_open(self->database, NULL, &self->session, err))
        return gemel_error_status(*err);
    return GEMEL_OK;
}

struct load {
    struct debian_store *store;
    const struct debian_stanzas *stanzas;
    const char *source;
    void (*progress)(void *user_data, size_t done);
    void *user_data;
    gemel_values *package, *archive; /* filled again for each stanza */
};

static void fill(struct load *self, const struct debian_stanza *stanza)
{
    char *const *fields = stanza->fields;

    gemel_values_clear(self->package);
    gemel_values_set_text(self->package, "name", fields[DEBIAN_PACKAGE], GEMEL_NUL, NULL);
    gemel_values_set_text(self->package, "version", fields[DEBIAN_VERSION], GEMEL_NUL, NULL);
    gemel_values_set_text(self->package, "architecture", fields[DEBIAN_ARCHITECTURE], GEMEL_NUL, NULL);
    gemel_values_set_text(self->package, "maintainer", fields[DEBIAN_MAINTAINER], GEMEL_NUL, NULL);
    if (fields[DEBIAN_SECTION])
        gemel_values_set_text(self->package, "section", fields[DEBIAN_SECTION], GEMEL_NUL, NULL);
    if (stanza->installed_size >= 0)
        gemel_values_set_int(self->package, "installedSize", stanza->installed_size, NULL);

    gemel_values_clear(self->archive);
    gemel_values_set_text(self->archive, "fileName", fields[DEBIAN_FILENAME], GEMEL_NUL, NULL);
    gemel_values_set_int(self->archive, "size", stanza->size, NULL);
    if (fields[DEBIAN_SHA256])
        gemel_values_set_text(self->archive, "sha256", fields[DEBIAN_SHA256], GEMEL_NUL, NULL);
}

static gemel_status load(gemel_session *session, void *user_data, gemel_error **err)
{
    struct load *self = user_data;

    for (size_t i = 0; i < self->stanzas->count; ++i) {
        const struct debian_stanza *stanza = &self->stanzas->items[i];
        gemel_record *package = NULL;

        fill(self, stanza);
        const bool failed = gemel_record_create(session, self->store->package, self->package, NULL, &package, err) ||
                            gemel_record_create_association(package, "archive", self->archive, NULL, NULL, err);
        gemel_record_free(package);
        if (failed)
            return failure_prefix(err, "%.100s:%zu: package %.80s: ", self->source, stanza->line,
                                  stanza->fields[DEBIAN_PACKAGE]);
        self->progress(self->user_data, i + 1);
    }
    return GEMEL_OK;
}

gemel_status debian_store_load(struct debian_store *self, const struct debian_stanzas *stanzas, const char *source,
                               void (*progress)(void *user_data, size_t done), void *user_data, gemel_error **err)
{
    struct load job = {self, stanzas, source, progress, user_data, gemel_values_new(), gemel_values_new()};
    gemel_options *force = gemel_options_new();

    gemel_options_set_bool(force, "force", true, NULL);
    gemel_status status = gemel_database_sync(self->database, force, err);
    if (status == GEMEL_OK)
        status = gemel_session_transact(self->session, NULL, load, &job, err);
    gemel_options_free(force);
    gemel_values_free(job.archive);
    gemel_values_free(job.package);
    return status;
}

gemel_status debian_store_count(struct debian_store *self, const gemel_model *model, size_t *out, gemel_error **err)
{
    gemel_records *all = NULL;
    const gemel_status status = gemel_records_find(self->session, model, NULL, NULL, &all, err);

    *out = gemel_records_count(all);
    gemel_records_free(all);
    return status;
}

void debian_store_close(struct debian_store *self)
{
    gemel_session_free(self->session);
    gemel_database_free(self->database);
    gemel_schema_free(self->schema);
    *self = (struct debian_store){0};
}
