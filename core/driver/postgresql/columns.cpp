// What a server's catalog says of columns, in the words of column.hpp. A domain is what it is made of.
#include "core/base/text.hpp"
#include "core/driver/postgresql/connection.hpp"
#include "core/driver/postgresql/types.hpp"

namespace gemel::driver::postgresql {

namespace {

/// Behind a list of tables and their numbers: number, name, type, modifier, category and the type as people call it.
constexpr std::string_view question =
    ") AS wanted (place, told)), base AS (SELECT w.place, a.attname, a.atttypid AS type, a.atttypmod AS modifier, "
    "pg_catalog.format_type(a.atttypid, a.atttypmod) AS shown FROM wanted w JOIN pg_catalog.pg_attribute a ON "
    "a.attrelid = pg_catalog.to_regclass(w.told) WHERE a.attnum > 0 AND NOT a.attisdropped UNION ALL SELECT b.place, "
    "b.attname, t.typbasetype, t.typtypmod, b.shown FROM base b JOIN pg_catalog.pg_type t ON t.oid = b.type WHERE "
    "t.typtype = 'd') SELECT b.place, b.attname, b.type, b.modifier, t.typcategory::text, b.shown FROM base b JOIN "
    "pg_catalog.pg_type t ON t.oid = b.type WHERE t.typtype <> 'd'";

/// `modifier` is what the catalog has for the brackets of a type; below zero there are none.
void describe(Column &column, Oid type, std::int32_t modifier, std::string_view category)
{
    using Holds = Column::Holds;
    constexpr std::int32_t header = 4;
    const auto is = [&](Holds holds, std::int32_t length = 0, std::int32_t scale = 0) {
        column.holds = holds;
        column.length = length;
        column.scale = scale;
    };
    const bool has_brackets = modifier >= header;
    switch (type) {
    case type::boolean:
        return is(Holds::Boolean);
    case type::bytea:
        return is(Holds::Bytes);
    case type::int2:
        return is(Holds::Integer, 2);
    case type::int4:
        return is(Holds::Integer, 4);
    case type::int8:
    case type::oid:
        return is(Holds::Integer, 8);
    case type::float4:
        return is(Holds::Float4);
    case type::float8:
        return is(Holds::Float8);
    case type::numeric: {
        // The scale has eleven bits, the highest of which is its sign.
        const std::int32_t scale = (((modifier - header) & 0x7FF) ^ 0x400) - 0x400;
        return has_brackets ? is(Holds::Decimal, ((modifier - header) >> 16) & 0xFFFF, scale) : is(Holds::Decimal);
    }
    case type::uuid:
        return is(Holds::Uuid);
    case type::date:
        return is(Holds::Date);
    case type::timestamp:
    case type::timestamptz:
        return is(Holds::Timestamp, 0, modifier >= 0 ? modifier : 6);
    case type::json:
        return is(Holds::Json);
    case type::jsonb:
        return is(Holds::NormalJson);
    case type::text:
        return is(Holds::Text);
    case type::varchar:
        return is(Holds::Text, has_brackets ? modifier - header : 0);
    case type::character:
        return has_brackets ? is(Holds::Padded, modifier - header) : is(Holds::Text);
    case type::name:
        return is(Holds::Name);
    default:
        constexpr Oid first_made = 16384; // in a database, by somebody
        return is(type >= first_made && (category == "E" || category == "S") ? Holds::Label : Holds::Other);
    }
}

} // namespace

std::vector<std::vector<Column>> PostgresConnection::columns(const std::vector<std::string> &tables)
{
    std::vector<std::vector<Column>> out(tables.size());
    if (tables.empty())
        return out;
    Command command{"WITH RECURSIVE wanted AS (SELECT * FROM (VALUES ", {}};
    command.once = true;
    for (std::size_t i = 0; i < tables.size(); ++i) {
        command.sql += say(i == 0 ? "" : ", ", "(", std::to_string(i), ", $", std::to_string(i + 1), "::text)");
        command.binds.emplace_back(tables[i]);
    }
    command.sql += question;
    const Result told = execute(command);
    const auto number = [&](std::size_t row, std::size_t column) { return told.rows.at(row, column).word; };
    const auto text = [&](std::size_t row, std::size_t column) { return told.rows.bytes(told.rows.at(row, column)); };
    for (std::size_t row = 0; row < told.rows.size(); ++row) {
        Column column{std::string(text(row, 1)), std::string(text(row, 5))};
        describe(column, static_cast<Oid>(number(row, 2)), static_cast<std::int32_t>(number(row, 3)), text(row, 4));
        out[static_cast<std::size_t>(number(row, 0))].push_back(std::move(column));
    }
    return out;
}

} // namespace gemel::driver::postgresql
