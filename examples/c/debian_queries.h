/*
 * Queries about all packages at once. Each is one statement, and prints its answer. It must not know where the rows
 * came from, nor change any.
 */
#ifndef DEBIAN_QUERIES_H
#define DEBIAN_QUERIES_H

#include "debian_store.h"

/** Prints the ten largest archives, each with its package. */
gemel_status debian_ask_largest(struct debian_store *store, gemel_error **err);

/** Prints how many archives the maintainer of a package has, and the first ten of them by file name. */
gemel_status debian_ask_maintainer(struct debian_store *store, gemel_record *package, gemel_error **err);

/** Prints the ten sections with the most packages. */
gemel_status debian_ask_sections(struct debian_store *store, gemel_error **err);

#endif
