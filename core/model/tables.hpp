// A schema as tables: what to create, in which order and under which names. Lowers models to core/query; writes no
// SQL.
#pragma once

#include "core/model/schema.hpp"
#include "core/statement/definition.hpp"

#include <vector>

namespace gemel {

struct Tables {
    std::vector<statement::TableDefinition>
        tables; // a table after those it refers to, as far as references make no circle
    std::vector<statement::IndexDefinition> indexes;
    std::vector<statement::PartnerDefinition> partners{};
};

Tables tables(const Schema &schema);

} // namespace gemel
