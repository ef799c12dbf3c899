// SQL that is not ours, in its smallest parts: as far as it takes to tell names, texts and comments from each other, as
// the database that will read it does. Knows no statement.
#pragma once

#include <string_view>
#include <vector>

namespace gemel::sql {

/// In what databases differ here.
struct Lexis {
    bool brackets_quote; // [name] and `name`; else brackets are those of arrays
    bool comments_nest;
    bool dollars_quote;     // $tag$text$tag$, and E'text' has backslashes
    bool returns_end_lines; // a comment too
};

struct Token {
    enum class Kind {
        Blank, // or a comment
        Word,
        Number,
        Quoted, // a name
        Text,
        Value,     // :name
        Parameter, // any other thing that a value could be bound to
        End,       // ;
        Symbol,
    };
    Kind kind;
    std::string_view text; // with all quotes

    /// Is it that word, which is given in capitals, in any case?
    bool is(std::string_view word) const noexcept;
    /// Is it that name, which is given in small letters, as a word or in double quotes?
    bool names(std::string_view name) const noexcept;
    bool is_symbol(char c) const noexcept { return kind == Kind::Symbol && text.front() == c; }
};

/// All of it; what is quoted and not closed goes to the end. Borrows the text.
std::vector<Token> scan(std::string_view sql, const Lexis &lexis);

} // namespace gemel::sql
