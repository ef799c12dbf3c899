/* Steps of scene.c that load what associations lead to, and that create it together. Must not know their order. */
#ifndef GEMEL_TESTS_CAPI_SCENE_LOADING_H
#define GEMEL_TESTS_CAPI_SCENE_LOADING_H
#include "scene.h"

gemel_status find_with_owner(scene *s, gemel_error **error);
gemel_status reload_with_owner(scene *s, gemel_error **error);
gemel_status load_licence(scene *s, gemel_error **error);
gemel_status load_many(scene *s, gemel_error **error);
gemel_status create_tree(scene *s, gemel_error **error);
gemel_status create_with_spare(scene *s, gemel_error **error);

#endif
