// Records, each call of theirs one call of the session.
#include "core/session/record.hpp"

#include "core/base/json.hpp"
#include "core/base/text.hpp"
#include "core/base/uuid.hpp"
#include "core/session/assign.hpp"
#include "core/session/clock.hpp"
#include "core/session/lazy.hpp"
#include "core/session/partners.hpp"
#include "core/session/reading.hpp"
#include "core/session/sql_query.hpp"

#include <algorithm>

namespace gemel {

namespace {

RecordPtr first_of(const SessionPtr &session, const States &states)
{
    return states.empty() ? nullptr : std::make_unique<Record>(session, states.front());
}

/// A loaded partner that leads back is not followed again.
std::string json_of(const State &state, std::vector<const State *> &around)
{
    std::string json = "{";
    const auto add = [&](const std::string &name, const std::string &value) {
        json += say(json.size() > 1 ? "," : "", to_json({Value(name)}), ":", value);
    };
    for (const Attribute &attribute : state.model().attributes)
        if (const Value *value = state.value(attribute))
            add(attribute.name, to_json(attribute.type, *value));
        else if (attribute.primary_key && state.is_new())
            add(attribute.name, "null");
    if (std::find(around.begin(), around.end(), &state) != around.end())
        return json += '}';
    around.push_back(&state);
    for (const Association &association : state.model().associations)
        if (const Slot slot = state.slot(association); slot.is_loaded()) {
            const std::shared_ptr<State> somebody = slot.somebody();
            add(association.name, somebody ? json_of(*somebody, around) : "null");
        }
    around.pop_back();
    return json += '}';
}

} // namespace

RecordPtr Record::build(SessionPtr session, const Model &model, const Object &values)
{
    auto record = std::make_unique<Record>(std::move(session), model);
    gemel::build(*record->state_, values, now()).apply();
    return record;
}

RecordPtr Record::find(const SessionPtr &session, const Object &key, const FindOptions &options)
{
    const Session::Call call(*session);
    const RowKey row = row_key(*options.query.model, key);
    const States found = gemel::find(*session, row, options.query);
    if (options.required && found.empty())
        throw Failure(Status::NOT_FOUND, say("there is no ", describe(row)));
    return first_of(session, found);
}

RecordPtr Record::find_first(const SessionPtr &session, const Object &asked, const FindOptions &options)
{
    const Session::Call call(*session);
    Query query = options.query;
    query.limit = std::min<std::int64_t>(query.limit.value_or(1), 1);
    const States found = read(*session, query);
    if (options.required && found.empty()) {
        const Node *where = find_member(asked, "where");
        throw Failure(Status::NOT_FOUND, say("no ", query.model->name, " has ", where ? to_json(*where) : "{}"));
    }
    return first_of(session, found);
}

void Record::assign(const Object &values)
{
    gemel::assign(*state_, values).apply();
}

void Record::assign(const Attribute &attribute, Value value)
{
    gemel::assign(*state_, attribute, std::move(value)).apply();
}

void Record::create(const Object &values, const IncludesPtr &includes)
{
    const Session::Call call(*session_);
    if (includes)
        return create_tree(*session_, *state_, values, includes);
    gemel::build(*state_, values, session_->now()).apply();
    gemel::save(*session_, *state_);
}

void Record::save(const SaveOptions &options)
{
    const Session::Call call(*session_);
    gemel::save(*session_, *state_, options);
}

void Record::update(const Object &values, const SaveOptions &options)
{
    const Session::Call call(*session_);
    gemel::update(*session_, *state_, values, options);
}

void Record::reload(const IncludesPtr &includes)
{
    const Session::Call call(*session_);
    gemel::reload(*session_, state_, includes ? includes : state_->includes);
}

bool Record::destroy()
{
    const Session::Call call(*session_);
    return gemel::destroy(*session_, *state_);
}

RecordPtr Record::get_association(const Association &association, const FindOptions &options)
{
    const Session::Call call(*session_);
    const Plan plan = gemel::get_association(*state_, association, options.query);
    driver::Rows rows;
    if (!plan.steps.empty()) {
        if (Loops *loops = session_->loops())
            loops->note_get(*state_, association);
        session_->run(plan, [&](const Session::Results &results) { rows = results.front().rows; });
    }
    if (options.required && rows.size() == 0)
        throw Failure(Status::NOT_FOUND, say("this ", model().name, " has no ", association.name));
    return first_of(session_, read_objects(*session_, options.query, rows));
}

RecordPtr Record::load_association(const Association &association)
{
    const Session::Call call(*session_);
    if (state_->is_new() && association.has_one())
        return nullptr;
    require_eager(*state_, association, session_->raises_on_lazy());
    auto loaded = std::make_unique<Record>(session_, nullptr); // before: afterwards nothing may fail
    if (!state_->slot(association).is_loaded())
        load_slots(*session_, state_, association);
    loaded->state_ = state_->slot(association).somebody();
    return loaded->state_ ? std::move(loaded) : nullptr;
}

void Record::set_association(const Association &association, Record &other, const AssociateOptions &options)
{
    const Session::Call call(*session_);
    set_operation(association, other, options).run(*session_);
}

RecordPtr Record::set_association_key(const Association &association, const Object &key,
                                      const AssociateOptions &options)
{
    const Session::Call call(*session_);
    auto found = std::make_unique<Record>(session_, *association.target);
    gemel::set_association_key(*state_, association, key, options, *found->state_, session_->now()).run(*session_);
    return association.has_one() ? std::move(found) : nullptr;
}

void Record::unset_association(const Association &association, const AssociateOptions &options)
{
    const Session::Call call(*session_);
    gemel::unset_association(*state_, association, options, session_->now()).run(*session_);
}

RecordPtr Record::create_association(const Association &association, const Object &values,
                                     const AssociateOptions &options)
{
    const Session::Call call(*session_);
    RecordPtr made = build_target(association, values);
    gemel::create_association(*state_, association, *made->state_, options, session_->now()).run(*session_);
    return made;
}

Explanation Record::explain_get(const Association &association)
{
    const Session::Call call(*session_);
    return explain(association, "get", gemel::get_association(*state_, association, Query(*association.target)),
                   *session_);
}

Explanation Record::explain_set(const Association &association, Record &other, const AssociateOptions &options)
{
    const Session::Call call(*session_);
    return explain(association, "set", set_operation(association, other, options).plan, *session_);
}

Explanation Record::explain_set_key(const Association &association, const Object &key, const AssociateOptions &options)
{
    const Session::Call call(*session_);
    State found(*association.target);
    const Operation operation = gemel::set_association_key(*state_, association, key, options, found, session_->now());
    return explain(association, "set", operation.plan, *session_);
}

Explanation Record::explain_unset(const Association &association, const AssociateOptions &options)
{
    const Session::Call call(*session_);
    const Operation operation = gemel::unset_association(*state_, association, options, session_->now());
    return explain(association, "unset", operation.plan, *session_);
}

Explanation Record::explain_create(const Association &association, const Object &values,
                                   const AssociateOptions &options)
{
    const Session::Call call(*session_);
    const RecordPtr made = build_target(association, values);
    const Operation operation =
        gemel::create_association(*state_, association, *made->state_, options, session_->now());
    return explain(association, "create", operation.plan, *session_);
}

Operation Record::set_operation(const Association &association, Record &other, const AssociateOptions &options)
{
    if (other.session_ != session_)
        throw Failure(Status::USAGE, "the two records are of different sessions");
    return gemel::set_association(*state_, association, *other.state_, options, session_->now());
}

RecordPtr Record::build_target(const Association &association, const Object &values)
{
    auto made = std::make_unique<Record>(session_, *association.target);
    gemel::build(*made->state_, values, session_->now()).apply();
    return made;
}

std::string_view Record::text(const Attribute &attribute, const Value &value)
{
    if (const auto *text = std::get_if<std::string>(&value))
        return *text;
    return keep(attribute, to_text(attribute.type, value));
}

std::optional<std::string_view> Record::bytes(const Attribute &attribute, const Value &value)
{
    if (const auto *bytes = std::get_if<Bytes>(&value))
        return attribute.type.kind == TypeKind::Blob ? std::optional<std::string_view>(bytes->data) : std::nullopt;
    const auto *text = std::get_if<std::string>(&value);
    if (!text || attribute.type.kind != TypeKind::Uuid || !uuid::is_canonical(*text))
        return std::nullopt;
    return keep(attribute, uuid::bytes_of(*text));
}

/// What was handed out before stays where it is if nothing was written meanwhile.
std::string_view Record::keep(const Attribute &attribute, std::string text)
{
    std::string &kept = texts_[attribute.index];
    if (kept != text)
        kept = std::move(text);
    return kept;
}

std::string_view Record::json()
{
    std::vector<const State *> around;
    json_ = json_of(*state_, around);
    return json_;
}

Records::Records(SessionPtr session, const Query &query) : session_(std::move(session))
{
    const Session::Call call(*session_);
    states_ = read(*session_, query);
}

Records::Records(SessionPtr session, const Model &model, std::string_view sql, const Object &values)
    : session_(std::move(session))
{
    const Session::Call call(*session_);
    states_ = read_sql(*session_, model, sql, values);
}

Records::Records(SessionPtr session, const Association &association, const std::vector<const Record *> &records)
    : session_(std::move(session))
{
    const Session::Call call(*session_);
    States states;
    for (const Record *record : records) {
        if (record->session_ != session_)
            throw Failure(Status::USAGE, "a record is of another session");
        states.push_back(record->state_);
    }
    states_ = find_partners(*session_, std::make_shared<const Include>(Include{&association}), states);
    const auto by_row = [](const std::shared_ptr<State> &state) { return state ? state->token() : 0; };
    std::sort(states_.begin(), states_.end(), [&](const auto &a, const auto &b) { return by_row(a) < by_row(b); });
    states_.erase(std::unique(states_.begin(), states_.end()), states_.end());
    std::erase(states_, nullptr);
}

} // namespace gemel
