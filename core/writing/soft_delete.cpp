// Both write one row; what the row says decides, never what is in memory.
#include "core/writing/soft_delete.hpp"

#include "core/association/steps.hpp"
#include "core/association/touch.hpp"
#include "core/association/visible.hpp"
#include "core/base/text.hpp"
#include "core/object/keys.hpp"
#include "core/object/refusal.hpp"
#include "core/writing/save.hpp"

namespace gemel {

DestroyOptions destroy_options(const Object &object, const std::string &where, CallName call)
{
    Members members(object, where, call);
    DestroyOptions options;
    options.force = members.flag("force");
    options.hooks = take_hooks(members);
    members.refuse_unknown();
    return options;
}

bool mark_deleted(Session &session, State &state)
{
    const Model &model = state.model();
    const Manner manner{Displace::Destroy, session.now(), session.now()};
    const RowKey row = row_as_read(state);
    Operation operation; // only for its changes
    operation.count_version(state);
    Changes &changes = operation.changes;
    session.note(state, changes);
    for (const Attribute *attribute : {model.deleted_at, model.updated_at})
        if (attribute)
            changes.store(state, *attribute, session.now());
    touch_owners(operation.plan, model, living(model, is_row(row)), {}, manner);
    const bool was_there =
        destroy_row(session, std::move(operation.plan),
                    {"mark as deleted", steps::destruction(model, living(model, is_row(row)), manner)}, row);
    if (was_there)
        changes.apply();
    return was_there;
}

void restore(Session &session, State &state)
{
    const Model &model = state.model();
    if (!model.deleted_at)
        throw Failure(Status::USAGE, say(model.name, " is not paranoid: what is deleted is gone"));
    require_stored(state, "restored");
    const RowKey row = state.row();
    statement::Update update{model.table, {assignment(*model.deleted_at, Value(Null{}))}, deleted(model, is_row(row))};
    steps::touch(update, model, {{}, session.now()});
    Operation operation;
    touch_owners(operation.plan, model, deleted(model, is_row(row)), {}, {{}, session.now()});
    operation.plan.steps.push_back({"restore", std::move(update)});
    // Somebody else may have restored it.
    operation.plan.steps.push_back(
        {"read",
         statement::Select{
             model.table, all_columns(model), living(model, is_row(row)), {}, {}, statement::Lock::Change},
         Expect::One, Status::NOT_FOUND, gone(row).message});
    operation.write(state);
    for (const Attribute *attribute : {model.deleted_at, model.updated_at, model.version})
        if (attribute)
            operation.store(state, *attribute, operation.plan.steps.size() - 1, attribute->index);
    operation.run(session);
}

bool is_marked(const State &state)
{
    const Attribute *deleted_at = state.model().deleted_at;
    if (!deleted_at || state.is_new())
        return false;
    const Value *mark = state.stored(*deleted_at);
    if (!mark)
        refuse_unread(state, *deleted_at, "which tells whether it is deleted");
    return !is_null(*mark);
}

void require_living(const State &made)
{
    const Attribute *deleted_at = made.model().deleted_at;
    const Value *given = deleted_at ? made.value(*deleted_at) : nullptr;
    if (given && !is_null(*given))
        throw Failure(Status::USAGE, say("the new ", made.model().name, " would be deleted already, by its ",
                                         deleted_at->name, ": nobody can be linked to it"));
}

} // namespace gemel
