// Values of the types, as words, options and rows say them, and values that are none. Must not know who asks.
#include "vocabulary.hpp"

#include <algorithm>

namespace property {

namespace {

Literal text(const std::string &value)
{
    return {in_single_quotes(value), quoted(value)};
}

Literal plain(const std::string &value)
{
    return {value, value};
}

std::size_t count_of(const std::string &type, std::size_t otherwise)
{
    const std::size_t bracket = type.find('(');
    return bracket == std::string::npos ? otherwise : std::stoul(type.substr(bracket + 1));
}

std::size_t scale_of(const std::string &type)
{
    const std::size_t comma = type.find(',');
    return comma == std::string::npos ? 0 : std::stoul(type.substr(comma + 1));
}

/// The first of those that the type says: 'it''s'.
std::string first_of_enum(const std::string &type)
{
    std::string value;
    for (std::size_t i = type.find('\'') + 1; type[i] != '\'' || type[i + 1] == '\''; ++i) {
        value += type[i];
        i += type[i] == '\'' ? 1U : 0U;
    }
    return value;
}

std::string two_digits(std::size_t n)
{
    return {static_cast<char>('0' + n / 10 % 10), static_cast<char>('0' + n % 10)};
}

} // namespace

Literal fitting(Random &random, const std::string &type)
{
    const std::string kind = kind_of(type);
    if (kind == "integer")
        return plain(random.pick({"0", "-1", "7", "2147483647", "-2147483648"}));
    if (kind == "bigint")
        return plain(random.pick({"0", "9223372036854775807", "-9223372036854775808", "5000000000"}));
    if (kind == "double")
        return plain(random.pick({"0", "1.5", "-2.25e10", "1e308", "0.1"}));
    if (kind == "boolean")
        return plain(random.pick({"true", "false"}));
    if (kind == "string" && count_of(type, 255) == 1)
        return text(random.pick({"", "'", "\"", "\xE5\x90\x8D", "x"}));
    if (kind == "string" || kind == "text")
        return text(random.pick({"", "it's", "a \"b\" (c", "x", "now", "null", "\xC3\xBC;--", "007"}));
    if (kind == "decimal" && scale_of(type) == 0)
        return random.chance(50) ? plain("7") : text("-3");
    if (kind == "decimal")
        return text(random.pick({"0.5", "-0.25", "0"}));
    if (kind == "blob")
        return text(random.pick({"", "00ff", "27"}));
    if (kind == "uuid")
        return text(random.pick({"6ba7b810-9dad-11d1-80b4-00c04fd430c8", "6BA7B8109DAD11D180B400C04FD430C8"}));
    if (kind == "date")
        return random.chance(50) ? plain("19000") : text("2024-02-29");
    if (kind == "timestamp")
        return random.chance(50) ? plain("1700000000000000") : text("2024-02-29 13:00+01:00");
    if (kind == "json")
        return random.chance(30) ? plain("5") : text(random.pick({"{\"a\": [1, null]}", "[]", "\"it's\"", "null"}));
    return text(first_of_enum(type));
}

Literal misfitting(Random &random, const std::string &type)
{
    const std::string kind = kind_of(type);
    if (kind == "integer")
        return random.chance(50) ? plain(random.pick({"2147483648", "1.5", "true"})) : text("abc");
    if (kind == "bigint")
        return random.chance(50) ? plain("1.5") : text("9223372036854775808");
    if (kind == "double")
        return random.chance(50) ? plain("true") : text("many");
    if (kind == "boolean")
        return random.chance(50) ? plain("1") : text("yes");
    if (kind == "string" && count_of(type, 255) == 1)
        return text("ab");
    if (kind == "string" || kind == "text")
        return plain(random.pick({"5", "true", "1.5"}));
    if (kind == "decimal")
        return text(random.pick({"abc", "0.123456789012345678901234", "1e"}));
    if (kind == "json")
        return text(random.pick({"{", "abc", ""}));
    if (kind == "enum")
        return random.chance(50) ? plain("5") : text("neither");
    return random.chance(50) ? plain("true") : text("zzz");
}

std::string sample(const std::string &type, const std::vector<std::string> &of_enum, std::size_t n)
{
    const std::string kind = kind_of(type);
    const std::string number = std::to_string(n % 10);
    if (kind == "boolean")
        return n % 2 == 0 ? "false" : "true";
    if (kind == "enum")
        return of_enum[n % of_enum.size()];
    if (kind == "blob")
        return "a" + number;
    if (kind == "uuid")
        return "6ba7b810-9dad-11d1-80b4-00c04fd430" + two_digits(n);
    if (kind == "date")
        return "2024-01-" + two_digits(n % 28 + 1);
    if (kind == "timestamp")
        return "2024-01-" + two_digits(n % 28 + 1) + "T12:00:00Z";
    if (kind == "decimal" && scale_of(type) > 0)
        return "0." + number;
    return number; // an integer, a text, JSON
}

} // namespace property
