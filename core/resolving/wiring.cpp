// Wires one declaration after the other, attributes that reference before associations. Two declarations mean the same
// association if kind, target, foreign key, key and foreignKeyConstraints, all with their defaults filled in, are
// equal; what else one of them leaves out is no opinion.
#include "core/resolving/wiring.hpp"

#include "core/base/json.hpp"
#include "core/model/naming.hpp"

#include <algorithm>
#include <utility>

namespace gemel {

namespace {

/// The value of an option, for messages.
std::string shown(bool value)
{
    return value ? "true" : "false";
}
std::string shown(const Type &value)
{
    return to_text(value);
}
std::string shown(const std::string &value)
{
    return value;
}
std::string shown(const Default &value)
{
    switch (value.kind) {
    case Default::Kind::Now:
        return "now";
    case Default::Kind::Uuid:
        return "uuid";
    case Default::Kind::Database:
        return say("(", value.expression, ")");
    case Default::Kind::Constant:
        break;
    }
    return describe(value.constant);
}
std::string shown(const Rules &value)
{
    return to_json({rules_object(value, [](const Value &it) { return Node{it}; })});
}
std::string shown(const ReferenceOptions &value)
{
    return value.model;
}

/// What is refused becomes a complaint.
template <typename Body>
void attempt(Complaints &complaints, const std::string &model, const std::string &name, const Origin &origin, Body body)
{
    try {
        body();
    } catch (const Failure &failure) {
        complaints.add(model, name, failure.message, origin);
    }
}

class Wirer {
public:
    explicit Wirer(const SchemaDefinition &definition)
        : definition_(definition), naming_(definition.options.naming.value_or(Naming::Camel))
    {}

    /// An attribute that says itself what it refers to.
    void reference(std::size_t dependent, const AttributeDefinition &attribute)
    {
        const ReferenceOptions &reference = *attribute.options.references;
        where_ = say(model_name(dependent), ".", attribute.name);
        const std::size_t owner = model(reference.model);
        if (!reference.key && !single_primary_key(definition_.models[owner]))
            refuse(say("the primary key of ", model_name(owner),
                       " has several attributes; name a unique one: references ", model_name(owner), ".ATTRIBUTE"));
        wiring_.keys.push_back({dependent,
                                attribute.name,
                                owner,
                                key(owner, reference.key),
                                true,
                                {},
                                "its own declaration",
                                {},
                                attribute.origin});
    }

    void declare(std::size_t index)
    {
        const AssociationDefinition &declared = definition_.associations[index];
        origin_ = declared.origin;
        const bool has_one = declared.kind == AssociationKind::HasOne;
        const AssociationOptions &options = declared.options;
        where_ = say(declared.source, has_one ? " has one " : " belongs to ", declared.target);
        Wire wire;
        wire.declaration = index;
        wire.kind = declared.kind;
        wire.source = model(declared.source);
        wire.target = model(declared.target);
        wire.alias = options.as.value_or(naming::alias(naming_, declared.target));
        where_ = say(declared.source, ".", wire.alias);

        const bool wants_inverse = has_one || options.inverse_has_one.value_or(false);
        if (declared.source == declared.target && wants_inverse &&
            (!options.as || !options.inverse || *options.as == *options.inverse))
            refuse(
                "an association of a model with itself needs two different names, one for 'as' and one for 'inverse'");
        const std::string inverse = options.inverse.value_or(naming::alias(naming_, declared.source));
        for (const std::string &name : {wire.alias, inverse})
            if (!naming::is_identifier(name))
                refuse(say("the name ", in_quotes(name), " must be letters, digits and '_'"));

        wire.key = key(has_one ? wire.source : wire.target, has_one ? options.source_key : options.target_key);
        const std::string foreign_key =
            options.foreign_key.value_or(naming::foreign_key(naming_, has_one ? inverse : wire.alias, wire.key));
        const bool constrained = options.constrained.value_or(true);

        if (const auto existing = find(wire.source, wire.alias))
            redeclare(*existing, wire, foreign_key, constrained, options);
        else
            add(std::move(wire), foreign_key, constrained, wants_inverse ? &inverse : nullptr, options);
    }

    Wiring take() { return std::move(wiring_); }

private:
    [[noreturn]] void refuse(std::string_view why) const { throw Failure(Status::DEFINITION, say(where_, ": ", why)); }

    const std::string &model_name(std::size_t index) const { return definition_.models[index].name; }

    std::size_t model(const std::string &name) const
    {
        std::vector<std::string> known;
        for (std::size_t i = 0; i < definition_.models.size(); ++i) {
            if (model_name(i) == name)
                return i;
            known.push_back(model_name(i));
        }
        refuse(say("unknown model ", in_quotes(name), suggestion(name, known)));
    }

    std::string key(std::size_t owner, const std::optional<std::string> &wanted) const
    {
        if (wanted)
            return *wanted;
        if (const AttributeDefinition *attribute = single_primary_key(definition_.models[owner]))
            return attribute->name;
        refuse(say("the primary key of ", model_name(owner),
                   " has several attributes; name a unique one with sourceKey (has one) or targetKey (belongs to)"));
    }

    std::optional<std::size_t> find(std::size_t source, const std::string &alias) const
    {
        for (std::size_t i = 0; i < wiring_.wires.size(); ++i)
            if (wiring_.wires[i].source == source && wiring_.wires[i].alias == alias)
                return i;
        return std::nullopt;
    }

    std::string describe(const Wire &wire) const
    {
        return say(model_name(wire.source), ".", wire.alias, " (",
                   wire.kind == AssociationKind::HasOne ? "has one " : "belongs to ", model_name(wire.target),
                   ", foreign key ", wiring_.keys[wire.foreign_key].name, ")");
    }

    /// Why an existing association is not the one that is wanted, or nothing.
    std::optional<std::string> mismatch(const Wire &existing, AssociationKind kind, std::size_t target,
                                        const std::string &foreign_key, const std::string &key, bool constrained) const
    {
        const ForeignKey &has = wiring_.keys[existing.foreign_key];
        if (existing.kind != kind)
            return say("is a ", existing.kind == AssociationKind::HasOne ? "has one" : "belongs to");
        if (existing.target != target)
            return say("leads to ", model_name(existing.target), ", not to ", model_name(target));
        if (has.name != foreign_key)
            return say("has the foreign key ", in_quotes(has.name), ", not ", in_quotes(foreign_key));
        if (existing.key != key)
            return say("refers to the attribute ", in_quotes(existing.key), ", not to ", in_quotes(key));
        if (has.constrained != constrained)
            return std::string("differs in foreignKeyConstraints");
        return std::nullopt;
    }

    /// The user declares what was made as an inverse before: the same association, from now on the user's own.
    void redeclare(std::size_t at, const Wire &wanted, const std::string &foreign_key, bool constrained,
                   const AssociationOptions &options)
    {
        Wire &existing = wiring_.wires[at];
        if (!existing.automatic)
            refuse("this association is declared twice; give one of them another name with 'as'");
        if (const auto why = mismatch(existing, wanted.kind, wanted.target, foreign_key, wanted.key, constrained))
            refuse(say("exists already as an inverse, and ", *why));
        const bool named = options.inverse.has_value();
        if (named && wiring_.wires[*existing.inverse].alias != *options.inverse)
            refuse(say("its inverse is ", describe(wiring_.wires[*existing.inverse]), ", not ",
                       in_quotes(*options.inverse)));
        existing.automatic = false;
        existing.declaration = wanted.declaration;
        opine(wiring_.keys[existing.foreign_key], options.attribute);
    }

    void add(Wire wire, const std::string &foreign_key, bool constrained, const std::string *inverse,
             const AssociationOptions &options)
    {
        const bool has_one = wire.kind == AssociationKind::HasOne;
        wire.foreign_key = share(has_one ? wire.target : wire.source, foreign_key, has_one ? wire.source : wire.target,
                                 wire.key, constrained);
        opine(wiring_.keys[wire.foreign_key], options.attribute);
        const std::size_t at = wiring_.wires.size();
        if (!inverse) {
            wiring_.wires.push_back(std::move(wire));
            return;
        }
        const AssociationKind kind = has_one ? AssociationKind::BelongsTo : AssociationKind::HasOne;
        if (const auto existing = find(wire.target, *inverse)) {
            Wire &other = wiring_.wires[*existing];
            if (const auto why = mismatch(other, kind, wire.source, foreign_key, wire.key, constrained))
                refuse(say("its inverse ", describe(other), " exists already, and ", *why,
                           "; name another one with 'inverse'"));
            if (kind == AssociationKind::HasOne)
                refuse(say("its inverse ", describe(other), " has an inverse already: ",
                           describe(wiring_.wires[*other.inverse]), "; declare that one instead"));
            wire.inverse = *existing;
            if (!other.inverse)
                other.inverse = at;
            wiring_.wires.push_back(std::move(wire));
            return;
        }
        Wire back;
        back.kind = kind;
        back.source = wire.target;
        back.target = wire.source;
        back.alias = *inverse;
        back.key = wire.key;
        back.foreign_key = wire.foreign_key;
        back.inverse = at;
        back.automatic = true;
        wire.inverse = at + 1;
        wiring_.wires.push_back(std::move(wire));
        wiring_.wires.push_back(std::move(back));
    }

    /// The foreign key of that name, made if it is new; from now on the association's that is being declared.
    std::size_t share(std::size_t dependent, const std::string &name, std::size_t owner, const std::string &key,
                      bool constrained)
    {
        for (std::size_t i = 0; i < wiring_.keys.size(); ++i) {
            ForeignKey &existing = wiring_.keys[i];
            if (existing.dependent != dependent || existing.name != name)
                continue;
            if (existing.constrained != constrained)
                refuse(say("the foreign key ", in_quotes(name), " has foreignKeyConstraints otherwise in ",
                           existing.said_by));
            if (constrained && (existing.owner != owner || existing.key != key))
                refuse(say("the foreign key ", in_quotes(name), " refers to ", model_name(existing.owner), ".",
                           existing.key, " in ", existing.said_by, ", not to ", model_name(owner), ".", key));
            if (existing.association.empty())
                existing.association = where_;
            return i;
        }
        wiring_.keys.push_back({dependent, name, owner, key, constrained, {}, where_, where_, origin_});
        return wiring_.keys.size() - 1;
    }

    /// What an association says of its foreign key; two may not contradict each other.
    void opine(ForeignKey &key, const AttributeOptions &options) const
    {
        for_each_option(key.said, options, [&](auto &said, const auto &now, const char *name) {
            if (said && now && *said != *now)
                refuse(say("option ", in_quotes(name), " of the foreign key ", in_quotes(key.name), " is ", shown(*now),
                           ", but ", shown(*said), " in ", key.said_by));
            if (now)
                said = now;
        });
    }

    const SchemaDefinition &definition_;
    const Naming naming_;
    Wiring wiring_;
    std::string where_; // what is being declared, for messages
    Origin origin_;
};

} // namespace

Wiring wire(const SchemaDefinition &definition, Complaints &complaints)
{
    Wirer wirer(definition);
    for (std::size_t i = 0; i < definition.models.size(); ++i)
        for (const AttributeDefinition &attribute : definition.models[i].attributes)
            attempt(complaints, definition.models[i].name, attribute.name, attribute.origin, [&] {
                if (attribute.options.references)
                    wirer.reference(i, attribute);
            });
    const Naming naming = definition.options.naming.value_or(Naming::Camel);
    for (std::size_t i = 0; i < definition.associations.size(); ++i) {
        const AssociationDefinition &declared = definition.associations[i];
        attempt(complaints, declared.source, declared.options.as.value_or(naming::alias(naming, declared.target)),
                declared.origin, [&] { wirer.declare(i); });
    }
    return wirer.take();
}

} // namespace gemel
