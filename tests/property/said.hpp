// A definition as somebody says it: phrases, each of which has a form in words and one in options. Must not know which
// definitions are right.
#pragma once

#include <gemel/gemel.h>

#include <optional>
#include <string>
#include <vector>

namespace property {

/// "not null" and "allowNull": false.
struct Phrase {
    std::optional<std::string> words; // nothing if words cannot say it
    std::string option;
    std::string json;
    bool of_key = false; // of an association: speaks of its foreign key
};

using Phrases = std::vector<Phrase>;

struct Attribute {
    std::string name;
    Phrases phrases;
    bool in_words = true;
};

struct Model {
    std::string name;
    Phrases phrases;
    std::vector<Attribute> attributes{};
};

struct Association {
    bool has_one = true;
    std::string source;
    std::string target;
    Phrases phrases;
    bool in_words = true;
};

struct Definition {
    Phrases options;
    std::vector<Model> models{};
    std::vector<Association> associations{};
};

/// The phrase that says an option, or null.
Phrase *find(Phrases &phrases, const std::string &option);

/// A JSON text.
std::string quoted(const std::string &text);

/// All of it as one document, to be read again or to be pasted into a test.
std::string document(const Definition &definition);

/// Declares it call by call; what a call refuses is remembered by the schema. Owned by the caller.
gemel_schema *declare(const Definition &definition);

} // namespace property
