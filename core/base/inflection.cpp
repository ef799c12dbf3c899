// The frozen rules of English plurals, irregular words first.
#include "core/base/inflection.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace gemel {

namespace {

using Pair = std::pair<std::string_view, std::string_view>;

constexpr std::array irregular = {
    Pair{"person", "people"},   Pair{"man", "men"},           Pair{"woman", "women"},        Pair{"child", "children"},
    Pair{"foot", "feet"},       Pair{"tooth", "teeth"},       Pair{"goose", "geese"},        Pair{"mouse", "mice"},
    Pair{"ox", "oxen"},         Pair{"leaf", "leaves"},       Pair{"life", "lives"},         Pair{"wife", "wives"},
    Pair{"knife", "knives"},    Pair{"shelf", "shelves"},     Pair{"half", "halves"},        Pair{"wolf", "wolves"},
    Pair{"thief", "thieves"},   Pair{"loaf", "loaves"},       Pair{"hero", "heroes"},        Pair{"potato", "potatoes"},
    Pair{"tomato", "tomatoes"}, Pair{"echo", "echoes"},       Pair{"index", "indexes"},      Pair{"matrix", "matrices"},
    Pair{"vertex", "vertices"}, Pair{"analysis", "analyses"}, Pair{"basis", "bases"},        Pair{"crisis", "crises"},
    Pair{"datum", "data"},      Pair{"medium", "media"},      Pair{"criterion", "criteria"}, Pair{"quiz", "quizzes"},
};

constexpr std::array uncountable = {
    std::string_view{"sheep"},   std::string_view{"fish"},        std::string_view{"series"},
    std::string_view{"species"}, std::string_view{"information"}, std::string_view{"money"},
    std::string_view{"data"},    std::string_view{"equipment"},   std::string_view{"news"},
    std::string_view{"staff"},   std::string_view{"media"},       std::string_view{"people"},
};

bool is_vowel(char c) noexcept
{
    return std::string_view("aeiou").find(c) != std::string_view::npos;
}

std::string inflect(std::string_view word)
{
    if (std::find(uncountable.begin(), uncountable.end(), word) != uncountable.end())
        return std::string(word);
    const auto found = std::find_if(irregular.begin(), irregular.end(), [&](const Pair &p) { return p.first == word; });
    if (found != irregular.end())
        return std::string(found->second);
    std::string out(word);
    if (word.size() > 1 && word.back() == 'y' && !is_vowel(word[word.size() - 2]))
        return out.replace(out.size() - 1, 1, "ies");
    if (word.ends_with("s") || word.ends_with("x") || word.ends_with("z") || word.ends_with("ch") ||
        word.ends_with("sh"))
        return out += "es";
    return out += "s";
}

} // namespace

std::string plural(std::string_view noun)
{
    const std::size_t word = noun.rfind('_');
    if (word == std::string_view::npos)
        return inflect(noun);
    return std::string(noun.substr(0, word + 1)) + inflect(noun.substr(word + 1));
}

} // namespace gemel
