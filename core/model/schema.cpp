// Looking things up in a resolved schema. Models are small: names are compared one by one.
#include "core/model/schema.hpp"

#include "core/base/failure.hpp"
#include "core/base/text.hpp"

#include <algorithm>

namespace gemel {

namespace {

template <typename Items>
auto find_named(const Items &items, std::string_view name) noexcept -> const typename Items::value_type *
{
    const auto found = std::find_if(items.begin(), items.end(), [&](const auto &item) { return item.name == name; });
    return found == items.end() ? nullptr : &*found;
}

template <typename Items> std::vector<std::string> names_of(const Items &items)
{
    std::vector<std::string> out;
    for (const auto &item : items)
        out.push_back(item.name);
    return out;
}

} // namespace

bool Association::makes(const std::string &accessor) const noexcept
{
    return std::find(source->methods.begin(), source->methods.end(), accessor) == source->methods.end();
}

const Attribute *Model::find_attribute(std::string_view wanted) const noexcept
{
    return find_named(attributes, wanted);
}

const Association *Model::find_association(std::string_view wanted) const noexcept
{
    return find_named(associations, wanted);
}

const Attribute &Model::attribute(std::string_view wanted) const
{
    if (const Attribute *found = find_attribute(wanted))
        return *found;
    throw Failure(Status::USAGE, unknown_attribute(wanted));
}

std::string Model::unknown_attribute(std::string_view wanted) const
{
    const std::string_view hint = find_association(wanted) ? "; it is an association, which only 'include' names" : "";
    return say("unknown attribute ", in_quotes(wanted), " on model ", name,
               hint.empty() ? suggestion(wanted, names_of(attributes)) : std::string(hint));
}

const Association &Model::association(std::string_view wanted) const
{
    if (const Association *found = find_association(wanted))
        return *found;
    std::string known;
    for (const Association &association : associations)
        known += say(known.empty() ? " (it has " : ", ", association.name);
    throw Failure(Status::USAGE,
                  say("unknown association ", in_quotes(wanted), " on model ", name,
                      known.empty() ? " (it has none" : known, ")", suggestion(wanted, names_of(associations))));
}

const Scope *Model::find_scope(std::string_view wanted) const noexcept
{
    return find_named(scopes, wanted);
}

const Scope &Model::scope(std::string_view wanted) const
{
    if (const Scope *found = find_scope(wanted))
        return *found;
    std::string known;
    for (const Scope &scope : scopes)
        known += say(known.empty() ? " (it has " : ", ", scope.name);
    throw Failure(Status::USAGE,
                  say("unknown scope ", in_quotes(wanted), " of model ", name, known.empty() ? " (it has none" : known,
                      ")", suggestion(wanted, names_of(scopes))));
}

const Model *Schema::find_model(std::string_view name) const noexcept
{
    const auto found =
        std::find_if(models.begin(), models.end(), [&](const auto &model) { return model->name == name; });
    return found == models.end() ? nullptr : found->get();
}

const Model &Schema::model(std::string_view name) const
{
    if (const Model *found = find_model(name))
        return *found;
    std::vector<std::string> known;
    for (const auto &model : models)
        known.push_back(model->name);
    throw Failure(Status::USAGE, say("unknown model ", in_quotes(name), suggestion(name, known)));
}

} // namespace gemel
