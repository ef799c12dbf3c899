/**
 * @file gemel/plan.h
 * What an association method would do: its statements in their order, what they lock, and which record they may
 * displace.
 *
 * Making a plan sends nothing and changes nothing. If the method itself would fail without asking the database, the
 * plan fails with the same error. A plan is text: it does not change, whatever happens to the record, the session or
 * the database, and any thread may read it.
 */
#ifndef GEMEL_PLAN_H
#define GEMEL_PLAN_H
#include "base.h"
GEMEL_BEGIN

/**
 * Explains gemel_record_get_association; *out is owned by the caller. Fails as that call does before it asks the
 * database. A plan does not contain the statements of an include with the strategy "batch", because they depend on what
 * is found. Options: as gemel_record_get_association. @since 0.1
 */
GEMEL_API gemel_status gemel_plan_explain_get(gemel_record *record, const char *association,
                                              const gemel_options *options, gemel_plan **out, gemel_error **err);
/**
 * Explains gemel_record_set_association; *out is owned by the caller. Fails as that call does before it asks the
 * database. Options: as gemel_record_set_association. @since 0.1
 */
GEMEL_API gemel_status gemel_plan_explain_set(gemel_record *record, const char *association, gemel_record *other,
                                              const gemel_options *options, gemel_plan **out, gemel_error **err);
/**
 * Explains gemel_record_set_association_key like gemel_plan_explain_set. Options: as gemel_record_set_association_key.
 * @since 0.1
 */
GEMEL_API gemel_status gemel_plan_explain_set_key(gemel_record *record, const char *association,
                                                  const gemel_values *key, const gemel_options *options,
                                                  gemel_plan **out, gemel_error **err);
/**
 * Explains gemel_record_unset_association like gemel_plan_explain_set. Options: as gemel_record_unset_association.
 * @since 0.1
 */
GEMEL_API gemel_status gemel_plan_explain_unset(gemel_record *record, const char *association,
                                                const gemel_options *options, gemel_plan **out, gemel_error **err);
/**
 * Explains gemel_record_create_association like gemel_plan_explain_set. values may be NULL.
 * Options: as gemel_record_create_association. @since 0.1
 */
GEMEL_API gemel_status gemel_plan_explain_create(gemel_record *record, const char *association,
                                                 const gemel_values *values, const gemel_options *options,
                                                 gemel_plan **out, gemel_error **err);
/** Frees a plan; NULL is fine. @since 0.1 */
GEMEL_API void gemel_plan_free(gemel_plan *self);

/** Returns how often the call waits for a server; 0 for an embedded database. @since 0.1 */
GEMEL_API int32_t gemel_plan_round_trips(const gemel_plan *self);
/**
 * Returns how many statements there are, including those that begin and end a transaction. 0 if nothing is sent. @since
 * 0.1
 */
GEMEL_API size_t gemel_plan_step_count(const gemel_plan *self);
/**
 * Returns the purpose of a step, such as "lock owner" or "unlink others"; NULL past the end. Borrowed from the plan.
 * @since 0.1
 */
GEMEL_API const char *gemel_plan_step_purpose(const gemel_plan *self, size_t step);
/** Returns the SQL of a step, without its bound values; NULL past the end. Borrowed from the plan. @since 0.1 */
GEMEL_API const char *gemel_plan_step_sql(const gemel_plan *self, size_t step);

/** Returns the whole plan as lines for people; "" for NULL. Borrowed from the plan. @since 0.1 */
GEMEL_API const char *gemel_plan_text(const gemel_plan *self);
/**
 * Returns the whole plan as a JSON object: {call, roundTrips, locks: "nothing" | "database" | "rows", mayDisplace:
 * {model, how: "unlink" | "delete" | "mark"} (absent if no record can be displaced), steps: [{purpose, sql, binds,
 * locks, otherwise}]}; otherwise is the failure of the call if the step does not find what it must. Members may be
 * added. "" for NULL. Borrowed from the plan. @since 0.1
 */
GEMEL_API const char *gemel_plan_json(const gemel_plan *self);

GEMEL_END
#endif
