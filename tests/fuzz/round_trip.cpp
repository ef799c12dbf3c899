// A document is canonical: what is read back gives the same text; and it is whole: that does the same.
#include "round_trip.hpp"

#include "behaviour.hpp"

namespace fuzz {

namespace {

std::string document(const gemel_schema *schema)
{
    const char *json = nullptr;
    std::size_t length = 0;
    must("to_json", gemel_schema_to_json, schema, &json, &length);
    return std::string(json, length);
}

void try_asking(const gemel_schema *schema)
{
    for (std::size_t i = 0; i < gemel_schema_warning_count(schema); ++i)
        require_one_line(gemel_schema_warning_at(schema, i), "a warning");
    for (std::size_t i = 0; i < gemel_schema_model_count(schema); ++i) {
        const gemel_model *model = gemel_schema_model_at(schema, i), *found = nullptr;
        must("find_model", gemel_schema_find_model, schema, gemel_model_name(model), &found);
        require(found == model, "another model has this name");
        for (std::size_t j = 0; j < gemel_model_attribute_count(model); ++j) {
            const gemel_attribute *it = gemel_model_attribute_at(model, j), *same = nullptr;
            must("find_attribute", gemel_model_find_attribute, model, gemel_attribute_name(it), &same);
            require(it == same, "another attribute has this name");
            require(*gemel_attribute_type_name(it) != '\0', "a type without a name");
        }
        for (std::size_t j = 0; j < gemel_model_association_count(model); ++j) {
            const gemel_association *it = gemel_model_association_at(model, j);
            require(gemel_association_target(it) && gemel_association_foreign_key(it), "an association leads nowhere");
        }
    }
}

} // namespace

bool try_round_trip(gemel_schema *schema, gemel_status declared)
{
    constexpr std::size_t small = 4;
    const gemel_status status = call(gemel_schema_resolve, schema);
    require(declared == GEMEL_OK ? status == GEMEL_OK || status == GEMEL_DEFINITION : status == declared,
            "resolve fails otherwise than by what was declared");
    if (status != GEMEL_OK) {
        require(call(gemel_schema_resolve, schema) == status, "resolve answers something else the second time");
        return false;
    }
    try_asking(schema);
    const std::string written = document(schema);
    gemel_schema *out = nullptr;
    must("reading what was written", gemel_schema_from_json, written.c_str(), written.size(), &out);
    const Schema again(out);
    must("resolving what was written", gemel_schema_resolve, out);
    const std::string written_again = document(out);
    if (written != written_again)
        fail("a document is not the same when it was read back:\n" + written + "\n" + written_again);
    if (gemel_schema_model_count(schema) > small)
        return true;
    const std::string does = behaviour(schema), does_again = behaviour(out);
    if (does != does_again)
        fail("a document lost something:\n" + does + "\n" + does_again);
    return true;
}

} // namespace fuzz
