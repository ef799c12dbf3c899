// Reading cells. SQLite lets any column hold anything: a cell of the wrong form is refused, never bent.
#include "core/session/load.hpp"

#include "core/base/failure.hpp"
#include "core/base/text.hpp"

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

bool fits(const Attribute &attribute, const driver::Rows &rows, const driver::Cell &cell) noexcept
{
    using driver::Form;
    if (cell.form == Form::Null)
        return true;
    switch (attribute.type.kind) {
    case TypeKind::Integer:
    case TypeKind::Bigint:
        return cell.form == Form::Integer;
    case TypeKind::Double:
        return cell.form == Form::Double || cell.form == Form::Integer;
    case TypeKind::Boolean:
        return cell.form == Form::Integer && (cell.word == 0 || cell.word == 1);
    case TypeKind::String:
    case TypeKind::Text:
        break;
    }
    return cell.form == Form::Text && invalid_utf8(rows.bytes(cell)) == std::string_view::npos;
}

void require_fit(const Attribute &attribute, const driver::Rows &rows, const driver::Cell &cell)
{
    if (fits(attribute, rows, cell))
        return;
    const Model &model = *attribute.model;
    throw Failure(Status::DATABASE, say("column ", in_quotes(attribute.column), " of table ", in_quotes(model.table),
                                        " holds ", form_name(cell.form), " that is no valid ", to_text(attribute.type),
                                        " (", model.name, ".", attribute.name, ")"));
}

Value load_value(const Attribute &attribute, const driver::Rows &rows, const driver::Cell &cell)
{
    if (cell.form == driver::Form::Null)
        return Null{};
    switch (attribute.type.kind) {
    case TypeKind::Integer:
    case TypeKind::Bigint:
        return cell.word;
    case TypeKind::Double:
        return cell.form == driver::Form::Double ? cell.real() : static_cast<double>(cell.word);
    case TypeKind::Boolean:
        return cell.word == 1;
    case TypeKind::String:
    case TypeKind::Text:
        break;
    }
    return std::string(rows.bytes(cell));
}

} // namespace

void check(const Model &model, const driver::Rows &rows)
{
    for (std::size_t row = 0; row < rows.size(); ++row)
        for (const Attribute &attribute : model.attributes)
            require_fit(attribute, rows, rows.at(row, attribute.index));
}

void load(Changes &changes, State &state, const driver::Rows &rows, std::size_t row)
{
    for (const Attribute &attribute : state.model().attributes) {
        const driver::Cell &cell = rows.at(row, attribute.index);
        changes.store(state, attribute, load_value(attribute, rows, cell));
    }
    changes.mark_stored(state);
}

} // namespace gemel
