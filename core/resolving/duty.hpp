// Duties as they are declared, checked against each other and against the foreign key.
#pragma once

#include "core/definition/definition.hpp"

namespace gemel {

/// Gives a has one what its declaration says. DEFINITION if that contradicts itself, or the foreign key.
void settle_duty(Association &association, const AssociationOptions &options);

/// Tells each model what its rows are bound to, once associations stay where they are.
void bind_dependents(Schema &schema);

} // namespace gemel
