// URLs and options of opening, behind a fence: an error says what is wrong in one line, and never shows a password.
#include "fence.hpp"
#include "input.hpp"
#include "judge.hpp"
#include "target.hpp"

#include <unistd.h>

namespace fuzz {

namespace {

constexpr const char *secret = "s3cr3t";
constexpr const char *parts[] = {
    "postgresql:",
    "postgresql://",
    "sqlite:",
    "sqlite://",
    "/",
    "//",
    "user",
    ":",
    "@",
    "[::1]",
    "127.0.0.1",
    "localhost",
    ":1",
    "?",
    "&",
    "=",
    "%41",
    "%",
    "%00",
    "%40",
    "host",
    "port",
    "password",
    "sslmode",
    "disable",
    "require",
    "1",
    "schema",
    "prepare",
    "never",
    ":memory:",
    "file:",
    "app.db",
    "..",
    " ",
    "'",
    "\n",
    "\xFF",
    "\xC3\xA4",
    "passwd",
    "options",
    "sslpassword",
    ":s3cr3t@",
    "?password=s3cr3t",
    " password=s3cr3t",
    "s3cr3t",
    "s3cr3t@",
    "#",
    "\"",
    "postgres://",
    "mysql://",
    "SQLITE:",
    "//u:s3cr3t@h/t",
    "a",
    "%3A",
    "service",
    "-c x=y",
    "hostaddr",
    "target_session_attrs",
    "any",
    ",",
    "keepalives",
    "%zz",
    "connect_timeout",
};

std::string choose_url(Input &in)
{
    if (in.byte() % 4U == 0)
        return std::string(in.rest());
    std::string out;
    while (!in.is_empty())
        out += in.pick(parts);
    return out;
}

Options choose_options(Input &in)
{
    constexpr const char *flags[] = {"readOnly", "create", "logBinds", "reedOnly"};
    constexpr const char *numbers[] = {"busyTimeout", "lockTimeout", "statementTimeout", "poolSize",
                                       "poolTimeout", "idleTimeout", "maxLifetime"};
    constexpr const char *texts[] = {"synchronous", "schema", "prepare"};
    constexpr const char *words[] = {"full", "normal", "off", "never", "word", "x\"y"};
    if (in.byte() % 2U == 0)
        return nullptr;
    Options out(gemel_options_new());
    for (std::size_t i = 0, count = in.below(3); i < count; ++i)
        switch (in.below(3)) {
        case 0:
            call(gemel_options_set_bool, out.get(), in.pick(flags), in.byte() % 2U == 0);
            break;
        case 1:
            call(gemel_options_set_int, out.get(), in.pick(numbers), static_cast<int64_t>(in.byte()) - 3);
            break;
        default:
            call(gemel_options_set_text, out.get(), in.pick(texts), in.pick(words), GEMEL_NUL);
        }
    return out;
}

/// Does a password stand in it, where everybody sees that it is one?
bool has_password(const std::string &url)
{
    if (url.find(secret) != url.rfind(secret))
        return false; // one of them may be a host
    const std::size_t colon = url.find(':');
    const std::string scheme = url.substr(0, colon);
    if (scheme.find(secret) != std::string::npos && scheme.find_first_of(" =@/") == std::string::npos)
        return false; // a scheme is shown
    // As a parameter or a keyword, wherever it stands; only a file may be called so.
    if (url.find("password=s3cr3t") != std::string::npos && !url.starts_with("sqlite:"))
        return true;
    if (colon == std::string::npos || url.compare(colon, 3, "://") != 0)
        return false;
    // Behind a user, who may lack a host. An address in brackets has colons of its own.
    const std::string authority = url.substr(colon + 3, url.find_first_of("/?", colon + 3) - colon - 3);
    return authority.find(":s3cr3t@") != std::string::npos ||
           (authority.find(":s3cr3t") != std::string::npos && authority.find('[') == std::string::npos);
}

const gemel_schema *one_model()
{
    static const Schema schema = [] {
        Schema out(gemel_schema_new());
        must("a model", gemel_schema_add_model, out.get(), "Person", nullptr, nullptr);
        must("resolve", gemel_schema_resolve, out.get());
        return out;
    }();
    return schema.get();
}

/// The fence stands: neither the loopback nor a file elsewhere is reached.
void try_fence()
{
    gemel_database *out = nullptr;
    const unsigned before = refused_by_fence();
    require(call(gemel_database_open, "postgresql://127.0.0.1:1/x", one_model(), nullptr, &out) != GEMEL_OK,
            "a connection is made");
    require(refused_by_fence() > before, "the fence does not refuse connections");
    const std::string elsewhere = "sqlite:/tmp/gemel-fuzz-" + std::to_string(getpid()) + ".db";
    require(call(gemel_database_open, elsewhere.c_str(), one_model(), nullptr, &out) != GEMEL_OK,
            "a file outside of the fence is opened");
}

void use(gemel_database *database)
{
    call(gemel_database_sync, database, nullptr);
    gemel_session *out = nullptr;
    call(gemel_session_open, database, nullptr, &out);
    const Session session(out);
    if (out && call(gemel_session_begin, out, nullptr) == GEMEL_OK)
        must("commit", gemel_session_commit, out);
}

} // namespace

} // namespace fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace fuzz;
    static const bool stands = (fenced_folder(), try_fence(), true);
    require(stands, "no fence");
    Input in(data, size);
    const Options options = choose_options(in);
    const std::string url = choose_url(in);
    trace(url);
    {
        const Secret kept(has_password(url) ? secret : "");
        gemel_database *out = nullptr;
        const gemel_status status = call(gemel_database_open, url.c_str(), one_model(), options.get(), &out);
        const Database database(out);
        require((status == GEMEL_OK) == (out != nullptr), "opened, or not?");
        if (out)
            use(out);
    }
    empty_fenced_folder();
    return 0;
}
