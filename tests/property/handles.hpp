// Handles that free themselves, and calls whose failure is told. Must not know what is tested.
#pragma once

#include <gemel/gemel.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace property {

template <auto free> struct Free {
    template <typename T> void operator()(T *it) const { free(it); }
};
using Schema = std::unique_ptr<gemel_schema, Free<gemel_schema_free>>;
using Database = std::unique_ptr<gemel_database, Free<gemel_database_free>>;
using Session = std::unique_ptr<gemel_session, Free<gemel_session_free>>;
using Record = std::unique_ptr<gemel_record, Free<gemel_record_free>>;
using Values = std::unique_ptr<gemel_values, Free<gemel_values_free>>;
using Error = std::unique_ptr<gemel_error, Free<gemel_error_free>>;

/// The library broke a promise.
struct Broken : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// How a call ended.
struct Answer {
    gemel_status status = GEMEL_OK;
    Error error;

    std::string told() const
    {
        return std::string(gemel_status_name(status)) + (status == GEMEL_OK ? "" : ": ") +
               (status == GEMEL_OK ? "" : gemel_error_message(error.get()));
    }
};

/// Calls function(arguments..., &err).
template <typename Function, typename... Arguments> Answer ask(Function function, Arguments... arguments)
{
    gemel_error *error = nullptr;
    Answer answer;
    answer.status = function(arguments..., &error);
    answer.error.reset(error);
    return answer;
}

template <typename Function, typename... Arguments>
void must(const std::string &what, Function function, Arguments... arguments)
{
    const Answer answer = ask(function, arguments...);
    if (answer.status != GEMEL_OK)
        throw Broken(what + " fails with " + answer.told());
}

} // namespace property
