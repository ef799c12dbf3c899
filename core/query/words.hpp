// Short texts of words, as "number desc nulls last": taken one by one. Knows none of the words.
#pragma once

#include "core/base/text.hpp"

#include <string>
#include <string_view>

namespace gemel {

class Words {
public:
    explicit Words(std::string text) : text_(std::move(text)) { skip(); }

    bool has_next() const noexcept { return at_ < text_.size(); }
    /// Letters in any case.
    bool is_next(std::string_view word) const noexcept { return equals_ignoring_case(peek(), word); }
    bool take(std::string_view word)
    {
        if (!is_next(word))
            return false;
        next();
        return true;
    }
    /// Empty at the end.
    std::string next()
    {
        std::string word(peek());
        at_ += word.size();
        skip();
        return word;
    }

private:
    std::string_view peek() const noexcept
    {
        const std::string_view rest = std::string_view(text_).substr(at_);
        return rest.substr(0, rest.find(' '));
    }
    void skip() noexcept
    {
        while (at_ < text_.size() && text_[at_] == ' ')
            ++at_;
    }

    const std::string text_;
    std::size_t at_ = 0;
};

} // namespace gemel
