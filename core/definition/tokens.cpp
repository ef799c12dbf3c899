// Reads tokens one after the other; what may follow what is known where they are taken.
#include "core/definition/tokens.hpp"

#include "core/base/failure.hpp"
#include "core/base/text.hpp"

#include <algorithm>
#include <cstdint>

namespace gemel {

namespace {

bool is_digit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

bool is_word(char c) noexcept
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<std::uint8_t>(c) >= 0x80;
}

/// 'it''s' or "it""s" without its quotes; nothing if a quote within is not doubled.
std::optional<std::string> unquote(std::string_view word)
{
    const char quote = word.front();
    std::string text;
    for (std::size_t i = 1; i + 1 < word.size(); ++i) {
        if (word[i] == quote && (i + 2 == word.size() || word[++i] != quote))
            return std::nullopt;
        text += word[i];
    }
    return word.size() > 1 && word.back() == quote ? std::optional(text) : std::nullopt;
}

} // namespace

std::optional<Value> parse_literal(std::string_view word)
{
    if (word.empty())
        return std::nullopt;
    if (word.front() == '\'')
        return unquote(word);
    if (equals_ignoring_case(word, "null"))
        return Value(Null{});
    if (equals_ignoring_case(word, "true") || equals_ignoring_case(word, "false"))
        return Value(equals_ignoring_case(word, "true"));
    if (const auto integer = parse_integer(word))
        return Value(*integer);
    const auto number = parse_double(word);
    return number ? std::optional(Value(*number)) : std::nullopt;
}

Tokens::Tokens(std::string_view text)
{
    constexpr std::string_view two_signs[] = {"<=", ">=", "<>", "!="};
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        const std::string_view two = text.substr(at, 2);
        std::size_t length = 1;
        if (is_blank(c)) {
            ++at;
            continue;
        }
        if (c == '\'' || c == '"') {
            at = quoted(text, at);
            continue;
        }
        if (is_digit(c) || (two.size() == 2 && (c == '-' || c == '.') && (is_digit(two[1]) || two[1] == '.'))) {
            at = number(text, at);
            continue;
        }
        Token::Kind kind = Token::Kind::Sign;
        if (is_word(c)) {
            kind = Token::Kind::Word;
            while (at + length < text.size() && is_word(text[at + length]))
                ++length;
        } else if (std::find(std::begin(two_signs), std::end(two_signs), two) != std::end(two_signs)) {
            length = 2;
        } else if (std::string_view("=<>(),").find(c) == std::string_view::npos) {
            throw Failure(Status::DEFINITION, say("there is no sign ", in_quotes(text.substr(at, 1))));
        }
        tokens_.push_back({kind, std::string(text.substr(at, length))});
        at += length;
    }
}

/// Reads 'a text' or "a name" and tells where the next token begins.
std::size_t Tokens::quoted(std::string_view text, std::size_t at)
{
    const char quote = text[at];
    std::size_t end = text.find(quote, at + 1);
    while (end != std::string_view::npos && text.substr(end + 1, 1) == std::string_view(&quote, 1))
        end = text.find(quote, end + 2);
    if (end == std::string_view::npos)
        throw Failure(Status::DEFINITION, say("a quote is not closed in ", in_quotes(text)));
    const std::string_view word = text.substr(at, end + 1 - at);
    if (quote == '\'')
        tokens_.push_back({Token::Kind::Literal, std::string(word)});
    else
        tokens_.push_back({Token::Kind::Name, *unquote(word)});
    return end + 1;
}

std::size_t Tokens::number(std::string_view text, std::size_t at)
{
    std::size_t end = at + 1;
    const auto goes_on = [&](char c) {
        const bool sign_of_exponent = (c == '+' || c == '-') && (text[end - 1] == 'e' || text[end - 1] == 'E');
        return is_word(c) || c == '.' || sign_of_exponent;
    };
    while (end < text.size() && goes_on(text[end]))
        ++end;
    const std::string_view word = text.substr(at, end - at);
    if (!parse_literal(word))
        throw Failure(Status::DEFINITION, say(in_quotes(word), " is no number"));
    tokens_.push_back({Token::Kind::Literal, std::string(word)});
    return end;
}

bool Tokens::take(std::string_view word)
{
    if (done())
        return false;
    const Token &next = tokens_[at_];
    const bool same = (next.kind == Token::Kind::Word && equals_ignoring_case(next.text, word)) ||
                      (next.kind == Token::Kind::Sign && next.text == word);
    at_ += same ? 1 : 0;
    return same;
}

std::optional<Value> Tokens::take_literal()
{
    if (done() || tokens_[at_].kind == Token::Kind::Name || tokens_[at_].kind == Token::Kind::Sign)
        return std::nullopt;
    // Of words only true, false and null are literals: 'nan' and 'infinity' are names here.
    const Token &next = tokens_[at_];
    const bool word = next.kind == Token::Kind::Word;
    if (word && !equals_ignoring_case(next.text, "true") && !equals_ignoring_case(next.text, "false") &&
        !equals_ignoring_case(next.text, "null"))
        return std::nullopt;
    ++at_;
    return parse_literal(next.text);
}

std::string Tokens::name(std::string_view wanted)
{
    if (done() || tokens_[at_].kind == Token::Kind::Literal || tokens_[at_].kind == Token::Kind::Sign)
        refuse_next(wanted);
    return tokens_[at_++].text;
}

void Tokens::expect(std::string_view sign)
{
    if (!take(sign))
        refuse_next(in_quotes(sign));
}

void Tokens::refuse_next(std::string_view wanted) const
{
    throw Failure(Status::DEFINITION, say("expects ", wanted, done() ? " at its end" : ", not ",
                                          done() ? "" : in_quotes(tokens_[at_].text)));
}

} // namespace gemel
