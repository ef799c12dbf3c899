// Attributes of records: reading and assigning, by name and by attribute.
#include "gemel/record.h"

#include "capi/guard.hpp"

using namespace gemel::capi;
using gemel::Attribute;
using gemel::Failure;
using gemel::Record;
using gemel::say;
using gemel::Status;
using gemel::Value;

namespace {

const Attribute &attribute_of(const Record &record, const char *name)
{
    return record.model().attribute(name_of(name, "attribute"));
}

const Attribute &attribute_of(const Record &record, const gemel_attribute *part)
{
    const Attribute &attribute = use_part<Attribute>(part, "attribute");
    if (attribute.model != &record.model())
        throw Failure(Status::USAGE, say(attribute.model->name, ".", attribute.name, " is no attribute of model ",
                                         record.model().name));
    return attribute;
}

/// Null for none; but one that was not read is not guessed at.
const Value *value_of(const Record &record, const Attribute &attribute)
{
    const Value *value = record.state()->value(attribute);
    if (!value && !record.state()->is_new())
        throw Failure(Status::USAGE,
                      say("this ", record.model().name, " was read without ", gemel::in_quotes(attribute.name)));
    return value;
}

[[noreturn]] void refuse_read(const Attribute &attribute, const Value *value, std::string_view wanted)
{
    const std::string where = say(attribute.model->name, ".", attribute.name);
    if (!value || gemel::is_null(*value))
        throw Failure(Status::USAGE, say(where, " is null: there is no ", wanted, " to read"));
    const Value shown = gemel::to_column(attribute.type, *value);
    throw Failure(Status::USAGE, say(where, " holds ", gemel::describe(shown), ", which is no ", wanted));
}

template <typename T, typename Key>
gemel_status read_as(const gemel_record *self, Key key, T *out, gemel_error **err, std::string_view wanted) noexcept
{
    return guard(err, [&] {
        clear(out, "out");
        const Record &record = record_of(self, "self");
        const Attribute &attribute = attribute_of(record, key);
        const Value *value = value_of(record, attribute);
        if (const T *typed = value ? std::get_if<T>(value) : nullptr)
            *out = *typed;
        else
            refuse_read(attribute, value, wanted);
    });
}

template <typename Key> gemel_status read_null(const gemel_record *self, Key key, bool *out, gemel_error **err) noexcept
{
    return guard(err, [&] {
        clear(out, "out");
        const Record &record = record_of(self, "self");
        const Value *value = value_of(record, attribute_of(record, key));
        *out = !value || gemel::is_null(*value);
    });
}

template <typename Key>
gemel_status read_double(const gemel_record *self, Key key, double *out, gemel_error **err) noexcept
{
    return guard(err, [&] {
        clear(out, "out");
        const Record &record = record_of(self, "self");
        const Attribute &attribute = attribute_of(record, key);
        const Value *value = value_of(record, attribute);
        if (const double *real = value ? std::get_if<double>(value) : nullptr)
            *out = *real;
        else if (const std::int64_t *integer = value ? std::get_if<std::int64_t>(value) : nullptr)
            *out = static_cast<double>(*integer);
        else
            refuse_read(attribute, value, "number");
    });
}

template <typename Key>
gemel_status read_text(gemel_record *self, Key key, const char **text, size_t *length, gemel_error **err) noexcept
{
    return guard(err, [&] {
        clear(text, "text");
        if (length)
            *length = 0;
        Record &record = record_of(self, "self");
        const Attribute &attribute = attribute_of(record, key);
        const Value *value = value_of(record, attribute);
        if (!value || gemel::is_null(*value))
            return;
        const std::string_view view = record.text(attribute, *value);
        *text = view.data();
        if (length)
            *length = view.size();
    });
}

template <typename Key>
gemel_status read_blob(gemel_record *self, Key key, const void **bytes, size_t *size, gemel_error **err) noexcept
{
    return guard(err, [&] {
        clear(bytes, "bytes");
        if (size)
            *size = 0;
        Record &record = record_of(self, "self");
        const Attribute &attribute = attribute_of(record, key);
        if (attribute.type.kind != gemel::TypeKind::Blob && attribute.type.kind != gemel::TypeKind::Uuid)
            throw Failure(Status::USAGE, say(attribute.model->name, ".", attribute.name, " is ", attribute.type_text,
                                             ": only of a blob or uuid there are bytes to read"));
        const Value *value = value_of(record, attribute);
        if (!value || gemel::is_null(*value))
            return;
        const auto view = record.bytes(attribute, *value);
        if (!view)
            refuse_read(attribute, value, attribute.type_text);
        *bytes = view->data();
        if (size)
            *size = view->size();
    });
}

template <typename Key> gemel_status assign(gemel_record *self, Key key, gemel_error **err, Value value) noexcept
{
    return guard(err, [&] {
        Record &record = record_of(self, "self");
        record.assign(attribute_of(record, key), std::move(value));
    });
}

template <typename Key>
gemel_status assign_text(gemel_record *self, Key key, const char *text, size_t length, gemel_error **err) noexcept
{
    return guard(err, [&] {
        Record &record = record_of(self, "self");
        const Attribute &attribute = attribute_of(record, key);
        record.assign(attribute, std::string(text_of(text, length, "text", attribute.name)));
    });
}

template <typename Key>
gemel_status assign_blob(gemel_record *self, Key key, const void *bytes, size_t size, gemel_error **err) noexcept
{
    return guard(err, [&] {
        Record &record = record_of(self, "self");
        const Attribute &attribute = attribute_of(record, key);
        record.assign(attribute, gemel::Bytes{std::string(bytes_of(bytes, size))});
    });
}

} // namespace

gemel_status gemel_record_is_null(const gemel_record *self, const char *attribute, bool *out, gemel_error **err)
{
    return read_null(self, attribute, out, err);
}

gemel_status gemel_record_is_null_by_attribute(const gemel_record *self, const gemel_attribute *attribute, bool *out,
                                               gemel_error **err)
{
    return read_null(self, attribute, out, err);
}

gemel_status gemel_record_get_bool(const gemel_record *self, const char *attribute, bool *out, gemel_error **err)
{
    return read_as(self, attribute, out, err, "boolean");
}

gemel_status gemel_record_get_bool_by_attribute(const gemel_record *self, const gemel_attribute *attribute, bool *out,
                                                gemel_error **err)
{
    return read_as(self, attribute, out, err, "boolean");
}

gemel_status gemel_record_get_int(const gemel_record *self, const char *attribute, int64_t *out, gemel_error **err)
{
    return read_as(self, attribute, out, err, "integer");
}

gemel_status gemel_record_get_int_by_attribute(const gemel_record *self, const gemel_attribute *attribute, int64_t *out,
                                               gemel_error **err)
{
    return read_as(self, attribute, out, err, "integer");
}

gemel_status gemel_record_get_double(const gemel_record *self, const char *attribute, double *out, gemel_error **err)
{
    return read_double(self, attribute, out, err);
}

gemel_status gemel_record_get_double_by_attribute(const gemel_record *self, const gemel_attribute *attribute,
                                                  double *out, gemel_error **err)
{
    return read_double(self, attribute, out, err);
}

gemel_status gemel_record_get_text(gemel_record *self, const char *attribute, const char **text, size_t *length,
                                   gemel_error **err)
{
    return read_text(self, attribute, text, length, err);
}

gemel_status gemel_record_get_text_by_attribute(gemel_record *self, const gemel_attribute *attribute, const char **text,
                                                size_t *length, gemel_error **err)
{
    return read_text(self, attribute, text, length, err);
}

gemel_status gemel_record_get_blob(gemel_record *self, const char *attribute, const void **bytes, size_t *size,
                                   gemel_error **err)
{
    return read_blob(self, attribute, bytes, size, err);
}

gemel_status gemel_record_get_blob_by_attribute(gemel_record *self, const gemel_attribute *attribute,
                                                const void **bytes, size_t *size, gemel_error **err)
{
    return read_blob(self, attribute, bytes, size, err);
}

gemel_status gemel_record_assign(gemel_record *self, const gemel_values *values, gemel_error **err)
{
    return guard(err, [&] { record_of(self, "self").assign(members_of(&need(values, "values"))); });
}

gemel_status gemel_record_set_null(gemel_record *self, const char *attribute, gemel_error **err)
{
    return assign(self, attribute, err, gemel::Null{});
}

gemel_status gemel_record_set_null_by_attribute(gemel_record *self, const gemel_attribute *attribute, gemel_error **err)
{
    return assign(self, attribute, err, gemel::Null{});
}

gemel_status gemel_record_set_bool(gemel_record *self, const char *attribute, bool value, gemel_error **err)
{
    return assign(self, attribute, err, value);
}

gemel_status gemel_record_set_bool_by_attribute(gemel_record *self, const gemel_attribute *attribute, bool value,
                                                gemel_error **err)
{
    return assign(self, attribute, err, value);
}

gemel_status gemel_record_set_int(gemel_record *self, const char *attribute, int64_t value, gemel_error **err)
{
    return assign(self, attribute, err, value);
}

gemel_status gemel_record_set_int_by_attribute(gemel_record *self, const gemel_attribute *attribute, int64_t value,
                                               gemel_error **err)
{
    return assign(self, attribute, err, value);
}

gemel_status gemel_record_set_double(gemel_record *self, const char *attribute, double value, gemel_error **err)
{
    return assign(self, attribute, err, value);
}

gemel_status gemel_record_set_double_by_attribute(gemel_record *self, const gemel_attribute *attribute, double value,
                                                  gemel_error **err)
{
    return assign(self, attribute, err, value);
}

gemel_status gemel_record_set_text(gemel_record *self, const char *attribute, const char *text, size_t length,
                                   gemel_error **err)
{
    return assign_text(self, attribute, text, length, err);
}

gemel_status gemel_record_set_text_by_attribute(gemel_record *self, const gemel_attribute *attribute, const char *text,
                                                size_t length, gemel_error **err)
{
    return assign_text(self, attribute, text, length, err);
}

gemel_status gemel_record_set_blob(gemel_record *self, const char *attribute, const void *bytes, size_t size,
                                   gemel_error **err)
{
    return assign_blob(self, attribute, bytes, size, err);
}

gemel_status gemel_record_set_blob_by_attribute(gemel_record *self, const gemel_attribute *attribute, const void *bytes,
                                                size_t size, gemel_error **err)
{
    return assign_blob(self, attribute, bytes, size, err);
}
