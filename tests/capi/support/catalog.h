/*
 * What a shared database (database.h) has, as its own catalogue tells it, the same way for each dialect; borrowed until
 * the next call. Must not know what ought to be there.
 */
#ifndef GEMEL_TESTS_CAPI_CATALOG_H
#define GEMEL_TESTS_CAPI_CATALOG_H

/* "licenses, people". */
const char *catalog_tables(void);
/* "ownerId people id SET NULL CASCADE": column, table and column that it refers to, on delete, on update; by column. */
const char *catalog_foreign_keys(const char *table);
/* Names, without that of the primary key: "licenses_owner_id_index". */
const char *catalog_indexes(const char *table);
/* The columns of those that are unique, or are not. */
const char *catalog_unique_columns(const char *table);
const char *catalog_index_columns(const char *table);

#endif
