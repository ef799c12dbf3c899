// Every character of a name beyond ASCII is part of it, in both databases.
#include "core/sql/scanner.hpp"

#include <algorithm>

namespace gemel::sql {

namespace {

constexpr std::string_view white = " \t\n\r\f\v";

bool is_figure(char c) noexcept
{
    return c >= '0' && c <= '9';
}

bool begins_name(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

bool continues_name(char c) noexcept
{
    return begins_name(c) || is_figure(c);
}

char capital(char c) noexcept
{
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

class Scanner {
public:
    Scanner(std::string_view sql, const Lexis &lexis) : sql_(sql), lexis_(lexis) {}

    bool at_end() const noexcept { return at_ == sql_.size(); }

    Token next()
    {
        const std::size_t begin = at_;
        const Token::Kind kind = skip();
        return {kind, sql_.substr(begin, at_ - begin)};
    }

private:
    using Kind = Token::Kind;

    char ahead(std::size_t distance) const noexcept
    {
        return at_ + distance < sql_.size() ? sql_[at_ + distance] : '\0';
    }

    Kind skip()
    {
        const char c = sql_[at_];
        if (is_blank())
            return skip_blank();
        if (begins_name(c))
            return skip_word();
        if (is_figure(c))
            return skip_number();
        if (c == '\'' || c == '"' || (lexis_.brackets_quote && (c == '[' || c == '`')))
            return skip_quoted(c == '[' ? ']' : c);
        if (c == '$')
            return skip_dollar();
        if (lexis_.brackets_quote && (c == '?' || c == '@'))
            return skip_parameter();
        if (c == ':')
            return skip_colon();
        ++at_;
        return c == ';' ? Kind::End : Kind::Symbol;
    }

    bool is_blank() const noexcept
    {
        const std::string_view two = sql_.substr(at_, 2);
        return white.find(sql_[at_]) != std::string_view::npos || two == "--" || two == "/*";
    }

    Kind skip_blank()
    {
        if (sql_.substr(at_, 2) == "/*")
            skip_comment();
        else if (sql_[at_] == '-')
            at_ = std::min(sql_.find_first_of(lexis_.returns_end_lines ? "\n\r" : "\n", at_), sql_.size());
        else
            ++at_;
        return Kind::Blank;
    }

    void skip_comment()
    {
        std::size_t depth = 1;
        for (at_ += 2; depth > 0 && !at_end();) {
            const std::string_view two = sql_.substr(at_, 2);
            const bool opens = lexis_.comments_nest && two == "/*", closes = two == "*/";
            depth += opens ? 1 : 0;
            depth -= closes ? 1 : 0;
            at_ += opens || closes ? 2 : 1;
        }
    }

    /// It may have a $ within. Some letters before a quote belong to the text.
    Kind skip_word()
    {
        const std::size_t begin = at_;
        skip_name(true);
        if (lexis_.dollars_quote && at_ == begin + 1 && (sql_[begin] == 'e' || sql_[begin] == 'E') && ahead(0) == '\'')
            return skip_escaped();
        return Kind::Word;
    }

    Kind skip_number()
    {
        while (!at_end() && (continues_name(sql_[at_]) || sql_[at_] == '.'))
            ++at_;
        return Kind::Number;
    }

    void skip_name(bool with_dollars)
    {
        while (!at_end() && (continues_name(sql_[at_]) || (with_dollars && sql_[at_] == '$')))
            ++at_;
    }

    /// A quote that is doubled closes and opens again.
    Kind skip_quoted(char close)
    {
        at_ = std::min(sql_.find(close, at_ + 1), sql_.size() - 1) + 1;
        return close == '\'' ? Kind::Text : Kind::Quoted;
    }

    /// E'...' goes on behind a line break, and still has backslashes.
    Kind skip_escaped()
    {
        std::size_t end = at_;
        do {
            at_ = end;
            for (++at_; !at_end() && sql_[at_] != '\''; ++at_)
                if (sql_[at_] == '\\' && at_ + 1 < sql_.size())
                    ++at_;
            at_ = std::min(at_ + 1, sql_.size());
            end = at_;
        } while (goes_on(end));
        return Kind::Text;
    }

    /// Is the text that ended there continued? Then it is told where.
    bool goes_on(std::size_t &end) const
    {
        if (end < sql_.size() && sql_[end] == '\'')
            return true; // doubled
        Scanner behind(sql_, lexis_);
        bool is_new_line = false;
        for (behind.at_ = end; !behind.at_end() && behind.is_blank();) {
            const char c = sql_[behind.at_];
            if (sql_.substr(behind.at_, 2) == "/*")
                return false;
            is_new_line = is_new_line || c == '\n' || c == '\r';
            behind.skip_blank();
        }
        end = behind.at_;
        return is_new_line && !behind.at_end() && sql_[end] == '\'';
    }

    Kind skip_dollar()
    {
        ++at_;
        const std::size_t begin = at_;
        if (!lexis_.dollars_quote || is_figure(ahead(0))) {
            skip_name(true);
            return at_ > begin ? Kind::Parameter : Kind::Symbol;
        }
        skip_name(false);
        if (ahead(0) != '$') {
            at_ = begin;
            return Kind::Symbol;
        }
        const std::string_view tag = sql_.substr(begin - 1, at_ + 1 - (begin - 1));
        const std::size_t close = sql_.find(tag, at_ + 1);
        at_ = close == std::string_view::npos ? sql_.size() : close + tag.size();
        return Kind::Text;
    }

    Kind skip_parameter()
    {
        ++at_;
        skip_name(true);
        return Kind::Parameter;
    }

    Kind skip_colon()
    {
        ++at_;
        if (ahead(0) == ':') { // a cast
            ++at_;
            return Kind::Symbol;
        }
        if (begins_name(ahead(0))) {
            skip_name(false);
            return Kind::Value;
        }
        if (lexis_.brackets_quote && is_figure(ahead(0)))
            return skip_parameter();
        return Kind::Symbol;
    }

    const std::string_view sql_;
    const Lexis &lexis_;
    std::size_t at_ = 0;
};

} // namespace

bool Token::is(std::string_view word) const noexcept
{
    return kind == Kind::Word && std::equal(text.begin(), text.end(), word.begin(), word.end(),
                                            [](char a, char b) { return capital(a) == b; });
}

bool Token::names(std::string_view name) const noexcept
{
    if (kind == Kind::Quoted)
        return text.size() == name.size() + 2 && text.substr(1, name.size()) == name;
    return kind == Kind::Word && std::equal(text.begin(), text.end(), name.begin(), name.end(),
                                            [](char a, char b) { return capital(a) == capital(b); });
}

std::vector<Token> scan(std::string_view sql, const Lexis &lexis)
{
    std::vector<Token> tokens;
    for (Scanner scanner(sql, lexis); !scanner.at_end();)
        tokens.push_back(scanner.next());
    return tokens;
}

} // namespace gemel::sql
