// The handles of the C API: what each is made of, and how a pointer from outside is checked. Every handle begins with
// a mark, so that NULL and a handle of another type are refused. Knows the core's types, none of their rules.
#pragma once

#include "capi/literal.hpp"
#include "core/base/members.hpp"
#include "core/base/text.hpp"
#include "core/calls/bulk.hpp"
#include "core/calls/calls.hpp"
#include "core/calls/cursor.hpp"
#include "core/definition/definition.hpp"
#include "core/query/builder.hpp"
#include "core/record/record.hpp"
#include "gemel/literal.h"

#include <cstring>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

struct gemel_error {
    gemel::Failure failure;
};

namespace gemel::capi {

/// The beginning of every handle that is owned.
struct Handle {
    explicit constexpr Handle(std::uint32_t mark) : mark(mark) {}
    std::uint32_t mark;
};

/// A builder remembers its first failure, also where there is no memory to say so.
struct Builder : Handle {
    using Handle::Handle;

    /// Fails as the first step that failed did.
    void raise() const
    {
        if (out_of_memory)
            throw std::bad_alloc();
        if (failure)
            throw Failure(*failure);
    }

    std::optional<Failure> failure;
    bool out_of_memory = false;
};

/// What options and values gather. A call keeps it as it was given, whatever becomes of the builder meanwhile.
class Gathered {
public:
    std::shared_ptr<const Object> keep() const;
    const Object &get() const;
    /// To be written: a copy, where a call keeps it.
    Object &change();
    void clear() noexcept { members_.reset(); }

private:
    std::shared_ptr<Object> members_; // null for none
};

} // namespace gemel::capi

struct gemel_options : gemel::capi::Builder {
    static constexpr std::uint32_t expected_mark = 0x676f7074;
    static constexpr std::uint32_t literal_mark = GEMEL_LITERAL_OPTIONS;
    gemel_options() : Builder(expected_mark) {}
    gemel::capi::Gathered members;
};

struct gemel_values : gemel::capi::Builder {
    static constexpr std::uint32_t expected_mark = 0x6776616c;
    static constexpr std::uint32_t literal_mark = GEMEL_LITERAL_VALUES;
    gemel_values() : Builder(expected_mark) {}
    gemel::capi::Gathered members;
};

struct gemel_schema : gemel::capi::Builder {
    static constexpr std::uint32_t expected_mark = 0x67736368;
    gemel_schema() : Builder(expected_mark) {}
    gemel::SchemaDefinition definition;
    std::shared_ptr<const gemel::Schema> resolved;
    mutable std::string document; // made when it is first asked for
};

struct gemel_database : gemel::capi::Handle {
    static constexpr std::uint32_t expected_mark = 0x67646174;
    explicit gemel_database(std::shared_ptr<gemel::Database> it) : Handle(expected_mark), database(std::move(it)) {}
    std::shared_ptr<gemel::Database> database;
};

struct gemel_session : gemel::capi::Handle {
    static constexpr std::uint32_t expected_mark = 0x67736573;
    explicit gemel_session(gemel::SessionPtr it) : Handle(expected_mark), session(std::move(it)) {}
    gemel::SessionPtr session;
    bool borrowed = false;
};

struct gemel_record : gemel::capi::Handle {
    static constexpr std::uint32_t expected_mark = 0x67726563;
    explicit gemel_record(gemel::RecordPtr it) : Handle(expected_mark), record(std::move(it)) {}
    gemel::RecordPtr record; // of a borrowed handle: made when it is first asked for
    bool borrowed = false;
    bool taken = false;
};

struct gemel_records : gemel::capi::Handle {
    static constexpr std::uint32_t expected_mark = 0x67726373;
    explicit gemel_records(gemel::Records it) : Handle(expected_mark), records(std::move(it)) {}
    gemel::Records records;
    std::vector<gemel_record> borrowed; // one for each row, once somebody asks for one
};

struct gemel_query : gemel::capi::Handle {
    static constexpr std::uint32_t expected_mark = 0x67717279;
    explicit gemel_query(gemel::QueryBuilder it)
        : Handle(expected_mark), builder(std::make_shared<const gemel::QueryBuilder>(std::move(it)))
    {}
    std::shared_ptr<const gemel::QueryBuilder> builder;
    mutable std::once_flag written;
    mutable std::string json; // made when it is first asked for
};
struct gemel_rows : gemel::capi::Handle {
    static constexpr std::uint32_t expected_mark = 0x67726f77;
    explicit gemel_rows(gemel::Table it) : Handle(expected_mark), table(std::move(it)) {}
    gemel::Table table;
    mutable std::once_flag told;
    mutable std::vector<std::string> texts; // of the cells that are not text; made when one is first asked for
    mutable std::once_flag written;
    mutable std::string json; // made when it is first asked for
};
struct gemel_bulk : gemel::capi::Handle {
    static constexpr std::uint32_t expected_mark = 0x6762756c;
    gemel_bulk(gemel::SessionPtr session, const gemel::Model &model, const gemel::calls::BulkOptions &options)
        : Handle(expected_mark), bulk(std::make_shared<gemel::calls::Bulk>(std::move(session), model, options))
    {}
    std::shared_ptr<gemel::calls::Bulk> bulk;
};

struct gemel_cursor : gemel::capi::Handle {
    static constexpr std::uint32_t expected_mark = 0x67637273;
    gemel_cursor(gemel::SessionPtr session, const gemel::Query &query, std::int64_t batch)
        : Handle(expected_mark), cursor(std::make_shared<gemel::calls::Cursor>(std::move(session), query, batch))
    {}
    std::shared_ptr<gemel::calls::Cursor> cursor;
};

struct gemel_plan : gemel::capi::Handle {
    static constexpr std::uint32_t expected_mark = 0x67706c6e;
    explicit gemel_plan(gemel::Explanation it) : Handle(expected_mark), explanation(std::move(it)) {}
    gemel::Explanation explanation;
};

namespace gemel::capi {

[[noreturn]] void refuse_argument(std::string_view name, std::string_view why);

/// An argument that may not be NULL.
template <typename T> T &need(T *argument, std::string_view name)
{
    if (!argument)
        refuse_argument(name, "is NULL");
    return *argument;
}

/// What is no handle of the type with the mark that was expected.
[[noreturn]] void refuse_handle(std::string_view name, std::uint32_t mark, std::uint32_t expected);

/// A handle of this type.
template <typename T> T &use(T *handle, std::string_view name)
{
    constexpr std::uint32_t expected = std::remove_const_t<T>::expected_mark;
    if (const std::uint32_t mark = mark_of(&need(handle, name)); mark != expected)
        refuse_handle(name, mark, expected);
    return *handle;
}

/// One of a list, which may be NULL where nobody is in it.
template <typename T> T &entry_of(T *list, std::size_t place, std::string_view name)
{
    return (&need(list, name))[place];
}

/// An out parameter, cleared: it holds nothing after a failure.
template <typename T> T &clear(T *out, std::string_view name)
{
    return need(out, name) = T{};
}

/// A name: NUL-terminated UTF-8.
std::string_view name_of(const char *text, std::string_view name);
/// Data: UTF-8 of a length, or up to its NUL. `member` is the attribute or option that it is for, or "".
std::string_view text_of(const char *text, std::size_t length, std::string_view name, std::string_view member);
/// Data without a form. Without a size they may be NULL.
std::string_view bytes_of(const void *bytes, std::size_t size);

/// What options or values hold, as long as this lives: of a builder what it has, of a literal what was read from it,
/// of NULL nothing.
class Given {
public:
    explicit Given(const Object &held) noexcept : object_(held) {}
    explicit Given(Object &&read) noexcept : read_(std::move(read)), object_(read_) {}
    Given(const Given &) = delete;
    Given &operator=(const Given &) = delete;

    const Object &object() const noexcept { return object_; }
    operator const Object &() const noexcept { return object_; }

private:
    Object read_;
    const Object &object_;
};

Given members_of(const gemel_options *options, std::string_view name = "options");
Given members_of(const gemel_values *values, std::string_view name = "values");
/// The same for a call that calls back, and may find the values freed.
std::shared_ptr<const Object> kept(const gemel_values *values, std::string_view name = "values");
/// Options that a call takes one by one.
struct OptionsGiven {
    Given given;
};
class OptionsReader : OptionsGiven, public Members {
public:
    /// `where` must outlive this.
    OptionsReader(const gemel_options *options, const std::string &where, CallName call)
        : OptionsGiven{members_of(options)}, Members(given.object(), where, call)
    {}
};
/// Options of a call that has a filter as an argument, which is read as if it were one of them.
struct FilteredOptions {
    FilteredOptions(const gemel_options *options, const gemel_values *filter);
    Object asked;
};
class FilteredReader : public FilteredOptions, public Members {
public:
    /// `where` must outlive this.
    FilteredReader(const gemel_options *options, const gemel_values *filter, const std::string &where, CallName call)
        : FilteredOptions(options, filter), Members(asked, where, call)
    {
        leave({"where"});
    }
};
/// For a call that knows no options.
void refuse_options(const gemel_options *options, std::string_view where, CallName call);

/// Borrowed parts of a schema are the core's own objects under another name.
template <typename Handle, typename Part> const Handle *part(const Part *it) noexcept
{
    return reinterpret_cast<const Handle *>(static_cast<const gemel::Part *>(it));
}
template <typename Part, typename Handle> const Part *peek(const Handle *handle) noexcept
{
    const auto *it = reinterpret_cast<const gemel::Part *>(handle);
    return it && it->mark == Part::expected_mark ? static_cast<const Part *>(it) : nullptr;
}
template <typename Part, typename Handle> const Part &use_part(const Handle *handle, std::string_view name)
{
    need(reinterpret_cast<const gemel::Part *>(handle), name);
    const Part *it = peek<Part>(handle);
    if (!it)
        refuse_argument(name, "is a handle of another type");
    return *it;
}

/// A record that can be used: for what is over before anybody else comes to his turn.
Record &record_of(gemel_record *handle, std::string_view name = "record");
const Record &record_of(const gemel_record *handle, std::string_view name = "record");
/// For a call that reaches the database: callbacks may free the handle.
Record held(const gemel_record *handle, std::string_view name = "record");
/// What getters that cannot fail ask; null for NULL and for a handle of another type.
const Record *peek_record(const gemel_record *handle) noexcept;
/// As a call takes it besides its own.
inline calls::Other given(const Record &record) noexcept
{
    return {record.state(), record.session().get()};
}
/// A new handle for a record; NULL for none.
gemel_record *hand_out(RecordPtr record);
gemel_records *hand_out(Records records);

/// A handle that is made before a call, after which nothing may fail. NULL for `out`: nobody is wanted.
class Prepared {
public:
    Prepared(gemel_record **out, const SessionPtr &session);
    /// Whom the call gave; null: nobody.
    void give(StatePtr state) noexcept;

private:
    gemel_record **out_;
    std::unique_ptr<gemel_record> handle_;
};

} // namespace gemel::capi
