/*
 * Packages and their archives in a database: the models, and the loading of a package index. Uses gemel's public
 * header; it must not parse, print or read options.
 */
#ifndef DEBIAN_STORE_H
#define DEBIAN_STORE_H

#include "debian_stanza.h"

#include <gemel/gemel.h>

struct debian_store {
    gemel_schema *schema;
    gemel_database *database;
    gemel_session *session;
    /* Parts of the schema, looked up once: reading by attribute saves the search by name for each value. */
    const gemel_model *package, *archive;
    const gemel_attribute *package_name, *package_version, *package_architecture;
    const gemel_attribute *archive_file_name, *archive_size, *archive_package_id;
};

/** Opens the database of the URL. *self must be released by debian_store_close in either case. */
gemel_status debian_store_open(struct debian_store *self, const char *url, gemel_error **err);

/**
 * Replaces the tables, then creates a Package and its Archive for each stanza, all in one transaction. If a stanza is
 * refused, the error names its line in `source`, and nothing is stored. Calls progress with the number of stanzas done.
 */
gemel_status debian_store_load(struct debian_store *self, const struct debian_stanzas *stanzas, const char *source,
                               void (*progress)(void *user_data, size_t done), void *user_data, gemel_error **err);

/** Counts the rows of a model. */
gemel_status debian_store_count(struct debian_store *self, const gemel_model *model, size_t *out, gemel_error **err);

void debian_store_close(struct debian_store *self);

#endif
