// A schema as a JSON document, in the form that gemel/schema.h tells: read as definitions, written from a resolved
// schema. Knows where the parts of a document stand; what the options and words in it mean is known to options.cpp and
// words.cpp.
#pragma once

#include "core/definition/definition.hpp"

#include <string>
#include <string_view>

namespace gemel {

/// What a document declares. DEFINITION if it is none; the items list every complaint, each with its line and path.
SchemaDefinition parse_document(std::string_view json);

/// Adds what a document declares to what was declared before. DEFINITION, and nothing is added, if the two say
/// different things of the whole schema.
void merge(SchemaDefinition &into, SchemaDefinition document);

/// The canonical document: all that the schema holds and that is not the default. It resolves to an equal schema.
std::string write_document(const Schema &schema);

} // namespace gemel
