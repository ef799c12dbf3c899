// Everything that is wrong with a schema, collected so that one resolve reports it all. Knows only how complaints
// become a failure.
#pragma once

#include "core/base/failure.hpp"
#include "core/definition/definition.hpp"

#include <string>
#include <vector>

namespace gemel {

class Complaints {
public:
    /// `message` names model and attribute itself: it is also shown alone, behind its place if a document declared what
    /// it speaks of.
    void add(const std::string &model, const std::string &name, const std::string &message, const Origin &origin = {});

    bool empty() const noexcept { return items_.empty(); }

    /// DEFINITION if there is any.
    void raise() const;

private:
    std::vector<Violation> items_;
};

} // namespace gemel
