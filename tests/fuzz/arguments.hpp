// Arguments of calls, decoded from bytes. Must not know what was made before.
#pragma once

#include "input.hpp"
#include "judge.hpp"
#include "models.hpp"

#include <initializer_list>
#include <string>

namespace fuzz {

/// Values of a model; complete: what must not be null is there.
Values choose_values(Input &in, const gemel_model *model, bool is_complete);
/// A text that fits the attribute, or perhaps not.
std::string choose_text(Input &in, const gemel_attribute *attribute);
void set_value(Input &in, gemel_values *values, const gemel_attribute *attribute);
/// The primary key of a row that may be there.
Values choose_key(Input &in, const gemel_model *model);
/// Each of these names, or not; null for none.
Options choose_flags(Input &in, std::initializer_list<const char *> names);
/// Null if the model has none.
const gemel_association *choose_association(Input &in, const gemel_model *model);
const gemel_attribute *choose_attribute(Input &in, const gemel_model *model);
/// Seldom one that gemel keeps.
const gemel_attribute *choose_written(Input &in, const gemel_model *model);

// ---- As JSON
std::string choose_filter(Input &in, const gemel_model *model, unsigned deep);
/// What else a query says, or all of it.
std::string choose_query(Input &in, const gemel_model *model, bool has_filter);
std::string choose_include(Input &in, const gemel_model *model);

} // namespace fuzz
