// What the ends of a has one owe each other: what becomes of the dependent when its owner is destroyed, and whether an
// owner must have one. Knows what is declared, not how it is kept.
#pragma once

#include <cstdint>
#include <string_view>

namespace gemel {

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

} // namespace gemel
