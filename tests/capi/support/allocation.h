/*
 * Lets a chosen allocation of C++ fail, in the program and in every library that it loads. It must not know gemel.
 */
#ifndef GEMEL_TESTS_CAPI_ALLOCATION_H
#define GEMEL_TESTS_CAPI_ALLOCATION_H
#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * The allocation after `successes` more fails; with `from_then_on` all that follow fail too, as far as they do not fit
 * into what large blocks have given back since: so memory that was put aside helps, as it does in truth.
 */
void allocation_arm(long successes, bool from_then_on);
/* Allocations succeed again. Tells how many failed since the last arming. */
long allocation_disarm(void);
/*
 * From the allocation that failed to the next one that is to: 1, so that each fails once. ALLOCATION_STEP in the
 * environment says more, for runs that are watched so closely that they are slow.
 */
long allocation_step(void);

#ifdef __cplusplus
}
#endif
#endif
