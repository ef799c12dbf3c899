// The conflict is named by attributes that the database keeps unique: else it would not know of it.
#include "core/writing/upsert.hpp"

#include "core/base/text.hpp"
#include "core/writing/mandatory.hpp"
#include "core/writing/save.hpp"

#include <algorithm>

namespace gemel {

namespace {

using Attributes = std::vector<const Attribute *>;

bool has(const Attributes &attributes, const Attribute &wanted) noexcept
{
    return std::find(attributes.begin(), attributes.end(), &wanted) != attributes.end();
}

std::optional<Attributes> take_attributes(Members &members, std::string_view name, const Model &model)
{
    const Node *node = members.take(name);
    if (!node)
        return std::nullopt;
    Attributes out;
    const auto add = [&](const Node &item) {
        const auto &text = std::get<std::string>(*item.scalar());
        const Attribute &attribute = model.attribute(text);
        if (has(out, attribute))
            members.refuse(say("option ", in_quotes(name), " names ", in_quotes(text), " twice"));
        out.push_back(&attribute);
    };
    for_each_item(*node, add);
    return out;
}

bool is_unique(const Model &model, const Attributes &attributes)
{
    return (attributes.size() == 1 && attributes.front()->unique) ||
           std::is_permutation(attributes.begin(), attributes.end(), model.primary_key.begin(),
                               model.primary_key.end());
}

/// What an update leaves alone.
bool stays(const Attribute &attribute) noexcept
{
    const Model &model = *attribute.model;
    return attribute.primary_key || &attribute == model.created_at || &attribute == model.version;
}

UpsertOptions read(Members &members, const Model &model, Attributes conflict)
{
    if (!is_unique(model, conflict))
        members.refuse(
            say("option 'conflict' must name the primary key of ", model.name, " or one attribute that is unique"));
    UpsertOptions options{std::move(conflict), take_attributes(members, "update", model)};
    for (const Attribute *attribute : options.update.value_or(Attributes{}))
        if (stays(*attribute))
            members.refuse(say("option 'update' names ", in_quotes(attribute->name), ", which an update leaves alone"));
    return options;
}

} // namespace

void take_no_hooks(Members &members, const Model &model, bool updates)
{
    using enum HookEvent;
    const bool has_some =
        has_hook(model.hooks, {BeforeValidate, AfterValidate, BeforeCreate, AfterCreate, BeforeSave, AfterSave}) ||
        (updates && has_hook(model.hooks, {BeforeUpdate, AfterUpdate}));
    if (take_hooks(members) && has_some)
        members.refuse(say(model.name, " has hooks, which run for rows that are saved one by one: say hooks: false "
                                       "to write without"));
}

UpsertOptions upsert_options(const Object &object, const Model &model)
{
    const std::string where = say("upserting a ", model.name);
    Members members(object, where, CallName::record_upsert);
    UpsertOptions options =
        read(members, model, take_attributes(members, "conflict", model).value_or(model.primary_key));
    options.validate = take_validate(members);
    take_no_hooks(members, model, true);
    members.refuse_unknown();
    return options;
}

std::optional<UpsertOptions> take_upsert(Members &members, const Model &model)
{
    std::optional<Attributes> conflict = take_attributes(members, "conflict", model);
    if (conflict)
        return read(members, model, std::move(*conflict));
    if (members.take("update"))
        members.refuse("option 'update' is for rows that are there: say by 'conflict' which these are");
    return std::nullopt;
}

statement::Conflict conflict_of(const UpsertOptions &options, const State &state, const Object &given)
{
    const Model &model = state.model();
    statement::Conflict conflict;
    for (const Attribute *attribute : options.conflict) {
        const Value *value = state.value(*attribute);
        if (!value || is_null(*value))
            throw Failure(Status::USAGE, say("an upsert of a ", model.name, " needs ", in_quotes(attribute->name),
                                             ", by which it finds the row"));
        conflict.columns.push_back(attribute->column);
        if (attribute->unique_if_living)
            conflict.if_null = model.deleted_at->column;
    }
    Attributes written;
    for (const Attribute &attribute : model.attributes) {
        const bool is_given = find_member(given, attribute.name) != nullptr;
        const bool is_named = options.update && has(*options.update, attribute);
        if (is_named && !is_given)
            throw Failure(Status::USAGE,
                          say("option 'update' names ", in_quotes(attribute.name), ", for which there is no value"));
        const bool is_written =
            options.update ? is_named : is_given && !stays(attribute) && !has(options.conflict, attribute);
        if (is_written)
            written.push_back(&attribute);
    }
    if (written.empty())
        return conflict; // the row stays as it is, its time and version too
    for (const Attribute &attribute : model.attributes)
        if (has(written, attribute) || &attribute == model.updated_at)
            conflict.update.push_back(attribute.column);
    if (model.version)
        conflict.counted = model.version->column;
    return conflict;
}

void upsert(Session &session, State &state, statement::Conflict conflict, bool validate)
{
    const Model &model = state.model();
    require_dependents(model);
    Operation operation(validate);
    statement::Insert insert = insert_row(model, insert_values(operation.validation, state, session.now()));
    insert.returning = all_columns(model);
    insert.numbered = false;
    insert.conflict = std::move(conflict);
    operation.plan.steps.push_back({"upsert", std::move(insert), Expect::One});
    operation.write(state);
    for (const Attribute &attribute : model.attributes)
        operation.store(state, attribute, 0, attribute.index);
    operation.changes.mark_stored(state);
    operation.run(session);
}

} // namespace gemel
