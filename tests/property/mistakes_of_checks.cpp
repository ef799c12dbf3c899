// Mistakes in checks. Must not know how resolve finds them.
#include "spot.hpp"

namespace property {

namespace {

/// A check of the model over attributes of all kinds.
Places check(Spot &it, const std::string &expression, const std::string &told)
{
    it.attribute("wrong number", {type_phrase("integer")});
    it.attribute("wrong_text", {type_phrase("string(3)")});
    it.attribute("wrong_json", {type_phrase("json")});
    it.attribute("wrong_price", {type_phrase("decimal(4,2)")});
    it.attribute("wrong_day", {type_phrase("date")});
    if (it.random.chance(50))
        it.attribute("wrong", {type_phrase("text"), {std::nullopt, "check", quoted(expression)}});
    else
        it.model().phrases = {{std::nullopt, "checks", "[" + quoted(expression) + "]"}};
    return {it.name(), "check", told};
}

} // namespace

std::vector<MistakeMaker> check_mistakes()
{
    return {
        {"a check of no attribute",
         [](Spot &it) {
             return check(it, it.random.pick({"nothing > 1", "length(nothing) = 1", "wrong_text = nothing"}),
                          "nothing");
         }},
        {"a check with what does not fit",
         [](Spot &it) {
             return check(it,
                          it.random.pick({"\"wrong number\" > 'abc'", "wrong_text = 5", "wrong_day < '2024-02-30'",
                                          "wrong_price = '1.234'", "wrong_text = 'four'", "length(wrong_text) = 'a'",
                                          "\"wrong number\" in (1, 2147483648)"}),
                          "cannot be");
         }},
        {"a check of types that do not compare",
         [](Spot &it) { return check(it, "wrong_text = wrong_day", "wrong_day"); }},
        {"a check that compares json",
         [](Spot &it) {
             return check(it, it.random.pick({"wrong_json = 'a'", "wrong_json in ('1')"}), "wrong_json");
         }},
        {"a check that orders decimals",
         [](Spot &it) {
             return check(it, it.random.pick({"wrong_price < 1", "wrong_price between 1 and 2"}), "wrong_price");
         }},
        {"a check that compares with null", [](Spot &it) { return check(it, "wrong_text = null", "null"); }},
        {"a check that asks the length of a number",
         [](Spot &it) { return check(it, "length(\"wrong number\") > 1", "wrong number"); }},
        {"a check that ends too early or too late",
         [](Spot &it) {
             return check(it,
                          it.random.pick({"wrong_text =", "(wrong_text = 'a'", "wrong_text = 'a')", "wrong_text",
                                          "wrong_text is not", "wrong_text in ()", "wrong_text = 'a' wrong_text"}),
                          "expects");
         }},
        {"a check that holds SQL",
         [](Spot &it) {
             return check(it,
                          it.random.pick({"wrong_text = 'a'; drop table x", "wrong_text like 'a%'", "1 = 1",
                                          "\"wrong number\" + 1 > 2", "wrong_text = (select 1)"}),
                          "check");
         }},
        {"a check that nests too deep",
         [](Spot &it) {
             return check(it, std::string(21, '(') + "wrong_text = 'a'" + std::string(21, ')'), "deeper");
         }},
        {"a check that is too long",
         [](Spot &it) {
             return check(it, "wrong_text = 'a'" + std::string(4000, ' ') + "or wrong_text = 'b'", "longer");
         }},
        {"two checks of one name",
         [](Spot &it) {
             it.attribute("wrong", {type_phrase("text")});
             it.model().phrases = {{std::nullopt, "checks",
                                    "[{\"name\": \"same\", \"expression\": \"wrong = 'a'\"},"
                                    " {\"name\": \"SAME\", \"expression\": \"wrong = 'b'\"}]"}};
             return Places{it.name(), "SAME", "check"};
         }},
    };
}

} // namespace property
