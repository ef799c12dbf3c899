// The order of hooks around one row: validate, create or update, save; then the statement; then create or update, save.
#include "core/writing/hooked_row.hpp"

#include "core/base/text.hpp"
#include "core/object/assign.hpp"
#include "core/object/refusal.hpp"

#include <algorithm>

namespace gemel::hooked {

namespace {

using Attributes = std::vector<const Attribute *>;

void call_before(const Hooks &hooks, const StatePtr &state, const std::function<Attributes()> &written,
                 const SaveOptions &options)
{
    const bool is_new = state->is_new();
    hooks.call(HookEvent::BeforeValidate, state);
    validate(hooks.session(), *state, written(), options);
    hooks.call(HookEvent::AfterValidate, state);
    hooks.call(is_new ? HookEvent::BeforeCreate : HookEvent::BeforeUpdate, state);
    hooks.call(HookEvent::BeforeSave, state);
}

void call_after(const Hooks &hooks, const StatePtr &state, bool was_new)
{
    hooks.call(was_new ? HookEvent::AfterCreate : HookEvent::AfterUpdate, state);
    hooks.call(HookEvent::AfterSave, state);
}

template <typename Predicate> Attributes attributes_if(const State &state, Predicate predicate)
{
    Attributes out;
    for (const Attribute &attribute : state.model().attributes)
        if (predicate(attribute))
            out.push_back(&attribute);
    return out;
}

bool differs(const State &a, const State &b, const Attribute &attribute)
{
    const Value *one = a.value(attribute), *other = b.value(attribute);
    return one && other ? !(*one == *other) : one != other;
}

Object values_of(const State &state, const Attributes &attributes)
{
    Object values;
    for (const Attribute *attribute : attributes)
        values.push_back({attribute->name, Node{*state.value(*attribute)}});
    return values;
}

bool has_hooks(const Includes &includes) noexcept
{
    return std::any_of(includes.begin(), includes.end(), [](const Include &it) {
        return !it.association->target->hooks.empty() || has_hooks(it.includes);
    });
}

} // namespace

bool is_hooked(const Model &model, const std::shared_ptr<const Includes> &includes, bool hooks) noexcept
{
    return hooks && (!model.hooks.empty() || (includes && has_hooks(*includes)));
}

Draft::Draft(const Hooks &hooks, StatePtr state, const RowValues &wanted, const SaveOptions &options)
    : hooks_(hooks), state_(std::move(state)), is_new_(state_->is_new())
{
    const State before(*state_);
    Changes changes;
    for (const auto &[attribute, value] : wanted)
        changes.assign(*state_, *attribute, value);
    changes.apply();
    const State shown(*state_);
    const auto is_wanted = [&](const Attribute &attribute) {
        return std::any_of(wanted.begin(), wanted.end(), [&](const auto &it) { return it.first == &attribute; });
    };
    const auto is_assigned = [&](const Attribute &attribute) { return differs(*state_, shown, attribute); };
    call_before(
        hooks_, state_,
        [&] { return attributes_if(*state_, [&](const Attribute &it) { return is_wanted(it) || is_assigned(it); }); },
        options);
    for (const auto &[attribute, value] : wanted) {
        if (is_assigned(*attribute))
            throw Failure(Status::USAGE, say("a hook has assigned ", state_->model().name, ".", attribute->name,
                                             ", which the method that it is called in writes"));
        Field &field = state_->field(*attribute);
        if (field.current)
            field.current = before.field(*attribute).current;
    }
    assigned_ = values_of(
        *state_, attributes_if(*state_, [&](const Attribute &it) { return !is_wanted(it) && is_assigned(it); }));
}

void Draft::finish() const
{
    call_after(hooks_, state_, is_new_);
}

void save(const Hooks &hooks, const StatePtr &state, const SaveOptions &options)
{
    const bool is_new = state->is_new();
    call_before(
        hooks, state, [&] { return attributes_if(*state, [&](const Attribute &it) { return state->is_changed(it); }); },
        options);
    if (!state->is_changed())
        return;
    {
        const Session::Call call(hooks.session());
        gemel::save(hooks.session(), *state, options);
    }
    call_after(hooks, state, is_new);
}

void update(const Hooks &hooks, const StatePtr &state, const Object &values, const SaveOptions &options)
{
    require_stored(*state, "updated");
    assign(*state, values).apply();
    const State shown(*state);
    const auto written = [&] {
        return attributes_if(
            *state, [&](const Attribute &it) { return find_member(values, it.name) || differs(*state, shown, it); });
    };
    call_before(hooks, state, written, options);
    const Attributes attributes = written();
    const bool changes = std::any_of(attributes.begin(), attributes.end(),
                                     [&](const Attribute *attribute) { return state->is_changed(*attribute); });
    {
        const Session::Call call(hooks.session());
        gemel::update(hooks.session(), *state, values_of(*state, attributes), options);
    }
    if (changes)
        call_after(hooks, state, false);
}

States locked_rows(Session &session, const Model &model, statement::Condition where, statement::Lock lock)
{
    const statement::Select select{model.table, all_columns(model), std::move(where), by_primary_key(model), {}, lock};
    const Session::Call call(session);
    return make_states(model, {}, nullptr, session.execute(select).rows);
}

} // namespace gemel::hooked
