/**
 * @file gemel/plan.h
 * What an association method will do, before it does it: the statements in their order, what they lock, and whom they
 * may displace.
 *
 * Making a plan sends nothing and changes nothing. What the method itself would refuse without asking the database, the
 * plan refuses in the same words. A plan is text: it stays as it is whatever becomes of the record, the session or the
 * database, and any thread may read it.
 */
#ifndef GEMEL_PLAN_H
#define GEMEL_PLAN_H
#include "base.h"
GEMEL_BEGIN

/**
 * What gemel_record_get_association will do; *out is owned by the caller. Fails as that call does before it asks the
 * database. The statements of an include with the strategy "batch", which depend on what is found, are not in it.
 * Options: as gemel_record_get_association. @since 0.1
 */
GEMEL_API gemel_status gemel_plan_explain_get(gemel_record *record, const char *association,
                                              const gemel_options *options, gemel_plan **out, gemel_error **err);
/**
 * What gemel_record_set_association will do; *out is owned by the caller. Fails as that call does before it asks the
 * database. Options: as gemel_record_set_association. @since 0.1
 */
GEMEL_API gemel_status gemel_plan_explain_set(gemel_record *record, const char *association, gemel_record *other,
                                              const gemel_options *options, gemel_plan **out, gemel_error **err);
/**
 * As gemel_plan_explain_set, for gemel_record_set_association_key.
 * Options: as gemel_record_set_association_key. @since 0.1
 */
GEMEL_API gemel_status gemel_plan_explain_set_key(gemel_record *record, const char *association,
                                                  const gemel_values *key, const gemel_options *options,
                                                  gemel_plan **out, gemel_error **err);
/**
 * As gemel_plan_explain_set, for gemel_record_unset_association.
 * Options: as gemel_record_unset_association. @since 0.1
 */
GEMEL_API gemel_status gemel_plan_explain_unset(gemel_record *record, const char *association,
                                                const gemel_options *options, gemel_plan **out, gemel_error **err);
/**
 * As gemel_plan_explain_set, for gemel_record_create_association. values may be NULL.
 * Options: as gemel_record_create_association. @since 0.1
 */
GEMEL_API gemel_status gemel_plan_explain_create(gemel_record *record, const char *association,
                                                 const gemel_values *values, const gemel_options *options,
                                                 gemel_plan **out, gemel_error **err);
/** Frees a plan; NULL is fine. @since 0.1 */
GEMEL_API void gemel_plan_free(gemel_plan *self);

/** How often the call waits for a server: 0 on an embedded database. @since 0.1 */
GEMEL_API int32_t gemel_plan_round_trips(const gemel_plan *self);
/** How many statements, those that begin and end a transaction included. 0: nothing is sent. @since 0.1 */
GEMEL_API size_t gemel_plan_step_count(const gemel_plan *self);
/** What a step is for: "lock owner", "unlink others"; NULL past the end. Borrowed from the plan. @since 0.1 */
GEMEL_API const char *gemel_plan_step_purpose(const gemel_plan *self, size_t step);
/** A step's SQL, its values still to be bound; NULL past the end. Borrowed from the plan. @since 0.1 */
GEMEL_API const char *gemel_plan_step_sql(const gemel_plan *self, size_t step);

/** All of it in lines for people; "" for NULL. Borrowed from the plan. @since 0.1 */
GEMEL_API const char *gemel_plan_text(const gemel_plan *self);
/**
 * All of it as a JSON object: {call, roundTrips, locks: "nothing" | "database" | "rows", mayDisplace: {model, how:
 * "unlink" | "delete" | "mark"} (absent if nobody can be), steps: [{purpose, sql, binds, locks, otherwise}]}; otherwise
 * is what the call fails with if the step does not find what it must. Members may be added. "" for NULL. Borrowed from
 * the plan. @since 0.1
 */
GEMEL_API const char *gemel_plan_json(const gemel_plan *self);

GEMEL_END
#endif
