// A scanner of the grammar of RFC 8259, which tells its parts to a visitor.
#include "core/base/json_text.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <vector>

namespace gemel::json_text {

namespace {

/// Looks at nothing.
struct Checker {
    const char *part(std::string_view) noexcept { return nullptr; }
    const char *name(std::string_view) noexcept { return nullptr; }
    const char *open() noexcept { return nullptr; }
    const char *close() noexcept { return nullptr; }
};

/// Puts the parts together again.
struct Copier : Checker {
    const char *part(std::string_view part)
    {
        out += part;
        return nullptr;
    }
    std::string out;
};

bool holds_nul(std::string_view quoted) noexcept
{
    for (std::size_t i = 0; i < quoted.size(); ++i) {
        if (quoted[i] != '\\')
            continue;
        if (quoted.substr(i).starts_with("\\u0000"))
            return true;
        ++i; // what is escaped may be a backslash
    }
    return false;
}

/// The character that an escape stands for, which is not told apart from the text around it: two names that differ only
/// in how they are escaped are equal.
std::string unescaped(std::string_view name)
{
    std::string out;
    const auto unit = [&](std::size_t at) {
        const auto bytes = *parse_hexadecimal(name.substr(at, 4));
        return static_cast<std::uint32_t>(static_cast<std::uint8_t>(bytes[0]) << 8U |
                                          static_cast<std::uint8_t>(bytes[1]));
    };
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (name[i] != '\\') {
            out += name[i];
            continue;
        }
        constexpr std::string_view letters = "bfnrt", meant = "\b\f\n\r\t";
        const char escaped = name[++i];
        if (const std::size_t letter = letters.find(escaped); letter != std::string_view::npos) {
            out += meant[letter];
        } else if (escaped != 'u') {
            out += escaped;
        } else {
            std::uint32_t character = unit(i + 1);
            i += 4;
            if (character >= 0xD800 && character < 0xE000) {
                character = 0x10000 + ((character - 0xD800) << 10U) + (unit(i + 3) - 0xDC00);
                i += 6;
            }
            append_utf8(out, character);
        }
    }
    return out;
}

/// A database that keeps what a number means writes it out: a few bytes with an exponent may become a hundred thousand.
/// Beyond the last two, PostgreSQL's numbers end.
constexpr std::int64_t most_written_out = 1000, most_whole = 131'072, most_fraction = 16'383;

bool is_too_long(std::string_view number) noexcept
{
    const std::size_t mark = std::min(number.find_first_of("eE"), number.size());
    const std::string_view digits = number.substr(number.starts_with('-') ? 1 : 0, mark);
    const std::size_t point = std::min(digits.find_first_of(".eE"), digits.size());
    const auto whole = static_cast<std::int64_t>(point);
    const std::int64_t fraction =
        point < digits.size() && digits[point] == '.'
            ? static_cast<std::int64_t>(std::min(digits.find_first_of("eE"), digits.size()) - point) - 1
            : 0;
    if (mark == number.size())
        return whole > most_whole || fraction > most_fraction;
    std::string_view exponent = number.substr(mark + 1);
    const bool is_negative = exponent.starts_with('-');
    exponent.remove_prefix(is_negative || exponent.starts_with('+') ? 1 : 0);
    std::int64_t shift = 0;
    for (const char c : exponent)
        shift = std::min<std::int64_t>(shift * 10 + (c - '0'), most_whole * 10);
    shift = is_negative ? -shift : shift;
    return whole + shift > most_written_out || fraction - shift > most_written_out || whole > most_whole ||
           fraction > most_fraction;
}

/// Refuses what not everybody reads alike.
struct Strict : Copier {
    const char *part(std::string_view part)
    {
        if (part.front() == '"' && holds_nul(part))
            return "the character U+0000 cannot be stored";
        if ((part.front() == '-' || (part.front() >= '0' && part.front() <= '9')) && is_too_long(part)) {
            complaint_ = say("the number ", in_quotes(part), " has too many digits when it is written out");
            return complaint_.c_str();
        }
        return Copier::part(part);
    }
    const char *name(std::string_view quoted)
    {
        const std::string_view name = quoted.substr(1, quoted.size() - 2);
        names_.push_back(name.find('\\') == std::string_view::npos ? name : decoded_.emplace_back(unescaped(name)));
        return nullptr;
    }
    const char *open()
    {
        starts_.push_back(names_.size());
        return nullptr;
    }
    const char *close()
    {
        const auto begin = names_.begin() + static_cast<std::ptrdiff_t>(starts_.back());
        std::sort(begin, names_.end());
        const auto twice = std::adjacent_find(begin, names_.end());
        if (twice != names_.end())
            complaint_ = say("the member ", in_quotes(*twice), " of this object is there twice");
        names_.resize(starts_.back());
        starts_.pop_back();
        return complaint_.empty() ? nullptr : complaint_.c_str();
    }

private:
    std::vector<std::string_view> names_; // of the objects that are open
    std::vector<std::size_t> starts_;     // where those of each begin
    std::deque<std::string> decoded_;
    std::string complaint_;
};

template <typename Visitor> class Scanner {
public:
    Scanner(std::string_view text, Visitor &visitor) noexcept : text_(text), visitor_(visitor) {}

    bool scan()
    {
        skip_blanks();
        return value() && (skip_blanks(), at_ == text_.size() || stop("only one value is expected"));
    }

    std::size_t at() const noexcept { return at_; }
    const char *wrong() const noexcept { return wrong_; }

private:
    bool stop(const char *why) noexcept
    {
        wrong_ = why;
        return false;
    }
    /// Tells the visitor, who may object.
    bool tell(const char *objection) noexcept { return !objection || stop(objection); }
    bool tell_part(std::size_t from) { return tell(visitor_.part(text_.substr(from, at_ - from))); }

    bool is(char c) const noexcept { return at_ < text_.size() && text_[at_] == c; }
    bool is_digit() const noexcept { return at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9'; }
    void skip_blanks() noexcept
    {
        while (is(' ') || is('\n') || is('\t') || is('\r'))
            ++at_;
    }
    bool mark(char c, const char *otherwise)
    {
        if (!is(c))
            return stop(otherwise);
        ++at_;
        return tell_part(at_ - 1);
    }

    bool value()
    {
        if (is('{') || is('['))
            return is('{') ? list('{', '}') : list('[', ']');
        if (is('"'))
            return string() && tell_part(begin_);
        if (is('-') || is_digit())
            return number();
        for (const std::string_view word : {"true", "false", "null"})
            if (text_.substr(at_).starts_with(word)) {
                at_ += word.size();
                return tell_part(at_ - word.size());
            }
        return stop("a JSON value is expected");
    }

    /// An object or an array.
    bool list(char first, char last)
    {
        const std::size_t opened = at_;
        if (++depth_ > greatest_depth)
            return stop("it nests deeper than 64");
        const bool object = first == '{';
        if (!mark(first, "") || (object && !tell(visitor_.open())))
            return false;
        skip_blanks();
        for (bool more = !is(last); more;) {
            if ((object && !member_name()) || !value())
                return false;
            skip_blanks();
            more = is(',');
            if (more && !mark(',', ""))
                return false;
            skip_blanks();
        }
        if (!mark(last, object ? "',' or '}' is expected" : "',' or ']' is expected"))
            return false;
        --depth_;
        if (object && !tell(visitor_.close())) {
            at_ = opened;
            return false;
        }
        return true;
    }

    bool member_name()
    {
        if (!is('"'))
            return stop("a member name in double quotes is expected");
        if (!string() || !tell_part(begin_) || !tell(visitor_.name(text_.substr(begin_, at_ - begin_))))
            return false;
        skip_blanks();
        if (!mark(':', "':' is expected"))
            return false;
        skip_blanks();
        return true;
    }

    bool string() noexcept
    {
        begin_ = at_++;
        while (!is('"')) {
            if (at_ == text_.size())
                return stop("the end of a text is missing");
            if (static_cast<std::uint8_t>(text_[at_]) < ' ')
                return stop("a control character in a text must be escaped");
            if (text_[at_] == '\\') {
                if (!escape())
                    return false;
            } else {
                ++at_;
            }
        }
        ++at_;
        return true;
    }

    bool escape() noexcept
    {
        ++at_;
        if (at_ < text_.size() && std::string_view("\"\\/bfnrt").find(text_[at_]) != std::string_view::npos) {
            ++at_;
            return true;
        }
        std::uint32_t first = 0, second = 0;
        if (!unit(first))
            return stop("no such escape");
        if (first < 0xD800 || first > 0xDFFF)
            return true;
        if (first > 0xDBFF || !is('\\') || (++at_, !unit(second)) || second < 0xDC00 || second > 0xDFFF)
            return stop("half a surrogate pair is no character");
        return true;
    }
    /// uXXXX
    bool unit(std::uint32_t &into) noexcept
    {
        if (!is('u') || text_.size() - at_ < 5)
            return false;
        ++at_;
        for (std::size_t i = 0; i < 4; ++i, ++at_) {
            const int digit = hexadecimal_digit(text_[at_]);
            if (digit < 0)
                return false;
            into = into * 16 + static_cast<std::uint32_t>(digit);
        }
        return true;
    }

    bool digits() noexcept
    {
        if (!is_digit())
            return stop("a digit is expected");
        while (is_digit())
            ++at_;
        return true;
    }
    bool number()
    {
        const std::size_t begin = at_;
        if (is('-'))
            ++at_;
        if (is('0'))
            ++at_;
        else if (!digits())
            return false;
        if (is('.') && (++at_, !digits()))
            return false;
        if (is('e') || is('E')) {
            ++at_;
            if (is('+') || is('-'))
                ++at_;
            if (!digits())
                return false;
        }
        return tell_part(begin);
    }

    std::string_view text_;
    Visitor &visitor_;
    std::size_t at_ = 0;
    std::size_t begin_ = 0; // of the last string
    std::size_t depth_ = 0;
    const char *wrong_ = nullptr;
};

} // namespace

bool is_json(std::string_view text) noexcept
{
    Checker checker;
    return Scanner(text, checker).scan();
}

Compact compact(std::string_view text)
{
    if (text.size() > greatest_size)
        return {std::nullopt, "it is longer than 64 MiB"};
    Strict strict;
    Scanner scanner(text, strict);
    if (!scanner.scan())
        return {std::nullopt, say(position_in(text, scanner.at()), ": ", scanner.wrong())};
    return {std::move(strict.out), {}};
}

std::string without_blanks(std::string_view text)
{
    Copier copier;
    Scanner(text, copier).scan();
    return std::move(copier.out);
}

} // namespace gemel::json_text
