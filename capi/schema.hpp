// What the functions of schemas share: when something can be declared and when something can be asked. Knows no
// definition.
#pragma once

#include "capi/guard.hpp"

namespace gemel::capi {

/// What getters that cannot fail ask; null for a schema that is not resolved.
inline const Schema *peek_resolved(const gemel_schema *self) noexcept
{
    return self && self->mark == gemel_schema::expected_mark ? self->resolved.get() : nullptr;
}

/// A resolved schema; USAGE, or the failure of the first step that failed.
const Schema &resolved_of(const gemel_schema *self);

/// A step that declares; after resolve nothing is declared.
template <typename Body> gemel_status extend(gemel_schema *self, gemel_error **err, Body body) noexcept
{
    if (peek_resolved(self)) // remembered by nothing: the schema stays as good as it is
        return guard(err, [] { throw Failure(Status::USAGE, "the schema is resolved: nothing can be added to it"); });
    return build(self, err, [&] { body(self->definition); });
}

} // namespace gemel::capi
