// From what was declared to a schema that can be used: all or nothing.
#pragma once

#include "core/definition/definition.hpp"

#include <memory>

namespace gemel {

/// DEFINITION, with every complaint as an item, if anything is wrong; `definition` is then still what it was.
std::shared_ptr<const Schema> resolve(const SchemaDefinition &definition);

} // namespace gemel
