// What the definitions of an attribute and of an association's foreign key have in common, in words and in options.
#pragma once

#include "core/base/members.hpp"
#include "core/definition/definition.hpp"
#include "core/definition/phrases.hpp"

#include <string>
#include <vector>

namespace gemel {

/// A phrase that speaks of an attribute, or nothing.
bool take_attribute_phrase(Phrases &phrases, AttributeOptions &options);
/// The beginnings of these phrases, types included, and of others; for suggestions.
std::vector<std::string> attribute_phrases(std::vector<std::string> others);

/// The options that speak of an attribute.
void take_attribute_options(Members &members, AttributeOptions &options);
/// The option "validate", in validate_options.cpp.
void take_rules(Members &members, std::optional<Rules> &into);
/// An option that is just a name; an empty one counts as not given. `wanted` is what is said where it is none.
std::optional<std::string> plain_name(const Node &node, const Members &members, std::string_view wanted);

} // namespace gemel
