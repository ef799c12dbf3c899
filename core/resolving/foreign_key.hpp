// Foreign keys as attributes: found or added on the dependent's model, with type, nullability and referential
// actions. Knows definitions, not the finished schema.
#pragma once

#include "core/resolving/wiring.hpp"

#include <vector>

namespace gemel {

/// The actions of one foreign key, decided; "" without a constraint.
struct Actions {
    std::string on_delete;
    std::string on_update;
};

/// Adds missing foreign key attributes to the models, after the declared ones, and fills the gaps of declared ones.
/// One entry per key of the wiring.
std::vector<Actions> settle_foreign_keys(SchemaDefinition &definition, const Wiring &wiring, Complaints &complaints);

} // namespace gemel
