// Arguments of calls: mostly what fits, because what does not is refused at once and tries little.
#include "arguments.hpp"

#include <array>

namespace fuzz {

namespace {

constexpr std::array<const char *, 8> words = {"a", "b", "c", "d", "Ada", "", "\xC3\xA9 \xF0\x9F\x90\x98", "it's"};
constexpr std::array<const char *, 8> misfits = {"!",   "-1",  "1e99999", "99999999999999999999",
                                                 "0x1", "[1]", "null",    "12345678901234567890123456789"};
constexpr const char *decimals[] = {"1.50", "0", "-9999.99", "2.5"};
constexpr const char *blobs[] = {"00ff", "", "27", "c3a9"};
constexpr const char *uuids[] = {"6ba7b810-9dad-11d1-80b4-00c04fd430c8", "00000000-0000-0000-0000-000000000000"};
constexpr const char *days[] = {"2024-02-29", "1970-01-01", "0001-01-01", "9999-12-31"};
constexpr const char *times[] = {"2024-02-29T12:00:00.5Z", "1970-01-01T00:00:00Z", "2024-02-29 13:00:00+01:00"};
constexpr const char *documents[] = {R"({"a": [1, null]})", "1", R"("x")", "[]", "1e5", R"({"a":1,"a":2})"};
constexpr const char *doubles[] = {"1.5", "-0.0", "1e300", "0", "Infinity"};

/// Written by gemel, and refused from others.
bool is_kept(const gemel_attribute *attribute)
{
    const std::string_view name = gemel_attribute_name(attribute);
    return name == "createdAt" || name == "updatedAt" || name == "deletedAt" || name == "version";
}

/// Few, so that keys meet.
std::string small_number(Input &in)
{
    return std::to_string(in.below(6));
}

} // namespace

std::string choose_text(Input &in, const gemel_attribute *attribute)
{
    const std::uint8_t choice = in.byte();
    if (choice >= 0xF8)
        return misfits[choice - 0xF8U];
    const bool is_image = std::string_view(gemel_attribute_name(attribute)) == "holderType";
    switch (gemel_attribute_type(attribute)) {
    case GEMEL_TYPE_INTEGER:
    case GEMEL_TYPE_BIGINT:
        return std::to_string(choice % 16U ? 1 + choice % 4U : choice / 16U % 8U);
    case GEMEL_TYPE_BOOLEAN:
        return choice % 2U ? "true" : "false";
    case GEMEL_TYPE_DOUBLE:
        return doubles[choice % std::size(doubles)];
    case GEMEL_TYPE_DECIMAL:
        return decimals[choice % std::size(decimals)];
    case GEMEL_TYPE_BLOB:
        return blobs[choice % std::size(blobs)];
    case GEMEL_TYPE_UUID:
        return uuids[choice % std::size(uuids)];
    case GEMEL_TYPE_DATE:
        return days[choice % std::size(days)];
    case GEMEL_TYPE_TIMESTAMP:
        return times[choice % std::size(times)];
    case GEMEL_TYPE_JSON:
        return documents[choice % std::size(documents)];
    case GEMEL_TYPE_ENUM:
        return choice % 2U ? "new" : "old";
    default:
        return is_image ? (choice % 2U ? "Person" : "Company") : words[choice % words.size()];
    }
}

void set_value(Input &in, gemel_values *values, const gemel_attribute *attribute)
{
    const char *name = gemel_attribute_name(attribute);
    const std::uint8_t choice = in.byte();
    // What does not fit is refused at once, for all types alike.
    switch (choice % 32U) {
    case 0:
    case 16:
        call(gemel_values_set_null, values, name);
        break;
    case 1:
        call(gemel_values_set_int, values, name, static_cast<int64_t>(in.byte() % 8U));
        break;
    case 2:
        call(gemel_values_set_double, values, name, in.byte() / 4.0);
        break;
    case 3:
        call(gemel_values_set_bool, values, name, choice >= 0x80);
        break;
    case 4:
        call(gemel_values_set_blob, values, name, "0123456789abcdef", static_cast<std::size_t>(choice / 15U));
        break;
    case 5:
        call(gemel_values_set_text, values, choice >= 0xF0 ? "nmae" : name, choice >= 0x80 ? "x\0y" : "\xFFz",
             std::size_t{2 + choice / 0x80U});
        break;
    default: {
        const std::string text = choose_text(in, attribute);
        call(gemel_values_set_text, values, name, text.c_str(), text.size());
    }
    }
}

Values choose_values(Input &in, const gemel_model *model, bool is_complete)
{
    Values out(gemel_values_new());
    for (std::size_t i = 0; is_complete && i < gemel_model_attribute_count(model); ++i) {
        const gemel_attribute *it = gemel_model_attribute_at(model, i);
        const char *name = gemel_attribute_name(it);
        const bool is_made = gemel_attribute_is_auto_increment(it) || gemel_attribute_is_nullable(it) || is_kept(it) ||
                             std::string_view(name) == "closed";
        if (!is_made) {
            const std::string text = choose_text(in, it);
            call(gemel_values_set_text, out.get(), name, text.c_str(), text.size());
        }
    }
    for (std::size_t i = 0, count = in.below(4); i < count; ++i)
        set_value(in, out.get(), choose_written(in, model));
    return out;
}

Values choose_key(Input &in, const gemel_model *model)
{
    Values out(gemel_values_new());
    for (const gemel_attribute *it : primary_key(model)) {
        const bool is_text = gemel_attribute_type(it) == GEMEL_TYPE_STRING;
        const std::string text = is_text ? words[in.below(6)] : small_number(in);
        call(gemel_values_set_text, out.get(), gemel_attribute_name(it), text.c_str(), text.size());
    }
    return out;
}

Options choose_flags(Input &in, std::initializer_list<const char *> names)
{
    const std::uint8_t choice = in.byte();
    if (choice % 2U == 0)
        return nullptr;
    Options out(gemel_options_new());
    unsigned bit = 2;
    for (const char *name : names) {
        if (choice & bit)
            call(gemel_options_set_bool, out.get(), name, (in.byte() & 1U) == 0);
        bit = bit >= 0x80 ? 2 : bit * 2;
    }
    return out;
}

const gemel_association *choose_association(Input &in, const gemel_model *model)
{
    const std::size_t count = gemel_model_association_count(model);
    const std::size_t choice = in.below(256);
    return count == 0 ? nullptr : gemel_model_association_at(model, choice % count);
}

const gemel_attribute *choose_written(Input &in, const gemel_model *model)
{
    std::vector<const gemel_attribute *> usual;
    for (std::size_t i = 0; i < gemel_model_attribute_count(model); ++i) {
        const gemel_attribute *it = gemel_model_attribute_at(model, i);
        if (!is_kept(it) && !gemel_attribute_is_auto_increment(it))
            usual.push_back(it);
    }
    const std::uint8_t choice = in.byte();
    return choice >= 0xF0 ? gemel_model_attribute_at(model, choice % gemel_model_attribute_count(model))
                          : usual[choice % usual.size()];
}

const gemel_attribute *choose_attribute(Input &in, const gemel_model *model)
{
    return gemel_model_attribute_at(model, in.below(gemel_model_attribute_count(model)));
}

} // namespace fuzz
