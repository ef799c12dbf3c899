// Reading cells. Tables that others made hold values in other forms than gemel's own: these are read where they are
// exact, else refused, never bent.
#include "core/object/load.hpp"

#include "core/base/calendar.hpp"
#include "core/base/decimal.hpp"
#include "core/base/failure.hpp"
#include "core/base/json_text.hpp"
#include "core/base/text.hpp"
#include "core/base/uuid.hpp"

#include <algorithm>
#include <cmath>

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
    case driver::Form::Decimal:
        return "a number";
    case driver::Form::Null:
        break;
    }
    return "null";
}

using Loaded = std::optional<Value>;

constexpr std::int64_t exact = std::int64_t{1} << 53; // beyond it a double no longer says which integer it is

Loaded load_integer(const driver::Rows &rows, const driver::Cell &cell)
{
    if (cell.form == driver::Form::Integer)
        return cell.word;
    if (cell.form == driver::Form::Double) {
        const double number = cell.real();
        return std::trunc(number) == number && std::fabs(number) <= static_cast<double>(exact)
                   ? Loaded(static_cast<std::int64_t>(number))
                   : std::nullopt;
    }
    if (cell.form != driver::Form::Decimal)
        return std::nullopt;
    constexpr decimal::Shape of_bigints{19, 0};
    const auto number = parse_integer(decimal::parse(rows.bytes(cell), of_bigints).text);
    return number ? Loaded(*number) : std::nullopt;
}

Loaded load_double(const driver::Rows &rows, const driver::Cell &cell)
{
    if (cell.form == driver::Form::Double)
        return cell.real();
    if (cell.form == driver::Form::Integer) {
        const auto number = static_cast<double>(cell.word);
        constexpr double beyond = 9223372036854775808.0; // which no integer is
        return number != beyond && static_cast<std::int64_t>(number) == cell.word ? Loaded(number) : std::nullopt;
    }
    if (cell.form != driver::Form::Decimal)
        return std::nullopt;
    const auto number = decimal::to_double(rows.bytes(cell));
    return number ? Loaded(*number) : std::nullopt;
}

Loaded load_boolean(const driver::Cell &cell)
{
    if (cell.form == driver::Form::Integer && (cell.word == 0 || cell.word == 1))
        return cell.word == 1;
    if (cell.form == driver::Form::Double && (cell.real() == 0 || cell.real() == 1))
        return cell.real() == 1;
    return std::nullopt;
}

/// Others write decimals with as many digits as they like, and some databases make numbers of them.
Loaded load_decimal(const Type &type, const driver::Rows &rows, const driver::Cell &cell)
{
    const decimal::Shape shape{type.length, type.scale};
    decimal::Reading reading;
    switch (cell.form) {
    case driver::Form::Text:
    case driver::Form::Decimal:
        if (decimal::is_canonical(rows.bytes(cell), shape))
            return std::string(rows.bytes(cell));
        reading = decimal::parse(rows.bytes(cell), shape);
        break;
    case driver::Form::Integer:
        reading = decimal::parse(std::to_string(cell.word), shape);
        break;
    case driver::Form::Double:
        if (!std::isfinite(cell.real()))
            return std::nullopt;
        reading = decimal::from_double(cell.real(), shape);
        break;
    default:
        return std::nullopt;
    }
    return reading.complaint.empty() ? Loaded(std::move(reading.text)) : std::nullopt;
}

Loaded load_text(const Type &type, std::string_view text)
{
    const auto if_fits = [&](bool fits) { return fits ? Loaded(std::string(text)) : std::nullopt; };
    switch (type.kind) {
    case TypeKind::Uuid:
        return if_fits(uuid::is_canonical(text));
    case TypeKind::Date:
        if (const auto day = calendar::parse_date(text))
            return *day;
        return std::nullopt;
    case TypeKind::Timestamp: {
        const calendar::Moment moment = calendar::parse_stored_timestamp(text);
        return moment.flaw == calendar::Flaw::None ? Loaded(moment.microseconds) : std::nullopt;
    }
    case TypeKind::Enum:
        return if_fits(std::find(type.values.begin(), type.values.end(), text) != type.values.end());
    case TypeKind::Json:
        return invalid_utf8(text) == std::string_view::npos && json_text::is_json(text)
                   ? Loaded(json_text::without_blanks(text))
                   : std::nullopt;
    default:
        return if_fits(invalid_utf8(text) == std::string_view::npos);
    }
}

} // namespace

std::optional<Value> read_value(const Type &type, const driver::Rows &rows, const driver::Cell &cell)
{
    using driver::Form;
    if (cell.form == Form::Null)
        return Null{};
    switch (type.kind) {
    case TypeKind::Integer:
    case TypeKind::Bigint:
        return load_integer(rows, cell);
    case TypeKind::Double:
        return load_double(rows, cell);
    case TypeKind::Boolean:
        return load_boolean(cell);
    case TypeKind::Decimal:
        return load_decimal(type, rows, cell);
    case TypeKind::Blob:
        return cell.form == Form::Blob ? Loaded(Bytes{std::string(rows.bytes(cell))}) : std::nullopt;
    default:
        return cell.form == Form::Text || cell.form == Form::Decimal ? load_text(type, rows.bytes(cell)) : std::nullopt;
    }
}

Value read_value(const Attribute &attribute, const driver::Rows &rows, const driver::Cell &cell, const RowPlace &place)
{
    Loaded value = read_value(attribute.type, rows, cell);
    if (value)
        return std::move(*value);
    RowKey row{place.model, {}};
    for (std::size_t i = 0; i < place.key->size(); ++i) {
        const driver::Cell &part = rows.at(place.row, (*place.key)[i]);
        Loaded known = read_value(place.model->primary_key[i]->type, rows, part);
        row.values.push_back(known ? std::move(*known) : raw_value(rows, part));
    }
    misread(attribute, cell, describe(row));
}

void misread(const Attribute &attribute, const driver::Cell &cell, std::string_view row)
{
    const Model &model = *attribute.model;
    const bool is_enum = attribute.type.kind == TypeKind::Enum; // whose values may be many
    std::string held =
        say("holds ", form_name(cell.form), " that is no valid ", is_enum ? "enum" : attribute.type_text);
    Failure failure(Status::DATABASE,
                    say("column ", in_quotes(attribute.column), " of table ", in_quotes(model.table), " ", held, " (",
                        model.name, ".", attribute.name, row.empty() ? "" : say(" of ", row), ")"));
    failure.items.push_back({model.name, attribute.name, std::move(held), Status::DATABASE});
    throw failure;
}

Value raw_value(const driver::Rows &rows, const driver::Cell &cell)
{
    switch (cell.form) {
    case driver::Form::Integer:
        return cell.word;
    case driver::Form::Double:
        return cell.real();
    case driver::Form::Text:
    case driver::Form::Decimal:
        return std::string(rows.bytes(cell));
    case driver::Form::Blob:
        return Bytes{std::string(rows.bytes(cell))};
    case driver::Form::Null:
        break;
    }
    return Null{};
}

} // namespace gemel
