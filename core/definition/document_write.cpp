// Writes the canonical document. Names, keys, inverses and actions are said also where they are the defaults, which
// depend on other parts of the schema; of an attribute only what is not the default.
#include "core/definition/document.hpp"
#include "core/definition/document_text.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace gemel {

namespace {

Node text(std::string_view value)
{
    return {Value(std::string(value))};
}

/// A constant in a form that its type reads back.
Node scalar(const Type &type, const Value &value)
{
    const auto *real = std::get_if<double>(&value);
    const bool json_has_it = is_null(value) || std::holds_alternative<bool>(value) || (real && std::isfinite(*real)) ||
                             type.kind == TypeKind::Integer || type.kind == TypeKind::Bigint;
    return json_has_it ? Node{value} : text(to_text(type, value));
}

Node default_node(const Attribute &attribute)
{
    const Default &fallback = *attribute.fallback;
    switch (fallback.kind) {
    case Default::Kind::Now:
        return {Object{{"now", {Value(true)}}}};
    case Default::Kind::Uuid:
        return {Object{{"uuid", {Value(true)}}}};
    case Default::Kind::Database:
        return {Object{{"sql", text(fallback.expression)}}};
    case Default::Kind::Constant:
        break;
    }
    return scalar(attribute.type, fallback.constant);
}

void add_actions(Object &object, const std::string &on_delete, const std::string &on_update)
{
    object.push_back({"onDelete", text(on_delete)});
    object.push_back({"onUpdate", text(on_update)});
}

/// The constraint of a foreign key that no association speaks of.
const Reference *own_reference(const Attribute &attribute)
{
    const Model &model = *attribute.model;
    const auto reference = std::find_if(model.references.begin(), model.references.end(),
                                        [&](const Reference &it) { return it.foreign_key == &attribute; });
    if (reference == model.references.end())
        return nullptr;
    const std::vector<const Association *> &all = model.schema->associations;
    const bool spoken_of = std::any_of(all.begin(), all.end(), [&](const Association *it) {
        return it->foreign_key == &attribute && it->constrained;
    });
    return spoken_of ? nullptr : &*reference;
}

Node attribute_node(const Attribute &attribute)
{
    Object object{{"type", text(to_text(attribute.type))}};
    const auto flag = [&](bool said, std::string_view name, bool value) {
        if (said)
            object.push_back({std::string(name), {Value(value)}});
    };
    const bool whole_key = attribute.primary_key && attribute.model->primary_key.size() == 1;
    flag(attribute.primary_key, "primaryKey", true);
    flag(attribute.auto_increment, "autoIncrement", true);
    flag(!attribute.nullable && !attribute.primary_key, "allowNull", false);
    flag(attribute.unique && !whole_key, "unique", true);
    if (attribute.fallback)
        object.push_back({"default", default_node(attribute)});
    Object rules =
        rules_object(attribute.validators.rules, [&](const Value &value) { return scalar(attribute.type, value); });
    if (!rules.empty())
        object.push_back({"validate", {std::move(rules)}});
    if (attribute.column != attribute.name)
        object.push_back({"column", text(attribute.column)});
    if (const Reference *reference = own_reference(attribute)) {
        object.push_back({"references",
                          {Object{{"model", text(reference->key->model->name)}, {"key", text(reference->key->name)}}}});
        add_actions(object, reference->on_delete, reference->on_update);
    }
    return {std::move(object)};
}

Node timestamps_node(const Model &model)
{
    const auto kept = [](const Attribute *attribute) { return attribute ? text(attribute->name) : Node{Value(false)}; };
    return {Object{{"createdAt", kept(model.created_at)}, {"updatedAt", kept(model.updated_at)}}};
}

Node checks_node(const Model &model)
{
    List checks;
    for (const Check &check : model.checks)
        checks.push_back({Object{{"name", text(check.name)}, {"expression", text(check.text)}}});
    return {std::move(checks)};
}

Node scopes_node(const Model &model)
{
    Object scopes;
    for (const Scope &scope : model.scopes)
        scopes.push_back({scope.name, {Object{{"where", {scope.where}}}}});
    return {std::move(scopes)};
}

Node methods_node(const Model &model)
{
    List methods;
    for (const std::string &method : model.methods)
        methods.push_back(text(method));
    return {std::move(methods)};
}

std::string model_member(const Model &model)
{
    std::vector<std::string> attributes;
    for (const Attribute &attribute : model.attributes)
        attributes.push_back(document::member(attribute.name, attribute_node(attribute), 8));
    std::vector<std::string> parts{document::member("table", text(model.table), 6)};
    if (model.created_at || model.updated_at)
        parts.push_back(document::member("timestamps", timestamps_node(model), 6));
    if (model.deleted_at)
        parts.push_back(document::member("paranoid", text(model.deleted_at->name), 6));
    if (model.version)
        parts.push_back(document::member("version", text(model.version->name), 6));
    parts.push_back(document::member("attributes", "{}", attributes, 6));
    if (!model.checks.empty())
        parts.push_back(document::member("checks", checks_node(model), 6));
    if (!model.scopes.empty())
        parts.push_back(document::member("scopes", scopes_node(model), 6));
    if (!model.methods.empty())
        parts.push_back(document::member("methods", methods_node(model), 6));
    return document::member(model.name, "{}", parts, 4);
}

/// Follows the declarations as resolve does. Each makes its association, unless an earlier one made it as its inverse,
/// and perhaps an inverse: so many of each model's associations, in their order, are there at a time.
class Declarations {
public:
    Node next(const Association &declared)
    {
        const bool again = is_made(declared);
        if (!again)
            ++made_[declared.source];
        const Association *inverse = declared.inverse;
        const bool makes = !again && inverse && made_[inverse->source] == inverse->index;
        if (makes)
            ++made_[inverse->source];
        // A has one always has an inverse. A belongs to that says one makes it, and in its place: it must not say the
        // one that a later has one makes elsewhere.
        return node(declared, inverse && (declared.has_one() || again || makes));
    }

private:
    bool is_made(const Association &association) { return association.index < made_[association.source]; }

    static Node foreign_key_node(const Association &declared)
    {
        if (!declared.constrained)
            return text(declared.foreign_key->name);
        Object object{{"name", text(declared.foreign_key->name)}};
        add_actions(object, declared.on_delete, declared.on_update);
        return {std::move(object)};
    }

    /// Of a has one; one that is declared itself speaks for itself.
    static Node inverse_node(const Association &inverse)
    {
        if (!inverse.touch || !inverse.automatic)
            return text(inverse.name);
        return {Object{{"as", text(inverse.name)}, {"touch", {Value(true)}}}};
    }

    static Node node(const Association &declared, bool with_inverse)
    {
        Object object{{"type", text(declared.has_one() ? "hasOne" : "belongsTo")},
                      {"source", text(declared.source->name)},
                      {"target", text(declared.target->name)},
                      {"as", text(declared.name)},
                      {"foreignKey", foreign_key_node(declared)},
                      {declared.has_one() ? "sourceKey" : "targetKey", text(declared.key->name)}};
        if (!declared.constrained)
            object.push_back({"foreignKeyConstraints", {Value(false)}});
        if (declared.touch)
            object.push_back({"touch", {Value(true)}});
        if (with_inverse && declared.has_one())
            object.push_back({"inverse", inverse_node(*declared.inverse)});
        else if (with_inverse)
            object.push_back({"inverse", {Object{{"type", text("hasOne")}, {"as", text(declared.inverse->name)}}}});
        if (!declared.scope.empty()) {
            Object scope;
            for (const auto &part : declared.scope)
                scope.push_back({part.first->name, scalar(part.first->type, part.second)});
            object.push_back({"scope", {std::move(scope)}});
        }
        const bool is_mandatory = declared.mandatory != Mandatory::No;
        if (declared.fate != (is_mandatory ? Fate::Destroy : Fate::Database))
            object.push_back({"dependent", text(std::string(fate_name(declared.fate)))});
        if (is_mandatory)
            object.push_back(
                {"mandatory", declared.mandatory == Mandatory::Deferred ? text("deferred") : Node{Value(true)}});
        return {std::move(object)};
    }

    std::map<const Model *, std::size_t> made_;
};

} // namespace

std::string write_document(const Schema &schema)
{
    std::vector<std::string> models, associations;
    for (const auto &model : schema.models)
        models.push_back(model_member(*model));
    Declarations declarations;
    for (const Association *declared : schema.associations)
        associations.push_back(document::laid_out(declarations.next(*declared), 4));
    return say(document::block("{}",
                               {document::member("naming", text(schema.naming == Naming::Camel ? "camel" : "snake"), 2),
                                document::member("models", "{}", models, 2),
                                document::member("associations", "[]", associations, 2)},
                               0),
               "\n");
}

} // namespace gemel
