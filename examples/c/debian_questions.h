/*
 * Questions about loaded packages, by associations. Each prints its answer. It must not know where the rows came from,
 * nor change any: whatever it tries is rolled back.
 */
#ifndef DEBIAN_QUESTIONS_H
#define DEBIAN_QUESTIONS_H

#include "debian_store.h"

/**
 * Prints each package of a name with its archive, and returns the first in *out, owned by the caller. GEMEL_NOT_FOUND
 * if there is no such package.
 */
gemel_status debian_ask_archive(struct debian_store *store, const char *name, gemel_record **out, gemel_error **err);

/** Finds an archive by its file name and prints the package that it belongs to. */
gemel_status debian_ask_package(struct debian_store *store, const char *file_name, gemel_error **err);

/** Finds a package of a name other than `package`, owned by the caller; *out is NULL if there is none. */
gemel_status debian_find_other(struct debian_store *store, const char *name, const gemel_record *package,
                               gemel_record **out, gemel_error **err);

/**
 * In a transaction that is rolled back, moves the archive of one package to another package and prints the displaced
 * archive. Then checks that everything is as before, in the database and in memory.
 */
gemel_status debian_try_move(struct debian_store *store, gemel_record *from, gemel_record *to, gemel_error **err);

#endif
