/*
 * What one asks of loaded packages, by association, each answer printed. It must not know where the rows came from,
 * nor change any: what is tried is rolled back.
 */
#ifndef DEBIAN_QUESTIONS_H
#define DEBIAN_QUESTIONS_H

#include "debian_store.h"

/**
 * Prints each package of that name with its archive, and gives the first in *out, owned by the caller. No such
 * package is GEMEL_NOT_FOUND.
 */
gemel_status debian_ask_archive(struct debian_store *store, const char *name, gemel_record **out, gemel_error **err);

/** Finds an archive by its file name and prints the package that it belongs to. */
gemel_status debian_ask_package(struct debian_store *store, const char *file_name, gemel_error **err);

/** A package of that name which is not `package`, owned by the caller; NULL in *out if there is none. */
gemel_status debian_find_other(struct debian_store *store, const char *name, const gemel_record *package,
                               gemel_record **out, gemel_error **err);

/**
 * In a transaction that is rolled back, moves the archive of one package to another one and prints what that
 * displaced; then checks that all is as before, in the database and in memory.
 */
gemel_status debian_try_move(struct debian_store *store, gemel_record *from, gemel_record *to, gemel_error **err);

#endif
