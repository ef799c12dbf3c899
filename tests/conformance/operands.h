/*
 * What a step refers to: variables, and keys of rows. Knows which parts of a step may do so, but no operation.
 */
#ifndef GEMEL_CONFORMANCE_OPERANDS_H
#define GEMEL_CONFORMANCE_OPERANDS_H

#include "variables.h"

#include <gemel/gemel.h>
#include <jansson.h>

/* What the step refers to that is unset or null: it is to be skipped. NULL if there is nothing; owned by the caller. */
char *operand_unset(const variables *variables, const json_t *step);
/* The instance of "v", or the one that is loaded at "v.assoc", held once by the caller. */
gemel_status operand_on(const variables *variables, const char *on, instance **out, gemel_error **err);

/* The instance of {"ref": v}; NULL for another operand. Held by the variable. */
instance *operand_instance(const variables *variables, const json_t *operand);

/*
 * The key that {"pk": x} or {"pkOf": v} stands for: a value, an object for a composite key, or null, which is also the
 * primary key of an instance that has none yet. Any other operand but null is malformed. *out is owned by the caller.
 */
gemel_status operand_key(const variables *variables, const json_t *operand, json_t **out, gemel_error **err);

/* A primary key as values. A single value for a composite key is the first attribute's, and lacks the others. */
gemel_status operand_primary_key(const gemel_model *model, json_t *key, gemel_values **out, gemel_error **err);
/* What gemel_record_set_association_key takes: a primary key of the target, or a value of the key referred to. */
gemel_status operand_association_key(const gemel_association *association, json_t *key, gemel_values **out,
                                     gemel_error **err);

#endif
