/* Questions to the catalogues of both dialects; see catalog.h. It must not know gemel. */
#include "catalog.h"
#include "database.h"
#include <stdio.h>

static const char *about(const char *sqlite, const char *postgresql, const char *table)
{
    char sql[1024];
    snprintf(sql, sizeof sql, by_dialect(sqlite, postgresql), table);
    return shared_ask(sql);
}

const char *catalog_tables(void)
{
    return shared_ask(
        by_dialect("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
                   "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'"
                   " ORDER BY 1"));
}

const char *catalog_foreign_keys(const char *table)
{
    return about(
        "SELECT \"from\", \"table\", \"to\", on_delete, on_update FROM pragma_foreign_key_list('%s') ORDER BY 1",
        "SELECT a.attname, c.confrelid::regclass, f.attname, r.delete_rule, r.update_rule FROM pg_constraint c"
        " JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]"
        " JOIN pg_attribute f ON f.attrelid = c.confrelid AND f.attnum = c.confkey[1]"
        " JOIN information_schema.referential_constraints r"
        " ON r.constraint_schema = current_schema() AND r.constraint_name = c.conname"
        " WHERE c.contype = 'f' AND c.conrelid = '%s'::regclass ORDER BY 1",
        table);
}

const char *catalog_indexes(const char *table)
{
    return about("SELECT name FROM pragma_index_list('%s') ORDER BY 1",
                 "SELECT indexrelid::regclass FROM pg_index WHERE indrelid = '%s'::regclass AND NOT indisprimary"
                 " ORDER BY indexrelid::regclass::text",
                 table);
}

#define SQLITE_COLUMNS(unique)                                                                                         \
    "SELECT i.name FROM pragma_index_list('%s') AS l JOIN pragma_index_info(l.name) AS i WHERE l.\"unique\" = " unique \
    " ORDER BY 1"
#define POSTGRESQL_COLUMNS(unique)                                                                                     \
    "SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)"    \
    " WHERE i.indrelid = '%s'::regclass AND NOT i.indisprimary AND " unique " i.indisunique ORDER BY 1"

const char *catalog_unique_columns(const char *table)
{
    return about(SQLITE_COLUMNS("1"), POSTGRESQL_COLUMNS(""), table);
}

const char *catalog_index_columns(const char *table)
{
    return about(SQLITE_COLUMNS("0"), POSTGRESQL_COLUMNS("NOT"), table);
}
