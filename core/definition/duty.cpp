// One word or two; a fate by its name.
#include "core/definition/duty.hpp"

namespace gemel {

namespace {

std::optional<Fate> fate_of(std::string_view name) noexcept
{
    for (const Fate fate : {Fate::Database, Fate::Destroy, Fate::Nullify, Fate::Restrict})
        if (fate_name(fate) == name)
            return fate;
    return std::nullopt;
}

constexpr std::string_view known_fates = "database, destroy, nullify or restrict";

} // namespace

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

} // namespace gemel
