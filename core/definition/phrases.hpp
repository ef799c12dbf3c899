// The words of a definition, taken one phrase at a time: "string(20) not null" is `string`, `(20)`, `not null`. Knows
// no word, and no meaning.
#pragma once

#include "core/base/failure.hpp"
#include "core/base/text.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gemel {

class Phrases {
public:
    /// `where` is named in messages and must outlive this. DEFINITION for quotes and brackets that are not closed.
    Phrases(std::string_view text, const std::string &where);

    bool done() const noexcept { return at_ == words_.size(); }

    /// Takes a phrase such as "primary key" if it comes next.
    bool take(std::string_view phrase);
    /// The next word, whatever it is.
    const std::string &name(std::string_view after);
    /// What stands in the brackets that come next, or nothing.
    std::optional<std::string_view> take_brackets();
    /// The same, but they must come.
    std::string_view brackets(std::string_view after);

    const std::string *peek(std::size_t further = 0) const noexcept
    {
        return at_ + further < words_.size() ? &words_[at_ + further] : nullptr;
    }
    void skip(std::size_t words = 1) noexcept { at_ += words; }

    [[noreturn]] void refuse(std::string_view why) const { throw Failure(Status::DEFINITION, say(where_, ": ", why)); }
    /// None of the known phrases comes next; `otherwise` is said where none is near.
    [[noreturn]] void refuse_next(const std::vector<std::string> &known, std::string_view otherwise = "") const;

    /// A thing may be said once.
    template <typename Field> void say_once(std::optional<Field> &field, Field value, std::string_view phrase) const
    {
        if (field)
            refuse(say(in_quotes(phrase), " is said twice, or against another word"));
        field = std::move(value);
    }

private:
    const std::string &where_;
    std::vector<std::string> words_;
    std::size_t at_ = 0;
};

} // namespace gemel
