// The attribute types: their names, and how a given value becomes one of theirs. Knows no column type: that is the
// dialect's.
#pragma once

#include "core/base/value.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gemel {

enum class TypeKind : std::int32_t { Integer = 1, Bigint, Double, Boolean, String, Text };

struct Type {
    TypeKind kind = TypeKind::Integer;
    std::int32_t length = 0; // characters of a string, else 0

    bool operator==(const Type &) const = default;
};

/// "string(20)", "integer".
std::string to_text(const Type &type);
/// Reads "string(20)" or "STRING(20)"; nothing if it is no type. A string without length has 255.
std::optional<Type> parse_type(std::string_view text);
/// For suggestions.
const std::vector<std::string> &type_names();

/// Can the database compare the two, so that one may refer to the other?
bool comparable(const Type &a, const Type &b) noexcept;

/// A value as its type has it, or why it is none: "must be an integer of 32 bits, not 'abc'". Null is a value of
/// every type.
struct Conversion {
    std::optional<Value> value;
    std::string complaint;
};
Conversion convert(const Type &type, const Value &given);

} // namespace gemel
