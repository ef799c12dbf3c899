// How complaints are told: each behind its place in a document, together as one failure. Must not know what is wrong.
#include "core/definition/complaints.hpp"

#include "core/base/json_document.hpp"
#include "core/base/text.hpp"

namespace gemel {

void Complaints::add(const std::string &model, const std::string &name, const std::string &message,
                     const Origin &origin)
{
    items_.push_back({model, name, origin.line != 0 ? say(place(origin.line, origin.path), ": ", message) : message,
                      Status::DEFINITION});
}

void Complaints::raise() const
{
    if (items_.empty())
        return;
    const std::size_t more = items_.size() - 1;
    Failure failure(Status::DEFINITION, more == 0
                                            ? items_.front().message
                                            : say(items_.front().message, " (and ", std::to_string(more), " more)"));
    failure.items = items_;
    throw failure;
}

} // namespace gemel
