/*
 * What one asks of all packages at once, by queries: each answer is one statement, and printed. It must not know where
 * the rows came from, nor change any.
 */
#ifndef DEBIAN_QUERIES_H
#define DEBIAN_QUERIES_H

#include "debian_store.h"

/** The ten largest archives, each with its package. */
gemel_status debian_ask_largest(struct debian_store *store, gemel_error **err);

/** How many archives the maintainer of that package has, and the first ten of them by file name. */
gemel_status debian_ask_maintainer(struct debian_store *store, gemel_record *package, gemel_error **err);

/** The ten sections with most packages. */
gemel_status debian_ask_sections(struct debian_store *store, gemel_error **err);

#endif
