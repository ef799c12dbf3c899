// Values that an attribute cannot have, told before any SQL: as data, and as one failure for all of them. Knows no
// object and no call.
#pragma once

#include "core/base/failure.hpp"
#include "core/base/value.hpp"

#include <string>
#include <vector>

namespace gemel {

struct Attribute;

/// One failure for all violations: NOT_NULL if every one is a null, else VALIDATION.
[[noreturn]] void refuse(std::vector<Violation> violations);

Violation must_not_be_null(const Attribute &attribute);
Violation does_not_fit(const Attribute &attribute, const std::string &complaint, const Value &given);

} // namespace gemel
