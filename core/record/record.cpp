// What C is shown stays where it is for as long as C may read it.
#include "core/record/record.hpp"

#include "core/base/text.hpp"
#include "core/base/uuid.hpp"
#include "core/object/assign.hpp"
#include "core/object/json.hpp"
#include "core/writing/tree.hpp"

namespace gemel {

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

std::shared_ptr<const Carried> Record::carried() const
{
    return std::make_shared<Linked>(state_, session_.get());
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
    json_ = to_json(*state_);
    return json_;
}

} // namespace gemel
