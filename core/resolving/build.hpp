// From settled definitions to the models, attributes and associations of a schema.
#pragma once

#include "core/model/schema.hpp"
#include "core/resolving/foreign_key.hpp"

#include <memory>

namespace gemel {

/// `definition` has every attribute with its type. Scopes and checks that do not fit the models are complained of.
std::shared_ptr<Schema> build(const SchemaDefinition &definition, const Wiring &wiring,
                              const std::vector<Actions> &actions, Complaints &complaints);

} // namespace gemel
