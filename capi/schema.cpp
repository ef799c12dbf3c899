// Schemas as handles: declaring, resolving, finding models.
#include "gemel/schema.h"

#include "capi/builder.hpp"
#include "capi/schema.hpp"
#include "core/resolving/resolve.hpp"

#include <algorithm>

using namespace gemel::capi;
using gemel::AssociationKind;
using gemel::Failure;
using gemel::say;
using gemel::Status;

namespace {

/// A step that declares: options that failed make the definition fail too. Its complaints name the model and what is
/// declared on it, as those of resolve do.
template <typename Body>
gemel_status declare(gemel_schema *self, const char *model, const char *name, gemel_error **err, Body body) noexcept
{
    return extend(self, err, [&](gemel::SchemaDefinition &definition) {
        try {
            body(definition);
        } catch (Failure &failure) {
            if (failure.status == Status::DEFINITION)
                failure.items = {{model, name ? name : "", failure.message, failure.status}};
            throw;
        }
    });
}

std::string_view words_of(const char *words)
{
    return words ? name_of(words, "words") : std::string_view();
}

gemel_status associate(gemel_schema *self, AssociationKind kind, const char *source, const char *target,
                       const char *words, const gemel_options *options, gemel_error **err) noexcept
{
    return declare(self, source, nullptr, err, [&](gemel::SchemaDefinition &definition) {
        gemel::AssociationDefinition association{
            kind, std::string(name_of(source, "source")), std::string(name_of(target, "target")), {}};
        const std::string where =
            say(association.source, kind == AssociationKind::HasOne ? " has one " : " belongs to ", association.target);
        association.options = merge(gemel::association_words(kind, words_of(words), where),
                                    gemel::association_options(kind, members_of(options), where), where);
        definition.associations.push_back(std::move(association));
    });
}

} // namespace

const gemel::Schema &gemel::capi::resolved_of(const gemel_schema *self)
{
    const gemel_schema &schema = use(self, "self");
    schema.raise();
    if (!schema.resolved)
        throw Failure(Status::USAGE, "the schema is not resolved");
    return *schema.resolved;
}

gemel_schema *gemel_schema_new(void)
{
    return make<gemel_schema>();
}

void gemel_schema_free(gemel_schema *self)
{
    discard(self);
}

gemel_status gemel_schema_configure(gemel_schema *self, const gemel_options *options, gemel_error **err)
{
    return declare(self, "", nullptr, err, [&](gemel::SchemaDefinition &definition) {
        const std::string where = "schema";
        definition.options = merge(definition.options, gemel::schema_options(members_of(options), where), where);
    });
}

gemel_status gemel_schema_add_model(gemel_schema *self, const char *model, const char *words,
                                    const gemel_options *options, gemel_error **err)
{
    return declare(self, model, nullptr, err, [&](gemel::SchemaDefinition &definition) {
        gemel::ModelDefinition declared{std::string(name_of(model, "model")), {}, {}};
        const std::string where = say("model ", declared.name);
        declared.options =
            merge(gemel::model_words(words_of(words), where), gemel::model_options(members_of(options), where), where);
        definition.models.push_back(std::move(declared));
    });
}

gemel_status gemel_schema_add_attribute(gemel_schema *self, const char *model, const char *attribute, const char *words,
                                        const gemel_options *options, gemel_error **err)
{
    return declare(self, model, attribute, err, [&](gemel::SchemaDefinition &definition) {
        const std::string_view name = name_of(model, "model");
        gemel::AttributeDefinition declared{std::string(name_of(attribute, "attribute")), {}};
        const std::string where = say(name, ".", declared.name);
        // The last of that name: a model that is declared twice is complained of by resolve.
        const auto owner = std::find_if(definition.models.rbegin(), definition.models.rend(),
                                        [&](const auto &m) { return m.name == name; });
        if (owner == definition.models.rend()) {
            std::vector<std::string> known;
            for (const auto &it : definition.models)
                known.push_back(it.name);
            throw Failure(Status::DEFINITION, say(where, ": unknown model ", gemel::in_quotes(name),
                                                  gemel::suggestion(name, known), "; add the model first"));
        }
        declared.options = merge(gemel::attribute_words(words_of(words), where),
                                 gemel::attribute_options(members_of(options), where), where);
        owner->attributes.push_back(std::move(declared));
    });
}

gemel_status gemel_schema_has_one(gemel_schema *self, const char *source, const char *target, const char *words,
                                  const gemel_options *options, gemel_error **err)
{
    return associate(self, AssociationKind::HasOne, source, target, words, options, err);
}

gemel_status gemel_schema_belongs_to(gemel_schema *self, const char *source, const char *target, const char *words,
                                     const gemel_options *options, gemel_error **err)
{
    return associate(self, AssociationKind::BelongsTo, source, target, words, options, err);
}

gemel_status gemel_schema_resolve(gemel_schema *self, gemel_error **err)
{
    // Not a step of the builder: what is refused here can be completed and resolved again.
    return guard(err, [&] {
        use(self, "self").raise();
        if (!self->resolved)
            self->resolved = gemel::resolve(self->definition);
    });
}

gemel_status gemel_schema_find_model(const gemel_schema *self, const char *name, const gemel_model **out,
                                     gemel_error **err)
{
    return guard(err, [&] {
        clear(out, "out");
        *out = part<gemel_model>(&resolved_of(self).model(name_of(name, "name")));
    });
}

size_t gemel_schema_model_count(const gemel_schema *self)
{
    const gemel::Schema *schema = peek_resolved(self);
    return schema ? schema->models.size() : 0;
}

const gemel_model *gemel_schema_model_at(const gemel_schema *self, size_t model)
{
    const gemel::Schema *schema = peek_resolved(self);
    return schema && model < schema->models.size() ? part<gemel_model>(schema->models[model].get()) : nullptr;
}

size_t gemel_schema_warning_count(const gemel_schema *self)
{
    const gemel::Schema *schema = peek_resolved(self);
    return schema ? schema->warnings.size() : 0;
}

const char *gemel_schema_warning_at(const gemel_schema *self, size_t warning)
{
    const gemel::Schema *schema = peek_resolved(self);
    return schema && warning < schema->warnings.size() ? schema->warnings[warning].c_str() : nullptr;
}
