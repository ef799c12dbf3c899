// Splits definitions into words. Blanks part them; quotes and brackets keep together what is in them.
#include "core/definition/phrases.hpp"

#include <algorithm>

namespace gemel {

namespace {

/// Where the brackets that open at `at` have closed, or npos. Quotes of either kind hide brackets.
std::size_t after_brackets(std::string_view text, std::size_t at) noexcept
{
    std::size_t depth = 0;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '\'' || c == '"')
            at = std::min(text.find(c, at + 1), text.size());
        else if (c == '(')
            ++depth;
        else if (c == ')' && --depth == 0)
            return at + 1;
    }
    return std::string_view::npos;
}

/// Where a word ends: at a blank or a bracket, but not within quotes. npos if a quote is not closed.
std::size_t after_word(std::string_view text, std::size_t at) noexcept
{
    while (at < text.size() && !is_blank(text[at]) && text[at] != '(' && text[at] != ')') {
        if (text[at] == '\'')
            at = text.find('\'', at + 1);
        if (at == std::string_view::npos)
            return at;
        ++at;
    }
    return at;
}

} // namespace

Phrases::Phrases(std::string_view text, const std::string &where) : where_(where)
{
    for (std::size_t at = 0; at < text.size();) {
        if (is_blank(text[at])) {
            ++at;
            continue;
        }
        if (text[at] == ')')
            refuse(say("a bracket is closed that was not opened in ", in_quotes(text)));
        const bool bracket = text[at] == '(';
        const std::size_t end = bracket ? after_brackets(text, at) : after_word(text, at);
        if (end == std::string_view::npos)
            refuse(say("a ", bracket ? "bracket or a quote in it" : "quote", " is not closed in ", in_quotes(text)));
        words_.emplace_back(text.substr(at, end - at));
        at = end;
    }
}

bool Phrases::take(std::string_view phrase)
{
    std::size_t i = at_;
    while (!phrase.empty()) {
        const std::size_t end = std::min(phrase.find(' '), phrase.size());
        if (i == words_.size() || !equals_ignoring_case(words_[i], phrase.substr(0, end)))
            return false;
        ++i;
        phrase.remove_prefix(std::min(end + 1, phrase.size()));
    }
    at_ = i;
    return true;
}

const std::string &Phrases::name(std::string_view after)
{
    if (done())
        refuse(say("a name is missing after ", in_quotes(after)));
    return words_[at_++];
}

std::optional<std::string_view> Phrases::take_brackets()
{
    if (done() || words_[at_].front() != '(')
        return std::nullopt;
    const std::string_view word = words_[at_++];
    return word.substr(1, word.size() - 2);
}

std::string_view Phrases::brackets(std::string_view after)
{
    const auto inside = take_brackets();
    if (!inside)
        refuse(say(in_quotes(after), " is followed by brackets"));
    return *inside;
}

void Phrases::refuse_next(const std::vector<std::string> &known, std::string_view otherwise) const
{
    std::vector<std::string> beginnings;
    for (const std::string &phrase : known)
        beginnings.push_back(phrase.substr(0, phrase.find(' ')));
    const auto near = nearest(words_[at_], beginnings);
    if (!near)
        refuse(say("unknown word ", in_quotes(words_[at_]), otherwise));
    const auto meant = std::find(beginnings.begin(), beginnings.end(), *near) - beginnings.begin();
    const bool half = equals_ignoring_case(words_[at_], *near);
    refuse(say("unknown word ",
               in_quotes(half && at_ + 1 < words_.size() ? say(words_[at_], " ", words_[at_ + 1]) : words_[at_]),
               "; did you mean ", in_quotes(known[static_cast<std::size_t>(meant)]), "?"));
}

} // namespace gemel
