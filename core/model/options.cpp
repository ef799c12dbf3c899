// Definitions in options: a tree as options or JSON give it. Reads form only; what the options mean together is
// checked when the schema is resolved.
#include "core/base/members.hpp"
#include "core/model/definition.hpp"

namespace gemel {

namespace {

void take_action(Members &members, std::string_view name, std::optional<std::string> &into)
{
    std::optional<std::string> text;
    members.take(name, text);
    if (!text)
        return;
    into = referential_action(*text);
    if (!into)
        members.refuse(say("option ", in_quotes(name),
                           " must be CASCADE, SET NULL, RESTRICT, NO ACTION or SET DEFAULT, not ", in_quotes(*text)));
}

/// An option that is just a name; an empty one counts as not given.
std::optional<std::string> plain_name(const Node &node, const std::string &where, std::string_view wanted)
{
    const auto *name = node.scalar() ? std::get_if<std::string>(node.scalar()) : nullptr;
    if (!name)
        throw Failure(Status::DEFINITION, say(where, ": option ", wanted));
    return name->empty() ? std::nullopt : std::optional(*name);
}

/// What an attribute and the foreign key of an association have in common.
void take_attribute(Members &members, AttributeOptions &options)
{
    std::optional<std::string> type;
    members.take("type", type);
    if (type) {
        options.type = parse_type(*type);
        if (!options.type)
            members.refuse(say("unknown type ", in_quotes(*type), suggestion(*type, type_names())));
    }
    members.take("allowNull", options.allow_null);
    members.take("unique", options.unique);
    members.take_name("column", options.column);
    if (const Node *fallback = members.take("default")) {
        if (!fallback->scalar())
            members.refuse("option 'default' must be a number, a text, true, false or null");
        options.fallback = *fallback->scalar();
    }
    take_action(members, "onDelete", options.on_delete);
    take_action(members, "onUpdate", options.on_update);
}

void take_foreign_key(const Node &node, const std::string &where, AssociationOptions &options)
{
    const std::string here = say(where, ", foreignKey");
    if (const Object *object = node.object()) {
        Members members(*object, here, Status::DEFINITION);
        members.take_name("name", options.foreign_key);
        take_attribute(members, options.attribute);
        members.refuse_unknown({{"fieldName", "write name"},
                                {"columnName", "write column"},
                                {"primaryKey", "declare the attribute on its model for that"},
                                {"autoIncrement", "declare the attribute on its model for that"}});
        return;
    }
    options.foreign_key = plain_name(node, where, "'foreignKey' must be a name or an object");
}

void take_inverse(const Node &node, AssociationKind kind, const std::string &where, AssociationOptions &options)
{
    const std::string here = say(where, ", inverse");
    const Object *object = node.object();
    if (kind == AssociationKind::HasOne && !object) {
        options.inverse = plain_name(node, where, "'inverse' must be a name or an object");
        return;
    }
    if (!object)
        throw Failure(Status::DEFINITION,
                      say(where, ": option 'inverse' of a belongs to must be {type: \"hasOne\", as: NAME}"));
    Members members(*object, here, Status::DEFINITION);
    members.take_name("as", options.inverse);
    if (kind == AssociationKind::BelongsTo) {
        std::optional<std::string> type;
        members.take("type", type);
        if (type != "hasOne")
            members.refuse(say("option 'type' must be \"hasOne\", the only one there is", type ? ", not " : "",
                               type ? in_quotes(*type) : ""));
        options.inverse_has_one = true;
    }
    members.refuse_unknown({});
}

/// A name, or {singular, plural} of which a one-to-one association uses the first.
void take_alias(const Node &node, const std::string &where, AssociationOptions &options)
{
    std::optional<std::string> plural;
    if (const Object *object = node.object()) {
        Members members(*object, where, Status::DEFINITION);
        members.take_name("singular", options.as);
        members.take_name("plural", plural);
        members.refuse_unknown({});
        return;
    }
    options.as = plain_name(node, where, "'as' must be a name or {singular, plural}");
}

} // namespace

std::optional<std::string> referential_action(std::string_view text)
{
    for (const std::string_view action : {"CASCADE", "SET NULL", "RESTRICT", "NO ACTION", "SET DEFAULT"})
        if (equals_ignoring_case(action, text))
            return std::string(action);
    return std::nullopt;
}

AttributeOptions attribute_options(const Object &object, const std::string &where)
{
    Members members(object, where, Status::DEFINITION);
    AttributeOptions options;
    take_attribute(members, options);
    members.take("primaryKey", options.primary_key);
    members.take("autoIncrement", options.auto_increment);
    members.refuse_unknown({{"columnName", "write column"}, {"defaultValue", "write default"}});
    return options;
}

ModelOptions model_options(const Object &object, const std::string &where)
{
    Members members(object, where, Status::DEFINITION);
    ModelOptions options;
    members.take_name("table", options.table);
    members.refuse_unknown({{"tableName", "write table"}});
    return options;
}

AssociationOptions association_options(AssociationKind kind, const Object &object, const std::string &where)
{
    Members members(object, where, Status::DEFINITION);
    AssociationOptions options;
    if (const Node *node = members.take("as"))
        take_alias(*node, where, options);
    if (const Node *node = members.take("foreignKey"))
        take_foreign_key(*node, where, options);
    if (const Node *node = members.take("inverse"))
        take_inverse(*node, kind, where, options);
    members.take("foreignKeyConstraints", options.constrained);
    if (kind == AssociationKind::HasOne)
        members.take_name("sourceKey", options.source_key);
    else
        members.take_name("targetKey", options.target_key);
    members.refuse_unknown(
        {{"onDelete", "write foreignKey: {onDelete: ...}"},
         {"onUpdate", "write foreignKey: {onUpdate: ...}"},
         {"constraints", "write foreignKeyConstraints"},
         {"foreignKeyConstraint", "write foreignKeyConstraints"},
         {"keyType", "write foreignKey: {type: ...}"},
         {kind == AssociationKind::HasOne ? "targetKey" : "sourceKey",
          kind == AssociationKind::HasOne ? "write sourceKey for a has one" : "write targetKey for a belongs to"}});
    return options;
}

} // namespace gemel
