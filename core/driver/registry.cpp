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
    const std::size_t colon = url.find(':');
    if (colon == std::string_view::npos || colon == 0) {
        const bool has_user = url.find('@') != std::string_view::npos; // and perhaps a password, which is not repeated
        throw Failure(Status::USAGE, say("malformed URL", has_user ? "" : say(" ", in_quotes(url)),
                                         ": write a scheme and an address, as sqlite:app.db"));
    }
    const std::string_view scheme = url.substr(0, colon);
    const auto found = std::find_if(drivers().begin(), drivers().end(),
                                    [&](const Driver *driver) { return driver->scheme() == scheme; });
    if (found == drivers().end()) {
        // What follows the scheme may hold a password: it is not repeated.
        if (std::find(known.begin(), known.end(), scheme) != known.end())
            throw Failure(Status::UNSUPPORTED,
                          say("this build of gemel has no driver for URLs of scheme ", in_quotes(scheme)));
        throw Failure(Status::USAGE, say("unknown scheme ", in_quotes(scheme),
                                         " of a URL; there are sqlite and postgresql", suggestion(scheme, known)));
    }
    Target target;
    target.url = url;
    target.address = url.substr(colon + 1);
    (*found)->read(target);
    return {*found, std::move(target)};
}

} // namespace gemel::driver
