/*
 * Hooks that write down what they are told, and can be told to fail, for the tests of what runs when. It must not know
 * what should run.
 */
#ifndef GEMEL_TESTS_CAPI_RECORDER_H
#define GEMEL_TESTS_CAPI_RECORDER_H
#include "fixture.h"

/* Adds hooks of all events of a model, or of an association; forgets what ran. */
void record_model(gemel_schema *schema, const char *model_name);
void record_association(gemel_schema *schema, const char *model_name, const char *association_name);

/* What ran since, and then forgets it: "beforeUpdate License 10, ..."; "-" for a key that is not there. */
#define expect_run(text) expect_run_at((text), __FILE__, __LINE__)
void expect_run_at(const char *text, const char *file, int line);
void forget_run(void);

/* The event of that name returns GEMEL_CALLBACK with the message "refused by a hook", from now on; NULL: none does. */
void refuse_at(const char *event);

/* What runs around one row, by the key that it has before and after. */
#define RUN_CREATE(model, before, after)                                                                               \
    "beforeValidate " model " " before ", afterValidate " model " " before ", beforeCreate " model " " before          \
    ", beforeSave " model " " before ", afterCreate " model " " after ", afterSave " model " " after
#define RUN_UPDATE(model, key)                                                                                         \
    "beforeValidate " model " " key ", afterValidate " model " " key ", beforeUpdate " model " " key                   \
    ", beforeSave " model " " key ", afterUpdate " model " " key ", afterSave " model " " key
#define RUN_DESTROY(model, key) "beforeDestroy " model " " key ", afterDestroy " model " " key

#endif
