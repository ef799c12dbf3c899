// Reading cells. SQLite lets any column hold anything: a cell of the wrong form is refused, never bent.
#include "core/object/load.hpp"

#include "core/base/calendar.hpp"
#include "core/base/decimal.hpp"
#include "core/base/failure.hpp"
#include "core/base/json_text.hpp"
#include "core/base/text.hpp"
#include "core/base/uuid.hpp"

#include <algorithm>

namespace gemel {

namespace {

std::string_view form_name(driver::Form form) noexcept
{
    switch (form) {
    case driver::Form::Integer:
        return "an integer";
    case driver::Form::Double:
        return "a double";
    case driver::Form::Text:
        return "text";
    case driver::Form::Blob:
        return "bytes";
    case driver::Form::Null:
        break;
    }
    return "null";
}

bool fits(const Type &type, std::string_view text) noexcept
{
    switch (type.kind) {
    case TypeKind::Decimal:
        return decimal::is_canonical(text, {type.length, type.scale});
    case TypeKind::Uuid:
        return uuid::is_canonical(text);
    case TypeKind::Date:
        return calendar::parse_date(text).has_value();
    case TypeKind::Timestamp:
        return calendar::parse_canonical_timestamp(text).has_value();
    case TypeKind::Enum:
        return std::find(type.values.begin(), type.values.end(), text) != type.values.end();
    case TypeKind::Json:
        return invalid_utf8(text) == std::string_view::npos && json_text::is_json(text);
    default:
        return invalid_utf8(text) == std::string_view::npos;
    }
}

bool fits(const Type &type, const driver::Rows &rows, const driver::Cell &cell) noexcept
{
    using driver::Form;
    if (cell.form == Form::Null)
        return true;
    switch (type.kind) {
    case TypeKind::Integer:
    case TypeKind::Bigint:
        return cell.form == Form::Integer;
    case TypeKind::Double:
        return cell.form == Form::Double || cell.form == Form::Integer;
    case TypeKind::Boolean:
        return cell.form == Form::Integer && (cell.word == 0 || cell.word == 1);
    case TypeKind::Blob:
        return cell.form == Form::Blob;
    default:
        return cell.form == Form::Text && fits(type, rows.bytes(cell));
    }
}

void require_fit(const Attribute &attribute, const driver::Rows &rows, const driver::Cell &cell)
{
    if (fits(attribute.type, rows, cell))
        return;
    const Model &model = *attribute.model;
    const bool is_enum = attribute.type.kind == TypeKind::Enum; // whose values may be many
    throw Failure(Status::DATABASE,
                  say("column ", in_quotes(attribute.column), " of table ", in_quotes(model.table), " holds ",
                      form_name(cell.form), " that is no valid ", is_enum ? "enum" : attribute.type_text, " (",
                      model.name, ".", attribute.name, ")"));
}

Value load_value(const Type &type, const driver::Rows &rows, const driver::Cell &cell)
{
    if (cell.form == driver::Form::Null)
        return Null{};
    switch (type.kind) {
    case TypeKind::Integer:
    case TypeKind::Bigint:
        return cell.word;
    case TypeKind::Double:
        return cell.form == driver::Form::Double ? cell.real() : static_cast<double>(cell.word);
    case TypeKind::Boolean:
        return cell.word == 1;
    case TypeKind::Blob:
        return Bytes{std::string(rows.bytes(cell))};
    case TypeKind::Date:
        return *calendar::parse_date(rows.bytes(cell));
    case TypeKind::Timestamp:
        return *calendar::parse_canonical_timestamp(rows.bytes(cell));
    case TypeKind::Json:
        return json_text::without_blanks(rows.bytes(cell));
    default:
        return std::string(rows.bytes(cell));
    }
}

} // namespace

Value read_value(const Attribute &attribute, const driver::Rows &rows, const driver::Cell &cell)
{
    require_fit(attribute, rows, cell);
    return load_value(attribute.type, rows, cell);
}

std::optional<Value> read_value(const Type &type, const driver::Rows &rows, const driver::Cell &cell)
{
    return fits(type, rows, cell) ? std::optional(load_value(type, rows, cell)) : std::nullopt;
}

Value raw_value(const driver::Rows &rows, const driver::Cell &cell)
{
    switch (cell.form) {
    case driver::Form::Integer:
        return cell.word;
    case driver::Form::Double:
        return cell.real();
    case driver::Form::Text:
        return std::string(rows.bytes(cell));
    case driver::Form::Blob:
        return Bytes{std::string(rows.bytes(cell))};
    case driver::Form::Null:
        break;
    }
    return Null{};
}

} // namespace gemel
