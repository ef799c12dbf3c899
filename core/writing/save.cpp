// Inserts and updates: what is written is decided against the stored values, and a row that is not there is noticed.
#include "core/writing/save.hpp"

#include "core/association/touch.hpp"
#include "core/association/version.hpp"
#include "core/base/text.hpp"
#include "core/object/assign.hpp"
#include "core/object/keys.hpp"
#include "core/object/load.hpp"
#include "core/object/refusal.hpp"
#include "core/writing/mandatory.hpp"

#include <algorithm>

namespace gemel {

namespace {

Manner manner(bool silent, std::int64_t now)
{
    return {{}, silent ? std::nullopt : std::optional<Value>(now)};
}

void write(Operation &operation, State &state, const RowValues &values, const Manner &how, bool counts)
{
    const RowKey row = row_as_read(state);
    statement::Update update{state.model().table, {}, is_row(row)};
    for (const auto &[attribute, value] : values)
        update.values.push_back(assignment(*attribute, value));
    update.echoed = columns_of(echoed(values));
    if (counts)
        version::count(update, state.model());
    Step step{"update", std::move(update), Expect::One, Status::NOT_FOUND, gone(row).message};
    version::compare(operation.plan, step, row);
    touch_owners(operation.plan, state.model(), is_row(row), values, how);
    operation.echo(state, values, operation.plan.steps.size(), 0);
    operation.plan.steps.push_back(std::move(step));
    if (counts)
        operation.count_version(state);
    operation.write(state);
}

/// What an update writes besides.
void add_time(const State &state, RowValues &values, std::int64_t now, const SaveOptions &options)
{
    if (const Attribute *updated_at = state.model().updated_at; updated_at && !options.silent)
        values.emplace_back(updated_at, now);
}

/// Nobody who must have this object loses it.
void require_owners(const State &state, const RowValues &values, const SaveOptions &options)
{
    if (!options.unlinks)
        for (const auto &[attribute, value] : values)
            refuse_unlinking(state, *attribute);
}

template <typename Pairs> auto find_in(const Pairs &pairs, const Attribute &attribute) noexcept
{
    const auto found = std::find_if(pairs.begin(), pairs.end(), [&](const auto &it) { return it.first == &attribute; });
    return found == pairs.end() ? nullptr : &found->second;
}

/// What the insert of these values, a step of the operation's plan, will change in the object.
void change_by_insert(Operation &operation, State &state, const RowValues &values, std::size_t step)
{
    operation.write(state);
    for (const auto &[attribute, value] : values)
        operation.changes.store(state, *attribute, value);
    const std::vector<const Attribute *> made = generated(state.model(), values);
    for (std::size_t i = 0; i < made.size(); ++i)
        operation.store(state, *made[i], step, i);
    operation.changes.mark_stored(state);
}

} // namespace

bool is_left_to_database(const State &state, const Attribute &attribute) noexcept
{
    const Value *held = state.value(attribute);
    return attribute.auto_increment ? !held || is_null(*held) : !held && attribute.generated();
}

RowValues insert_values(Validation &validation, const State &state, std::int64_t now, const Fixed &fixed)
{
    const Model &model = state.model();
    RowValues values;
    for (const Attribute &attribute : model.attributes) {
        const Value *given = find_in(fixed.values, attribute);
        const Value *held = given ? given : state.value(attribute);
        const bool missing = !held || is_null(*held);
        if (find_in(fixed.made, attribute))
            continue;
        if (!given && is_left_to_database(state, attribute))
            continue;
        if (missing && (&attribute == model.created_at || &attribute == model.updated_at))
            values.emplace_back(&attribute, now);
        else if (missing && &attribute == model.version)
            values.emplace_back(&attribute, std::int64_t{0});
        else
            validation.take(attribute, held ? *held : Value(Null{}), values);
    }
    validation.row(state, values);
    return values;
}

std::size_t add_insert(Operation &operation, State &state, std::int64_t now, bool silent, const Fixed &fixed)
{
    const RowValues values = insert_values(operation.validation, state, now, fixed);
    touch_owners(operation.plan, state.model(), {}, values, manner(silent, now));
    statement::Insert insert = insert_row(state.model(), values);
    for (const auto &[attribute, key] : fixed.made)
        insert.values.emplace_back(attribute->column, key);
    insert.echoed = columns_of(echoed(values));
    const std::size_t step = operation.plan.steps.size(), returned = insert.returning.size();
    operation.plan.steps.push_back({"insert", std::move(insert), Expect::One});
    change_by_insert(operation, state, values, step);
    operation.echo(state, values, step, returned);
    for (const auto &[attribute, key] : fixed.made)
        operation.store(state, *attribute, key.step, key.column);
    return step;
}

void validate(Session &session, const State &state, const std::vector<const Attribute *> &written,
              const SaveOptions &options)
{
    const Session::Call call(session);
    Validation validation(options.validate);
    RowValues values;
    if (state.is_new())
        insert_values(validation, state, session.now());
    for (const Attribute *attribute : state.is_new() ? std::vector<const Attribute *>() : written)
        validation.take(*attribute, *state.value(*attribute), values);
    if (!values.empty())
        validation.row(state, values);
    validation.ask(session);
    validation.raise();
}

bool take_hooks(Members &members)
{
    std::optional<bool> hooks;
    members.take("hooks", hooks);
    return hooks.value_or(true);
}

SaveOptions save_options(const Object &object, const std::string &where, CallName call)
{
    Members members(object, where, call);
    SaveOptions options;
    options.silent = members.flag("silent");
    options.validate = take_validate(members);
    options.hooks = take_hooks(members);
    members.refuse_unknown();
    return options;
}

bool take_validate(Members &members)
{
    std::optional<bool> validate;
    members.take("validate", validate);
    return validate.value_or(true);
}

void save(Session &session, State &state, const SaveOptions &options)
{
    const Model &model = state.model();
    Operation operation(options.validate);
    RowValues values;
    if (state.is_new()) {
        require_dependents(model);
        add_insert(operation, state, session.now(), options.silent);
        return operation.run(session);
    }
    for (const Attribute &attribute : model.attributes)
        if (state.is_changed(attribute))
            operation.validation.take(attribute, *state.value(attribute), values);
    if (values.empty())
        return operation.validation.raise();
    operation.validation.row(state, values);
    require_owners(state, values, options);
    add_time(state, values, session.now(), options);
    for (const auto &[attribute, value] : values)
        operation.changes.store(state, *attribute, value);
    write(operation, state, values, manner(options.silent, session.now()), options.counts);
    operation.run(session);
}

void update(Session &session, State &state, const Object &given, const SaveOptions &options)
{
    require_stored(state, "updated");
    assign(state, given); // for its refusals; what it would change is not applied
    Operation operation(options.validate);
    RowValues values;
    for (const auto &[attribute, value] : named_values(state.model(), given))
        operation.validation.take(*attribute, value, values);
    for (const auto &[attribute, value] : values) {
        operation.changes.assign(state, *attribute, value); // first, so that a rollback knows what was assigned
        operation.changes.store(state, *attribute, value);
    }
    std::erase_if(values, [&](const auto &it) {
        const Value *stored = state.stored(*it.first);
        return stored && *stored == it.second;
    });
    require_owners(state, values, options);
    if (!values.empty()) {
        operation.validation.row(state, values);
        const std::size_t given_values = values.size();
        add_time(state, values, session.now(), options);
        for (std::size_t i = given_values; i < values.size(); ++i)
            operation.changes.store(state, *values[i].first, values[i].second);
        write(operation, state, values, manner(options.silent, session.now()), options.counts);
    }
    operation.run(session);
}

bool destroy(Session &session, State &state, const DestroyOptions &options)
{
    require_stored(state, "destroyed");
    if (state.model().deleted_at && !options.force)
        return mark_deleted(session, state);
    const RowKey row = row_as_read(state);
    Plan plan;
    touch_owners(plan, state.model(), is_row(row), {}, manner(false, session.now()));
    return destroy_row(session, std::move(plan), {"delete", statement::Delete{state.model().table, is_row(row)}}, row);
}

bool destroy_row(Session &session, Plan plan, Step step, const RowKey &row)
{
    if (row.version)
        step.expect = Expect::One;
    version::compare(plan, step, row);
    plan.steps.push_back(std::move(step));
    bool was_there = false;
    try {
        session.run(plan, [&](const Session::Results &results) {
            was_there = row.version || results.back().affected > 0; // with a version, the plan fails otherwise
        });
    } catch (const Failure &failure) {
        if (!row.version || failure.status != Status::NOT_FOUND)
            throw;
    }
    return was_there;
}

void touch(Session &session, State &state)
{
    require_stored(state, "touched");
    const Attribute *updated_at = state.model().updated_at;
    if (!updated_at)
        throw Failure(Status::USAGE, say(state.model().name, " keeps no updatedAt: there is nothing to touch"));
    const RowKey row = state.row();
    Operation operation;
    operation.plan.steps.push_back(
        {"touch", statement::Update{state.model().table, {assignment(*updated_at, Value(session.now()))}, is_row(row)},
         Expect::One, Status::NOT_FOUND, gone(row).message});
    operation.write(state);
    operation.changes.store(state, *updated_at, session.now());
    operation.run(session);
}

} // namespace gemel
