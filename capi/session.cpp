// Sessions as handles, and the callback form of a transaction.
#include "gemel/session.h"
#include "gemel/error.h"

#include "capi/guard.hpp"
#include "core/base/members.hpp"

using namespace gemel::capi;
using gemel::Failure;
using gemel::Session;
using gemel::Status;
using gemel::sql::Isolation;

namespace {

/// For a call: callbacks may free the handle.
gemel::SessionPtr session_of(gemel_session *self)
{
    return use(self, "self").session;
}

const Session *peek_session(const gemel_session *self) noexcept
{
    return self && self->mark == gemel_session::expected_mark ? self->session.get() : nullptr;
}

std::optional<Isolation> isolation_of(gemel::Members &members)
{
    std::optional<std::string> name;
    members.take("isolation", name);
    if (!name)
        return std::nullopt;
    if (*name == "read committed")
        return Isolation::ReadCommitted;
    if (*name == "repeatable read")
        return Isolation::RepeatableRead;
    if (*name == "serializable")
        return Isolation::Serializable;
    members.refuse(gemel::say("option 'isolation' must be read committed, repeatable read or serializable, not ",
                              gemel::in_quotes(*name)));
}

struct BeginOptions {
    explicit BeginOptions(gemel::Members &members)
        : read_only(members.flag("readOnly")), isolation(isolation_of(members))
    {}

    bool read_only;
    std::optional<Isolation> isolation;
};

BeginOptions begin_options_of(const gemel_options *options)
{
    const std::string where = "beginning a transaction";
    OptionsReader members(options, where, gemel::CallName::session_begin);
    const BeginOptions out(members);
    members.refuse_unknown();
    return out;
}

struct TransactOptions {
    BeginOptions begin;
    std::int32_t retries;
};

TransactOptions transact_options_of(const gemel_options *options)
{
    constexpr std::int64_t most = 100;
    const std::string where = "running a transaction";
    OptionsReader members(options, where, gemel::CallName::session_transact);
    const BeginOptions begin(members);
    std::optional<std::int64_t> retries;
    members.take("retries", retries);
    if (retries && (*retries < 0 || *retries > most))
        members.refuse(gemel::say("option 'retries' must be from 0 to ", std::to_string(most), ", not ",
                                  std::to_string(*retries)));
    members.refuse_unknown();
    return {begin, static_cast<std::int32_t>(retries.value_or(0))};
}

} // namespace

gemel_status gemel_session_open(gemel_database *database, const gemel_options *options, gemel_session **out,
                                gemel_error **err)
{
    return guard(err, [&] {
        clear(out, "out");
        const gemel_database &parent = use(database, "database");
        const gemel::SessionOptions how = gemel::session_options(members_of(options));
        if (parent.database->is_closed())
            throw Failure(Status::USAGE, "the database is closed");
        *out = new gemel_session(std::make_shared<Session>(parent.database, how));
    });
}

gemel_status gemel_session_close(gemel_session *self, gemel_error **err)
{
    return guard(err, [&] { session_of(self)->close(); });
}

void gemel_session_free(gemel_session *self)
{
    if (self && !self->borrowed)
        delete self;
}

gemel_status gemel_session_begin(gemel_session *self, const gemel_options *options, gemel_error **err)
{
    return guard(err, [&] {
        const gemel::SessionPtr session = session_of(self);
        const BeginOptions how = begin_options_of(options);
        session->begin(how.read_only, how.isolation);
    });
}

gemel_status gemel_session_commit(gemel_session *self, gemel_error **err)
{
    return guard(err, [&] { session_of(self)->commit(); });
}

gemel_status gemel_session_rollback(gemel_session *self, gemel_error **err)
{
    return guard(err, [&] { session_of(self)->rollback(); });
}

gemel_status gemel_session_cancel(gemel_session *self, gemel_error **err)
{
    return guard(err, [&] { session_of(self)->cancel(); });
}

int32_t gemel_session_depth(const gemel_session *self)
{
    const Session *session = peek_session(self);
    return session ? session->depth() : 0;
}

gemel_status gemel_session_set_label(gemel_session *self, const char *label, gemel_error **err)
{
    return guard(err, [&] {
        const gemel::SessionPtr session = session_of(self);
        std::string text(name_of(label, "label"));
        const Session::Call call(*session);
        session->tally().set_label(std::move(text));
        if (gemel::Loops *loops = session->loops())
            loops->forget();
    });
}

const char *gemel_session_label(const gemel_session *self)
{
    const Session *session = peek_session(self);
    return session ? session->tally().label().c_str() : "";
}

int64_t gemel_session_statement_count(const gemel_session *self)
{
    const Session *session = peek_session(self);
    return session ? session->tally().count() : 0;
}

gemel_status gemel_session_reset_statement_count(gemel_session *self, gemel_error **err)
{
    return guard(err, [&] {
        const gemel::SessionPtr session = session_of(self);
        const Session::Call call(*session);
        session->tally().reset();
    });
}

gemel_status gemel_session_expect_statements(gemel_session *self, int64_t most, gemel_error **err)
{
    return guard(err, [&] {
        const gemel::SessionPtr session = session_of(self);
        const Session::Call call(*session);
        session->tally().expect(most);
    });
}

gemel_status gemel_session_verify_statements(gemel_session *self, gemel_error **err)
{
    return guard(err, [&] {
        const gemel::SessionPtr session = session_of(self);
        const Session::Call call(*session);
        session->tally().verify();
    });
}

gemel_status gemel_session_transact(gemel_session *self, const gemel_options *options, gemel_transaction_fn *fn,
                                    void *user_data, gemel_error **err)
{
    gemel_status answer = GEMEL_OK;
    gemel_error *reason = nullptr;
    const gemel_status status = guard(err, [&] {
        need(fn, "fn");
        const gemel::SessionPtr session = session_of(self);
        const TransactOptions how = transact_options_of(options);
        session->transact(how.begin.read_only, how.begin.isolation, how.retries, [&] {
            gemel_error_free(reason); // of the try before
            reason = nullptr;
            answer = fn(self, user_data, &reason);
            return static_cast<Status>(answer);
        });
    });
    if (status != GEMEL_OK || answer == GEMEL_OK) {
        gemel_error_free(reason);
        return status;
    }
    if (err)
        *err = reason;
    else
        gemel_error_free(reason);
    return answer;
}
