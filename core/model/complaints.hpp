// Everything that is wrong with a schema, collected so that one resolve reports it all. Knows only how complaints
// become a failure.
#pragma once

#include "core/base/failure.hpp"
#include "core/base/json_document.hpp"
#include "core/base/text.hpp"
#include "core/model/definition.hpp"

#include <string>
#include <utility>
#include <vector>

namespace gemel {

class Complaints {
public:
    /// `message` names model and attribute itself: it is also shown alone, behind its place if a document declared what
    /// it speaks of.
    void add(std::string model, std::string name, std::string message, const Origin &origin = {})
    {
        if (origin.line != 0)
            message = say(place(origin.line, origin.path), ": ", message);
        items_.push_back({std::move(model), std::move(name), std::move(message), Status::DEFINITION});
    }

    bool empty() const noexcept { return items_.empty(); }

    /// DEFINITION if there is any.
    void raise() const
    {
        if (items_.empty())
            return;
        const std::size_t more = items_.size() - 1;
        Failure failure(Status::DEFINITION,
                        more == 0 ? items_.front().message
                                  : say(items_.front().message, " (and ", std::to_string(more), " more)"));
        failure.items = items_;
        throw failure;
    }

private:
    std::vector<Violation> items_;
};

} // namespace gemel
