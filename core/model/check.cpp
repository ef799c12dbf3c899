// The checks of a resolve. Each complaint names model and attribute and says what to write instead.
#include "core/model/check.hpp"

#include "core/model/naming.hpp"

#include <algorithm>
#include <map>

namespace gemel {

namespace {

/// Attribute names are free text, but for what separates them in paths.
bool is_attribute_name(std::string_view name) noexcept
{
    return !name.empty() && name.front() != '$' && name.back() != '$' && name.find('.') == std::string_view::npos &&
           name.find("::") == std::string_view::npos && name.find("->") == std::string_view::npos;
}

/// Complains of each item whose text was met before, letter case aside as SQLite compares names.
class Duplicates {
public:
    /// What met the same text before, or null.
    const std::string *meet(std::string_view text, std::string what)
    {
        const auto [found, fresh] = met_.emplace(lower_case(text), std::move(what));
        return fresh ? nullptr : &found->second;
    }

private:
    std::map<std::string, std::string> met_;
};

void check_attribute(const ModelDefinition &model, const AttributeDefinition &attribute, Complaints &complaints)
{
    const AttributeOptions &options = attribute.options;
    const auto complain = [&](std::string_view why) {
        complaints.add(model.name, attribute.name, say(model.name, ".", attribute.name, ": ", why));
    };
    if (!options.type) {
        complain("has no type");
        return;
    }
    const bool integer = options.type->kind == TypeKind::Integer || options.type->kind == TypeKind::Bigint;
    if (options.auto_increment.value_or(false) && (!integer || single_primary_key(model) != &attribute))
        complain("auto increment needs an integer or bigint that is the whole primary key");
    if (options.primary_key.value_or(false) && options.allow_null.value_or(false))
        complain("a primary key cannot be null");
    if (!options.fallback)
        return;
    if (is_null(*options.fallback) && !options.allow_null.value_or(true))
        complain("the default null contradicts not null");
    if (options.auto_increment.value_or(false))
        complain("an attribute that is auto increment has no default");
    if (const Conversion conversion = convert(*options.type, *options.fallback); !conversion.value)
        complain(say("the default ", conversion.complaint));
}

void check_aliases(const Model &model, Complaints &complaints)
{
    std::map<std::string, const Association *> accessors;
    for (const Association &association : model.associations) {
        const std::string where = say(model.name, ".", association.name);
        if (model.find_attribute(association.name))
            complaints.add(model.name, association.name,
                           say(where, ": an attribute of ", model.name,
                               " has this name; name the association otherwise with ",
                               association.automatic ? "'inverse'" : "'as'"));
        const auto [found, fresh] = accessors.emplace(association.getter, &association);
        if (!fresh)
            complaints.add(
                model.name, association.name,
                say(where, ": its accessors have the names of those of ", model.name, ".", found->second->name));
    }
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
    Duplicates models;
    for (const ModelDefinition &model : definition.models) {
        if (!naming::is_identifier(model.name))
            complaints.add(model.name, "",
                           say("model ", in_quotes(model.name), ": a name must be letters, digits and '_'"));
        if (const std::string *other = models.meet(model.name, model.name))
            complaints.add(
                model.name, "",
                say("model ", model.name, " is declared twice", *other == model.name ? "" : say(" (as ", *other, ")")));
        Duplicates attributes;
        for (const AttributeDefinition &attribute : model.attributes) {
            const std::string where = say(model.name, ".", attribute.name);
            if (!is_attribute_name(attribute.name))
                complaints.add(model.name, attribute.name,
                               say("attribute ", in_quotes(attribute.name), " of ", model.name,
                                   ": a name is not empty, has no '.', '::' or '->', and no '$' at its ends"));
            const std::string *other = attributes.meet(attribute.name, attribute.name);
            if (other && *other == attribute.name)
                complaints.add(model.name, attribute.name, say(where, " is declared twice"));
        }
    }
}

void check_attributes(const SchemaDefinition &definition, const Wiring &wiring, Complaints &complaints)
{
    for (std::size_t i = 0; i < definition.models.size(); ++i) {
        const ModelDefinition &model = definition.models[i];
        for (const AttributeDefinition &attribute : model.attributes) {
            check_attribute(model, attribute, complaints);
            const bool is_key = std::any_of(wiring.keys.begin(), wiring.keys.end(), [&](const ForeignKey &key) {
                return key.dependent == i && key.name == attribute.name;
            });
            if (!is_key && (attribute.options.on_delete || attribute.options.on_update))
                complaints.add(model.name, attribute.name,
                               say(model.name, ".", attribute.name,
                                   ": onDelete and onUpdate are for foreign keys, and no association uses it as one"));
        }
    }
}

void check_schema(const Schema &schema, Complaints &complaints)
{
    Duplicates tables;
    for (const auto &model : schema.models) {
        if (const std::string *other = tables.meet(model->table, model->name))
            complaints.add(model->name, "",
                           say(model->name, ": its table ", in_quotes(model->table), " is that of ", *other));
        if (model->table.empty() || equals_ignoring_case(model->table.substr(0, 7), "sqlite_") ||
            model->table.find('\0') != std::string::npos)
            complaints.add(model->name, "", say(model->name, ": a table cannot be called ", in_quotes(model->table)));
        Duplicates columns;
        for (const Attribute &attribute : model->attributes)
            if (const std::string *other = columns.meet(attribute.column, attribute.name))
                complaints.add(model->name, attribute.name,
                               say(model->name, ".", attribute.name, ": its column ", in_quotes(attribute.column),
                                   " is that of ", *other));
        check_aliases(*model, complaints);
    }
}

} // namespace gemel
