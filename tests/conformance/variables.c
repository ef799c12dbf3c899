/*
 * See variables.h. Must not know where an instance came from.
 */
#include "variables.h"

#include "json.h"

#include <stdlib.h>
#include <string.h>

struct variable {
    const char *name;
    instance *value;
};

instance *instance_new(gemel_record *record)
{
    if (!record) {
        return NULL;
    }
    instance *self = grow(NULL, sizeof *self);
    self->record = record;
    self->holders = 1;
    return self;
}

instance *instance_hold(instance *self)
{
    if (self) {
        self->holders++;
    }
    return self;
}

void instance_release(instance *self)
{
    if (self && --self->holders == 0) {
        gemel_record_free(self->record);
        free(self);
    }
}

static variable *find(const variables *self, const char *name)
{
    for (size_t i = 0; i < self->count; i++) {
        if (strcmp(self->list[i].name, name) == 0) {
            return &self->list[i];
        }
    }
    return NULL;
}

instance *variables_find(const variables *self, const char *name)
{
    const variable *found = find(self, name);
    return found ? found->value : NULL;
}

void variables_set(variables *self, const char *name, instance *value)
{
    variable *place = find(self, name);
    if (!place) {
        self->list = grow(self->list, (self->count + 1) * sizeof *self->list);
        place = &self->list[self->count++];
        place->name = name;
        place->value = NULL;
    }
    /* Held before the old one is released: they may be the same. */
    instance *old = place->value;
    place->value = instance_hold(value);
    instance_release(old);
}

void variables_clear(variables *self)
{
    for (size_t i = 0; i < self->count; i++) {
        instance_release(self->list[i].value);
    }
    free(self->list);
    self->list = NULL;
    self->count = 0;
}
