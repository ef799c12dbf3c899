/* Looking at what records hold; see loading.h. It must not know what should be loaded. */
#include "loading.h"
#include "declarations.h"

#include <stdio.h>

enum { SHOWN_MAX = 4096 };

void give_owners(const world *w, int count, int more)
{
    int i;
    for (i = 1; i <= count; ++i) {
        char json[80];
        sprintf(json, "{'id': %d}", i);
        given(w, "Person", json);
        sprintf(json, "{'id': %d, 'ownerId': %d}", i + more, i);
        given(w, "License", json);
    }
}

int world_pages(void **state)
{
    static const declaration pages[DECLARATIONS_MAX] = {
        MODEL("Page"),
        MODEL("Picture"),
        ATTRIBUTE("Picture", "kind", "string"),
        HAS_ONE_WITH("Page", "Picture", "{'as': 'cover', 'inverse': 'page', 'scope': {'kind': 'cover'}}"),
        HAS_ONE_WITH("Page", "Picture", "{'as': 'thumb', 'inverse': 'page', 'scope': {'kind': 'thumb'}}"),
    };
    return world_of(state, declared(pages));
}

static void append_json(char *shown, gemel_record *record, const char *file, int line)
{
    const char *json = NULL;
    size_t length = 0, at;
    expect_at(GEMEL_OK, gemel_record_to_json(record, &json, &length, &err), "a record as JSON", file, line);
    at = strlen(shown);
    assert_true(at + length < SHOWN_MAX);
    memcpy(shown + at, json, length + 1);
    for (; shown[at]; ++at)
        if (shown[at] == '"')
            shown[at] = '\'';
}

void expect_json_at(gemel_record *record, const char *json, const char *file, int line)
{
    char shown[SHOWN_MAX] = "";
    append_json(shown, record, file, line);
    _assert_string_equal(shown, json, file, line);
}

void expect_found_at(const world *w, const char *name, const char *where, const char *options, const char *json,
                     const char *file, int line)
{
    char shown[SHOWN_MAX] = "";
    gemel_records *list = NULL;
    size_t i;
    expect_at(GEMEL_OK,
              gemel_records_find_all(w->session, model(w, name), where ? values(where) : NULL,
                                     options ? with(options) : NULL, &list, &err),
              "finding records", file, line);
    for (i = 0; i < gemel_records_count(list); ++i)
        append_json(shown, gemel_records_at(list, i), file, line);
    gemel_records_free(list);
    _assert_string_equal(shown, json, file, line);
}

gemel_record *found_with(const world *w, const char *name, const char *where, const char *include)
{
    gemel_record *record = NULL;
    expect_ok(gemel_record_find_first(w->session, model(w, name), values(where), with(include), &record, &err));
    return keep(record);
}

bool is_loaded(const gemel_record *record, const char *association_name)
{
    bool out = false;
    expect_ok(gemel_record_is_loaded(record, association_name, &out, &err));
    return out;
}

gemel_record *loaded(gemel_record *record, const char *association_name)
{
    gemel_record *out = NULL;
    expect_ok(gemel_record_load_association(record, association_name, NULL, &out, &err));
    return out ? keep(out) : NULL;
}
