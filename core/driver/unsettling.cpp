// The words of the refusals.
#include "core/driver/unsettling.hpp"

#include "core/base/text.hpp"

namespace gemel::driver {

namespace {

std::string_view reason(Unsettling why) noexcept
{
    switch (why) {
    case Unsettling::Transaction:
        return "the session begins and ends transactions and savepoints, not SQL";
    case Unsettling::Setting:
        return "the connection would be another one for whoever has it next";
    case Unsettling::Lasting:
        return "it would stay with the connection, for whoever has it next";
    case Unsettling::Foreign:
        return "what it names is the library's own";
    case Unsettling::Copy:
        break;
    }
    return "rows go in by a bulk and come out by a query";
}

} // namespace

Failure unsettling(std::string_view what, Unsettling why)
{
    return {Status::USAGE, say("the statement says ", in_quotes(what), ": ", reason(why))};
}

} // namespace gemel::driver
