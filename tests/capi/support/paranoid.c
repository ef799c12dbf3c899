/* Rows that are marked, and what all rows are; see paranoid.h. It must not know what marks them. */
#include "paranoid.h"

enum { SHOWN_MAX = 1024 };

/* Steps of a builder go unchecked: the resolve in world_of reports them. */
gemel_schema *schema_paranoid(const char *owner_id)
{
    gemel_schema *s = gemel_schema_new();
    gemel_schema_add_model(s, "Person", "paranoid", NULL, NULL);
    gemel_schema_add_attribute(s, "Person", "id", "integer primary key auto increment", NULL, NULL);
    gemel_schema_add_attribute(s, "Person", "name", "string", NULL, NULL);
    gemel_schema_add_model(s, "License", "paranoid", with("{'timestamps': {'createdAt': false}}"), NULL);
    gemel_schema_add_attribute(s, "License", "id", "integer primary key auto increment", NULL, NULL);
    gemel_schema_add_attribute(s, "License", "number", "string", NULL, NULL);
    gemel_schema_add_attribute(s, "License", "ownerId", owner_id, NULL, NULL);
    gemel_schema_has_one(s, "Person", "License", "foreign key ownerId inverse owner", NULL, NULL);
    return s;
}

int paranoid_n(void **state)
{
    return world_of(state, schema_paranoid("integer"));
}

int paranoid_r(void **state)
{
    return world_of(state, schema_paranoid("integer not null"));
}

int paranoid_u(void **state)
{
    return world_of(state, schema_paranoid("integer unique"));
}

int paranoid_ru(void **state)
{
    return world_of(state, schema_paranoid("integer not null unique"));
}

void mark(gemel_record *record)
{
    bool deleted = false;
    expect_ok(gemel_record_destroy(record, NULL, &deleted, &err));
    assert_true(deleted);
}

static const char *text_of(gemel_record *record, const char *attribute)
{
    const char *text = NULL;
    expect_ok(gemel_record_get_text(record, attribute, &text, NULL, &err));
    return text ? text : "null";
}

static void append(char *shown, const char *before, const char *part)
{
    assert_true(strlen(shown) + strlen(before) + strlen(part) < SHOWN_MAX);
    strcat(shown, before);
    strcat(shown, part);
}

static gemel_records *all_licenses(const world *w)
{
    gemel_records *all = NULL;
    expect_ok(gemel_records_find_all(w->witness, model(w, "License"), NULL, with("{'withDeleted': true}"), &all, &err));
    return all;
}

void expect_licenses_at(const world *w, const char *rows, const char *file, int line)
{
    static const char *const attributes[] = {"id", "number", "ownerId"};
    char shown[SHOWN_MAX] = "";
    gemel_records *all = all_licenses(w);
    size_t i, j;
    for (i = 0; i < gemel_records_count(all); ++i) {
        gemel_record *license = gemel_records_at(all, i);
        for (j = 0; j < COUNT(attributes); ++j)
            append(shown, j ? " " : i ? ", " : "", text_of(license, attributes[j]));
        append(shown, "", is_deleted(license) ? " deleted" : "");
    }
    gemel_records_free(all);
    _assert_string_equal(shown, rows, file, line);
}

void expect_untouched_at(const world *w, const char *ids, const char *file, int line)
{
    char shown[SHOWN_MAX] = "";
    gemel_records *all = all_licenses(w);
    size_t i;
    for (i = 0; i < gemel_records_count(all); ++i) {
        gemel_record *license = gemel_records_at(all, i);
        if (strcmp(text_of(license, "updatedAt"), LONG_AGO) == 0)
            append(shown, *shown ? " " : "", text_of(license, "id"));
    }
    gemel_records_free(all);
    _assert_string_equal(shown, ids, file, line);
}
