// Settling duties once the foreign key is known.
#include "core/resolving/duty.hpp"

namespace gemel {

void settle_duty(Association &association, const AssociationOptions &options)
{
    const auto refuse = [](std::string_view why) { throw Failure(Status::DEFINITION, std::string(why)); };
    association.mandatory = options.mandatory.value_or(Mandatory::No);
    const bool mandatory = association.mandatory != Mandatory::No;
    association.fate = options.fate.value_or(mandatory ? Fate::Destroy : Fate::Database);
    if (association.fate == Fate::Nullify && mandatory)
        refuse("dependent nullify contradicts mandatory: the dependent goes with its owner");
    if (association.fate == Fate::Restrict && mandatory)
        refuse("dependent restrict contradicts mandatory: no owner could ever be destroyed");
    if (association.fate == Fate::Nullify && !association.foreign_key->nullable)
        refuse(say("dependent nullify contradicts that ", association.target->name, ".", association.foreign_key->name,
                   " may not be null"));
}

void bind_dependents(Schema &schema)
{
    for (const auto &owner : schema.models)
        for (const Association &association : owner->associations)
            if (association.mandatory != Mandatory::No)
                for (const auto &model : schema.models)
                    if (model.get() == association.target)
                        model->bound_to.push_back(&association);
}

} // namespace gemel
