// The databases that a program of these tests is run on, named by its arguments, and how results and failures are told
// as text. The same tests run on each; where one differs, its quirks say so.
#pragma once

#include "core/base/failure.hpp"
#include "core/driver/driver.hpp"
#include "core/sql/dialect.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

extern "C" {
// cmocka needs these before it
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
}

namespace subject {

using gemel::Value;
using gemel::driver::Command;
using gemel::driver::Connection;
using gemel::driver::Kind;
using gemel::driver::Result;

/// In what one database differs from another.
struct Quirks {
    const char *name;     // of the subject
    const char *variable; // of the environment: its URL
    const char *more;     // parameters to add to it
    bool has_server;      // that tells SQLSTATEs and has more than one connection
    bool is_direct;       // the server at the other end is always the same
};
const Quirks &quirks();

/// Runs the tests on each subject that the program's arguments name, in a schema of its own. The status of the program.
int on_each(int argc, char **argv, int (*tests)());

/// A URL of the subject with more parameters: "a=b&c=d".
std::string url(std::string_view more = "");
std::unique_ptr<Connection> connect(std::string_view more = "");
const gemel::sql::Dialect &dialect();
/// A table of the subject's schema, as a statement names it.
std::string table(std::string_view name);

Value integer(std::int64_t value);
Value text(std::string value);
Value bytes(std::string value);

Command read(std::string sql, std::vector<Value> binds = {});
Command write(std::string sql, std::vector<Value> binds = {});
Command define(std::string sql);
Command control(std::string sql);

/// "1|'a'|null; 2|1.5|X'00'".
std::string told(const Result &result);
/// "unique 23505 licenses licenses_key (owner_id)", as much as is known; the message is not part of it.
std::string told(const gemel::Failure &failure);

/// What the body tells, or the failure that it ends with. cmocka leaves a failed test without destructors, so the body
/// is done before anything is compared.
void expect(const char *expected, std::string (*body)());

} // namespace subject
