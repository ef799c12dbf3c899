// A schema as tables: what to create, in which order and under which names. Lowers models to core/query; writes no
// SQL.
#pragma once

#include "core/model/schema.hpp"
#include "core/query/definition.hpp"

#include <vector>

namespace gemel {

struct Tables {
    std::vector<query::TableDefinition> tables; // a table after those it refers to, as far as references make no circle
    std::vector<query::IndexDefinition> indexes;
    std::vector<query::PartnerDefinition> partners{};
};

Tables tables(const Schema &schema);

} // namespace gemel
