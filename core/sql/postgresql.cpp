// What PostgreSQL writes differently. Text means the same under every setting of a session: behind a pooler that is
// anybody's.
#include "core/sql/postgresql.hpp"

#include "core/base/text.hpp"
#include "core/sql/unsettling.hpp"

#include <algorithm>

namespace gemel::sql {

namespace {

class Postgresql final : public Dialect {
public:
    Postgresql(std::string_view schema, const driver::Timeouts &timeouts) : schema_(schema)
    {
        if (timeouts.is_lock_said)
            limit("lock_timeout", timeouts.lock ? std::max<std::int64_t>(timeouts.lock->count(), 1) : 0);
        if (timeouts.statement.count() > 0)
            limit("statement_timeout", timeouts.statement.count());
    }

    std::string_view name() const noexcept override { return "postgresql"; }
    const Lexis &lexis() const noexcept override
    {
        static constexpr Lexis lexis{false, true, true, true};
        return lexis;
    }
    void admit(const std::vector<Token> &statement) const override { refuse_unsettling(statement); }
    bool locks_rows() const noexcept override { return true; }
    bool puts_statements_together() const noexcept override { return true; }
    bool has_decimals() const noexcept override { return true; }
    bool bends_operands() const noexcept override { return false; }
    bool normalizes_json() const noexcept override { return true; }
    bool tells_number() const noexcept override { return false; }

    driver::Command begin(const Transaction &transaction) const override
    {
        // Said always: under REPEATABLE READ, which may be the database's default, a lock does not show what was
        // committed while it was waited for.
        return {say("BEGIN ISOLATION LEVEL ", name(transaction.isolation), transaction.read_only ? " READ ONLY" : ""),
                {},
                driver::Kind::Transaction};
    }
    std::vector<driver::Command> limits() const override { return limits_; }
    driver::Command open_cursor(std::string_view name, driver::Command select, std::size_t) const override
    {
        select.sql = say("DECLARE ", quoted(name), " NO SCROLL CURSOR FOR ", select.sql);
        select.once = true;
        return select;
    }
    driver::Command fetch(std::string_view name, std::size_t, std::int64_t, std::int64_t most) const override
    {
        driver::Command command{say("FETCH ", std::to_string(most), " FROM ", quoted(name)), {}};
        command.once = true; // it has no plan that would be worth keeping
        return command;
    }
    bool fetches_once() const noexcept override { return true; }
    driver::Command close_cursor(std::string_view name) const override
    {
        return {say("CLOSE ", quoted(name)), {}, driver::Kind::Transaction};
    }
    /// COPY gives nothing back, and knows no conflicts.
    std::optional<Rendered> insert_many(const statement::Insert &row) const override
    {
        if (row.values.empty() || !row.returning.empty() || !row.echoed.empty() || row.conflict)
            return std::nullopt;
        std::string columns;
        for (const auto &[column, value] : row.values)
            columns += say(columns.empty() ? "" : ", ", quoted(column));
        return Rendered{say("COPY ", table(row.table), " (", columns, ") FROM STDIN"), {}, driver::Kind::Write};
    }
    /// Two that find a table missing at the same time would both make it.
    std::vector<driver::Command> lock_definitions() const override
    {
        return {{"SELECT pg_advisory_xact_lock(444234296684)", {}, driver::Kind::Transaction}}; // "gemel" in bytes
    }

    /// In one message, so that it is waited for once.
    std::vector<driver::Command> undo(std::int32_t depth) const override
    {
        if (depth == 0)
            return {rollback()};
        driver::Command command = rollback_to(depth);
        command.sql += say("; ", release(depth).sql);
        return {command};
    }

    std::string table(std::string_view name) const override
    {
        return schema_.empty() ? quoted(name) : say(quoted(schema_), ".", quoted(name));
    }

    /// Looks first: adding a constraint locks both tables, and there is no IF NOT EXISTS.
    std::vector<driver::Command> add_foreign_keys(const statement::TableDefinition &definition) const override
    {
        std::vector<driver::Command> commands;
        const std::string name = table(definition.name);
        for (const statement::ForeignKeyDefinition &key : definition.foreign_keys) {
            const std::string there = say("SELECT FROM pg_catalog.pg_constraint WHERE conrelid = ", text_literal(name),
                                          "::regclass AND conname = ", text_literal(key.name));
            const std::string block = say("BEGIN IF NOT EXISTS (", there, ") THEN ALTER TABLE ", name, " ADD ",
                                          foreign_key(key), "; END IF; END");
            commands.push_back({say("DO ", text_literal(block)), {}, driver::Kind::Definition});
        }
        return commands;
    }

    /// A function and two triggers of it. Whoever takes a partner away locks the row first, so that of two who each
    /// take another one, the later sees that none is left.
    std::vector<driver::Command> require_partner(const statement::PartnerDefinition &partner) const override
    {
        const std::string function = table(partner.name), owner = table(partner.table);
        const std::string is_owner = say("o.", quoted(partner.key), " = ");
        std::string has_place = say("d.", quoted(partner.foreign_key), " = o.", quoted(partner.key));
        for (const auto &[column, value] : partner.having)
            has_place += say(" AND d.", quoted(column), " = ", literal(value));
        const std::string is_alone =
            say(" AND NOT EXISTS (SELECT FROM ", table(partner.partner), " d WHERE ", has_place, ")");
        const auto look = [&](const std::string &key, const std::string &more) {
            return say("PERFORM FROM ", owner, " o WHERE ", is_owner, key, more, "; ");
        };
        const std::string new_key = say("NEW.", quoted(partner.key)),
                          old_key = say("OLD.", quoted(partner.foreign_key));
        const std::string body = say("BEGIN IF TG_ARGV[0] = 'owner' THEN ", look(new_key, is_alone), "ELSE ",
                                     look(old_key, " FOR NO KEY UPDATE"), look(old_key, is_alone),
                                     "END IF; IF FOUND THEN RAISE EXCEPTION"
                                     " USING ERRCODE = 'check_violation', MESSAGE = ",
                                     text_literal(partner.message), ", CONSTRAINT = ", text_literal(partner.name),
                                     ", TABLE = ", text_literal(partner.table), "; END IF; RETURN NULL; END");
        return {{say("CREATE OR REPLACE FUNCTION ", function,
                     "() RETURNS trigger LANGUAGE plpgsql SET search_path FROM"
                     " CURRENT AS ",
                     text_literal(body)),
                 {},
                 driver::Kind::Definition},
                trigger(partner, partner.table, "INSERT OR UPDATE", "owner"),
                trigger(partner, partner.partner, "UPDATE OR DELETE", "partner")};
    }

    std::vector<driver::Command> forget_partner(const statement::PartnerDefinition &partner) const override
    {
        return {{say("DROP FUNCTION IF EXISTS ", table(partner.name), "()"), {}, driver::Kind::Definition}};
    }

    /// All at once: then it does not matter how they refer to each other.
    std::vector<driver::Command> drop_tables(const std::vector<std::string> &tables) const override
    {
        std::string names;
        for (const std::string &name : tables)
            names += say(names.empty() ? "" : ", ", table(name));
        if (names.empty())
            return {};
        return {{say("DROP TABLE IF EXISTS ", names), {}, driver::Kind::Definition}};
    }

    std::string placeholder(std::size_t number) const override { return say("$", std::to_string(number)); }

protected:
    /// Making one locks its table: it looks first.
    driver::Command trigger(const statement::PartnerDefinition &partner, const std::string &on, std::string_view events,
                            std::string_view argument) const
    {
        const std::string name = say(partner.name, "_", argument), place = table(on);
        const std::string there = say("SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = ", text_literal(place),
                                      "::regclass AND tgname = ", text_literal(name));
        const std::string block =
            say("BEGIN IF NOT EXISTS (", there, ") THEN CREATE CONSTRAINT TRIGGER ", quoted(name), " AFTER ", events,
                " ON ", place, " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ", table(partner.name),
                "(", text_literal(argument), "); END IF; END");
        return {say("DO ", text_literal(block)), {}, driver::Kind::Definition};
    }

    std::string_view lock_clause(statement::Lock lock) const noexcept override
    {
        switch (lock) {
        case statement::Lock::None:
            break;
        case statement::Lock::Share:
            return " FOR SHARE";
        case statement::Lock::Change:
            return " FOR NO KEY UPDATE";
        case statement::Lock::Remove:
            return " FOR UPDATE";
        }
        return "";
    }
    std::string_view by_code_points() const noexcept override { return " COLLATE \"C\""; }
    std::string_view as_text() const noexcept override { return "::text"; } // an enum of its own is none
    bool numbers_keys_only() const noexcept override { return false; }
    bool refers_at_once() const noexcept override { return false; }
    std::string boolean_literal(bool value) const override { return value ? "TRUE" : "FALSE"; }
    std::string double_literal(double value) const override
    {
        return say("'", to_text(Value(value)), "'::double precision");
    }
    std::string bytes_literal(std::string_view bytes) const override
    {
        return say("decode('", hexadecimal(bytes), "', 'hex')");
    }
    std::string in_list(std::string_view placeholder) const override { return say(" = ANY(", placeholder, ")"); }
    std::string like(std::string_view placeholder, bool in_any_case) const override
    {
        return say(in_any_case ? " ILIKE " : " LIKE ", placeholder);
    }
    std::string pattern(const std::string &like, bool) const override { return like; }
    std::string list(const std::vector<Value> &values) const override
    {
        std::string out = "{";
        for (const Value &value : values) {
            out += out.size() > 1 ? ",\"" : "\"";
            for (const char c : to_text(value)) {
                if (c == '"' || c == '\\')
                    out += '\\';
                out += c;
            }
            out += '"';
        }
        return out += '}';
    }
    /// The types are said, since nothing that it is compared with tells them; a text is not cut to a length.
    std::string row_list(const statement::RowList &list, std::size_t first) const override
    {
        std::string arrays, names;
        for (std::size_t i = 0; i < list.types.size(); ++i) {
            const Type &type = list.types[i];
            arrays += say(i == 0 ? "" : ", ", placeholder(first + i),
                          "::", type.kind == TypeKind::String ? "text" : type_name(type), "[]");
            names += say(i == 0 ? "" : ", ", quoted(statement::RowList::column(i)));
        }
        return say("unnest(", arrays, ") AS ", quoted("gemel_list"), " (", names, ")");
    }
    std::vector<Value> row_list_values(const statement::RowList &rows) const override
    {
        const std::size_t width = rows.types.size();
        std::vector<std::vector<Value>> columns(width);
        for (std::size_t i = 0; i < rows.values.size(); ++i)
            columns[i % width].push_back(rows.values[i]);
        std::vector<Value> arrays;
        for (const std::vector<Value> &column : columns)
            arrays.emplace_back(list(column));
        return arrays;
    }
    std::string text_literal(std::string_view text) const override
    {
        if (text.find('\\') == std::string_view::npos)
            return Dialect::text_literal(text);
        std::string out;
        for (const char c : text)
            out += c == '\\' ? "\\\\" : std::string(1, c);
        return say("E", Dialect::text_literal(out));
    }
    std::string column_type(const statement::ColumnDefinition &column) const override
    {
        return say(type_name(column.type), column.identity ? " GENERATED BY DEFAULT AS IDENTITY" : "");
    }

private:
    static std::string_view name(Isolation isolation) noexcept
    {
        switch (isolation) {
        case Isolation::RepeatableRead:
            return "REPEATABLE READ";
        case Isolation::Serializable:
            return "SERIALIZABLE";
        case Isolation::ReadCommitted:
            break;
        }
        return "READ COMMITTED";
    }

    void limit(std::string_view setting, std::int64_t milliseconds)
    {
        limits_.push_back(
            {say("SET LOCAL ", setting, " = ", std::to_string(milliseconds)), {}, driver::Kind::Transaction});
    }

    static std::string type_name(const Type &type)
    {
        const auto number = [](std::int32_t it) { return std::to_string(it); };
        switch (type.kind) {
        case TypeKind::Integer:
            return "integer";
        case TypeKind::Bigint:
            return "bigint";
        case TypeKind::Boolean:
            return "boolean";
        case TypeKind::Double:
            return "double precision";
        case TypeKind::String:
            return say("varchar(", number(type.length), ")");
        case TypeKind::Decimal:
            return say("numeric(", number(type.length), ", ", number(type.scale), ")");
        case TypeKind::Blob:
            return "bytea";
        case TypeKind::Uuid:
            return "uuid";
        case TypeKind::Date:
            return "date";
        case TypeKind::Timestamp:
            return "timestamptz";
        case TypeKind::Json:
            return "jsonb";
        case TypeKind::Text:
        case TypeKind::Enum:
            break;
        }
        return "text";
    }

    const std::string schema_;
    std::vector<driver::Command> limits_;
};

} // namespace

std::shared_ptr<const Dialect> postgresql(std::string_view schema, const driver::Timeouts &timeouts)
{
    return std::make_shared<Postgresql>(schema, timeouts);
}

} // namespace gemel::sql
