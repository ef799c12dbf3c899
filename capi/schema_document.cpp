// Schemas as JSON documents.
#include "capi/schema.hpp"
#include "core/definition/document.hpp"
#include "gemel/schema.h"

#include <mutex>

using namespace gemel::capi;

namespace {

/// A document tells itself what is wrong with it, also that it is no UTF-8.
std::string_view document_of(const char *json, size_t length)
{
    need(json, "json");
    return length == GEMEL_NUL ? std::string_view(json) : std::string_view(json, length);
}

} // namespace

gemel_status gemel_schema_from_json(const char *json, size_t length, gemel_schema **out, gemel_error **err)
{
    return guard(err, [&] {
        clear(out, "out");
        auto made = std::make_unique<gemel_schema>();
        made->definition = gemel::parse_document(document_of(json, length));
        *out = made.release();
    });
}

gemel_status gemel_schema_merge_json(gemel_schema *self, const char *json, size_t length, gemel_error **err)
{
    return extend(self, err, [&](gemel::SchemaDefinition &definition) {
        merge(definition, gemel::parse_document(document_of(json, length)));
    });
}

gemel_status gemel_schema_to_json(const gemel_schema *self, const char **json, size_t *length, gemel_error **err)
{
    return guard(err, [&] {
        if (length)
            *length = 0;
        clear(json, "json");
        const gemel::Schema &schema = resolved_of(self);
        static std::mutex one_at_a_time; // few ask, and rarely
        const std::lock_guard lock(one_at_a_time);
        if (self->document.empty())
            self->document = write_document(schema);
        *json = self->document.c_str();
        if (length)
            *length = self->document.size();
    });
}
