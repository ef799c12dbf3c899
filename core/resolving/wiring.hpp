// Associations in the making: each declaration becomes one association and, where it has one, its inverse; what is
// declared from both sides becomes one pair. Knows names only; attributes and their types come afterwards
// (foreign_key.hpp).
#pragma once

#include "core/definition/complaints.hpp"
#include "core/definition/definition.hpp"

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
    std::optional<std::size_t> declaration; // its place among the declared associations; none if it is automatic
};

/// A foreign key, shared by its declaration, if it says what it references, and all associations that run over it.
struct ForeignKey {
    std::size_t dependent = 0;
    std::string name;
    std::size_t owner = 0;
    std::string key;
    bool constrained = true;
    AttributeOptions said;   // by associations
    std::string said_by;     // for messages: who said first what it refers to
    std::string association; // that runs over it, the first one; "" if there is none
    Origin origin{};         // of whoever said it first
};

struct Wiring {
    std::vector<Wire> wires;
    std::vector<ForeignKey> keys;
};

/// `definition` names models that exist, each with its primary key declared. What cannot be wired is complained of
/// and left out.
Wiring wire(const SchemaDefinition &definition, Complaints &complaints);

} // namespace gemel
