// Rules are asked at once. The validators of a program come last, when nothing but values can be wrong any more; they
// are not shown what is no value of its attribute.
#include "core/writing/validation.hpp"

#include "core/model/violations.hpp"

#include <algorithm>

namespace gemel {

void Validation::take(const Attribute &attribute, const Value &value, RowValues &fitting)
{
    if (is_null(value) && !attribute.nullable)
        return add(must_not_be_null(attribute));
    Conversion conversion = convert(attribute.type, value);
    if (conversion.value)
        fitting.emplace_back(&attribute, std::move(*conversion.value));
    else
        add(does_not_fit(attribute, conversion.complaint, value));
}

void Validation::row(const State &state, const RowValues &values, Extent extent)
{
    if (!asks_validators_)
        return;
    const Model &model = state.model();
    Row row{nullptr, {}, extent == Extent::Whole && !model.validators.empty()};
    for (const Attribute &attribute : model.attributes)
        row.whole = row.whole && !refuses(attribute);
    for (const auto &[attribute, value] : values) {
        if (is_null(value))
            continue;
        for (Objection &it : objections(attribute->type, attribute->validators, value))
            add({model.name, attribute->name, std::move(it.message), Status::VALIDATION, std::string(it.kind),
                 to_text(attribute->type, value)});
        if (!attribute->validators.custom.empty())
            row.attributes.push_back(attribute);
    }
    if (row.attributes.empty() && !row.whole)
        return;
    row.state = std::make_shared<State>(state.before());
    for (const auto &[attribute, value] : values)
        row.state->field(*attribute).current = value;
    rows_.push_back(std::move(row));
}

bool Validation::refuses(const Attribute &attribute) const noexcept
{
    return std::any_of(violations_.begin(), violations_.end(), [&](const Violation &it) {
        return it.model == attribute.model->name && it.attribute == attribute.name;
    });
}

void Validation::ask(const Validator &validator, const Candidate &row, const Attribute *attribute)
{
    std::optional<std::string> complaint = validator.complaint(row, attribute);
    if (!complaint)
        return;
    std::string value = attribute ? to_text(attribute->type, *row.state->value(*attribute)) : std::string();
    add({row.state->model().name, attribute ? attribute->name : std::string(), std::move(*complaint),
         Status::VALIDATION, "callback", std::move(value)});
}

void Validation::ask(Session &session)
{
    for (const Row &it : rows_) {
        const Candidate row(it.state, session);
        for (const Attribute *attribute : it.attributes)
            for (const ValidatorPtr &validator : attribute->validators.custom)
                ask(*validator, row, attribute);
        if (it.whole)
            for (const ValidatorPtr &validator : it.state->model().validators)
                ask(*validator, row, nullptr);
    }
    rows_.clear();
}

void Validation::raise()
{
    if (!violations_.empty())
        refuse(std::move(violations_));
}

} // namespace gemel
