// Associations in the making: each declaration becomes one association and, where it has one, its inverse; what is
// declared from both sides becomes one pair. Knows names only; attributes and their types come afterwards
// (foreign_key.hpp).
#pragma once

#include "core/model/complaints.hpp"
#include "core/model/definition.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace gemel {

/// One association, by places: models in the definition, wires and keys in the wiring.
struct Wire {
    AssociationKind kind = AssociationKind::HasOne;
    std::size_t source = 0;
    std::size_t target = 0;
    std::string alias;
    std::string key; // the attribute of the owner that is referred to
    std::size_t foreign_key = 0;
    std::optional<std::size_t> inverse;
    bool automatic = false;
};

/// A foreign key, shared by all associations that run over it.
struct ForeignKey {
    std::size_t dependent = 0;
    std::string name;
    std::size_t owner = 0;
    std::string key;
    bool constrained = true;
    AttributeOptions said; // by associations
    std::string said_by;   // for messages: the association that named it first
};

struct Wiring {
    std::vector<Wire> wires;
    std::vector<ForeignKey> keys;
};

/// `definition` names models that exist, each with its primary key declared. What cannot be wired is complained of
/// and left out.
Wiring wire(const SchemaDefinition &definition, Complaints &complaints);

} // namespace gemel
