// Sends rows in pieces: what is not sent yet is never more than one piece and one row.
#include "core/driver/postgresql/copy.hpp"

#include "core/base/text.hpp"
#include "core/driver/postgresql/copy_text.hpp"
#include "core/driver/postgresql/errors.hpp"
#include "core/driver/postgresql/parameters.hpp"

#include <charconv>

namespace gemel::driver::postgresql {

namespace {

constexpr std::size_t piece_bytes = 65'536;

/// The server says where it was: 'COPY licenses, line 3, column number: "x"', in whatever language.
std::optional<std::size_t> refused_row(const PGresult *answer, const std::string &table)
{
    const char *context = answer ? PQresultErrorField(answer, PG_DIAG_CONTEXT) : nullptr;
    const std::string_view text = context ? context : "";
    const std::string start = say("COPY ", table, ", ");
    const std::size_t at = table.empty() ? std::string_view::npos : text.find(start);
    const std::size_t digits =
        at == std::string_view::npos ? at : text.find_first_of("0123456789\n", at + start.size());
    std::size_t line = 0;
    if (digits == std::string_view::npos)
        return std::nullopt;
    std::from_chars(text.data() + digits, text.data() + text.size(), line);
    return line > 0 ? std::optional(line - 1) : std::nullopt;
}

} // namespace

Copy::Copy(PGconn *handle, const Command &command)
    : handle_(handle), command_(command), was_idle_(PQtransactionStatus(handle) == PQTRANS_IDLE)
{}

void Copy::fail(const PGresult *answer) const
{
    if (PQstatus(handle_) == CONNECTION_BAD)
        throw lost(handle_, answer, was_idle_ && is_sent_);
    Failure out = failure(answer);
    out.row = refused_row(answer, out.table);
    throw out;
}

/// False if the connection does not take them.
bool Copy::send_rows(const std::function<bool()> &is_cancelled)
{
    const std::size_t width = command_.binds.size() / command_.rows;
    std::string piece;
    const auto send = [&] {
        const bool taken = PQputCopyData(handle_, piece.data(), static_cast<int>(piece.size())) == 1;
        piece.clear();
        return taken;
    };
    try {
        for (std::size_t row = 0; row < command_.rows; ++row) {
            add_copy_row(piece, &command_.binds[row * width], width);
            if (piece.size() < piece_bytes)
                continue;
            if (piece.size() > most_bytes)
                throw Failure(Status::UNSUPPORTED, "more than 1 GB in one row: PostgreSQL takes no more");
            if (!send())
                return false;
            if (is_cancelled())
                return PQputCopyEnd(handle_, "cancelled") == 1;
        }
    } catch (...) { // the server must not wait for more
        PQputCopyEnd(handle_, "given up");
        finish();
        throw;
    }
    if (!send())
        return false;
    if (is_cancelled())
        return PQputCopyEnd(handle_, "cancelled") == 1;
    is_sent_ = true;
    return PQputCopyEnd(handle_, nullptr) == 1;
}

/// The first answer that counts; afterwards the connection is ready, or lost.
Copy::Answer Copy::finish()
{
    Answer first;
    while (PGresult *next = PQgetResult(handle_)) {
        Answer answer(next);
        if (!first)
            first = std::move(answer);
        if (PQresultStatus(next) == PGRES_COPY_IN)
            break; // it did not hear the end: whatever is sent next ends it
    }
    return first;
}

void Copy::run(const std::function<bool()> &is_cancelled)
{
    const Answer begun(PQexec(handle_, command_.sql.c_str()));
    if (PQresultStatus(begun.get()) != PGRES_COPY_IN)
        fail(begun.get());
    send_rows(is_cancelled);
    const Answer ended = finish();
    if (PQresultStatus(ended.get()) != PGRES_COMMAND_OK)
        fail(ended.get());
    const std::string_view count = PQcmdTuples(ended.get());
    std::from_chars(count.data(), count.data() + count.size(), affected_);
}

} // namespace gemel::driver::postgresql
