// The models of the targets `calls` and `query`: together they have all that a definition offers. Must not know what is
// done to rows.
#pragma once

#include "judge.hpp"

#include <string>
#include <vector>

namespace fuzz {

/// Still to be resolved.
Schema declare_models();
/// Resolved, and kept.
const gemel_schema *plain_models();

/// Makes some rows of every model, so that the first call has something to meet. The caller frees the records.
std::vector<gemel_record *> first_records(const gemel_schema *schema, gemel_session *session);

/// The attributes of the primary key.
std::vector<const gemel_attribute *> primary_key(const gemel_model *model);
/// Model and primary key of what a record shows.
std::string row_key(const gemel_record *record);
/// Any attribute as text; "(null)", "(not read)".
std::string text_of(gemel_record *record, const gemel_attribute *attribute);
const gemel_model *model_named(const gemel_schema *schema, const char *name);

} // namespace fuzz
