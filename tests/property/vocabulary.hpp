// What definitions are made of: names, types, values, and the phrases that say them. Must not know how they go
// together.
#pragma once

#include "random.hpp"
#include "said.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace property {

/// "integer", "decimal" for "decimal(4,2)".
std::string kind_of(const std::string &type);
/// The same for types whose values are of one sort: "integer" for "bigint", "decimal 2" for "decimal(4,2)".
std::string family_of(const std::string &type);
/// Can two values of it be told equal or not?
bool is_comparable(const std::string &type);
bool is_ordered(const std::string &type);
bool is_text(const std::string &type);

std::string any_type(Random &random);
/// A type that a primary key, or what is unique, can have.
std::string any_key_type(Random &random);
/// A type whose values compare with those of another one.
std::string like_type(Random &random, const std::string &type);

/// A value as it is said.
struct Literal {
    std::string words;
    std::string json;
};
/// A value of that type, not null.
Literal fitting(Random &random, const std::string &type);
/// A value that is none of that type.
Literal misfitting(Random &random, const std::string &type);
/// The n-th of values that differ, as a text that fits, in as few characters as the type can have.
std::string sample(const std::string &type, const std::vector<std::string> &of_enum, std::size_t n);

/// 'it''s'
std::string in_single_quotes(const std::string &text);
/// Can words say that name?
bool is_word(const std::string &name);

Phrase type_phrase(const std::string &type);
Phrase flag_phrase(const std::string &words, const std::string &option, bool value);
Phrase name_phrase(const std::string &words, const std::string &option, const std::string &name);
Phrase default_phrase(const Literal &literal);
Phrase sql_default_phrase(const std::string &expression);
Phrase action_phrase(const std::string &event, const std::string &action);
Phrase reference_phrase(const std::string &model, const std::string &key);
Phrase check_phrase(const std::string &expression);
/// Of the foreign key of an association.
Phrase of_key(Phrase phrase);

/// Names that go together: no two are equal in any letter case, and none is one that a rule forbids.
const std::vector<std::string> &good_models();
const std::vector<std::string> &good_attributes();
/// Names that a rule may well forbid.
const std::vector<std::string> &odd_names();
const std::vector<std::string> &actions();

} // namespace property
