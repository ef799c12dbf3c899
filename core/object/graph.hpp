// From rows of joined tables to objects that show each other. A row that is met again by the same include is the same
// object. Sends nothing.
#pragma once

#include "core/driver/result.hpp"
#include "core/object/state.hpp"

#include <memory>
#include <vector>

namespace gemel {

using States = std::vector<StatePtr>;

/// The objects of rows that were read with these attributes and joined with these includes, which come as one cohort:
/// one for each row. DATABASE if a cell is no value of its attribute's type.
States make_states(const Model &model, const Chosen &chosen, const std::shared_ptr<const Includes> &includes,
                   const driver::Rows &rows);
/// What another object of the row, just read, shows; what it was loaded with before is forgotten. Complete before it
/// changes anything.
void load_again(const std::shared_ptr<State> &state, const std::shared_ptr<State> &fresh);

} // namespace gemel
