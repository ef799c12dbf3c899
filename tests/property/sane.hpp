// Definitions that nobody may refuse. Must not know how they are judged.
#pragma once

#include "expressions.hpp"
#include "random.hpp"
#include "said.hpp"

#include <set>
#include <string>
#include <vector>

namespace property {

/// What is known of an attribute, whoever makes it.
struct Known {
    std::string name;
    std::string type;
    bool nullable = true;
    bool unique = false; // alone: others can refer to it
    bool primary_key = false;
    bool auto_increment = false;
    bool refers = false;      // is a foreign key
    bool has_default = false; // that the database knows, and that is not null
    bool declared = true;
    bool made_here = false; // its default is made by the library
};

struct KnownModel {
    std::vector<Known> attributes;
    std::set<std::string> taken; // names of a record, as the laxest reader tells them apart
};

/// A definition while it is made.
struct Draft {
    Definition definition;
    std::vector<KnownModel> models; // in the order of the definition's
    std::size_t names = 0;          // how many were made
};

/// Takes a name and those of its accessors; false if one of them is taken.
bool take_name(KnownModel &model, const std::string &name, bool with_accessors);
std::vector<Operand> operands(const KnownModel &model);

void add_models(Draft &draft, Random &random);
/// Attributes that refer to others without any association.
void add_references(Draft &draft, Random &random);
void add_associations(Draft &draft, Random &random);
void add_checks(Draft &draft, Random &random);

Draft sane(Random &random);

} // namespace property
