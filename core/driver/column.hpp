// What a column does to the values that it is given. Knows no attribute.
#pragma once

#include <cstdint>
#include <string>

namespace gemel::driver {

struct Column {
    enum class Holds : std::int32_t {
        AsGiven, // any value as it is
        Texts,   // of SQLite: numbers become text
        Numbers, // of SQLite: texts that look like numbers become such
        Reals,   // of SQLite: the same, and integers become doubles
        Integer, // of `length` bytes
        Float4,
        Float8,
        Decimal, // of `length` digits, or as many as are given
        Boolean,
        Bytes,
        Uuid,
        Date,
        Timestamp, // with `scale` digits behind the seconds
        Json,
        NormalJson, // what it means and not how it is written
        Text,       // of `length` characters, or as many as are given
        Padded,     // always of `length` characters
        Name,       // of 63 bytes
        Label,      // texts that the database knows or refuses
        Other       // what gemel cannot read
    };

    std::string name;
    std::string type; // as the database calls it
    Holds holds = Holds::AsGiven;
    std::int32_t length = 0;
    std::int32_t scale = 0;
};

} // namespace gemel::driver
