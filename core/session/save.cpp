// Inserts and updates: what is written is decided against the stored values, and a row that is not there is noticed.
#include "core/session/save.hpp"

#include "core/base/text.hpp"
#include "core/session/assign.hpp"
#include "core/session/load.hpp"
#include "core/session/refusal.hpp"

namespace gemel {

namespace {

Failure gone(const RowKey &row)
{
    return {Status::NOT_FOUND, say(describe(row), " is gone")};
}

void require_stored(const State &state, std::string_view what)
{
    if (state.is_new())
        throw Failure(Status::USAGE, say("this ", state.model().name, " was never saved: it cannot be ", what));
}

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

void write(Session &session, State &state, const RowValues &values)
{
    const RowKey row = state.row();
    query::Update update{state.model().table, {}, is_row(row)};
    for (const auto &[attribute, value] : values)
        update.values.emplace_back(attribute->column, value);
    if (session.execute(update).affected == 0)
        throw gone(row);
}

} // namespace

RowValues insert_values(const State &state, const Attribute *fixed, const Value *value)
{
    RowValues values;
    std::vector<Violation> violations;
    for (const Attribute &attribute : state.model().attributes) {
        const Value *held = &attribute == fixed ? value : state.value(attribute);
        if (attribute.auto_increment && (!held || is_null(*held)))
            continue; // the database numbers it
        check_value(attribute, held ? *held : Value(Null{}), values, violations);
    }
    if (!violations.empty())
        refuse(std::move(violations));
    return values;
}

std::optional<std::size_t> insert_changes(Changes &changes, State &state, const RowValues &values)
{
    bool given = false;
    const Attribute *identity = state.model().identity();
    for (const auto &[attribute, value] : values) {
        changes.store(state, *attribute, value);
        given = given || attribute == identity;
    }
    changes.mark_stored(state);
    if (!identity || given)
        return std::nullopt;
    changes.store(state, *identity, Null{});
    return changes.size() - 1;
}

void fill_key(Changes &changes, std::optional<std::size_t> place, const driver::Result &result) noexcept
{
    if (place)
        changes.fill(*place, result.rows.at(0, 0).word);
}

void save(Session &session, State &state)
{
    if (state.is_new()) {
        const RowValues values = insert_values(state);
        Changes changes;
        session.note(state, changes);
        const auto key = insert_changes(changes, state, values);
        Plan plan;
        plan.steps.push_back({"insert", insert_row(state.model(), values), Expect::One});
        session.run(plan, [&](const Session::Results &results) { fill_key(changes, key, results.front()); });
        changes.apply();
        return;
    }
    RowValues values;
    std::vector<Violation> violations;
    for (const Attribute &attribute : state.model().attributes)
        if (state.is_changed(attribute))
            check_value(attribute, *state.value(attribute), values, violations);
    if (!violations.empty())
        refuse(std::move(violations));
    if (values.empty())
        return;
    Changes changes;
    session.note(state, changes);
    for (const auto &[attribute, value] : values)
        changes.store(state, *attribute, value);
    write(session, state, values);
    changes.apply();
}

void update(Session &session, State &state, const Object &given)
{
    require_stored(state, "updated");
    assign(state, given); // for its refusals; what it would change is not applied
    RowValues values;
    std::vector<Violation> violations;
    for (const auto &[attribute, value] : named_values(state.model(), given))
        check_value(*attribute, value, values, violations);
    if (!violations.empty())
        refuse(std::move(violations));
    Changes changes;
    for (const auto &[attribute, value] : values) {
        changes.assign(state, *attribute, value); // first, so that a rollback knows what was assigned
        changes.store(state, *attribute, value);
    }
    std::erase_if(values, [&](const auto &it) {
        const Value *stored = state.stored(*it.first);
        return stored && *stored == it.second;
    });
    if (!values.empty()) {
        session.note(state, changes);
        write(session, state, values);
    }
    changes.apply();
}

void reload(Session &session, State &state)
{
    require_stored(state, "reloaded");
    const RowKey row = state.row();
    const driver::Result result =
        session.execute(query::Select{row.model->table, all_columns(*row.model), is_row(row)});
    if (result.rows.size() == 0)
        throw gone(row);
    check(*row.model, result.rows);
    Changes changes;
    load(changes, state, result.rows, 0);
    changes.apply();
}

bool destroy(Session &session, State &state)
{
    require_stored(state, "destroyed");
    return session.execute(query::Delete{state.model().table, is_row(state.row())}).affected > 0;
}

} // namespace gemel
