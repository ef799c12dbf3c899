// The models with functions of ours in them, and their rows by SQL. Must not know what is done to rows.
#pragma once

#include "models.hpp"

namespace fuzz {

/// Which functions of ours the schema calls; numbers, as an input chooses them.
enum class Callbacks { None, Hooks, Validators, Both };

extern "C" {
/// Both are told where the world is by a place that is fixed: schemas outlive inputs.
gemel_status calls_hook(const gemel_hook_event *event, void *user_data, gemel_error **err);
gemel_status calls_validator(gemel_record *record, const gemel_attribute *attribute, void *user_data,
                             gemel_error **err);
}

/// Resolved once and kept for all inputs.
const gemel_schema *calls_schema(Callbacks callbacks);

/// One statement that gives each row of every table as three texts: its model, its primary key as said by `row_key`,
/// and all of its columns.
const std::string &select_all_rows();

} // namespace fuzz
