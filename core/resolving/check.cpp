// The checks of a definition. Each complaint names model and attribute and says what to write instead.
#include "core/resolving/check.hpp"

#include "core/model/naming.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

namespace gemel {

namespace {

constexpr std::size_t most_attributes = 1600;   // the columns of a table in PostgreSQL; SQLite takes 2000
constexpr std::size_t most_key_attributes = 32; // the columns of an index in PostgreSQL
constexpr std::int32_t uuid_length = 36;

/// Attribute names are free text, but for what separates them in paths.
bool is_attribute_name(std::string_view name) noexcept
{
    return !name.empty() && name.front() != '$' && name.back() != '$' && name.find('.') == std::string_view::npos &&
           name.find("::") == std::string_view::npos && name.find("->") == std::string_view::npos &&
           name.find('\0') == std::string_view::npos && invalid_utf8(name) == std::string_view::npos;
}

using Complain = const std::function<void(std::string_view)> &;

void check_constant(const AttributeOptions &options, const Value &constant, Complain complain)
{
    const bool nullable = options.allow_null.value_or(true) && !options.primary_key.value_or(false);
    if (is_null(constant) && !nullable)
        complain("the default null contradicts not null");
    if (const Conversion conversion = convert(*options.type, constant); !conversion.value)
        complain(say("the default ", conversion.complaint));
}

void check_default(const AttributeOptions &options, Complain complain)
{
    const TypeKind kind = options.type->kind;
    if (options.auto_increment.value_or(false))
        return complain("an attribute that is auto increment has no default");
    switch (options.fallback->kind) {
    case Default::Kind::Constant:
        return check_constant(options, options.fallback->constant, complain);
    case Default::Kind::Now:
        if (kind != TypeKind::Date && kind != TypeKind::Timestamp)
            complain(say("the default now needs the type date or timestamp, not ", to_text(*options.type)));
        return;
    case Default::Kind::Uuid:
        if (kind != TypeKind::Uuid && kind != TypeKind::Text &&
            (kind != TypeKind::String || options.type->length < uuid_length))
            complain(say("the default uuid needs the type uuid, text, or string of 36 characters at least, not ",
                         to_text(*options.type)));
        return;
    case Default::Kind::Database:
        return;
    }
}

/// Also a constant that would never be taken.
void check_validate(const AttributeOptions &options, Complain complain)
{
    bool right = true;
    check_rules(*options.type, *options.validate, [&](std::string_view why) {
        right = false;
        complain(why);
    });
    if (!right || !options.fallback || options.fallback->kind != Default::Kind::Constant)
        return;
    const Conversion constant = convert(*options.type, options.fallback->constant);
    if (!constant.value)
        return;
    for (const Objection &it :
         objections(*options.type, make_validators(*options.type, *options.validate), *constant.value))
        complain(say("the default ", it.message));
}

void check_attribute(const ModelDefinition &model, const AttributeDefinition &attribute, Complaints &complaints)
{
    const AttributeOptions &options = attribute.options;
    const std::function<void(std::string_view)> complain = [&](std::string_view why) {
        complaints.add(model.name, attribute.name, say(model.name, ".", attribute.name, ": ", why), attribute.origin);
    };
    if (!is_attribute_name(attribute.name))
        complaints.add(model.name, attribute.name,
                       say("attribute ", in_quotes(attribute.name), " of ", model.name,
                           ": a name is not empty, has no '.', '::', '->' or U+0000, and no '$' at its ends"),
                       attribute.origin);
    if (!options.type)
        return complain("has no type");
    const bool integer = options.type->kind == TypeKind::Integer || options.type->kind == TypeKind::Bigint;
    const bool primary_key = options.primary_key.value_or(false);
    if (options.auto_increment.value_or(false) && (!integer || single_primary_key(model) != &attribute))
        complain("auto increment needs an integer or bigint that is the whole primary key");
    if (primary_key && options.allow_null.value_or(false))
        complain("a primary key cannot be null");
    if (!can_be_compared(*options.type) && (primary_key || options.unique.value_or(false)))
        complain(say(primary_key ? "a primary key" : "what is unique", " cannot be ", to_text(*options.type),
                     ", whose values cannot be compared"));
    if (options.fallback)
        check_default(options, complain);
    if (options.validate)
        check_validate(options, complain);
}

} // namespace

const AttributeDefinition *single_primary_key(const ModelDefinition &model)
{
    const AttributeDefinition *found = nullptr;
    for (const AttributeDefinition &attribute : model.attributes) {
        if (!attribute.options.primary_key.value_or(false))
            continue;
        if (found)
            return nullptr;
        found = &attribute;
    }
    return found;
}

void check_models(const SchemaDefinition &definition, Complaints &complaints)
{
    std::map<std::string, std::string> models; // letter case aside
    for (const ModelDefinition &model : definition.models) {
        if (!naming::is_identifier(model.name))
            complaints.add(model.name, "",
                           say("model ", in_quotes(model.name), ": a name must be letters, digits and '_'"),
                           model.origin);
        const auto [other, fresh] = models.emplace(lower_case(model.name), model.name);
        if (!fresh)
            complaints.add(model.name, "",
                           say("model ", model.name, " is declared twice",
                               other->second == model.name ? "" : say(" (as ", other->second, ")")),
                           model.origin);
        std::set<std::string> attributes;
        for (const AttributeDefinition &attribute : model.attributes)
            if (!attributes.insert(attribute.name).second)
                complaints.add(model.name, attribute.name, say(model.name, ".", attribute.name, " is declared twice"),
                               attribute.origin);
    }
}

void check_attributes(const SchemaDefinition &definition, const Wiring &wiring, Complaints &complaints)
{
    for (std::size_t i = 0; i < definition.models.size(); ++i) {
        const ModelDefinition &model = definition.models[i];
        if (model.attributes.size() > most_attributes)
            complaints.add(model.name, "",
                           say("model ", model.name, " has ", std::to_string(model.attributes.size()),
                               " attributes; not every database takes more than ", std::to_string(most_attributes)),
                           model.origin);
        const auto in_key =
            std::count_if(model.attributes.begin(), model.attributes.end(),
                          [](const AttributeDefinition &it) { return it.options.primary_key.value_or(false); });
        if (static_cast<std::size_t>(in_key) > most_key_attributes)
            complaints.add(model.name, "",
                           say("model ", model.name, ": its primary key has ", std::to_string(in_key),
                               " attributes; not every database takes more than ", std::to_string(most_key_attributes)),
                           model.origin);
        for (const AttributeDefinition &attribute : model.attributes) {
            const bool is_key = std::any_of(wiring.keys.begin(), wiring.keys.end(), [&](const ForeignKey &key) {
                return key.dependent == i && key.name == attribute.name;
            });
            if (attribute.options.references && !is_key)
                continue; // what it refers to is not there: complained of
            check_attribute(model, attribute, complaints);
            if (!is_key && (attribute.options.on_delete || attribute.options.on_update))
                complaints.add(model.name, attribute.name,
                               say(model.name, ".", attribute.name,
                                   ": onDelete and onUpdate are for foreign keys: write references MODEL, or name it as"
                                   " the foreign key of an association"),
                               attribute.origin);
        }
    }
}

} // namespace gemel
