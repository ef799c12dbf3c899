// Classifies by what the caller can do next. Names tables, columns and constraints as far as the server does: of a
// UNIQUE violation it names the constraint and no column.
#include "core/driver/postgresql/errors.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <array>

namespace gemel::driver::postgresql {

namespace {

struct Rule {
    std::string_view sqlstate; // or its class, which is its first two characters
    Status status;
};

constexpr std::string_view too_big = "54000"; // for an index, for a page, for memory

/// The first that fits counts. What is not here is DATABASE.
constexpr std::array rules = {
    Rule{"23505", Status::UNIQUE},
    Rule{"23P01", Status::UNIQUE}, // an exclusion constraint: another row stands in the way
    Rule{"23503", Status::FOREIGN_KEY},
    Rule{"23001", Status::FOREIGN_KEY},
    Rule{"23502", Status::NOT_NULL},
    Rule{"23514", Status::CHECK},
    Rule{"44000", Status::CHECK}, // of a view
    Rule{"40001", Status::RETRY},
    Rule{"40P01", Status::RETRY},
    Rule{"40003", Status::UNKNOWN_OUTCOME},
    Rule{"55P03", Status::BUSY}, // a lock timeout, or NOWAIT
    Rule{"55006", Status::BUSY},
    Rule{"53300", Status::BUSY},      // too many connections
    Rule{"57014", Status::CANCELLED}, // by cancel(), by an administrator, or by a statement timeout
    Rule{"25006", Status::USAGE},     // a write in a transaction or on a server that only reads
    Rule{"28", Status::CONNECTION},
    Rule{"3D000", Status::CONNECTION},
    Rule{"08", Status::CONNECTION},
    Rule{"57P", Status::CONNECTION}, // the server shuts down, or starts
    Rule{"25P03", Status::CONNECTION},
    Rule{"0A000", Status::UNSUPPORTED},
    Rule{"22001", Status::VALIDATION}, // a value that its column cannot hold
    Rule{"22003", Status::VALIDATION},
    Rule{"22007", Status::VALIDATION},
    Rule{"22008", Status::VALIDATION},
    Rule{"22021", Status::VALIDATION},
    Rule{"22P02", Status::VALIDATION},
    Rule{"22P05", Status::VALIDATION},
    Rule{too_big, Status::VALIDATION},
};

Status classify(std::string_view sqlstate) noexcept
{
    const auto found =
        std::find_if(rules.begin(), rules.end(), [&](const Rule &it) { return sqlstate.starts_with(it.sqlstate); });
    return found == rules.end() ? Status::DATABASE : found->status;
}

std::string field(const PGresult *result, int code)
{
    const char *text = result ? PQresultErrorField(result, code) : nullptr;
    return text ? text : "";
}

std::string message_of(const PGresult *result)
{
    // The primary message alone: the details repeat values.
    const std::string primary = field(result, PG_DIAG_MESSAGE_PRIMARY);
    return one_line(primary.empty() && result ? PQresultErrorMessage(result) : primary);
}

} // namespace

std::string one_line(std::string_view message)
{
    std::string out;
    for (const char c : message) {
        if (static_cast<unsigned char>(c) > ' ')
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    if (!out.empty() && out.back() == ' ')
        out.pop_back();
    return out;
}

Failure failure(const PGresult *result)
{
    const std::string sqlstate = field(result, PG_DIAG_SQLSTATE);
    std::string message = say("PostgreSQL: ", message_of(result));
    if (sqlstate == "25P02")
        message =
            "the transaction failed earlier: nothing runs in it before it is rolled back, as a whole or to a savepoint";
    if (sqlstate == "53200") // in whatever language: the names of settings are the same
        for (const std::string_view setting : {"max_locks_per_transaction", "max_pred_locks_per_transaction"})
            if (field(result, PG_DIAG_MESSAGE_HINT).find(setting) != std::string::npos)
                message += say("; the server's setting ", setting, " is too low for what this transaction locks");
    Failure out(classify(sqlstate), std::move(message));
    out.sqlstate = sqlstate;
    out.too_big = sqlstate == too_big;
    out.detail = one_line(field(result, PG_DIAG_MESSAGE_DETAIL));
    out.table = field(result, PG_DIAG_TABLE_NAME);
    out.constraint = field(result, PG_DIAG_CONSTRAINT_NAME);
    if (std::string column = field(result, PG_DIAG_COLUMN_NAME); !column.empty())
        out.columns.push_back(std::move(column));
    return out;
}

Failure lost(const PGconn *connection, const PGresult *last, bool unknown)
{
    const std::string said = last ? message_of(last) : one_line(PQerrorMessage(connection));
    Failure out(unknown ? Status::UNKNOWN_OUTCOME : Status::CONNECTION,
                say("PostgreSQL: the connection is lost", unknown ? ", and whether the work was kept is not known" : "",
                    said.empty() ? "" : say(" (", said, ")")));
    out.sqlstate = field(last, PG_DIAG_SQLSTATE);
    return out;
}

bool is_stale_statement(std::string_view sqlstate) noexcept
{
    return sqlstate == "0A000" || is_missing_statement(sqlstate);
}

bool is_missing_statement(std::string_view sqlstate) noexcept
{
    return sqlstate == "26000" || sqlstate == "42P05";
}

} // namespace gemel::driver::postgresql
