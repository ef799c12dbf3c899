// Decimals: parts of a text, put together again in one form.
#include "core/base/decimal.hpp"

#include "core/base/text.hpp"
#include "core/base/value.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace gemel::decimal {

namespace {

bool are_digits(std::string_view text) noexcept
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view without_zeros_in_front(std::string_view digits) noexcept
{
    return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

std::string_view without_zeros_behind(std::string_view digits) noexcept
{
    return digits.substr(0, digits.find_last_not_of('0') + 1);
}

/// The shortest text that gives this double: -1.25e+01.
std::string scientific(double number)
{
    std::array<char, 32> buffer{};
    char *const begin = buffer.data();
    return std::string(begin, std::to_chars(begin, begin + buffer.size(), number, std::chars_format::scientific).ptr);
}

/// The digits of the shortest text that gives a double, and the power of ten of the first.
struct Digits {
    std::string digits;
    int exponent = 0;
};

Digits digits_of(double number)
{
    const std::string text = scientific(number);
    const std::size_t mark = text.find('e');
    Digits out;
    std::copy_if(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(mark), std::back_inserter(out.digits),
                 [](char c) { return c >= '0' && c <= '9'; });
    std::from_chars(text.data() + mark + (text[mark + 1] == '+' ? 2 : 1), text.data() + text.size(), out.exponent);
    return out;
}

std::string plain(bool negative, const Digits &parts)
{
    std::string digits = parts.digits;
    const auto exponent = parts.exponent;
    if (exponent < 0)
        digits.insert(0, static_cast<std::size_t>(-exponent), '0');
    const std::size_t whole = static_cast<std::size_t>(std::max(exponent, 0)) + 1;
    digits.resize(std::max(digits.size(), whole), '0');
    return say(negative ? "-" : "", std::string_view(digits).substr(0, whole), ".",
               std::string_view(digits).substr(whole));
}

Reading refuse_places(std::string_view where, std::size_t most, std::string_view given)
{
    return {{},
            say("must have at most ", std::to_string(most), most == 1 ? " digit " : " digits ", where,
                " the point, not ", in_quotes(given))};
}

} // namespace

Reading parse(std::string_view text, Shape shape)
{
    std::string_view whole = text;
    const bool negative = whole.starts_with('-');
    if (negative || whole.starts_with('+'))
        whole.remove_prefix(1);
    const std::size_t point = std::min(whole.find('.'), whole.size());
    std::string_view fraction = whole.substr(std::min(point + 1, whole.size()));
    whole = whole.substr(0, point);
    if (!are_digits(whole) || !are_digits(fraction) || (whole.empty() && fraction.empty()))
        return {{}, say("must be a decimal number, not ", in_quotes(text))};
    whole = without_zeros_in_front(whole);
    fraction = without_zeros_behind(fraction);
    const auto scale = static_cast<std::size_t>(shape.scale);
    const auto before = static_cast<std::size_t>(shape.precision - shape.scale);
    if (fraction.size() > scale)
        return refuse_places("after", scale, text);
    if (whole.size() > before)
        return refuse_places("before", before, text);
    std::string out = negative && !(whole.empty() && fraction.empty()) ? "-" : "";
    out += whole.empty() ? "0" : whole;
    if (scale > 0)
        out.append(1, '.').append(fraction).append(scale - fraction.size(), '0');
    return {std::move(out), {}};
}

Reading from_double(double number, Shape shape)
{
    constexpr std::size_t always_exact = 15; // digits that survive the way into a double and back
    const Digits parts = digits_of(number);
    if (parts.digits.size() > always_exact)
        return {{}, say("must be exact, and the double ", to_text(Value(number)), " is not; give it as text")};
    return parse(plain(number < 0, parts), shape);
}

std::optional<double> to_double(std::string_view text)
{
    constexpr Shape any{2000, 1000}; // more than doubles have
    const auto number = parse_double(text);
    const Reading reading = parse(text, any);
    if (!number || !reading.complaint.empty())
        return std::nullopt;
    const Reading shown = parse(plain(*number < 0, digits_of(*number)), any);
    return shown.text == reading.text ? number : std::nullopt;
}

bool is_canonical(std::string_view text, Shape shape) noexcept
{
    std::string_view whole = text;
    const bool negative = whole.starts_with('-');
    if (negative)
        whole.remove_prefix(1);
    const auto scale = static_cast<std::size_t>(shape.scale);
    std::string_view fraction;
    if (scale > 0) {
        if (whole.size() < scale + 2 || whole[whole.size() - scale - 1] != '.')
            return false;
        fraction = whole.substr(whole.size() - scale);
        whole.remove_suffix(scale + 1);
    }
    if (whole.empty() || !are_digits(whole) || !are_digits(fraction) || (whole[0] == '0' && whole.size() > 1))
        return false;
    const bool none_before = whole == "0";
    const bool zero = none_before && without_zeros_in_front(fraction).empty();
    const auto before = static_cast<std::size_t>(shape.precision - shape.scale);
    return (none_before || whole.size() <= before) && !(negative && zero);
}

int compare(std::string_view a, std::string_view b) noexcept
{
    const bool below = a.starts_with('-');
    if (below != b.starts_with('-'))
        return below ? -1 : 1;
    // With as many digits after the point, the longer one has more before it.
    const int further = a.size() != b.size() ? (a.size() < b.size() ? -1 : 1) : a.compare(b);
    return below ? -further : further;
}

} // namespace gemel::decimal
