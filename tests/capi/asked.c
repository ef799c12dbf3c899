/* Asking queries; see asked.h. It must not know what they should give. */
#include "asked.h"

enum { TEXT_MAX = 4096 };

gemel_query *query(const world *w, const char *model_name, const char *json)
{
    char text[TEXT_MAX];
    gemel_query *every = NULL, *made = NULL;
    size_t i;
    assert_true(strlen(json) < TEXT_MAX);
    for (i = 0; i <= strlen(json); ++i)
        text[i] = json[i] == '\'' ? '"' : json[i];
    expect_ok(gemel_query_new(model(w, model_name), &every, &err));
    expect_ok(gemel_query_merge_json(every, text, GEMEL_NUL, &made, &err));
    gemel_query_free(every);
    return made;
}

void expect_asked_at(const world *w, const char *model_name, const char *json, const char *ids, const char *file,
                     int line)
{
    char shown[TEXT_MAX] = "";
    gemel_query *q = query(w, model_name, json);
    gemel_records *list = NULL;
    size_t i;
    expect_at(GEMEL_OK, gemel_query_all(q, w->session, &list, &err), "asking a query", file, line);
    gemel_query_free(q);
    for (i = 0; i < gemel_records_count(list); ++i) {
        const char *id = NULL;
        size_t length = 0;
        expect_at(GEMEL_OK, gemel_record_get_text(gemel_records_at(list, i), "id", &id, &length, &err), "reading an id",
                  file, line);
        assert_true(strlen(shown) + length + 2 < TEXT_MAX);
        strcat(shown, i ? " " : "");
        strcat(shown, id);
    }
    gemel_records_free(list);
    _assert_string_equal(shown, ids, file, line);
}
