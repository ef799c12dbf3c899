// Records, each call of theirs one call of the session.
#include "core/record/record.hpp"

#include "core/base/json.hpp"
#include "core/base/text.hpp"
#include "core/base/uuid.hpp"
#include "core/object/assign.hpp"
#include "core/object/clock.hpp"
#include "core/reading/lazy.hpp"
#include "core/reading/partners.hpp"
#include "core/reading/reading.hpp"
#include "core/reading/sql_query.hpp"
#include "core/writing/associate_many.hpp"
#include "core/writing/hooked_association.hpp"

#include <algorithm>

namespace gemel {

namespace {

RecordPtr first_of(const SessionPtr &session, const States &states)
{
    return states.empty() ? nullptr : std::make_unique<Record>(session, states.front());
}

/// Without asking the validators of the program.
Explanation explain(const Association &association, std::string_view verb, Operation operation, const Session &session)
{
    operation.validation.raise();
    return explain(association, verb, operation.plan, session);
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

/// The call that asks outlives what it shows.
RecordPtr Record::show(const Candidate &candidate)
{
    auto record = std::make_unique<Record>(SessionPtr(SessionPtr(), &candidate.session), candidate.state);
    record->is_candidate_ = true;
    return record;
}

Record Record::held() const
{
    Record record(session_, state_);
    record.is_candidate_ = is_candidate_;
    return record;
}

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

std::pair<RecordPtr, RecordPtr> Record::create_pair(const SessionPtr &session, const Association &association,
                                                    const Object &owner, const Object &dependent,
                                                    const SaveOptions &options)
{
    const bool has_one = association.has_one();
    CreateOptions how{options};
    how.includes = std::make_shared<const Includes>(Includes{{&association}});
    auto made = std::make_unique<Record>(session, *association.source);
    auto other = std::make_unique<Record>(session, nullptr); // before: afterwards nothing may fail
    Object values = has_one ? owner : dependent;
    if (find_member(values, association.name))
        throw Failure(Status::USAGE, say("the ", association.name, " of a pair is given by values of its own"));
    set_member(values, association.name, Node{has_one ? dependent : owner});
    made->create(values, how);
    other->state_ = made->state_->slot(association).somebody();
    return has_one ? std::pair(std::move(made), std::move(other)) : std::pair(std::move(other), std::move(made));
}

void Record::assign(const Object &values)
{
    refuse_candidate();
    gemel::assign(*state_, values).apply();
}

void Record::assign(const Attribute &attribute, Value value)
{
    refuse_candidate();
    gemel::assign(*state_, attribute, std::move(value)).apply();
}

void Record::refuse_candidate() const
{
    if (is_candidate_)
        throw Failure(Status::USAGE, say("a validator is shown a ", model().name, " only to be read"));
}

void Record::create(const Object &values, const CreateOptions &options)
{
    const Object given = taken(values, model(), options.fields);
    if (hooked::is_hooked(model(), options.includes, options.hooks)) {
        const Hooks hooks(session_, options.hooks);
        if (options.includes)
            return create_tree(*session_, CreateTree(*session_, *state_, given, options.includes, options), &hooks);
        gemel::build(*state_, given, now()).apply();
        return hooks.host({state_}, [&] { hooked::save(hooks, state_, options); });
    }
    const Session::Call call(*session_);
    if (options.includes)
        return create_tree(*session_, CreateTree(*session_, *state_, given, options.includes, options));
    gemel::build(*state_, given, session_->now()).apply();
    gemel::save(*session_, *state_, options);
}

void Record::upsert(const Object &values, const UpsertOptions &options)
{
    const Session::Call call(*session_);
    gemel::build(*state_, values, session_->now()).apply();
    gemel::upsert(*session_, *state_, conflict_of(options, *state_, values), options.validate);
}

void Record::save(const SaveOptions &options)
{
    if (hooked::is_hooked(model(), nullptr, options.hooks)) {
        const Hooks hooks(session_, options.hooks);
        return hooks.host({state_}, [&, state = state_] { hooked::save(hooks, state, options); });
    }
    const Session::Call call(*session_);
    gemel::save(*session_, *state_, options);
}

void Record::update(const Object &values, const SaveOptions &options)
{
    if (hooked::is_hooked(model(), nullptr, options.hooks)) {
        const Hooks hooks(session_, options.hooks);
        return hooks.host({state_},
                          [&, state = state_, values = values] { hooked::update(hooks, state, values, options); });
    }
    const Session::Call call(*session_);
    gemel::update(*session_, *state_, values, options);
}

void Record::reload(const IncludesPtr &includes)
{
    const Session::Call call(*session_);
    gemel::reload(*session_, state_, includes ? includes : state_->includes);
}

bool Record::destroy(const DestroyOptions &options)
{
    if (hooked::is_destroyed_in_steps(model(), options.hooks)) {
        const Hooks hooks(session_, options.hooks);
        bool was_there = false;
        hooks.host({state_}, [&, state = state_] { was_there = hooked::destroy(hooks, state, options); });
        return was_there;
    }
    const Session::Call call(*session_);
    return gemel::destroy(*session_, *state_, options);
}

void Record::restore()
{
    const Session::Call call(*session_);
    gemel::restore(*session_, *state_);
}

void Record::touch()
{
    const Session::Call call(*session_);
    gemel::touch(*session_, *state_);
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

void Record::set_association(const Association &association, const Record &other, const AssociateOptions &options)
{
    require_session_of(other);
    if (hooked::is_hooked(association, options))
        return hooked::set(session_, state_, association, other.state_, options);
    const Session::Call call(*session_);
    set_operation(association, other, options).run(*session_);
}

RecordPtr Record::set_association_key(const Association &association, const Object &key,
                                      const AssociateOptions &options)
{
    auto found = std::make_unique<Record>(session_, *association.target);
    const bool gives = association.has_one();
    if (hooked::is_hooked(association, options)) {
        hooked::set_key(session_, state_, association, key, options, found->state_);
        return gives ? std::move(found) : nullptr;
    }
    const Session::Call call(*session_);
    gemel::set_association_key(*state_, association, key, options, *found->state_, session_->now()).run(*session_);
    return gives ? std::move(found) : nullptr;
}

void Record::unset_association(const Association &association, const AssociateOptions &options)
{
    if (hooked::is_hooked(association, options))
        return hooked::unset(session_, state_, association, options);
    const Session::Call call(*session_);
    gemel::unset_association(*state_, association, options, session_->now()).run(*session_);
}

RecordPtr Record::create_association(const Association &association, const Object &values,
                                     const AssociateOptions &options)
{
    auto made = std::make_unique<Record>(session_, *association.target);
    if (hooked::is_hooked(association, options)) {
        const CreateTree tree = target_tree(*made->state_, association, values, options);
        hooked::create(session_, state_, association, tree, options);
        tree.remember_includes();
        return made;
    }
    const Session::Call call(*session_);
    const CreateTree tree = target_tree(*made->state_, association, values, options);
    gemel::create_association(*state_, association, tree, options, session_->now()).run(*session_);
    tree.remember_includes();
    return made;
}

Explanation Record::explain_get(const Association &association, const FindOptions &options)
{
    const Session::Call call(*session_);
    return explain(association, "get", gemel::get_association(*state_, association, options.query), *session_);
}

Explanation Record::explain_set(const Association &association, const Record &other, const AssociateOptions &options)
{
    require_session_of(other);
    const Session::Call call(*session_);
    return explain(association, "set", set_operation(association, other, options), *session_);
}

Explanation Record::explain_set_key(const Association &association, const Object &key, const AssociateOptions &options)
{
    const Session::Call call(*session_);
    State found(*association.target);
    return explain(association, "set",
                   gemel::set_association_key(*state_, association, key, options, found, session_->now()), *session_);
}

Explanation Record::explain_unset(const Association &association, const AssociateOptions &options)
{
    const Session::Call call(*session_);
    return explain(association, "unset", gemel::unset_association(*state_, association, options, session_->now()),
                   *session_);
}

Explanation Record::explain_create(const Association &association, const Object &values,
                                   const AssociateOptions &options)
{
    const Session::Call call(*session_);
    const auto made = std::make_shared<State>(*association.target);
    const CreateTree tree = target_tree(*made, association, values, options);
    return explain(association, "create",
                   gemel::create_association(*state_, association, tree, options, session_->now()), *session_);
}

void Record::require_session_of(const Record &other) const
{
    if (other.session_ != session_)
        throw Failure(Status::USAGE, "the two records are of different sessions");
}

Operation Record::set_operation(const Association &association, const Record &other, const AssociateOptions &options)
{
    return gemel::set_association(*state_, association, *other.state_, options, session_->now());
}

CreateTree Record::target_tree(State &made, const Association &association, const Object &values,
                               const AssociateOptions &options)
{
    const SaveOptions each{options.silent, options.validate, options.hooks};
    return {*session_, made, taken(values, *association.target, options.fields), options.includes, each, &association};
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

void Records::set_association(const SessionPtr &session, const Association &association,
                              const std::vector<Record> &owners, const std::vector<Record> &others,
                              const AssociateOptions &options)
{
    const Session::Call call(*session);
    std::vector<Partners> pairs;
    for (std::size_t i = 0; i < owners.size(); ++i) {
        if (owners[i].session_ != session || others[i].session_ != session)
            throw Failure(Status::USAGE, "a record is of another session");
        pairs.push_back({*owners[i].state_, *others[i].state_});
    }
    has_one::set_many(*session, association, pairs, options);
}

Records::Records(SessionPtr session, const Association &association, const std::vector<Record> &records,
                 const Scoping &scoping)
    : session_(std::move(session))
{
    const Session::Call call(*session_);
    States states;
    for (const Record &record : records) {
        if (record.session_ != session_)
            throw Failure(Status::USAGE, "a record is of another session");
        states.push_back(record.state_);
    }
    auto include = std::make_shared<Include>(Include{&association});
    include->scoping = scoping;
    states_ = find_partners(*session_, include, states);
    const auto by_row = [](const std::shared_ptr<State> &state) { return state ? state->token() : 0; };
    std::sort(states_.begin(), states_.end(), [&](const auto &a, const auto &b) { return by_row(a) < by_row(b); });
    states_.erase(std::unique(states_.begin(), states_.end()), states_.end());
    std::erase(states_, nullptr);
}

} // namespace gemel
