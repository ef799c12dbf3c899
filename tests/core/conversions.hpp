// Tables of conversions: a given value, and what becomes of it. Has cmocka, for all tests of types; promises nothing of
// any type itself.
#pragma once

#include "core/base/text.hpp"
#include "core/base/type.hpp"

#include <cmath>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

extern "C" {
// cmocka needs these before it
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
}

namespace conversions {

struct Row {
    gemel::Value given;
    std::string outcome;
};

/// The canonical text of the value, "null", or the complaint.
inline std::string outcome(const gemel::Type &type, const gemel::Value &given)
{
    const gemel::Conversion made = gemel::convert(type, given);
    if (!made.value)
        return made.complaint;
    return gemel::is_null(*made.value) ? "null" : gemel::to_text(type, *made.value);
}

/// Each row fits, with that text; and what it became fits again and stays as it is.
inline void expect(const std::string &type_text, const std::vector<Row> &rows)
{
    const gemel::Type type = *gemel::parse_type(type_text);
    std::string differences;
    for (const Row &row : rows) {
        const gemel::Conversion made = gemel::convert(type, row.given);
        if (!made.value || outcome(type, row.given) != row.outcome)
            differences +=
                gemel::say(type_text, ": ", gemel::describe(row.given), " -> ", outcome(type, row.given), "\n");
        else if (gemel::convert(type, *made.value).value != made.value ||
                 gemel::convert(type, gemel::to_column(type, *made.value)).value != made.value)
            differences += gemel::say(type_text, ": ", gemel::describe(row.given), " does not stay\n");
    }
    assert_string_equal(differences.c_str(), "");
}

/// Each row is refused, with that complaint.
inline void expect_refusals(const std::string &type_text, const std::vector<Row> &rows)
{
    const gemel::Type type = *gemel::parse_type(type_text);
    std::string differences;
    for (const Row &row : rows)
        if (gemel::convert(type, row.given).value || outcome(type, row.given) != row.outcome)
            differences +=
                gemel::say(type_text, ": ", gemel::describe(row.given), " -> ", outcome(type, row.given), "\n");
    assert_string_equal(differences.c_str(), "");
}

} // namespace conversions
