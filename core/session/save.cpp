// Inserts and updates: what is written is decided against the stored values, and a row that is not there is noticed.
#include "core/session/save.hpp"

#include "core/base/text.hpp"
#include "core/session/assign.hpp"
#include "core/session/load.hpp"
#include "core/session/mandatory.hpp"
#include "core/session/refusal.hpp"

#include <algorithm>

namespace gemel {

namespace {

/// Null where none may be, or a value that does not fit.
void check_value(const Attribute &attribute, const Value &value, RowValues &fitting, std::vector<Violation> &violations)
{
    if (is_null(value) && !attribute.nullable) {
        violations.push_back(must_not_be_null(attribute));
        return;
    }
    Conversion conversion = convert(attribute.type, value);
    if (conversion.value)
        fitting.emplace_back(&attribute, std::move(*conversion.value));
    else
        violations.push_back(does_not_fit(attribute, conversion.complaint));
}

void write(Operation &operation, State &state, const RowValues &values)
{
    const RowKey row = state.row();
    query::Update update{state.model().table, {}, is_row(row)};
    for (const auto &[attribute, value] : values)
        update.values.push_back(assignment(*attribute, value));
    operation.plan.steps.push_back({"update", std::move(update), Expect::One, Status::NOT_FOUND, gone(row).message});
    operation.write(state);
}

/// What an update writes besides.
void touch(const State &state, RowValues &values, std::int64_t now, const SaveOptions &options)
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

const Value *fixed_value(const RowValues &fixed, const Attribute &attribute) noexcept
{
    const auto found = std::find_if(fixed.begin(), fixed.end(), [&](const auto &it) { return it.first == &attribute; });
    return found == fixed.end() ? nullptr : &found->second;
}

} // namespace

bool is_left_to_database(const State &state, const Attribute &attribute) noexcept
{
    const Value *held = state.value(attribute);
    return attribute.auto_increment ? !held || is_null(*held) : !held && attribute.generated();
}

RowValues insert_values(const State &state, std::int64_t now, const RowValues &fixed,
                        const std::vector<const Attribute *> &left_out)
{
    const Model &model = state.model();
    RowValues values;
    std::vector<Violation> violations;
    for (const Attribute &attribute : model.attributes) {
        const Value *given = fixed_value(fixed, attribute);
        const Value *held = given ? given : state.value(attribute);
        const bool missing = !held || is_null(*held);
        if (std::find(left_out.begin(), left_out.end(), &attribute) != left_out.end())
            continue;
        if (!given && is_left_to_database(state, attribute))
            continue;
        if (missing && (&attribute == model.created_at || &attribute == model.updated_at))
            values.emplace_back(&attribute, now);
        else
            check_value(attribute, held ? *held : Value(Null{}), values, violations);
    }
    if (!violations.empty())
        refuse(std::move(violations));
    return values;
}

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

Operation insert_operation(State &state, std::int64_t now)
{
    Operation operation;
    const RowValues values = insert_values(state, now);
    operation.plan.steps.push_back({"insert", insert_row(state.model(), values), Expect::One});
    change_by_insert(operation, state, values, 0);
    return operation;
}

void validate(const State &state, std::int64_t now, const std::vector<const Attribute *> &written)
{
    if (state.is_new()) {
        insert_values(state, now);
        return;
    }
    RowValues values;
    std::vector<Violation> violations;
    for (const Attribute *attribute : written)
        check_value(*attribute, *state.value(*attribute), values, violations);
    if (!violations.empty())
        refuse(std::move(violations));
}

bool take_hooks(Members &members)
{
    std::optional<bool> hooks;
    members.take("hooks", hooks);
    return hooks.value_or(true);
}

SaveOptions save_options(const Object &object, const std::string &where)
{
    Members members(object, where, Status::USAGE);
    SaveOptions options;
    options.silent = members.flag("silent");
    options.hooks = take_hooks(members);
    members.refuse_unknown({no_validators});
    return options;
}

void save(Session &session, State &state, const SaveOptions &options)
{
    const Model &model = state.model();
    Operation operation;
    RowValues values;
    if (state.is_new()) {
        require_dependents(model);
        return insert_operation(state, session.now()).run(session);
    }
    std::vector<Violation> violations;
    for (const Attribute &attribute : model.attributes)
        if (state.is_changed(attribute))
            check_value(attribute, *state.value(attribute), values, violations);
    if (!violations.empty())
        refuse(std::move(violations));
    if (values.empty())
        return;
    require_owners(state, values, options);
    touch(state, values, session.now(), options);
    for (const auto &[attribute, value] : values)
        operation.changes.store(state, *attribute, value);
    write(operation, state, values);
    operation.run(session);
}

void update(Session &session, State &state, const Object &given, const SaveOptions &options)
{
    require_stored(state, "updated");
    assign(state, given); // for its refusals; what it would change is not applied
    RowValues values;
    std::vector<Violation> violations;
    for (const auto &[attribute, value] : named_values(state.model(), given))
        check_value(*attribute, value, values, violations);
    if (!violations.empty())
        refuse(std::move(violations));
    Operation operation;
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
        const std::size_t given_values = values.size();
        touch(state, values, session.now(), options);
        for (std::size_t i = given_values; i < values.size(); ++i)
            operation.changes.store(state, *values[i].first, values[i].second);
        write(operation, state, values);
    }
    operation.run(session);
}

bool destroy(Session &session, State &state)
{
    require_stored(state, "destroyed");
    Plan plan;
    plan.steps.push_back({"delete", query::Delete{state.model().table, is_row(state.row())}});
    bool was_there = false;
    session.run(plan, [&](const Session::Results &results) { was_there = results.front().affected > 0; });
    return was_there;
}

} // namespace gemel
