// Defaults that the client makes. The one place that knows the UUID library.
#include "core/object/defaults.hpp"

#include "core/base/calendar.hpp"
#include "core/base/failure.hpp"

#include <uuid/uuid.h>

namespace gemel {

namespace {

std::string random_uuid()
{
    uuid_t bytes;
    uuid_generate_random(bytes);
    std::string text(UUID_STR_LEN, '\0');
    uuid_unparse_lower(bytes, text.data());
    text.pop_back(); // its NUL
    return text;
}

} // namespace

Value default_value(const Attribute &attribute, std::int64_t now)
{
    switch (attribute.fallback->kind) {
    case Default::Kind::Constant:
        return attribute.fallback->constant;
    case Default::Kind::Now:
        return attribute.type.kind == TypeKind::Date ? calendar::day_of(now) : now;
    case Default::Kind::Uuid:
        return random_uuid();
    case Default::Kind::Database:
        break;
    }
    throw Failure(Status::INTERNAL, "a default that only the database makes was asked for");
}

} // namespace gemel
