// Records, each call of theirs one call of the session.
#include "core/session/record.hpp"

#include "core/base/json.hpp"
#include "core/base/text.hpp"
#include "core/base/uuid.hpp"
#include "core/session/assign.hpp"
#include "core/session/clock.hpp"
#include "core/session/find.hpp"
#include "core/session/load.hpp"

namespace gemel {

namespace {

RecordPtr first_of(const SessionPtr &session, const Model &model, const driver::Rows &rows)
{
    check(model, rows);
    return rows.size() == 0 ? nullptr : std::make_unique<Record>(session, model, rows, 0);
}

} // namespace

Record::Record(SessionPtr session, const Model &model, const driver::Rows &rows, std::size_t row)
    : Record(std::move(session), model)
{
    Changes changes;
    load(changes, *state_, rows, row);
    changes.apply();
}

RecordPtr Record::build(SessionPtr session, const Model &model, const Object &values)
{
    auto record = std::make_unique<Record>(std::move(session), model);
    gemel::build(*record->state_, values, now()).apply();
    return record;
}

RecordPtr Record::find(const SessionPtr &session, const Model &model, const Object &key, bool required)
{
    const Session::Call call(*session);
    const RowKey row = row_key(model, key);
    const driver::Rows rows = gemel::find(*session, row);
    if (required && rows.size() == 0)
        throw Failure(Status::NOT_FOUND, say("there is no ", describe(row)));
    return first_of(session, model, rows);
}

RecordPtr Record::find_first(const SessionPtr &session, const Model &model, const Object &where, bool required)
{
    const Session::Call call(*session);
    const driver::Rows rows = find_where(*session, model, where, 1);
    if (required && rows.size() == 0)
        throw Failure(Status::NOT_FOUND, say("no ", model.name, " has ", to_json({where})));
    return first_of(session, model, rows);
}

void Record::assign(const Object &values)
{
    gemel::assign(*state_, values).apply();
}

void Record::assign(const Attribute &attribute, Value value)
{
    gemel::assign(*state_, attribute, std::move(value)).apply();
}

void Record::create(const Object &values)
{
    const Session::Call call(*session_);
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

void Record::reload()
{
    const Session::Call call(*session_);
    gemel::reload(*session_, *state_);
}

bool Record::destroy()
{
    const Session::Call call(*session_);
    return gemel::destroy(*session_, *state_);
}

RecordPtr Record::get_association(const Association &association)
{
    const Session::Call call(*session_);
    const Plan plan = gemel::get_association(*state_, association);
    driver::Rows rows;
    if (!plan.steps.empty())
        session_->run(plan, [&](const Session::Results &results) { rows = results.front().rows; });
    return first_of(session_, *association.target, rows);
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
    return explain(association, "get", gemel::get_association(*state_, association), *session_);
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
    std::string json = "{";
    const auto add = [&](const Attribute &attribute, const Value &value) {
        json += say(json.size() > 1 ? "," : "", to_json({Value(attribute.name)}), ":", to_json(attribute.type, value));
    };
    for (const Attribute &attribute : model().attributes)
        if (const Value *value = state_->value(attribute))
            add(attribute, *value);
        else if (attribute.primary_key || !state_->is_new())
            add(attribute, Null{});
    json_ = std::move(json += '}');
    return json_;
}

Records::Records(SessionPtr session, const Model &model, const Object &where)
    : session_(std::move(session)), model_(model)
{
    const Session::Call call(*session_);
    rows_ = find_where(*session_, model_, where, std::nullopt);
    check(model_, rows_); // now, so that making a record later cannot fail for what the database holds
}

} // namespace gemel
