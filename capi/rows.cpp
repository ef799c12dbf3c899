// Rows of values as handles.
#include "gemel/rows.h"

#include "capi/guard.hpp"

using namespace gemel::capi;
using gemel::Failure;
using gemel::say;
using gemel::Status;
using gemel::Value;

namespace {

struct Cell {
    Cell(const gemel_rows *self, std::size_t row, std::size_t column)
        : table(use(self, "self").table), column(column), index(row * table.width() + column)
    {
        if (row >= table.size())
            refuse_argument("row", "is past the end");
        if (column >= table.width())
            refuse_argument("column", "is past the end");
    }
    const Value &value() const { return table.cells[index]; }
    [[noreturn]] void refuse(std::string_view wanted) const
    {
        throw Failure(Status::USAGE, say(gemel::in_quotes(table.names[column]), " holds ", gemel::describe(value()),
                                         ", which is no ", wanted));
    }

    const gemel::Table &table;
    const std::size_t column;
    const std::size_t index;
};

template <typename T>
gemel_status read_as(const gemel_rows *self, size_t row, size_t column, T *out, gemel_error **err,
                     std::string_view wanted) noexcept
{
    return guard(err, [&] {
        clear(out, "out");
        const Cell cell(self, row, column);
        const T *typed = std::get_if<T>(&cell.value());
        if (!typed)
            cell.refuse(wanted);
        *out = *typed;
    });
}

std::vector<std::string> texts_of(const gemel::Table &table)
{
    std::vector<std::string> texts(table.cells.size());
    for (std::size_t index = 0; index < texts.size(); ++index)
        if (!std::holds_alternative<std::string>(table.cells[index]))
            texts[index] = table.text(index / table.width(), index % table.width());
    return texts;
}

} // namespace

gemel_status gemel_rows_query_sql(gemel_session *session, const char *sql, size_t length, const gemel_values *values,
                                  gemel_rows **out, gemel_error **err)
{
    return guard(err, [&] {
        clear(out, "out");
        const gemel::SessionPtr on = use(session, "session").session;
        const auto binds = kept(values);
        const std::string_view statement = text_of(sql, length, "sql", "");
        *out = new gemel_rows(gemel::calls::query_sql(on, statement, *binds));
    });
}

size_t gemel_rows_count(const gemel_rows *self)
{
    return self && self->mark == gemel_rows::expected_mark ? self->table.size() : 0;
}

size_t gemel_rows_width(const gemel_rows *self)
{
    return self && self->mark == gemel_rows::expected_mark ? self->table.width() : 0;
}

const char *gemel_rows_name(const gemel_rows *self, size_t column)
{
    return column < gemel_rows_width(self) ? self->table.names[column].c_str() : nullptr;
}

gemel_status gemel_rows_is_null(const gemel_rows *self, size_t row, size_t column, bool *out, gemel_error **err)
{
    return guard(err, [&] {
        clear(out, "out");
        *out = gemel::is_null(Cell(self, row, column).value());
    });
}

gemel_status gemel_rows_get_bool(const gemel_rows *self, size_t row, size_t column, bool *out, gemel_error **err)
{
    return read_as(self, row, column, out, err, "boolean");
}

gemel_status gemel_rows_get_int(const gemel_rows *self, size_t row, size_t column, int64_t *out, gemel_error **err)
{
    return read_as(self, row, column, out, err, "integer");
}

gemel_status gemel_rows_get_double(const gemel_rows *self, size_t row, size_t column, double *out, gemel_error **err)
{
    return guard(err, [&] {
        clear(out, "out");
        const Cell cell(self, row, column);
        if (const auto *real = std::get_if<double>(&cell.value()))
            *out = *real;
        else if (const auto *integer = std::get_if<std::int64_t>(&cell.value()))
            *out = static_cast<double>(*integer);
        else
            cell.refuse("number");
    });
}

gemel_status gemel_rows_get_text(const gemel_rows *self, size_t row, size_t column, const char **text, size_t *length,
                                 gemel_error **err)
{
    return guard(err, [&] {
        clear(text, "text");
        if (length)
            *length = 0;
        const Cell cell(self, row, column);
        if (gemel::is_null(cell.value()))
            return;
        const auto *held = std::get_if<std::string>(&cell.value());
        if (!held)
            std::call_once(self->told, [&] { self->texts = texts_of(self->table); });
        const std::string &shown = held ? *held : self->texts[cell.index];
        *text = shown.c_str();
        if (length)
            *length = shown.size();
    });
}

gemel_status gemel_rows_get_blob(const gemel_rows *self, size_t row, size_t column, const void **bytes, size_t *size,
                                 gemel_error **err)
{
    return guard(err, [&] {
        clear(bytes, "bytes");
        if (size)
            *size = 0;
        const Cell cell(self, row, column);
        if (gemel::is_null(cell.value()))
            return;
        const auto *held = std::get_if<gemel::Bytes>(&cell.value());
        if (!held)
            cell.refuse("blob");
        *bytes = held->data.c_str();
        if (size)
            *size = held->data.size();
    });
}

gemel_status gemel_rows_to_json(const gemel_rows *self, const char **json, size_t *length, gemel_error **err)
{
    return guard(err, [&] {
        clear(json, "json");
        if (length)
            *length = 0;
        const gemel_rows &rows = use(self, "self");
        std::call_once(rows.written, [&] { rows.json = gemel::to_json(rows.table); });
        *json = rows.json.c_str();
        if (length)
            *length = rows.json.size();
    });
}

void gemel_rows_free(gemel_rows *self)
{
    delete self;
}
