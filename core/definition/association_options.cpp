// Definitions of associations in options. Reads form only.
#include "core/definition/duty.hpp"
#include "core/definition/form.hpp"

namespace gemel {

namespace {

void take_foreign_key(const Node &node, const Members &outer, AssociationOptions &options)
{
    const Object *object = node.object();
    if (!object) {
        options.foreign_key = plain_name(node, outer, "'foreignKey' must be a name or an object");
        return;
    }
    const std::string where = say(outer.where(), ", foreignKey");
    Members members(*object, where, Status::DEFINITION);
    members.take_name("name", options.foreign_key);
    take_attribute_options(members, options.attribute);
    members.refuse_unknown({{"fieldName", "write name"},
                            {"columnName", "write column"},
                            {"field", "write column"},
                            {"defaultValue", "write default"},
                            {"references", "the association says itself what its foreign key refers to"},
                            {"primaryKey", "declare the attribute on its model for that"},
                            {"autoIncrement", "a foreign key cannot be numbered by the database"}});
}

void take_inverse(const Node &node, AssociationKind kind, const Members &outer, AssociationOptions &options)
{
    const Object *object = node.object();
    if (kind == AssociationKind::HasOne && !object) {
        options.inverse = plain_name(node, outer, "'inverse' must be a name or an object");
        return;
    }
    if (!object)
        outer.refuse("option 'inverse' of a belongs to must be {type: \"hasOne\", as: NAME}");
    const std::string where = say(outer.where(), ", inverse");
    Members members(*object, where, Status::DEFINITION);
    members.take_name("as", options.inverse);
    if (kind == AssociationKind::HasOne)
        members.take("touch", options.touch);
    if (kind == AssociationKind::BelongsTo) {
        std::optional<std::string> type;
        members.take("type", type);
        if (type != "hasOne")
            members.refuse(say("option 'type' must be \"hasOne\", the only one there is", type ? ", not " : "",
                               type ? in_quotes(*type) : ""));
        options.inverse_has_one = true;
    }
    members.refuse_unknown(
        {{"scope", kind == AssociationKind::HasOne ? "a belongs to has no scope; write it beside inverse"
                                                   : "declare the has one with its scope, and this as its inverse"},
         {"touch", "the belongs to touches: write it beside inverse"}});
}

/// A name, or {singular, plural} of which a one-to-one association uses the first.
void take_alias(const Node &node, const Members &outer, AssociationOptions &options)
{
    const Object *object = node.object();
    if (!object) {
        options.as = plain_name(node, outer, "'as' must be a name or {singular, plural}");
        return;
    }
    std::optional<std::string> plural;
    const std::string where = say(outer.where(), ", as");
    Members members(*object, where, Status::DEFINITION);
    members.take_name("singular", options.as);
    members.take_name("plural", plural);
    members.refuse_unknown();
}

/// {attribute: scalar}
void take_scope(Members &outer, std::optional<Object> &into)
{
    const Node *node = outer.take("scope");
    if (!node)
        return;
    if (!node->object() || node->object()->empty())
        outer.refuse("option 'scope' must be {attribute: value}");
    for (const auto &[name, value] : *node->object())
        if (!value.scalar())
            outer.refuse(say("option 'scope' takes one value for ", in_quotes(name), ", not a list or an object"));
    into = *node->object();
}

} // namespace

AssociationOptions association_options(AssociationKind kind, const Object &object, const std::string &where,
                                       OtherMembers others)
{
    const bool has_one = kind == AssociationKind::HasOne;
    Members members(object, where, Status::DEFINITION);
    members.leave(others);
    AssociationOptions options;
    if (const Node *node = members.take("as"))
        take_alias(*node, members, options);
    if (const Node *node = members.take("foreignKey"))
        take_foreign_key(*node, members, options);
    if (const Node *node = members.take("inverse"))
        take_inverse(*node, kind, members, options);
    members.take("foreignKeyConstraints", options.constrained);
    if (has_one) {
        members.take_name("sourceKey", options.source_key);
        take_scope(members, options.scope);
        take_duty(members, options);
    } else {
        members.take_name("targetKey", options.target_key);
        members.take("touch", options.touch);
    }
    members.refuse_unknown(
        {{"onDelete", "write foreignKey: {onDelete: ...}"},
         {"onUpdate", "write foreignKey: {onUpdate: ...}"},
         {"constraints", "write foreignKeyConstraints"},
         {"foreignKeyConstraint", "write foreignKeyConstraints"},
         {"keyType", "write foreignKey: {type: ...}"},
         {"type", "write foreignKey: {type: ...}"},
         {"allowNull", "write foreignKey: {allowNull: ...}"},
         {"unique", "write foreignKey: {unique: ...}"},
         {"column", "write foreignKey: {column: ...}"},
         {"columnName", "write foreignKey: {column: ...}"},
         {"default", "write foreignKey: {default: ...}"},
         {"defaultValue", "write foreignKey: {default: ...}"},
         {"check", "write foreignKey: {check: ...}"},
         {"references", "the association says itself what its foreign key refers to"},
         {"name", "write as"},
         {"alias", "write as"},
         {"hooks", "hooks are functions: gemel_schema_add_hook adds them"},
         {"through", "an association of this version has no model between"},
         {"throughAssociations", "an association of this version has no model between"},
         {"otherKey", "an association of this version has no model between"},
         {"uniqueKey", "write foreignKey: {unique: true}"},
         {"touch", "the belongs to touches: write inverse: {touch: true}"},
         {"scope", "only a has one has a scope: declare the has one with it, and this as its inverse"},
         {"dependent", "it is said of the has one: declare that, and this as its inverse"},
         {"mandatory", "it is said of the has one: declare that, and this as its inverse"},
         {has_one ? "targetKey" : "sourceKey",
          has_one ? "write sourceKey for a has one" : "write targetKey for a belongs to"}});
    return options;
}

} // namespace gemel
