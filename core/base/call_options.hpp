// What the table of options, options.def, says: which calls take an option of a name, and what its value must be. Knows
// neither what an option does nor where it is read.
#pragma once

#include "core/base/value.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gemel {

/// A function of the C API that takes options, without its gemel_.
enum class CallName : std::uint8_t {
#define GEMEL_CALL(name) name,
#define GEMEL_CALL_AS(name, other)
#define GEMEL_OPTION(...)
#include "core/base/options.def"
#undef GEMEL_CALL
#undef GEMEL_CALL_AS
#undef GEMEL_OPTION
};

enum class OptionType : std::uint8_t { Bool, Int, Text, Names, Object, Include, BoolOrInt, BoolOrNames };

struct CallOption {
    std::string_view name;
    OptionType type;
    std::uint64_t calls; // a bit for each
};

/// "gemel_record_create"
std::string function_of(CallName call);

/// The option of that name, if the call takes one.
const CallOption *find_option(CallName call, std::string_view name) noexcept;

/// Does any call take an option of that name?
bool is_option(std::string_view name) noexcept;

/// The names of all that the call takes.
std::vector<std::string> options_of(CallName call);

/// Of all calls that take an option of that name, which one must, the one whose name is most like that of `call`.
CallName nearest_call(CallName call, std::string_view name);

bool fits_option(OptionType type, const Node &value) noexcept;

/// "true or false"
std::string_view values_of(OptionType type) noexcept;

} // namespace gemel
