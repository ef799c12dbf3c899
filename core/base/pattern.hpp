// Regular expressions over UTF-8. A match is bounded in time and memory, so that no text can stop a program. Must not
// know who asks.
#pragma once

#include <memory>
#include <string_view>

namespace gemel {

class Pattern {
public:
    /// Perl's syntax, as PCRE2 has it. DEFINITION, with the character at which it is wrong.
    explicit Pattern(std::string_view text);
    Pattern(const Pattern &) = delete;
    Pattern &operator=(const Pattern &) = delete;
    ~Pattern();

    enum class Answer { Found, Missing, TooHard };
    /// Is it anywhere in the text, which is UTF-8? Any thread.
    Answer find_in(std::string_view text) const;

private:
    struct Code;
    std::unique_ptr<const Code> code_;
};

} // namespace gemel
