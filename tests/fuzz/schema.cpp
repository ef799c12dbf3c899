// Schema documents: refused in one line for each complaint, or resolved, written, and read back as the same.
#include "round_trip.hpp"
#include "target.hpp"

#include <string>

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace fuzz;
    const std::string json(data, data + size);
    gemel_schema *out = nullptr;
    const gemel_status status = call(gemel_schema_from_json, json.c_str(), json.size(), &out);
    const Schema schema(out);
    require((status == GEMEL_OK) == (out != nullptr), "a schema, or not?");
    require(status == GEMEL_OK || status == GEMEL_DEFINITION, "a document is refused otherwise than as a definition");
    // Into one that has something already: all of it, or nothing.
    const Schema other(gemel_schema_new());
    must("a model", gemel_schema_add_model, other.get(), "Fuzz", "timestamps", nullptr);
    const bool is_merged = call(gemel_schema_merge_json, other.get(), json.c_str(), json.size()) == GEMEL_OK;
    require(!is_merged || out, "what is merged is no document by itself");
    if (out)
        try_round_trip(out);
    if (is_merged)
        try_round_trip(other.get());
    else
        require(call(gemel_schema_resolve, other.get()) == GEMEL_DEFINITION, "a builder forgets that it failed");
    return 0;
}
