/*
 * Reads a schema document from standard input and prints its canonical form, or what is wrong with it, one complaint on
 * a line. The exit status: 0, 1 if the document is refused, 2 if the schema that it declares is, 3 if there was none to
 * read. It must not judge a document itself.
 */
#include <gemel/gemel.h>
#include <stdio.h>
#include <stdlib.h>

enum { REFUSED = 1, UNRESOLVED = 2, BROKEN = 3, CHUNK = 65536 };

static char *read_all(FILE *in, size_t *length)
{
    char *text = NULL;
    size_t got;
    *length = 0;
    do {
        char *more = realloc(text, *length + CHUNK);
        if (!more) {
            free(text);
            return NULL;
        }
        text = more;
        got = fread(text + *length, 1, CHUNK, in);
        *length += got;
    } while (got > 0);
    return text;
}

/* Prints and takes the error. */
static int refuse(gemel_status status, gemel_error *err, int answer)
{
    size_t i;
    for (i = 0; i < gemel_error_item_count(err); ++i)
        puts(gemel_error_item_message(err, i));
    if (gemel_error_item_count(err) == 0 || status != GEMEL_DEFINITION)
        printf("%s, without items: %s\n", gemel_status_name(status), gemel_error_message(err));
    gemel_error_free(err);
    return answer;
}

static int print_canonical(const char *text, size_t length)
{
    gemel_schema *schema = NULL;
    gemel_error *err = NULL;
    const char *json = NULL;
    gemel_status status = gemel_schema_from_json(text, length, &schema, &err);
    int answer = 0;
    if (status)
        return refuse(status, err, REFUSED);
    status = gemel_schema_resolve(schema, &err);
    if (status) {
        answer = refuse(status, err, UNRESOLVED);
    } else if (gemel_schema_to_json(schema, &json, &length, &err)) {
        answer = refuse(gemel_error_status(err), err, BROKEN);
    } else {
        fwrite(json, 1, length, stdout);
    }
    gemel_schema_free(schema);
    return answer;
}

int main(void)
{
    size_t length = 0;
    char *text = read_all(stdin, &length);
    int answer = text ? print_canonical(text, length) : BROKEN;
    free(text);
    return answer;
}
