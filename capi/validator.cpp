// Validators that a program brings along: a function of it becomes one of the core's. Knows no rule of the rows that it
// is shown.
#include "gemel/schema.h"

#include "capi/callback.hpp"
#include "capi/schema.hpp"
#include "core/writing/validation.hpp"

#include <utility>

using namespace gemel::capi;
using gemel::Attribute;
using gemel::Failure;
using gemel::Status;

namespace {

class ValidatorFunction final : public gemel::Validator {
public:
    ValidatorFunction(gemel_validator_fn *fn, UserData &&user_data) : fn_(fn), user_data_(std::move(user_data)) {}

    std::optional<std::string> complaint(const gemel::Carried &row, const Attribute *attribute) const override
    {
        gemel_record shown(gemel::Record::show(dynamic_cast<const gemel::Candidate &>(row)));
        shown.borrowed = true;
        gemel_error *given = nullptr;
        const gemel_status answer =
            fn_(&shown, attribute ? part<gemel_attribute>(attribute) : nullptr, user_data_.get(), &given);
        const Reason reason(given);
        if (answer == GEMEL_OK)
            return std::nullopt;
        if (answer == GEMEL_OUT_OF_MEMORY)
            throw std::bad_alloc();
        std::string message = reason ? reason->failure.message : std::string();
        if (answer == GEMEL_VALIDATION)
            return message.empty() ? "is refused" : std::move(message);
        Failure failure = reason ? reason->failure : Failure(Status::CALLBACK, "a validator failed without a reason");
        failure.status = static_cast<Status>(answer);
        throw failure;
    }

private:
    gemel_validator_fn *fn_;
    UserData user_data_;
};

} // namespace

gemel_status gemel_schema_add_validator(gemel_schema *self, const char *model, const char *attribute,
                                        gemel_validator_fn *fn, void *user_data, void (*destroy)(void *user_data),
                                        gemel_error **err)
{
    return extend(self, err, [=, owned = UserData(user_data, destroy)](gemel::SchemaDefinition &definition) mutable {
        const std::string_view of = name_of(model, "model");
        const std::string_view what = attribute ? name_of(attribute, "attribute") : std::string_view();
        need(fn, "fn");
        definition.validators.push_back(
            {std::string(of), std::string(what), std::make_shared<const ValidatorFunction>(fn, std::move(owned))});
    });
}
