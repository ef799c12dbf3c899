// What the ends of a has one owe each other: what becomes of the dependent when its owner is destroyed, and whether an
// owner must have one. Knows what is declared, not how it is kept.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gemel {

class Members;
class Phrases;
class Schema;
struct Association;
struct AssociationOptions;

/// What becomes of a dependent before gemel deletes its owner.
enum class Fate : std::int32_t {
    Database, // nothing: then the foreign key acts
    Destroy,
    Nullify,
    Restrict // there must be none
};

enum class Mandatory : std::int32_t {
    No,
    Yes,     // as far as gemel writes
    Deferred // and the database looks at every commit
};

/// "destroy"
std::string_view fate_name(Fate fate) noexcept;

/// The options `dependent` and `mandatory` of a has one, in options and in words. DEFINITION.
void take_duty(Members &members, AssociationOptions &options);
bool take_duty(Phrases &phrases, AssociationOptions &options);

/// Gives a has one what its declaration says. DEFINITION if that contradicts itself, or the foreign key.
void settle_duty(Association &association, const AssociationOptions &options);

/// Tells each model what its rows are bound to, once associations stay where they are.
void bind_dependents(Schema &schema);

} // namespace gemel
