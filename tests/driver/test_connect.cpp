// Connecting: what may go wrong, in words that help and never hold a password; which parameters of a URL are ours.
#include "tests/driver/subject.hpp"

#include "core/base/text.hpp"

#include <unistd.h>

#include <cstdio>

using namespace subject;

namespace {

constexpr const char *password = "hunter2secret";

struct Address {
    std::string user, password, host, port, database;
};

/// Of the subject.
Address address()
{
    const std::string it = url();
    const std::size_t begin = it.find("//") + 2, colon = it.find(':', begin), at = it.find('@');
    const std::size_t port = it.find(':', at), slash = it.find('/', at);
    return {it.substr(begin, colon - begin), it.substr(colon + 1, at - colon - 1), it.substr(at + 1, port - at - 1),
            it.substr(port + 1, slash - port - 1), it.substr(slash + 1, it.find('?') - slash - 1)};
}

std::string made(const Address &it, std::string_view parameters = "")
{
    return gemel::say("postgresql://", it.user, ":", it.password, "@", it.host, ":", it.port, "/", it.database,
                      parameters.empty() ? "" : "?", parameters);
}

/// How connecting ends: "connection", "connected"; with what is left of the message where that is ours.
std::string attempt(const std::string &url, bool with_message = false)
{
    try {
        const auto located = gemel::driver::locate(url);
        located.driver->connect(located.target);
        return "connected";
    } catch (const gemel::Failure &failure) {
        const std::string secret = url.find(address().password) != std::string::npos ? address().password : password;
        const bool leaks =
            failure.message.find(secret) != std::string::npos || failure.message.find("hunter2") != std::string::npos;
        const bool lines = failure.message.find('\n') != std::string::npos;
        return gemel::say(leaks ? "LEAK " : "", lines ? "LINES " : "",
                          gemel::status_name(static_cast<std::int32_t>(failure.status)), with_message ? ": " : "",
                          with_message ? failure.message : "");
    }
}

} // namespace

static void what_cannot_be_reached_is_connection(void **)
{
    expect("connected", [] { return attempt(made(address())); });
    expect("connection", [] {
        Address it = address();
        it.password = password;
        return attempt(made(it));
    });
    expect("connection", [] {
        Address it = address();
        it.user = "nobody_here";
        it.password = password;
        return attempt(made(it));
    });
    expect("connection", [] {
        Address it = address();
        it.database = "nowhere";
        return attempt(made(it));
    });
    expect("connection", [] {
        Address it = address();
        it.port = "1";
        return attempt(made(it));
    });
    expect("connection", [] {
        Address it = address();
        it.host = "no-such-host.invalid";
        return attempt(made(it));
    });
    expect("connection", [] { return attempt(made(address(), "sslmode=require")); });
}

static void of_several_hosts_the_first_that_is_there_is_taken(void **)
{
    expect("connected", [] {
        Address it = address();
        it.host = gemel::say("127.0.0.1:1,", it.host);
        return attempt(made(it));
    });
    expect("connected", [] { return attempt(made(address(), "target_session_attrs=read-write")); });
    expect("connection", [] { return attempt(made(address(), "target_session_attrs=standby")); });
}

static void a_malformed_url_is_usage_and_repeats_no_part_that_may_be_secret(void **)
{
    const char *const urls[] = {
        "://user:hunter2@host/database",
        "postgresql:database",
        "postgresql://user:hunter2%zz@host/database",
        "postgresql://user:hun/hunter2@host/database",
        "postgresql://user:hun@hunter2@host/database",
        "postgresql://user:hun?hunter2@host/database",
        "postgresql://user:hun?hunter2=1@host/database",
        "postgresql://user:hunter2secret@[::1/database",
        "postgresql://host/database?password=hunter2%zz",
        "postgresql://host/database?password",
        "postgresql://host/database?sslmod=require",
        "postgresql://host/database?prepare=maybe",
        "postgresql://host/database?password=hunter2secret&prepair=never",
        "postgresql://user:a\"hunter2%zz@host/database",
        "postgresql://host/database?password=a&hunter2=b",
        "postgresql://host/database?password=a&hunter2",
        "postgresql://user:hunter2/database",
        "postgresql://host,other:hunter2,5/database",
        "postgresql://host=h password=hunter2",
        "postgresql://password=hunter2@host/database",
        "postgresql://host/database&password=hunter2",
        "postgresql://user:word@host/database;password=hunter2?sslmode=require",
        "postgresql://host/database hunter2",
        "host=h password=hunter2",
        "host=h password=hunter2:hunter2 port=5",
        "user:hunter2@host/database",
        "sqlite://user:hunter2@host/database",
        "sqlite:postgresql://user:hunter2@host/database",
        "sqlite::hunter2",
    };
    static std::string got;
    got.clear();
    for (const char *it : urls)
        got += attempt(it, true) + "\n";
    assert_string_equal(
        got.c_str(),
        "usage: malformed URL: write a scheme and an address, as sqlite:app.db\n"
        "usage: malformed postgresql URL: write postgresql://user@host/database\n"
        "usage: malformed postgresql URL: invalid percent-encoded token\n"
        "usage: malformed postgresql URL: write an @ inside a name, password or parameter as %40, a / as %2F and a ? "
        "as %3F\n"
        "usage: malformed postgresql URL: write an @ inside a name, password or parameter as %40, a / as %2F and a ? "
        "as %3F\n"
        "usage: malformed postgresql URL: write an @ inside a name, password or parameter as %40, a / as %2F and a ? "
        "as %3F\n"
        "usage: malformed postgresql URL: write an @ inside a name, password or parameter as %40, a / as %2F and a ? "
        "as %3F\n"
        "usage: malformed postgresql URL: end of string reached when looking for matching\n"
        "usage: malformed postgresql URL: invalid percent-encoded token\n"
        "usage: malformed postgresql URL: missing key/value separator\n"
        "usage: unknown parameter 'sslmod' of a postgresql URL; did you mean 'sslmode'?\n"
        "usage: parameter 'prepare' of a postgresql URL must be auto, never or always, not 'maybe'\n"
        "usage: unknown parameter 'prepair' of a postgresql URL; did you mean 'prepare'?\n"
        "usage: malformed postgresql URL: invalid percent-encoded token\n"
        "usage: unknown parameter of a postgresql URL; write an & inside a value as %26\n"
        "usage: unknown parameter of a postgresql URL; write an & inside a value as %26\n"
        "usage: malformed postgresql URL: the port is no number\n"
        "usage: malformed postgresql URL: the port is no number\n"
        "usage: malformed postgresql URL: parameters come behind a ?; write an = inside a name as %3D, an & as %26 and "
        "a blank as %20\n"
        "usage: malformed postgresql URL: parameters come behind a ?; write an = inside a name as %3D, an & as %26 and "
        "a blank as %20\n"
        "usage: malformed postgresql URL: parameters come behind a ?; write an = inside a name as %3D, an & as %26 and "
        "a blank as %20\n"
        "usage: malformed postgresql URL: parameters come behind a ?; write an = inside a name as %3D, an & as %26 and "
        "a blank as %20\n"
        "usage: malformed postgresql URL: parameters come behind a ?; write an = inside a name as %3D, an & as %26 and "
        "a blank as %20\n"
        "usage: malformed URL: write a scheme and an address, as sqlite:app.db\n"
        "usage: malformed URL: write a scheme and an address, as sqlite:app.db\n"
        "usage: unknown scheme 'user' of a URL; there are sqlite and postgresql\n"
        "usage: malformed sqlite URL: SQLite has no host; write sqlite:app.db for a file\n"
        "usage: malformed sqlite URL: there is another one in it; write sqlite:app.db for a file\n"
        "usage: malformed sqlite URL: a file name does not begin with a colon\n");
}

static void our_parameters_are_taken_out_wherever_they_stand(void **)
{
    expect("a b|never|postgresql://h/d?sslmode=disable&application_name=x|", [] {
        const auto target =
            gemel::driver::locate("postgresql://h/d?schema=a%20b&sslmode=disable&prepare=never&application_name=x")
                .target;
        const bool never = target.prepare == gemel::driver::Prepare::Never;
        return gemel::say(target.schema, "|", never ? "never" : "?", "|", target.address, "|", target.url);
    });
    expect("postgresql://h/d", [] { return gemel::driver::locate("postgresql://h/d?schema=a").target.address; });
    expect("postgresql://u:a=b&c d@h/a%20b", [] {
        return gemel::driver::locate("postgresql://u:a=b&c d@h/a%20b").target.address; // a password may hold anything
    });
}

static void a_connection_is_named_and_speaks_utf8_whatever_is_asked(void **)
{
    expect("'gemel'|'UTF8'", [] {
        return told(
            connect("client_encoding=LATIN1")
                ->execute(read("SELECT current_setting('application_name'), current_setting('client_encoding')")));
    });
    expect("'mine'", [] {
        return told(connect("application_name=mine")->execute(read("SELECT current_setting('application_name')")));
    });
}

static void what_the_server_remarks_is_not_printed(void **)
{
    expect("0 bytes", [] {
        const auto connection = connect();
        std::FILE *file = std::tmpfile();
        const int before = dup(STDERR_FILENO);
        dup2(fileno(file), STDERR_FILENO);
        connection->execute(define("DROP TABLE IF EXISTS not_there"));
        connection->undo(dialect().rollback()); // outside a transaction: a warning
        dup2(before, STDERR_FILENO);
        close(before);
        std::fseek(file, 0, SEEK_END);
        const long printed = std::ftell(file);
        std::fclose(file);
        return std::to_string(printed) + " bytes";
    });
}

static void a_database_without_an_encoding_is_refused_and_another_encoding_is_translated(void **)
{
    expect("connection: database 'gemel_ascii' has no encoding (SQL_ASCII): its text may be anything; "
           "make it with ENCODING 'UTF8'; 'ä'; validation 22P05",
           [] {
               const auto connection = connect();
               std::string out;
               const auto with = [&](const char *name, const char *encoding, auto body) {
                   connection->execute(define(gemel::say("CREATE DATABASE ", name, " TEMPLATE template0 ENCODING '",
                                                         encoding, "' LOCALE 'C'")));
                   Address it = address();
                   it.database = name;
                   out += body(made(it));
                   connection->execute(define(gemel::say("DROP DATABASE ", name)));
               };
               with("gemel_ascii", "SQL_ASCII", [](const std::string &url) { return attempt(url, true) + "; "; });
               with("gemel_latin", "LATIN1", [](const std::string &url) {
                   const auto located = gemel::driver::locate(url);
                   const auto latin = located.driver->connect(located.target);
                   std::string told_value = told(latin->execute(read("SELECT $1::text", {text("ä")})));
                   try {
                       latin->execute(read("SELECT $1::text", {text("€")}));
                   } catch (const gemel::Failure &failure) {
                       told_value += "; " + told(failure);
                   }
                   return told_value;
               });
               return out;
           });
}

static int tests()
{
    const CMUnitTest direct[] = {
        cmocka_unit_test(what_cannot_be_reached_is_connection),
        cmocka_unit_test(of_several_hosts_the_first_that_is_there_is_taken),
        cmocka_unit_test(a_malformed_url_is_usage_and_repeats_no_part_that_may_be_secret),
        cmocka_unit_test(our_parameters_are_taken_out_wherever_they_stand),
        cmocka_unit_test(a_connection_is_named_and_speaks_utf8_whatever_is_asked),
        cmocka_unit_test(what_the_server_remarks_is_not_printed),
        cmocka_unit_test(a_database_without_an_encoding_is_refused_and_another_encoding_is_translated),
    };
    // Which databases and users there are is the pooler's configuration.
    const CMUnitTest pooled[] = {
        cmocka_unit_test(what_cannot_be_reached_is_connection),
        cmocka_unit_test(a_connection_is_named_and_speaks_utf8_whatever_is_asked),
    };
    return quirks().is_direct ? cmocka_run_group_tests_name(quirks().name, direct, nullptr, nullptr)
                              : cmocka_run_group_tests_name(quirks().name, pooled, nullptr, nullptr);
}

int main(int argc, char **argv)
{
    return on_each(argc, argv, tests);
}
