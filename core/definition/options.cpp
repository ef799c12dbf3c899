// Definitions of models and attributes in options: a tree as options or JSON give it. Reads form only; what the
// options mean together is checked when the schema is resolved.
#include "core/definition/form.hpp"
#include "core/definition/scopes.hpp"
#include "core/definition/sql_expression.hpp"
#include "core/definition/type_list.hpp"

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

/// A scalar, {now: true}, {uuid: true} or {sql: TEXT}.
Default take_default(const Node &node, const Members &outer)
{
    if (node.scalar())
        return {Default::Kind::Constant, *node.scalar()};
    const std::string where = say(outer.where(), ", default");
    if (!node.object())
        outer.refuse("option 'default' must be a number, a text, true, false, null, {now: true}, {uuid: true} or"
                     " {sql: TEXT}");
    Members members(*node.object(), where, Status::DEFINITION);
    const bool now = members.flag("now");
    const bool uuid = members.flag("uuid");
    std::optional<std::string> expression;
    members.take("sql", expression);
    members.refuse_unknown();
    if (node.object()->size() != 1 || (!now && !uuid && !expression))
        members.refuse("is one of {now: true}, {uuid: true} and {sql: TEXT}");
    if (!expression)
        return {now ? Default::Kind::Now : Default::Kind::Uuid, Null{}};
    if (const auto fault = fault_of_sql(*expression))
        members.refuse(say("the SQL ", *fault));
    return {Default::Kind::Database, Null{}, *expression};
}

/// "Person", or {model, key}.
ReferenceOptions take_reference(const Node &node, const Members &outer)
{
    const auto *name = node.scalar() ? std::get_if<std::string>(node.scalar()) : nullptr;
    if (name)
        return {*name, std::nullopt};
    const std::string where = say(outer.where(), ", references");
    if (!node.object())
        outer.refuse("option 'references' must be the name of a model or {model, key}");
    Members members(*node.object(), where, Status::DEFINITION);
    std::optional<std::string> model, key;
    members.take_name("model", model);
    members.take_name("key", key);
    members.refuse_unknown({{"table", "write model: the name of a model"},
                            {"tableName", "write model: the name of a model"},
                            {"column", "write key: the name of an attribute"},
                            {"deferrable", "no constraint waits for the commit in this version"}});
    if (!model)
        members.refuse("option 'model' is missing");
    return {*model, key};
}

/// An attribute that the library keeps: a flag, or a name, which means true.
void take_kept(Members &members, std::string_view name, bool &kept, std::optional<std::string> &called)
{
    const Node *node = members.take(name);
    if (!node)
        return;
    const auto *flag = node->scalar() ? std::get_if<bool>(node->scalar()) : nullptr;
    const auto *text = node->scalar() ? std::get_if<std::string>(node->scalar()) : nullptr;
    if (!flag && (!text || text->empty()))
        members.refuse(say("option ", in_quotes(name), " must be true, false or a name"));
    kept = !flag || *flag;
    if (text)
        called = *text;
}

void take_paranoid(Members &members, std::optional<ParanoidOptions> &into)
{
    if (!members.take("paranoid"))
        return;
    into.emplace();
    take_kept(members, "paranoid", into->kept, into->name);
}

/// A flag, or {createdAt, updatedAt}.
void take_timestamps(Members &outer, std::optional<TimestampOptions> &into)
{
    const Node *node = outer.take("timestamps");
    if (!node)
        return;
    const auto *flag = node->scalar() ? std::get_if<bool>(node->scalar()) : nullptr;
    if (flag) {
        into = TimestampOptions{*flag, *flag};
        return;
    }
    if (!node->object())
        outer.refuse("option 'timestamps' must be true, false or {createdAt, updatedAt}");
    const std::string where = say(outer.where(), ", timestamps");
    Members members(*node->object(), where, Status::DEFINITION);
    TimestampOptions options;
    take_kept(members, "createdAt", options.created, options.created_name);
    take_kept(members, "updatedAt", options.updated, options.updated_name);
    members.refuse_unknown();
    into = std::move(options);
}

void take_version(Members &members, std::optional<std::string> &into)
{
    bool kept = false;
    std::optional<std::string> called;
    take_kept(members, "version", kept, called);
    if (kept)
        into = called.value_or("version");
}

/// A list, each item of which is a text or made of an object.
template <typename Item, typename Take>
void take_list(Members &members, std::string_view name, std::string_view wanted, std::optional<std::vector<Item>> &into,
               Take take)
{
    const Node *node = members.take(name);
    if (!node)
        return;
    if (!node->list())
        members.refuse(say("option ", in_quotes(name), " must be a list of ", wanted));
    into.emplace();
    for (const Node &item : *node->list()) {
        std::optional<Item> taken = take(item);
        if (!taken)
            members.refuse(say("option ", in_quotes(name), " must be a list of ", wanted));
        into->push_back(std::move(*taken));
    }
}

std::optional<std::string> text_of(const Node &node)
{
    const auto *text = node.scalar() ? std::get_if<std::string>(node.scalar()) : nullptr;
    return text && !text->empty() ? std::optional(*text) : std::nullopt;
}

void take_checks(Members &outer, std::optional<std::vector<CheckDefinition>> &into)
{
    const std::string where = say(outer.where(), ", checks");
    take_list(outer, "checks", "texts and {name, expression}", into,
              [&](const Node &node) -> std::optional<CheckDefinition> {
                  if (const auto text = text_of(node))
                      return CheckDefinition{std::nullopt, *text};
                  if (!node.object())
                      return std::nullopt;
                  Members members(*node.object(), where, Status::DEFINITION);
                  CheckDefinition check;
                  std::optional<std::string> expression;
                  members.take_name("name", check.name);
                  members.take("expression", expression);
                  members.refuse_unknown();
                  if (!expression)
                      members.refuse("option 'expression' is missing");
                  check.text = *expression;
                  return check;
              });
}

} // namespace

std::optional<std::string> referential_action(std::string_view text)
{
    for (const std::string_view action : {"CASCADE", "SET NULL", "RESTRICT", "NO ACTION", "SET DEFAULT"})
        if (equals_ignoring_case(action, text))
            return std::string(action);
    return std::nullopt;
}

std::optional<std::string> plain_name(const Node &node, const Members &members, std::string_view wanted)
{
    const auto *name = node.scalar() ? std::get_if<std::string>(node.scalar()) : nullptr;
    if (!name)
        members.refuse(say("option ", wanted));
    return name->empty() ? std::nullopt : std::optional(*name);
}

void take_attribute_options(Members &members, AttributeOptions &options)
{
    std::optional<std::string> type;
    members.take("type", type);
    if (type) {
        options.type = parse_type(*type);
        if (const std::string why = type_complaint(*type); !why.empty())
            members.refuse(why);
        if (!options.type)
            members.refuse(say("unknown type ", in_quotes(*type), suggested_type(*type)));
    }
    members.take("allowNull", options.allow_null);
    members.take("unique", options.unique);
    members.take_name("column", options.column);
    members.take("check", options.check);
    take_rules(members, options.validate);
    if (const Node *fallback = members.take("default"))
        options.fallback = take_default(*fallback, members);
    take_action(members, "onDelete", options.on_delete);
    take_action(members, "onUpdate", options.on_update);
}

AttributeOptions attribute_options(const Object &object, const std::string &where)
{
    Members members(object, where, Status::DEFINITION);
    AttributeOptions options;
    take_attribute_options(members, options);
    members.take("primaryKey", options.primary_key);
    members.take("autoIncrement", options.auto_increment);
    if (const Node *node = members.take("references"))
        options.references = take_reference(*node, members);
    members.refuse_unknown({{"columnName", "write column"},
                            {"field", "write column"},
                            {"defaultValue", "write default"},
                            {"autoIncrementIdentity", "write autoIncrement"},
                            {"nullable", "write allowNull"},
                            {"notNull", "write allowNull: false"},
                            {"length", "write type: \"string(n)\""},
                            {"values", "write type: \"enum('a', 'b')\""},
                            {"index", "only foreign keys and unique attributes have an index in this version"}});
    return options;
}

ModelOptions model_options(const Object &object, const std::string &where, OtherMembers others)
{
    Members members(object, where, Status::DEFINITION);
    members.leave(others);
    ModelOptions options;
    members.take_name("table", options.table);
    take_timestamps(members, options.timestamps);
    members.take("underscored", options.underscored);
    take_version(members, options.version);
    take_checks(members, options.checks);
    take_list(members, "methods", "names", options.methods, text_of);
    take_paranoid(members, options.paranoid);
    take_scopes(members, options.scopes);
    members.refuse_unknown({{"tableName", "write table"},
                            {"freezeTableName", "write table"},
                            {"createdAt", "write timestamps: {createdAt: ...}"},
                            {"updatedAt", "write timestamps: {updatedAt: ...}"},
                            {"validate", "add it as a function: gemel_schema_add_validator"},
                            {"hooks", "hooks are functions: gemel_schema_add_hook adds them"},
                            {"deletedAt", "write paranoid: \"NAME\""},
                            {"optimisticLocking", "write version"},
                            {"defaultScope", "write scopes: {default: {where: {...}}}"},
                            {"indexes", "only foreign keys and unique attributes have an index in this version"},
                            {"noPrimaryKey", "every model has a primary key"},
                            {"name", "a table is named by table, an association by as"}});
    return options;
}

SchemaOptions schema_options(const Object &object, const std::string &where, OtherMembers others)
{
    Members members(object, where, Status::DEFINITION);
    members.leave(others);
    SchemaOptions options;
    std::optional<std::string> naming;
    members.take("naming", naming);
    if (naming && *naming != "camel" && *naming != "snake")
        members.refuse(say("option 'naming' must be \"camel\" or \"snake\", not ", in_quotes(*naming)));
    if (naming)
        options.naming = *naming == "camel" ? Naming::Camel : Naming::Snake;
    take_timestamps(members, options.timestamps);
    members.take("underscored", options.underscored);
    members.refuse_unknown(
        {{"createdAt", "write timestamps: {createdAt: ...}"}, {"updatedAt", "write timestamps: {updatedAt: ...}"}});
    return options;
}

} // namespace gemel
