// What holds for every call, whatever it is: an error where it failed and only there, one line, no secret in it. What
// does not hold ends the process, so that whoever drives it sees the input. Must not know which calls there are.
#pragma once

#include "../property/handles.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace fuzz {

using property::Database;
using property::Free;
using property::Record;
using property::Schema;
using property::Session;
using property::Values;
using Records = std::unique_ptr<gemel_records, Free<gemel_records_free>>;
using Query = std::unique_ptr<gemel_query, Free<gemel_query_free>>;
using Rows = std::unique_ptr<gemel_rows, Free<gemel_rows_free>>;
using Options = std::unique_ptr<gemel_options, Free<gemel_options_free>>;
using Cursor = std::unique_ptr<gemel_cursor, Free<gemel_cursor_free>>;
using Bulk = std::unique_ptr<gemel_bulk, Free<gemel_bulk_free>>;
using Plan = std::unique_ptr<gemel_plan, Free<gemel_plan_free>>;

[[noreturn]] void fail(const std::string &complaint);
inline void require(bool good, std::string_view complaint)
{
    if (!good)
        fail(std::string(complaint));
}

/// What no error may hold while this lives.
class Secret {
public:
    explicit Secret(std::string_view it);
    Secret(const Secret &) = delete;
    Secret &operator=(const Secret &) = delete;
    ~Secret();
};

bool is_utf8(std::string_view text);
void require_one_line(std::string_view text, std::string_view what);
/// Judges how a call ended. DATABASE is what no other code is for: few may answer it.
void judge(gemel_status status, const gemel_error *error);

/// Calls function(arguments..., &err), judges how it ended and forgets why.
template <typename Function, typename... Arguments> gemel_status call(Function function, Arguments... arguments)
{
    const property::Answer answer = property::ask(function, arguments...);
    judge(answer.status, answer.error.get());
    return answer.status;
}

/// A call that must succeed, because of what was seen before.
template <typename Function, typename... Arguments>
void must(std::string_view what, Function function, Arguments... arguments)
{
    const property::Answer answer = property::ask(function, arguments...);
    judge(answer.status, answer.error.get());
    if (answer.status != GEMEL_OK)
        fail(std::string(what) + " fails: " + answer.told());
}

/// Says what is done to whoever follows with FUZZ_TRACE=1.
bool is_traced();
void trace(const std::string &line);

} // namespace fuzz
