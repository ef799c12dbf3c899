/*
 * What steps keep with `save`: names for instances, of which several may mean the same one. Knows no step.
 */
#ifndef GEMEL_CONFORMANCE_VARIABLES_H
#define GEMEL_CONFORMANCE_VARIABLES_H

#include <gemel/gemel.h>
#include <stddef.h>

/* A record and how many hold it: the variables that mean it, and the step that just returned it. */
typedef struct instance {
    gemel_record *record;
    size_t holders;
} instance;

/* Takes the record; the caller is its first holder. NULL for NULL. */
instance *instance_new(gemel_record *record);
/* One more holder; NULL is fine, here and below. */
instance *instance_hold(instance *self);
/* One holder less; without any the record is freed. */
void instance_release(instance *self);

typedef struct variable variable;
/* Zeros are an empty set. */
typedef struct variables {
    variable *list;
    size_t count;
} variables;

/* NULL if it is unset or null. Still held by the variable. */
instance *variables_find(const variables *self, const char *name);
/* `value`, which may be NULL, gets another holder. The name must live as long as the variables. */
void variables_set(variables *self, const char *name, instance *value);
void variables_clear(variables *self);

#endif
