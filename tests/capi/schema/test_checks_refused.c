/*
 * Checks that are no expressions, or that not every database would take alike. It must not test what a right check lets
 * through (test_checks.c).
 */
#include "refusals.h"
#include <stdio.h>

/* clang-format off */
#define CHECKED(expression) {MODEL_WITH("A", "{'checks': [{'expression': '" expression "'}]}"), \
    ATTRIBUTE("A", "age", "integer"), ATTRIBUTE("A", "code", "string(5)"), ATTRIBUTE("A", "about", "json"), \
    ATTRIBUTE("A", "price", "decimal(10,2)"), ATTRIBUTE("A", "flag", "boolean"), ATTRIBUTE("A", "day", "date")}
#define TEXT(text) "\\u0027" text "\\u0027"

static const refusal refusals[] = {
    {"an unknown attribute tells the nearest", CHECKED("agee > 0"),
     {"model A", "agee > 0", "agee", "did you mean 'age'"}},
    {"a check of an attribute tells the attribute",
     {MODEL("A"), ATTRIBUTE("A", "age", "integer check (agee > 0)")}, {"A.age: the check", "agee"}},
    {"a check of a foreign key tells the attribute",
     {MODEL("A"), MODEL("B"), BELONGS_TO("A", "B", "check (x > 0)")}, {"A.bId: the check", "'x'"}},
    {"an unknown attribute on the right tells the nearest", CHECKED("age > agee"), {"agee", "age"}},
    {"nothing is no check", CHECKED(" "), {"is empty"}},
    {"brackets in words are not empty", {MODEL_IS("A", "check ()")}, {"is empty"}},
    {"a literal must fit its attribute", CHECKED("age > " TEXT("x")), {"'age'", "integer of 32 bits", "'x'"}},
    {"a literal must fit its length", CHECKED("code = " TEXT("longer")), {"'code'", "at most 5 characters"}},
    {"a literal in a list must fit", CHECKED("age in (1, 1.5)"), {"'age'", "1.5"}},
    {"a bound must fit", CHECKED("age between 1 and 3000000000"), {"'age'", "3000000000"}},
    {"a day is a day", CHECKED("day > " TEXT("2024-02-30")), {"'day'", "2024-02-30"}},
    {"a length is an integer", CHECKED("length(code) > " TEXT("x")), {"length(code)", "integer"}},
    {"only texts have a length", CHECKED("length(age) > 1"), {"'age'", "integer", "string and text"}},
    {"a length is of an attribute", CHECKED("length(5) > 1"), {"an attribute", "'5'"}},
    {"a length closes its bracket", CHECKED("length(code > 1"), {"')'", "'>'"}},
    {"null is no literal of a comparison", CHECKED("age = null"), {"'age'", "is null"}},
    {"null is no item of a list", CHECKED("age in (1, null)"), {"is null"}},
    {"null is no bound", CHECKED("age between null and 5"), {"is null"}},
    {"only what compares is compared", CHECKED("age = code"), {"'age'", "integer", "'code'", "string(5)"}},
    {"a length compares with integers", CHECKED("length(code) = flag"), {"length(code)", "boolean"}},
    {"json is not compared", CHECKED("about = " TEXT("{}")), {"'about'", "json", "compared"}},
    {"json is in no list", CHECKED("about in (" TEXT("{}") ")"), {"'about'", "json"}},
    {"decimals are not ordered", CHECKED("price > 5"), {"'price'", "decimal(10,2)", "order"}},
    {"decimals are not between", CHECKED("price between 1 and 2"), {"'price'", "order"}},
    {"json is not ordered", CHECKED("about < about"), {"'about'", "json"}},
    {"a comparison begins with an attribute", CHECKED("5 < age"), {"an attribute", "'5'"}},
    {"a list holds literals", CHECKED("age in (age)"), {"'in'", "literals"}},
    {"a list is not empty", CHECKED("age in ()"), {"an attribute", "')'"}},
    {"a list closes", CHECKED("age in (1, 2"), {"')'", "at its end"}},
    {"a list has brackets", CHECKED("age in 1"), {"'('"}},
    {"an attribute alone is no condition", CHECKED("flag"), {"comparison after 'flag'"}},
    {"a comparison has a right side", CHECKED("age >"), {"an attribute", "at its end"}},
    {"two comparisons are joined", CHECKED("age > 1 age < 5"), {"and, or", "'age'"}},
    {"an operator does not end a check", CHECKED("age > 1 and"), {"an attribute", "at its end"}},
    {"a bracket closes", CHECKED("(age > 1"), {"')'", "at its end"}},
    {"a bracket is opened", CHECKED("age > 1)"), {"its end", "')'"}},
    {"brackets are not empty", CHECKED("()"), {"an attribute", "')'"}},
    {"is leads to null", CHECKED("age is 5"), {"'null'", "'5'"}},
    {"is not leads to null", CHECKED("age is not 5"), {"'null'"}},
    {"not leads to in or between", CHECKED("age not 5"), {"'in' or 'between'"}},
    {"between has an and", CHECKED("age between 1 or 5"), {"'and'", "'or'"}},
    {"two equal signs are none", CHECKED("age == 5"), {"'='"}},
    {"other functions are unknown", CHECKED("lower(code) = code"), {"lower", "unknown attribute"}},
    {"arithmetic is unknown", CHECKED("age + 1 > 5"), {"no sign '+'"}},
    {"a semicolon is no sign", CHECKED("age > 1; x"), {"no sign ';'"}},
    {"a comment is no sign", CHECKED("age > 1 -- x"), {"no sign '-'"}},
    {"a question mark is no sign", CHECKED("age > ?"), {"no sign '?'"}},
    {"a quote closes", CHECKED("code = \\u0027a"), {"quote is not closed"}},
    {"a quoted name closes", CHECKED("\\\"code = 5"), {"quote is not closed"}},
    {"a quoted name is known", CHECKED("\\\"no one\\\" = 5"), {"no one"}},
    {"a number is one", CHECKED("age > 1x"), {"1x", "no number"}},
    {"a number has one point", CHECKED("age > 1.2.3"), {"1.2.3", "no number"}},
    {"a word is no number", CHECKED("age > infinity"), {"infinity", "unknown attribute"}},
    {"a literal has no U+0000", CHECKED("code = " TEXT("a\\u0000")), {"U+0000"}},
};
/* clang-format on */

static void a_check_is_bounded(const char *unit, size_t times, const char *core, const char *end, const char *part)
{
    static char words[8192];
    const refusal refused = {"", {MODEL_IS("A", words)}, {part}};
    const declaration taken[DECLARATIONS_MAX] = {MODEL_IS("A", words)};
    size_t more;
    for (more = 0; more < 2; ++more) {
        size_t i, used = (size_t)snprintf(words, sizeof words, "check (");
        for (i = 0; i < times + more; ++i)
            used += (size_t)snprintf(words + used, sizeof words - used, "%s", unit);
        used += (size_t)snprintf(words + used, sizeof words - used, "%s", core);
        for (i = 0; i < times + more && *end; ++i)
            used += (size_t)snprintf(words + used, sizeof words - used, "%s", end);
        snprintf(words + used, sizeof words - used, ")");
        if (more) {
            expect_refusal(&refused);
        } else { /* what is just allowed, the database takes */
            void *state = NULL;
            world_of(&state, declared(taken));
            world_free(&state);
        }
    }
}

static void brackets_are_ten_deep_at_most(void **state)
{
    (void)state;
    a_check_is_bounded("(id > 0 or id < 5 and ", 9, "id > 0", ")", "deeper than 10");
    a_check_is_bounded("not ", 9, "id not between 0 and 5", "", "deeper than 10");
    a_check_is_bounded("not (", 4, "(id > 0)", ")", "deeper than 10");
}

static void a_check_has_at_most_four_thousand_bytes(void **state)
{
    (void)state;
    a_check_is_bounded("id>1 or ", 499, "id>12345", "", "longer than 4000 bytes");
}

int main(void)
{
    struct CMUnitTest tests[COUNT(refusals) + 2] = {
        ALONE(brackets_are_ten_deep_at_most),
        ALONE(a_check_has_at_most_four_thousand_bytes),
    };
    refusal_tests(tests + 2, refusals, COUNT(refusals));
    return cmocka_run_group_tests_name("checks that are refused", tests, NULL, NULL);
}
