// A scope is kept as it was declared, too: that is what a document says of it.
#include "core/resolving/model_scopes.hpp"

#include "core/base/text.hpp"
#include "core/model/filter_parse.hpp"

namespace gemel {

namespace {

/// A reading joins nobody for the sake of a scope, and one schema is for every database.
void check(const Model &model, const Filter &filter)
{
    const Term &term = filter.term;
    if (!term.route.empty())
        throw Failure(
            Status::DEFINITION,
            say(in_quotes(to_text(term)), " leads to a partner: a scope asks for attributes of ", model.name, " only"));
    if (orders(filter.kind) && term.attribute->type.kind == TypeKind::Decimal)
        throw Failure(Status::DEFINITION,
                      say(model.name, ".", term.attribute->name, " is ", term.attribute->type_text,
                          ", whose order not every database knows: a scope compares it by eq, ne, in or notIn"));
    for (const Filter &part : filter.parts)
        check(model, part);
}

} // namespace

void add_scopes(Model &model, const ModelDefinition &definition, Complaints &complaints)
{
    for (const ScopeDefinition &declared : definition.options.scopes.value_or(std::vector<ScopeDefinition>{})) {
        const auto complain = [&](std::string_view why) {
            complaints.add(model.name, {}, say("model ", model.name, ", scope ", in_quotes(declared.name), ": ", why),
                           definition.origin);
        };
        try {
            Filter filter = parse_filter(model, declared.where);
            check(model, filter);
            model.scopes.push_back({declared.name, declared.where, std::move(filter)});
        } catch (const Failure &failure) {
            complain(failure.message);
        }
    }
}

} // namespace gemel
