// All calls, and how often each has its turn.
#include "calls_operations.hpp"

namespace fuzz {

const std::vector<const Operation *> &operations()
{
    static const std::vector<const Operation *> table = [] {
        std::vector<const Operation *> out;
        for (const std::span<const Operation> part :
             {record_operations(), row_operations(), association_operations(), partner_operations(),
              session_operations(), bulk_operations(), query_operations(), freeing_operations()})
            for (const Operation &it : part)
                out.insert(out.end(), it.weight, &it);
        require(out.size() <= 256, "more operations than a byte chooses from");
        return out;
    }();
    return table;
}

} // namespace fuzz
