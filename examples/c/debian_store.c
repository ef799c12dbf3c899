/*
 * The models and the loading of debian_store.h. It must not check what a stanza needs: the parser has done that, and
 * the constraints of the database do the rest.
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

    /* The foreign key packageId is declared here only: an archive has one package, and is deleted with it. */
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
};

static gemel_value text_or_null(const char *name, const char *text)
{
    return text ? GEMEL_TEXT(name, text) : GEMEL_NULL(name);
}

static gemel_status add_package(gemel_bulk *bulk, const struct debian_stanza *stanza, size_t number, gemel_error **err)
{
    char *const *fields = stanza->fields;

    return gemel_bulk_add(bulk,
                          GEMEL_VALUES(GEMEL_INT("id", (int64_t)number), GEMEL_TEXT("name", fields[DEBIAN_PACKAGE]),
                                       GEMEL_TEXT("version", fields[DEBIAN_VERSION]),
                                       GEMEL_TEXT("architecture", fields[DEBIAN_ARCHITECTURE]),
                                       GEMEL_TEXT("maintainer", fields[DEBIAN_MAINTAINER]),
                                       text_or_null("section", fields[DEBIAN_SECTION]),
                                       stanza->installed_size >= 0 ? GEMEL_INT("installedSize", stanza->installed_size)
                                                                   : GEMEL_NULL("installedSize")),
                          err);
}

static gemel_status add_archive(gemel_bulk *bulk, const struct debian_stanza *stanza, size_t number, gemel_error **err)
{
    char *const *fields = stanza->fields;

    return gemel_bulk_add(bulk,
                          GEMEL_VALUES(GEMEL_INT("packageId", (int64_t)number),
                                       GEMEL_TEXT("fileName", fields[DEBIAN_FILENAME]), GEMEL_INT("size", stanza->size),
                                       text_or_null("sha256", fields[DEBIAN_SHA256])),
                          err);
}

/* Writes a row for each stanza. Packages are numbered here, so that archives need not ask for their numbers. */
static gemel_status load_rows(struct load *self, gemel_session *session, const gemel_model *model, bool second,
                              gemel_error **err)
{
    gemel_bulk *bulk = NULL;
    gemel_status status = gemel_bulk_open(session, model, NULL, &bulk, err);

    for (size_t i = 0; status == GEMEL_OK && i < self->stanzas->count; ++i) {
        const struct debian_stanza *stanza = &self->stanzas->items[i];
        status = second ? add_archive(bulk, stanza, i + 1, err) : add_package(bulk, stanza, i + 1, err);
        if (status)
            status = failure_prefix(err, "%.100s:%zu: package %.80s: ", self->source, stanza->line,
                                    stanza->fields[DEBIAN_PACKAGE]);
        self->progress(self->user_data, ((second ? self->stanzas->count : 0) + i + 1) / 2);
    }
    if (status == GEMEL_OK)
        status = gemel_bulk_finish(bulk, NULL, err);
    gemel_bulk_free(bulk);
    return status;
}

static gemel_status load(gemel_session *session, void *user_data, gemel_error **err)
{
    struct load *self = user_data;
    const gemel_status status = load_rows(self, session, self->store->package, false, err);

    return status ? status : load_rows(self, session, self->store->archive, true, err);
}

gemel_status debian_store_load(struct debian_store *self, const struct debian_stanzas *stanzas, const char *source,
                               void (*progress)(void *user_data, size_t done), void *user_data, gemel_error **err)
{
    struct load job = {self, stanzas, source, progress, user_data};
    gemel_status status = gemel_database_sync(self->database, GEMEL_OPTIONS(GEMEL_BOOL("force", true)), err);

    if (status == GEMEL_OK)
        status = gemel_session_transact(self->session, NULL, load, &job, err);
    return status;
}

gemel_status debian_store_count(struct debian_store *self, const gemel_model *model, size_t *out, gemel_error **err)
{
    gemel_query *every = NULL;
    int64_t rows = 0;
    gemel_status status = gemel_query_new(model, &every, err);

    if (status == GEMEL_OK)
        status = gemel_query_count(every, self->session, &rows, err);
    gemel_query_free(every);
    *out = (size_t)rows;
    return status;
}

void debian_store_close(struct debian_store *self)
{
    gemel_session_free(self->session);
    gemel_database_free(self->database);
    gemel_schema_free(self->schema);
    *self = (struct debian_store){0};
}
