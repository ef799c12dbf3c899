// What a connection does where its database has no better way. Knows no database.
#include "core/driver/driver.hpp"

namespace gemel::driver {

std::vector<Result> Connection::run(const std::vector<Command> &commands, std::size_t &failed)
{
    std::vector<Result> results;
    results.reserve(commands.size());
    for (failed = 0; failed < commands.size(); ++failed)
        results.push_back(execute(commands[failed]));
    return results;
}

} // namespace gemel::driver
