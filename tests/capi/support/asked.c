/* Asking queries; see asked.h. It must not know what they should give. */
#include "asked.h"

enum { TEXT_MAX = 4096 };

static gemel_status make(const world *w, const char *model_name, const char *json, gemel_query **made)
{
    char text[TEXT_MAX];
    gemel_query *every = NULL;
    gemel_status status;
    size_t i;
    assert_true(strlen(json) < TEXT_MAX);
    for (i = 0; i <= strlen(json); ++i)
        text[i] = json[i] == '\'' ? '"' : json[i];
    expect_ok(gemel_query_new(model(w, model_name), &every, &err));
    status = gemel_query_merge_json(every, text, GEMEL_NUL, made, &err);
    gemel_query_free(every);
    return status;
}

gemel_query *query(const world *w, const char *model_name, const char *json)
{
    gemel_query *made = NULL;
    expect_ok(make(w, model_name, json, &made));
    return made;
}

void expect_refused_at(const world *w, const char *model_name, const char *json, gemel_status status,
                       const char *mention, const char *file, int line)
{
    gemel_query *made = NULL;
    expect_at(status, make(w, model_name, json, &made), json, file, line);
    assert_null(made);
    expect_mention_at(mention, file, line);
}

void expect_asked_at(const world *w, const char *model_name, const char *json, const char *ids, const char *file,
                     int line)
{
    gemel_query *q = query(w, model_name, json);
    expect_query_at(q, w, ids, file, line);
    gemel_query_free(q);
}

void expect_query_at(const gemel_query *q, const world *w, const char *ids, const char *file, int line)
{
    char shown[TEXT_MAX] = "";
    gemel_records *list = NULL;
    size_t i;
    expect_at(GEMEL_OK, gemel_query_all(q, w->session, &list, &err), "asking a query", file, line);
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

const char *placed(const char *sql)
{
    static char text[TEXT_MAX];
    size_t end = 0;
    for (; *sql; ++sql) {
        if (*database_schema() && strncmp(sql, "people", strlen("people")) == 0) {
            strcpy(text + end, database_schema());
            end += strlen(database_schema());
            text[end++] = '.';
        }
        assert_true(end < sizeof text / 2);
        text[end++] = *sql;
    }
    text[end] = '\0';
    return text;
}
