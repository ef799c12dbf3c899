// Names, literals and signs of what stands in the brackets of a definition: `check (age >= 18)`, `scope (kind = 'x')`.
// Knows no attribute, and no meaning.
#pragma once

#include "core/base/value.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gemel {

/// A literal as definitions write it: a number, true, false, null or 'text' with '' for a quote in it.
std::optional<Value> parse_literal(std::string_view word);

class Tokens {
public:
    /// DEFINITION for what is no token. Names that are no identifiers stand in double quotes.
    explicit Tokens(std::string_view text);

    bool done() const noexcept { return at_ == tokens_.size(); }
    /// Takes a word of the language, in any letter case, or a sign, if it comes next.
    bool take(std::string_view word);
    std::optional<Value> take_literal();
    /// A name; DEFINITION that says what it is wanted for if none comes next.
    std::string name(std::string_view wanted);
    /// DEFINITION unless that comes next.
    void expect(std::string_view sign);

    /// DEFINITION: something else should come next.
    [[noreturn]] void refuse_next(std::string_view wanted) const;

private:
    struct Token {
        enum class Kind { Word, Name, Literal, Sign };
        Kind kind;
        std::string text; // as written, but a name without its quotes
    };

    std::size_t quoted(std::string_view text, std::size_t at);
    std::size_t number(std::string_view text, std::size_t at);

    std::vector<Token> tokens_;
    std::size_t at_ = 0;
};

} // namespace gemel
