// Reading duties, and checking them against each other.
#include "core/model/duty.hpp"

#include "core/base/members.hpp"
#include "core/model/definition.hpp"
#include "core/model/phrases.hpp"

#include <algorithm>
#include <array>

namespace gemel {

namespace {

constexpr std::array<std::string_view, 4> fates{"database", "destroy", "nullify", "restrict"};

std::optional<Fate> fate_of(std::string_view name) noexcept
{
    const auto *found = std::find(fates.begin(), fates.end(), name);
    return found == fates.end() ? std::nullopt : std::optional(static_cast<Fate>(found - fates.begin()));
}

constexpr std::string_view known_fates = "database, destroy, nullify or restrict";

} // namespace

std::string_view fate_name(Fate fate) noexcept
{
    return fates[static_cast<std::size_t>(fate)];
}

void take_duty(Members &members, AssociationOptions &options)
{
    std::optional<std::string> fate;
    members.take("dependent", fate);
    if (fate) {
        options.fate = fate_of(*fate);
        if (!options.fate)
            members.refuse(say("option 'dependent' must be ", known_fates, ", not ", in_quotes(*fate)));
    }
    const Node *mandatory = members.take("mandatory");
    if (!mandatory)
        return;
    const Value *value = mandatory->scalar();
    const bool *flag = value ? std::get_if<bool>(value) : nullptr;
    const auto *word = value ? std::get_if<std::string>(value) : nullptr;
    if (!flag && !(word && *word == "deferred"))
        members.refuse("option 'mandatory' must be true, false or \"deferred\"");
    options.mandatory = !flag ? Mandatory::Deferred : *flag ? Mandatory::Yes : Mandatory::No;
}

bool take_duty(Phrases &phrases, AssociationOptions &options)
{
    if (phrases.take("mandatory deferred"))
        phrases.say_once(options.mandatory, Mandatory::Deferred, "mandatory");
    else if (phrases.take("mandatory"))
        phrases.say_once(options.mandatory, Mandatory::Yes, "mandatory");
    else if (phrases.take("dependent")) {
        const std::string word = lower_case(phrases.name("dependent"));
        const std::optional<Fate> fate = fate_of(word);
        if (!fate)
            phrases.refuse(say("'dependent' is followed by ", known_fates, ", not by ", in_quotes(word)));
        phrases.say_once(options.fate, *fate, "dependent");
    } else
        return false;
    return true;
}

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
