// Making an object in memory.
#include "core/calls/calls.hpp"

#include "core/object/assign.hpp"
#include "core/object/clock.hpp"

namespace gemel::calls {

StatePtr build(const Model &model, const Object &values)
{
    auto state = std::make_shared<State>(model);
    gemel::build(*state, values, now()).apply();
    return state;
}

} // namespace gemel::calls
