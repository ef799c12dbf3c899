// Writing the rows of a query one by one, where what belongs to a row is more than a statement can do: hooks, the
// validators of whole rows, dependents that gemel settles, owners who must not be left. Inside Hooks::host, and outside
// of a Session::Call.
#pragma once

#include "core/base/value.hpp"
#include "core/query/query.hpp"
#include "core/writing/hooks.hpp"
#include "core/writing/save.hpp"

#include <cstdint>
#include <memory>

namespace gemel::hooked {

/// Do rows of the model have to be updated so, if they get these values?
bool is_updated_in_steps(const Model &model, const RowValues &values, const SaveOptions &options) noexcept;

/// How many rows there were; each as it is found when its turn comes, if it is still there.
std::int64_t update_rows(const Hooks &hooks, const Query &query, const Object &values, const SaveOptions &options);
std::int64_t destroy_rows(const Hooks &hooks, const Query &query, const DestroyOptions &options);

} // namespace gemel::hooked
