// Dispatch by kind, and the options of each method. Refusals follow one order: usage, then values, then what the plan
// finds.
#include "core/writing/associate.hpp"

#include "core/association/has_one.hpp"
#include "core/association/touch.hpp"
#include "core/base/text.hpp"
#include "core/object/keys.hpp"
#include "core/query/includes.hpp"
#include "core/reading/find.hpp"
#include "core/writing/associate_belongs_to.hpp"
#include "core/writing/associate_has_one.hpp"
#include "core/writing/create_tree.hpp"
#include "core/writing/save.hpp"

namespace gemel {

namespace {

std::string method(const Association &association, const std::string &accessor)
{
    return say(association.source->name, ".", accessor);
}

/// What set and create have in common.
void take_common(Members &members, AssociateOptions &options)
{
    options.destroy_previous = members.flag("destroyPrevious");
    options.silent = members.flag("silent");
    options.validate = take_validate(members);
    options.hooks = take_hooks(members);
}

/// Set and unset take the same, and each says of a wrong one whose it is.
AssociateOptions linking_options(const Association &association, const Object &object, const std::string &where,
                                 CallName call, std::string_view replaces)
{
    Members members(object, where, call);
    AssociateOptions options;
    take_common(members, options);
    if (association.has_one()) {
        const std::string always = say("the foreign key is on ", association.target->name, ", which is always saved");
        members.refuse_unknown({{"save", always}, {"replace", replaces}});
        return options;
    }
    options.replace = members.flag("replace");
    std::optional<bool> save;
    members.take("save", save);
    options.save = save.value_or(true);
    members.refuse_unknown();
    return options;
}

} // namespace

AssociateOptions set_options(const Association &association, const Object &object, CallName call)
{
    return linking_options(association, object, method(association, association.setter), call, "set always replaces");
}

AssociateOptions unset_options(const Association &association, const Object &object)
{
    return linking_options(association, object, say("unsetting ", association.source->name, ".", association.name),
                           CallName::record_unset_association, "unset puts nobody in the place");
}

AssociateOptions create_options(const Association &association, const Object &object)
{
    const std::string where = method(association, association.creator);
    Members members(object, where, CallName::record_create_association);
    AssociateOptions options;
    options.replace = members.flag("replace");
    take_common(members, options);
    options.fields = take_fields(members, *association.target);
    options.includes = take_includes(members, *association.target);
    members.refuse_unknown();
    return options;
}

Manner displacing(const Association &association, const AssociateOptions &options, std::int64_t now)
{
    return {has_one::displacement(association, options.destroy_previous),
            options.silent ? std::nullopt : std::optional<Value>(now), now};
}

Manner displacing_if_asked(const Association &association, const AssociateOptions &options, std::int64_t now)
{
    Manner manner = displacing(association, options, now);
    if (!options.replace)
        manner.displace.reset();
    return manner;
}

void show_dependent(Operation &operation, State &owner, const Association &place, const Slot &dependent)
{
    for (const Association &it : owner.model().associations)
        if (it.has_one() && it.foreign_key == place.foreign_key && owner.slot(it).is_loaded()) {
            operation.write(owner);
            // Whom another scope shows cannot be told without asking.
            operation.changes.link(owner, it, it.scope == place.scope ? dependent : Slot());
        }
}

void show_owner(Operation &operation, State &dependent, const Association &over, const Slot &owner,
                const ScopeValues &written)
{
    const ValueOf value_of = value_in(written, shown_by(dependent));
    for (const Association &it : dependent.model().associations) {
        if (it.has_one() || it.foreign_key != over.foreign_key || !dependent.slot(it).is_loaded())
            continue;
        const std::optional<bool> leads = may_lead(it, value_of);
        const bool is_nobody = leads == false || (owner.is_loaded() && !owner.somebody());
        const bool is_told = leads.has_value() && it.key == over.key;
        operation.write(dependent);
        operation.changes.link(dependent, it, is_nobody ? Slot::nobody() : is_told ? owner : Slot());
    }
}

void show_touch(Operation &operation, State &owner, const Association &over, const State &dependent,
                const Manner &manner)
{
    const ValueOf value_of = value_in(over.scope, stored_by(dependent));
    for (const Association &it : over.dependent().associations) {
        if (!it.touch || it.foreign_key != over.foreign_key || it.key != over.key || !manner.now ||
            may_lead(it, value_of) != true)
            continue;
        operation.write(owner);
        operation.changes.store(owner, *owner.model().updated_at, *manner.now);
    }
}

void read_touch(Operation &operation, State &owner, const Association &over, const Manner &manner)
{
    std::optional<Step> step = read_touched(over, *owner.stored(*over.key), manner);
    if (!step)
        return;
    operation.plan.steps.push_back(std::move(*step));
    operation.write(owner);
    operation.store_if_there(owner, *owner.model().updated_at, operation.plan.steps.size() - 1, 0);
}

void read_displaced(Operation &operation, Plan &plan, State &owner, const Association &over, const Manner &manner)
{
    const Model &model = owner.model();
    const Value *held = &model == &over.dependent() ? owner.stored(*over.foreign_key) : nullptr;
    if (!manner.displace || !held || !(*held == foreign_key_value(over, *owner.stored(*over.key))))
        return;
    plan.steps.push_back({"read owner", statement::Select{model.table, all_columns(model), is_row(owner.row())}});
    operation.write(owner);
    for (const Attribute *it : {over.foreign_key, model.updated_at, model.version, model.deleted_at})
        if (it)
            operation.store_if_there(owner, *it, plan.steps.size() - 1, it->index);
}

Plan get_association(const State &self, const Association &association, const Query &query)
{
    Plan plan = association.has_one() ? has_one::get(self, association) : belongs_to::get(self, association);
    if (plan.steps.empty())
        return plan;
    auto &select = std::get<statement::Select>(plan.steps.front().statement);
    Query one = query;
    one.limit = 1;
    statement::Select whole = select_rows(one);
    whole.where.parts.insert(whole.where.parts.begin(), std::move(select.where));
    select = std::move(whole);
    return plan;
}

Operation set_association(State &self, const Association &association, State &other, const AssociateOptions &options,
                          std::int64_t now)
{
    if (&other.model() != association.target)
        throw Failure(Status::USAGE, say(method(association, association.setter), " takes a ", association.target->name,
                                         ", not a ", other.model().name));
    return association.has_one() ? has_one::set(self, association, other, options, now)
                                 : belongs_to::set(self, association, other, options, now);
}

Object target_key(const Association &association, Value value)
{
    if (association.has_one())
        return sole_key(*association.target, std::move(value));
    return {{association.key->name, {std::move(value)}}};
}

Operation set_association_key(State &self, const Association &association, const Object &key,
                              const AssociateOptions &options, State &found, std::int64_t now)
{
    return association.has_one() ? has_one::set_key(self, association, key, options, found, now)
                                 : belongs_to::set_key(self, association, key, options, now);
}

Operation unset_association(State &self, const Association &association, const AssociateOptions &options,
                            std::int64_t now)
{
    return association.has_one() ? has_one::unset(self, association, options, now)
                                 : belongs_to::unset(self, association, options, now);
}

CreateTree tree_over(Session &session, State &made, const Association &association, const Object &values,
                     const AssociateOptions &options)
{
    const SaveOptions each{options.silent, options.validate, options.hooks};
    return {session, made, taken(values, *association.target, options.fields), options.includes, each, &association};
}

Operation create_association(State &self, const Association &association, const CreateTree &tree,
                             const AssociateOptions &options, std::int64_t now)
{
    return association.has_one() ? has_one::create(self, association, tree, options, now)
                                 : belongs_to::create(self, association, tree, options, now);
}

} // namespace gemel
