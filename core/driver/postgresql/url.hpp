// The URL of a PostgreSQL database: what of it is ours, and what libpq makes of the rest. The one place that sees a
// password: no text of a failure repeats any part of a URL that could hold one.
#pragma once

#include "core/driver/driver.hpp"

#include <string>
#include <utility>
#include <vector>

namespace gemel::driver::postgresql {

/// Sets the target's schema and way to prepare where the URL says them, and leaves in its address the URL for libpq.
/// USAGE if the URL is malformed or has a parameter that libpq does not know.
void parse_url(Target &target);

/// What libpq is to connect with, by keyword: the URL's parameters, and those that every connection of ours has.
std::vector<std::pair<std::string, std::string>> connect_parameters(const Target &target);

} // namespace gemel::driver::postgresql
