/* The steps that load and that create a tree; see scene.h. It must not know which of them will fail. */
#include "scene_loading.h"
#include "fixture.h"

static gemel_options *including(const char *association_name)
{
    gemel_options *options = gemel_options_new();
    gemel_options_set_text(options, "include", association_name, GEMEL_NUL, NULL);
    return options;
}

gemel_status find_with_owner(scene *s, gemel_error **error)
{
    gemel_options *options = including("owner");
    gemel_status status;
    gemel_record_free(s->got);
    s->got = NULL;
    status = gemel_record_find_first(s->session, gemel_record_model(s->licence), NULL, options, &s->got, error);
    gemel_options_free(options);
    return status;
}

gemel_status reload_with_owner(scene *s, gemel_error **error)
{
    gemel_options *options = including("owner");
    gemel_status status = gemel_record_reload(s->licence, options, error);
    gemel_options_free(options);
    return status;
}

gemel_status load_licence(scene *s, gemel_error **error)
{
    gemel_record_free(s->got);
    s->got = NULL;
    return gemel_record_load_association(s->ann, "license", NULL, &s->got, error);
}

gemel_status load_many(scene *s, gemel_error **error)
{
    gemel_record *const people[] = {s->ann, s->bob};
    const gemel_association *license = NULL;
    gemel_status status = gemel_model_find_association(gemel_record_model(s->ann), "license", &license, error);
    gemel_records_free(s->list);
    s->list = NULL;
    if (status == GEMEL_OK)
        status = gemel_records_get_association(s->session, license, people, COUNT(people), NULL, &s->list, error);
    return status;
}

static gemel_status create_with_licence(scene *s, gemel_values *v, gemel_record **out, gemel_error **error)
{
    gemel_options *options = including("license");
    gemel_status status = gemel_record_create(s->session, gemel_record_model(s->ann), v, options, out, error);
    gemel_options_free(options);
    gemel_values_free(v);
    return status;
}

gemel_status create_tree(scene *s, gemel_error **error)
{
    gemel_values *outer = gemel_values_new(), *inner = gemel_values_new();
    gemel_values_set_text(inner, "number", "a nested number that is too long for small strings", GEMEL_NUL, NULL);
    gemel_values_set_text(outer, "name", "dan", GEMEL_NUL, NULL);
    gemel_values_set_values(outer, "license", inner, NULL);
    gemel_values_free(inner);
    return create_with_licence(s, outer, &s->dan, error);
}

gemel_status create_with_spare(scene *s, gemel_error **error)
{
    gemel_values *v = gemel_values_new();
    gemel_values_set_record(v, "license", s->spare, NULL);
    return create_with_licence(s, v, &s->eve, error);
}
