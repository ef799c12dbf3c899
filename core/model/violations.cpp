// Words for violations.
#include "core/model/violations.hpp"

#include "core/base/text.hpp"
#include "core/model/schema.hpp"

#include <algorithm>

namespace gemel {

void refuse(std::vector<Violation> violations)
{
    const bool only_nulls = std::all_of(violations.begin(), violations.end(),
                                        [](const Violation &v) { return v.status == Status::NOT_NULL; });
    std::string message;
    for (const Violation &violation : violations)
        message += say(message.empty() ? "" : "; ", violation.model, violation.attribute.empty() ? ":" : ".",
                       violation.attribute, " ", violation.message);
    Failure failure(only_nulls ? Status::NOT_NULL : Status::VALIDATION, std::move(message));
    failure.items = std::move(violations);
    throw failure;
}

Violation must_not_be_null(const Attribute &attribute)
{
    return {attribute.model->name, attribute.name, "must not be null", Status::NOT_NULL, "not null", {}};
}

Violation does_not_fit(const Attribute &attribute, const std::string &complaint, const Value &given)
{
    return {attribute.model->name, attribute.name, complaint, Status::VALIDATION, "type", to_text(given)};
}

} // namespace gemel
