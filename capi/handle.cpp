// Checking what comes from outside.
#include "capi/handle.hpp"

namespace gemel::capi {

namespace {

const Object &nothing() noexcept
{
    static const Object none;
    return none;
}

} // namespace

std::shared_ptr<const Object> Gathered::keep() const
{
    return members_ ? members_ : std::shared_ptr<const Object>(std::shared_ptr<const Object>(), &nothing());
}

const Object &Gathered::get() const
{
    return members_ ? *members_ : nothing();
}

Object &Gathered::change()
{
    if (!members_ || members_.use_count() > 1)
        members_ = std::make_shared<Object>(get());
    return *members_;
}

void refuse_argument(std::string_view name, std::string_view why)
{
    throw Failure(Status::USAGE, say("argument ", in_quotes(name), " ", why));
}

std::string_view name_of(const char *text, std::string_view name)
{
    const std::string_view view = &need(text, name);
    if (invalid_utf8(view) != std::string_view::npos)
        refuse_argument(name, "is not UTF-8");
    return view;
}

std::string_view text_of(const char *text, std::size_t length, std::string_view name, std::string_view member)
{
    need(text, name);
    const std::string_view view(text, length == GEMEL_NUL ? std::strlen(text) : length);
    if (const std::size_t at = invalid_utf8(view); at != std::string_view::npos)
        throw Failure(Status::VALIDATION,
                      say(member.empty() ? say("argument ", in_quotes(name)) : say("the text for ", in_quotes(member)),
                          " is not UTF-8 at byte offset ", std::to_string(at)));
    return view;
}

std::string_view bytes_of(const void *bytes, std::size_t size)
{
    return size == 0 ? std::string_view() : std::string_view(&need(static_cast<const char *>(bytes), "bytes"), size);
}

void refuse_handle(std::string_view name, std::uint32_t mark, std::uint32_t expected)
{
    if (mark == GEMEL_LITERAL_GONE)
        refuse_argument(name, "is a literal that is gone: in C++ it lives until the end of the full expression");
    if ((mark == gemel_values::literal_mark && expected == gemel_values::expected_mark) ||
        (mark == gemel_options::literal_mark && expected == gemel_options::expected_mark))
        refuse_argument(name, "is a literal, which is only read");
    refuse_argument(name, "is a handle of another type");
}

namespace {

template <typename B> Given given_by(const B *handle, std::string_view name)
{
    if (!handle)
        return Given(nothing());
    if (mark_of(handle) == B::literal_mark)
        return Given(read_literal(handle, name));
    use(handle, name).raise();
    return Given(handle->members.get());
}

} // namespace

Given members_of(const gemel_options *options, std::string_view name)
{
    return given_by(options, name);
}

Given members_of(const gemel_values *values, std::string_view name)
{
    return given_by(values, name);
}

std::shared_ptr<const Object> kept(const gemel_values *values, std::string_view name)
{
    if (!values)
        return {std::shared_ptr<const Object>(), &nothing()};
    if (mark_of(values) == gemel_values::literal_mark)
        return std::make_shared<const Object>(read_literal(values, name));
    use(values, name).raise();
    return values->members.keep();
}

FilteredOptions::FilteredOptions(const gemel_options *options, const gemel_values *filter) : asked(members_of(options))
{
    if (find_member(asked, "where"))
        throw Failure(Status::USAGE, "the filter is the argument 'where', not an option");
    if (filter)
        set_member(asked, "where", Node{Object(members_of(filter, "where"))});
}

void refuse_options(const gemel_options *options, std::string_view where, CallName call)
{
    const std::string name(where);
    OptionsReader(options, name, call).refuse_unknown();
}

namespace {

/// Also a borrowed record that was taken is no record any more.
template <typename Handle> auto &live(Handle *handle, std::string_view name)
{
    if (!use(handle, name).record)
        refuse_argument(name, "was taken");
    return *handle->record;
}

} // namespace

Record &record_of(gemel_record *handle, std::string_view name)
{
    return live(handle, name);
}

const Record &record_of(const gemel_record *handle, std::string_view name)
{
    return live(handle, name);
}

Record held(const gemel_record *handle, std::string_view name)
{
    return live(handle, name).held();
}

const Record *peek_record(const gemel_record *handle) noexcept
{
    return handle && handle->mark == gemel_record::expected_mark ? handle->record.get() : nullptr;
}

gemel_record *hand_out(RecordPtr record)
{
    return record ? new gemel_record(std::move(record)) : nullptr;
}

gemel_records *hand_out(Records records)
{
    return new gemel_records(std::move(records));
}

Prepared::Prepared(gemel_record **out, const SessionPtr &session)
    : out_(out), handle_(out ? hand_out(std::make_unique<Record>(session, nullptr)) : nullptr)
{}

void Prepared::give(StatePtr state) noexcept
{
    if (!out_ || !state)
        return;
    handle_->record->host(std::move(state));
    *out_ = handle_.release();
}

} // namespace gemel::capi
