// Records, each call of theirs one call of the session.
#include "core/session/record.hpp"

#include "core/base/json.hpp"
#include "core/base/text.hpp"
#include "core/session/assign.hpp"
#include "core/session/find.hpp"
#include "core/session/load.hpp"
#include "core/session/save.hpp"

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
    gemel::build(*record->state_, values).apply();
    return record;
}

RecordPtr Record::create(SessionPtr session, const Model &model, const Object &values)
{
    RecordPtr record = build(std::move(session), model, values);
    record->save();
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

void Record::save()
{
    const Session::Call call(*session_);
    gemel::save(*session_, *state_);
}

void Record::update(const Object &values)
{
    const Session::Call call(*session_);
    gemel::update(*session_, *state_, values);
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
    return first_of(session_, *association.target, gemel::get_association(*session_, *state_, association));
}

void Record::set_association(const Association &association, Record &other, const AssociateOptions &options)
{
    const Session::Call call(*session_);
    if (other.session_ != session_)
        throw Failure(Status::USAGE, "the two records are of different sessions");
    gemel::set_association(*session_, *state_, association, *other.state_, options);
}

RecordPtr Record::set_association_key(const Association &association, const Object &key,
                                      const AssociateOptions &options)
{
    const Session::Call call(*session_);
    auto found = std::make_unique<Record>(session_, *association.target);
    gemel::set_association_key(*session_, *state_, association, key, options, *found->state_);
    return association.has_one() ? std::move(found) : nullptr;
}

void Record::unset_association(const Association &association, const AssociateOptions &options)
{
    const Session::Call call(*session_);
    gemel::unset_association(*session_, *state_, association, options);
}

RecordPtr Record::create_association(const Association &association, const Object &values,
                                     const AssociateOptions &options)
{
    RecordPtr made = build(session_, *association.target, values);
    const Session::Call call(*session_);
    gemel::create_association(*session_, *state_, association, *made->state_, options);
    return made;
}

std::string_view Record::text(const Attribute &attribute, const Value &value)
{
    if (const auto *text = std::get_if<std::string>(&value))
        return *text;
    return texts_[attribute.index] = to_text(value);
}

std::string_view Record::json()
{
    Object object;
    for (const Attribute &attribute : model().attributes)
        if (const Value *value = state_->value(attribute))
            object.push_back({attribute.name, Node{*value}});
        else if (attribute.primary_key || !state_->is_new())
            object.push_back({attribute.name, Node{Value(Null{})}});
    return json_ = to_json({std::move(object)});
}

Records::Records(SessionPtr session, const Model &model, const Object &where)
    : session_(std::move(session)), model_(model)
{
    const Session::Call call(*session_);
    rows_ = find_where(*session_, model_, where, std::nullopt);
    check(model_, rows_); // now, so that making a record later cannot fail for what the database holds
}

} // namespace gemel
