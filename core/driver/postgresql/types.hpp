// The types of PostgreSQL that values and cells are made of, by their numbers in its catalog, which are for ever.
#pragma once

#include <libpq-fe.h>

namespace gemel::driver::postgresql::type {

constexpr Oid boolean = 16, bytea = 17, name = 19, int8 = 20, int2 = 21, int4 = 23, text = 25, oid = 26, json = 114,
              float4 = 700, float8 = 701, unknown = 705, character = 1042, varchar = 1043, date = 1082,
              timestamp = 1114, timestamptz = 1184, numeric = 1700, void_ = 2278, uuid = 2950, jsonb = 3802;

} // namespace gemel::driver::postgresql::type
