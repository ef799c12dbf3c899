// Which rows of a model a reading sees: the one place that knows of rows that are marked as deleted, and of scopes.
// Asks no database; how options say it is above.
#pragma once

#include "core/model/schema.hpp"

#include <vector>

namespace gemel {

struct Scoping {
    bool with_deleted = false;           // rows that are marked as deleted are seen too
    bool by_default = true;              // the model's default scope counts
    std::vector<const Scope *> scopes{}; // and these

    bool operator==(const Scoping &) const = default;
};

/// `where`, and what else must hold for the rows that a reading of the model sees.
statement::Condition visible(const Model &model, const Scoping &scoping, statement::Condition where = {});
/// `where`, and not marked as deleted: for what decides, which no scope may hide anything from.
statement::Condition living(const Model &model, statement::Condition where = {});
/// `where`, and marked as deleted; of a model that marks rows.
statement::Condition deleted(const Model &model, statement::Condition where);

/// Can no two of the rows that are seen have the same value?
bool is_unique(const Attribute &attribute, const Scoping &scoping) noexcept;

} // namespace gemel
