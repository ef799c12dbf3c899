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

enum class TypeKind : std::int32_t {
    Integer = 1,
    Bigint,
    Double,
    Boolean,
    String,
    Text,
    Decimal,
    Blob,
    Uuid,
    Date,
    Timestamp,
    Json,
    Enum
};

struct Type {
    TypeKind kind = TypeKind::Integer;
    std::int32_t length = 0;           // characters of a string, digits of a decimal, else 0
    std::int32_t scale = 0;            // digits of a decimal after the point, else 0
    std::vector<std::string> values{}; // of an enum, else none

    bool operator==(const Type &) const = default;
};

/// "string(20)", "integer", "decimal(10,2)", "enum('new','old')".
std::string to_text(const Type &type);
/// Reads what to_text writes, in any letter case and with blanks in its brackets; nothing if it is no type. A string
/// without length has 255, a decimal without scale 0.
std::optional<Type> parse_type(std::string_view text);
/// Why a text that begins with the name of a type is none: "a decimal says its digits: write decimal(10,2)"; "" for
/// any other text.
std::string type_complaint(std::string_view text);
/// For suggestions.
const std::vector<std::string> &type_names();

/// Can the database compare the two, so that one may refer to the other?
bool comparable(const Type &a, const Type &b) noexcept;
/// Can the database tell whether two values of the type are equal? Not of json: one value has many texts.
bool can_be_compared(const Type &type) noexcept;
/// Do all databases order its values alike? Not of json, and not of decimal, which some hold as text.
bool has_order(const Type &type) noexcept;
/// Is it held by databases as text that they may order as people do?
bool is_text(const Type &type) noexcept;

/// How the values of a type are held: integers as they are, a date in days and a timestamp in microseconds since the
/// epoch (UTC), a blob as bytes; decimal, uuid, json and enum as their canonical text.
///
/// A value as its type has it, or why it is none: "must be an integer of 32 bits, not 'abc'". Null is a value of
/// every type.
struct Conversion {
    std::optional<Value> value;
    std::string complaint;
};
Conversion convert(const Type &type, const Value &given);

/// The canonical text of a value of that type: "9.90", "2024-02-29", "2024-02-29T12:00:00.000000Z", bytes in
/// hexadecimal; "" for null. A value that does not fit its type has the text of what it is.
std::string to_text(const Type &type, const Value &value);

/// That value in JSON: a json attribute is the JSON that it holds, what has no scalar of JSON's own is its canonical
/// text.
std::string to_json(const Type &type, const Value &value);

/// The form in which every database takes a value of that type: what has no scalar of SQL's own is canonical text.
Value to_column(const Type &type, const Value &value);

} // namespace gemel
