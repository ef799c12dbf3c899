/**
 * @file gemel/gemel.h
 * All of gemel for C programs. A function that is in none of these headers is not part of the API.
 */
#ifndef GEMEL_GEMEL_H
#define GEMEL_GEMEL_H
#include "association.h"
#include "base.h"
#include "bulk.h"
#include "cursor.h"
#include "database.h"
#include "error.h"
#include "hook.h"
#include "literal.h"
#include "model.h"
#include "options.h"
#include "plan.h"
#include "query.h"
#include "record.h"
#include "rows.h"
#include "schema.h"
#include "session.h"
#include "values.h"
#endif
