// The table of drivers by URL scheme. A table and not static initialisers: the linker drops those from an archive.
#include "core/base/failure.hpp"
#include "core/base/text.hpp"
#include "core/driver/driver.hpp"
#if GEMEL_POSTGRESQL
#include "core/driver/postgresql/connection.hpp"
#endif
#if GEMEL_SQLITE
#include "core/driver/sqlite/connection.hpp"
#endif

#include <algorithm>

namespace gemel::driver {

namespace {

const std::vector<const Driver *> &drivers()
{
    static const std::vector<const Driver *> table = {
#if GEMEL_POSTGRESQL
        &postgresql::driver(),
#endif
#if GEMEL_SQLITE
        &sqlite::driver(),
#endif
    };
    return table;
}

/// Nothing else that stands before a colon is taken for one: `host=db password=a:b`.
bool is_scheme(std::string_view text) noexcept
{
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    return !text.empty() && is_letter(text.front()) && std::all_of(text.begin(), text.end(), [&](char c) {
        return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
    });
}

} // namespace

std::optional<Prepare> prepare_named(std::string_view name) noexcept
{
    if (name == "auto")
        return Prepare::Auto;
    if (name == "never")
        return Prepare::Never;
    if (name == "always")
        return Prepare::Always;
    return std::nullopt;
}

Located locate(std::string_view url)
{
    const std::vector<std::string> known = {"sqlite", "postgresql"}; // of every build, with or without their drivers
    // What is not understood may hold a password anywhere: nothing of it is repeated but its scheme.
    const std::string_view scheme = url.substr(0, url.find(':'));
    if (scheme.size() == url.size() || !is_scheme(scheme))
        throw Failure(Status::USAGE, "malformed URL: write a scheme and an address, as sqlite:app.db");
    const auto found = std::find_if(drivers().begin(), drivers().end(),
                                    [&](const Driver *driver) { return driver->scheme() == scheme; });
    if (found == drivers().end()) {
        if (std::find(known.begin(), known.end(), scheme) != known.end())
            throw Failure(Status::UNSUPPORTED,
                          say("this build of gemel has no driver for URLs of scheme ", in_quotes(scheme)));
        throw Failure(Status::USAGE, say("unknown scheme ", in_quotes(scheme),
                                         " of a URL; there are sqlite and postgresql", suggestion(scheme, known)));
    }
    Target target;
    target.url = url;
    target.address = url.substr(scheme.size() + 1);
    (*found)->read(target);
    return {*found, std::move(target)};
}

} // namespace gemel::driver
