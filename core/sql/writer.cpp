// Select, insert, update and delete as SQL text that every dialect shares.
#include "core/sql/writer.hpp"

#include "core/base/text.hpp"

namespace gemel::sql {

using statement::Condition;

namespace {

std::string_view comparison(Condition::Kind kind) noexcept
{
    switch (kind) {
    case Condition::Kind::Unequal:
        return " <> ";
    case Condition::Kind::Less:
        return " < ";
    case Condition::Kind::AtMost:
        return " <= ";
    case Condition::Kind::Greater:
        return " > ";
    case Condition::Kind::AtLeast:
        return " >= ";
    default:
        return " = ";
    }
}

std::string_view opening(statement::Function function) noexcept
{
    switch (function) {
    case statement::Function::None:
        break;
    case statement::Function::Length:
        return "length(";
    case statement::Function::Count:
        return "count(";
    case statement::Function::CountDistinct:
        return "count(DISTINCT ";
    case statement::Function::Sum:
        return "sum(";
    case statement::Function::Average:
        return "avg(";
    case statement::Function::Minimum:
        return "min(";
    case statement::Function::Maximum:
        return "max(";
    }
    return "";
}

std::string source_name(std::size_t source)
{
    return say("t", std::to_string(source));
}

} // namespace

void Writer::column(const statement::Column &column, bool is_text)
{
    const std::string_view function = opening(column.function);
    out_.sql += function;
    if (column.name.empty()) {
        out_.sql += '*';
    } else {
        if (names_sources_)
            out_.sql += say(dialect_.quoted(source_name(column.source)), ".");
        name(column.name);
        // What a definition holds is a column of ours.
        if (values_ == Values::Bound &&
            (is_text || column.by_code_points || column.function == statement::Function::Length))
            out_.sql += dialect_.as_text();
        if (column.by_code_points)
            out_.sql += dialect_.by_code_points();
    }
    if (!function.empty())
        out_.sql += ')';
    if (column.next)
        out_.sql += " + 1";
}

void Writer::operand(const statement::Operand &operand)
{
    const auto *value = std::get_if<Value>(&operand);
    const auto *made = std::get_if<statement::StepKey>(&operand);
    if (made && made_) {
        out_.sql +=
            say("(SELECT ", dialect_.quoted((*made_)[made->column]), " FROM ", dialect_.quoted(made_name_), ")");
    } else if (const auto *other = std::get_if<statement::Column>(&operand)) {
        column(*other);
    } else if (value && values_ == Values::Literal) {
        out_.sql += dialect_.literal(*value);
    } else {
        out_.operands.push_back(operand);
        out_.sql += dialect_.placeholder(out_.operands.size());
    }
}

void Writer::group(const Condition &group, std::string_view word, std::string_view of_none)
{
    if (group.parts.empty()) {
        out_.sql += of_none;
    } else if (group.parts.size() == 1) {
        condition(group.parts.front());
    } else {
        out_.sql += '(';
        list(group.parts, word, [&](const Condition &part) { condition(part); });
        out_.sql += ')';
    }
}

void Writer::condition(const Condition &condition)
{
    switch (condition.kind) {
    case Condition::Kind::And:
        return group(condition, " AND ", "1 = 1");
    case Condition::Kind::Or:
        return group(condition, " OR ", "1 = 0");
    case Condition::Kind::Not:
        out_.sql += "NOT (";
        this->condition(condition.parts.front());
        out_.sql += ')';
        return;
    case Condition::Kind::Unless:
        out_.sql += '(';
        this->condition(condition.parts.front());
        out_.sql += ") IS NOT TRUE";
        return;
    case Condition::Kind::Equal:
    case Condition::Kind::Unequal:
    case Condition::Kind::Less:
    case Condition::Kind::AtMost:
    case Condition::Kind::Greater:
    case Condition::Kind::AtLeast:
        column(condition.column);
        out_.sql += comparison(condition.kind);
        return operand(condition.operands.front());
    case Condition::Kind::Like:
    case Condition::Kind::LikeInAnyCase:
        return like(condition);
    case Condition::Kind::IsNull:
        column(condition.column);
        out_.sql += " IS NULL";
        return;
    case Condition::Kind::In:
        if (condition.operands.empty()) {
            out_.sql += "1 = 0";
            return;
        }
        column(condition.column);
        out_.sql += " IN (";
        list(condition.operands, ", ", [&](const statement::Operand &it) { operand(it); });
        out_.sql += ')';
        return;
    case Condition::Kind::InList:
        return in_list(condition);
    case Condition::Kind::IsRow:
        return rows(condition, " = (");
    case Condition::Kind::InRows:
        return rows(condition, " IN (");
    case Condition::Kind::Exists:
        return rows(condition, "EXISTS (");
    case Condition::Kind::Listed:
        row(condition.row);
        out_.sql += " IN (SELECT * FROM ";
        row_list(*condition.list);
        out_.sql += ')';
        return;
    }
}

void Writer::row_list(const statement::RowList &list)
{
    out_.sql += dialect_.row_list(list, out_.operands.size() + 1);
    for (Value &value : dialect_.row_list_values(list))
        out_.operands.emplace_back(std::move(value));
}

void Writer::row(const std::vector<statement::Column> &columns)
{
    out_.sql += '(';
    list(columns, ", ", [&](const statement::Column &it) { column(it); });
    out_.sql += ')';
}

void Writer::rows(const Condition &condition, std::string_view word)
{
    if (!condition.row.empty())
        row(condition.row);
    out_.sql += word;
    const bool named = names_sources_;
    names_sources_ = named || !condition.select->joins.empty();
    part(*condition.select);
    names_sources_ = named;
    out_.sql += ')';
}

void Writer::like(const Condition &condition)
{
    const bool any_case = condition.kind == Condition::Kind::LikeInAnyCase;
    column(condition.column, true);
    out_.operands.emplace_back(
        dialect_.pattern(std::get<std::string>(std::get<Value>(condition.operands.front())), any_case));
    out_.sql += dialect_.like(dialect_.placeholder(out_.operands.size()), any_case);
}

void Writer::in_list(const Condition &condition)
{
    std::vector<Value> values;
    for (const statement::Operand &it : condition.operands)
        values.push_back(std::get<Value>(it));
    column(condition.column);
    out_.operands.emplace_back(dialect_.list(values));
    out_.sql += dialect_.in_list(dialect_.placeholder(out_.operands.size()));
}

void Writer::filter(std::string_view word, const Condition &tree)
{
    if (statement::is_everything(tree))
        return;
    out_.sql += word;
    if (tree.kind == Condition::Kind::And)
        list(tree.parts, " AND ", [&](const Condition &part) { condition(part); });
    else
        condition(tree);
}

void Writer::columns(const std::vector<std::string> &columns, std::size_t source)
{
    list(columns, ", ", [&](const std::string &name) { column({name, source}); });
}

void Writer::from(const std::string &table, std::size_t source)
{
    out_.sql += dialect_.table(table);
    if (names_sources_)
        out_.sql += say(" AS ", dialect_.quoted(source_name(source)));
}

void Writer::select(const statement::Select &statement)
{
    out_.kind = statement.lock == statement::Lock::None ? driver::Kind::Read : driver::Kind::Lock;
    names_sources_ = !statement.joins.empty();
    part(statement);
}

void Writer::part(const statement::Select &statement)
{
    out_.sql += statement.distinct ? "SELECT DISTINCT " : "SELECT ";
    columns(statement.columns, statement.source);
    const bool bare = statement.columns.empty();
    for (const statement::Join &join : statement.joins)
        if (!join.columns.empty()) {
            out_.sql += ", ";
            columns(join.columns, join.source);
        }
    if (!statement.computed.empty() && !bare)
        out_.sql += ", ";
    list(statement.computed, ", ", [&](const statement::Column &it) { column(it); });
    if (bare && statement.computed.empty())
        out_.sql += '1';
    out_.sql += " FROM ";
    from(statement.table, statement.source);
    for (const statement::Join &join : statement.joins) {
        out_.sql += join.required ? " INNER JOIN " : " LEFT JOIN ";
        from(join.table, join.source);
        out_.sql += " ON ";
        condition(join.on);
    }
    filter(" WHERE ", statement.where);
    if (!statement.group.empty()) {
        out_.sql += " GROUP BY ";
        list(statement.group, ", ", [&](const statement::Column &it) { column(it); });
    }
    filter(" HAVING ", statement.having);
    if (!statement.order.empty()) {
        out_.sql += " ORDER BY ";
        list(statement.order, ", ", [&](const statement::Order &it) { order(it); });
    }
    if (statement.limit)
        out_.sql += say(" LIMIT ", to_text(Value(*statement.limit)));
    else if (statement.offset > 0)
        out_.sql += dialect_.no_limit();
    if (statement.offset > 0) {
        out_.sql += " OFFSET ";
        operand(Value(statement.offset)); // bound: every page is the same statement
    }
    lock(statement);
}

void Writer::order(const statement::Order &order)
{
    column(order.column);
    if (order.descending)
        out_.sql += " DESC";
    if (order.nulls_first)
        out_.sql += *order.nulls_first ? " NULLS FIRST" : " NULLS LAST";
}

void Writer::lock(const statement::Select &statement)
{
    const std::string_view clause = dialect_.lock_clause(statement.lock);
    if (clause.empty())
        return;
    out_.sql += clause;
    if (names_sources_)
        out_.sql += say(" OF ", dialect_.quoted(source_name(statement.source)));
    if (statement.locked != statement::Locked::Wait)
        out_.sql += statement.locked == statement::Locked::Skip ? " SKIP LOCKED" : " NOWAIT";
}

void Writer::insert(const statement::Insert &statement)
{
    out_.kind = driver::Kind::Write;
    out_.sql += "INSERT INTO ";
    out_.sql += dialect_.table(statement.table);
    if (statement.values.empty()) {
        out_.sql += " DEFAULT VALUES";
    } else {
        out_.sql += " (";
        list(statement.values, ", ", [&](const statement::Assignment &value) { name(value.first); });
        out_.sql += ") VALUES (";
        list(statement.values, ", ", [&](const statement::Assignment &value) { operand(value.second); });
        out_.sql += ')';
    }
    if (statement.conflict) {
        out_.sql += " ON CONFLICT (";
        list(statement.conflict->columns, ", ", [&](const std::string &column) { name(column); });
        out_.sql += ')';
        if (const auto &column = statement.conflict->if_null)
            out_.sql += say(" WHERE ", dialect_.quoted(*column), " IS NULL");
        out_.sql += " DO UPDATE SET ";
        list(statement.conflict->update, ", ", [&](const std::string &column) {
            name(column);
            out_.sql += " = excluded.";
            name(column);
        });
        const auto own = [&](const std::string &column) {
            return say(dialect_.quoted(column), " = ", dialect_.table(statement.table), ".", dialect_.quoted(column));
        };
        if (statement.conflict->update.empty())
            out_.sql += own(statement.conflict->columns.front()); // else the row would not be given back
        if (const auto &counted = statement.conflict->counted)
            out_.sql += say(", ", own(*counted), " + 1");
    }
    out_.numbered = statement.numbered && dialect_.tells_number();
    if (!out_.numbered)
        returning(statement.returning, statement.echoed);
}

void Writer::returning(std::vector<std::string> columns, const std::vector<std::string> &echoed)
{
    if (dialect_.normalizes_json())
        columns.insert(columns.end(), echoed.begin(), echoed.end());
    if (columns.empty())
        return;
    out_.sql += " RETURNING ";
    list(columns, ", ", [&](const std::string &column) { out_.sql += dialect_.returned(column); });
}

void Writer::update(const statement::Update &statement)
{
    out_.kind = driver::Kind::Write;
    out_.sql += "UPDATE ";
    out_.sql += dialect_.table(statement.table);
    out_.sql += " SET ";
    list(statement.values, ", ", [&](const statement::Assignment &value) {
        name(value.first);
        out_.sql += " = ";
        operand(value.second);
    });
    if (statement.from) {
        out_.sql += " FROM ";
        row_list(*statement.from);
    }
    filter(" WHERE ", statement.where);
    returning({}, statement.echoed);
}

void Writer::erase(const statement::Delete &statement)
{
    out_.kind = driver::Kind::Write;
    out_.sql += "DELETE FROM ";
    out_.sql += dialect_.table(statement.table);
    filter(" WHERE ", statement.where);
}

} // namespace gemel::sql
