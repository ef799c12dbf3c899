// BelongsTo methods: only the foreign key of the source is written; a new source is changed in memory only (D7).
#include "core/session/associate_belongs_to.hpp"

#include "core/association/belongs_to.hpp"
#include "core/base/text.hpp"
#include "core/session/assign.hpp"
#include "core/session/refusal.hpp"
#include "core/session/save.hpp"

namespace gemel::belongs_to {

namespace {

std::optional<has_one::Displace> displacement(const Association &association, const AssociateOptions &options) noexcept
{
    if (!options.replace)
        return std::nullopt;
    return has_one::displacement(association, options.destroy_previous);
}

[[noreturn]] void refuse_move(const State &self, const Association &association)
{
    throw Failure(Status::USAGE, say("this ", self.model().name, " cannot move to another owner: its foreign key ",
                                     in_quotes(association.foreign_key->name), " is its primary key"));
}

/// Writes the foreign key, or only assigns it.
void link(Session &session, State &self, const Association &association, Value key, const AssociateOptions &options)
{
    const Attribute &foreign_key = *association.foreign_key;
    if (self.is_new() || !options.save) {
        assign(self, foreign_key, std::move(key)).apply();
        return;
    }
    if (const Conversion conversion = convert(foreign_key.type, key); !conversion.value)
        refuse({does_not_fit(foreign_key, conversion.complaint)}); // its type may be narrower than that of the key
    const Value *stored = self.stored(foreign_key);
    const bool same = stored && *stored == key;
    if (!same && is_null(key) && !foreign_key.nullable)
        refuse({must_not_be_null(foreign_key)});
    if (!same && foreign_key.primary_key)
        refuse_move(self, association);
    Changes changes;
    changes.store(self, foreign_key, key);
    if (!same) {
        session.note(self, changes);
        session.run(set(association, self.row(), key, displacement(association, options)),
                    [](const Session::Results &) {});
    }
    changes.apply();
}

} // namespace

std::optional<Plan> get(const State &self, const Association &association)
{
    const Attribute &foreign_key = *association.foreign_key;
    const Value *key = self.value(foreign_key);
    if (!key || is_null(*key))
        return std::nullopt;
    const Conversion conversion = convert(association.key->type, *key);
    if (!conversion.value)
        refuse({does_not_fit(foreign_key, conversion.complaint)});
    return get(association, *conversion.value);
}

void set(Session &session, State &self, const Association &association, State &other, const AssociateOptions &options)
{
    if (other.is_new())
        throw Failure(Status::USAGE, say("this ", other.model().name, " was never saved: save it before a ",
                                         self.model().name, " belongs to it"));
    const Value *key = other.stored(*association.key);
    if (!key || is_null(*key))
        throw Failure(Status::USAGE, say("the ", association.key->name, " of this ", other.model().name,
                                         " is null: nothing can refer to it"));
    link(session, self, association, *key, options);
}

void set_key(Session &session, State &self, const Association &association, const Object &key,
             const AssociateOptions &options)
{
    const RowValues given = named_values(*association.target, key);
    if (given.size() != 1 || given.front().first != association.key)
        throw Failure(Status::USAGE,
                      say(association.source->name, ".", association.setter, " takes the ", association.key->name,
                          " of a ", association.target->name, " and nothing else"));
    if (is_null(given.front().second))
        throw Failure(Status::USAGE, "a null key never unlinks; unset does");
    Conversion conversion = convert(association.key->type, given.front().second);
    if (!conversion.value)
        refuse({does_not_fit(*association.key, conversion.complaint)});
    link(session, self, association, std::move(*conversion.value), options);
}

void unset(Session &session, State &self, const Association &association, const AssociateOptions &options)
{
    link(session, self, association, Null{}, options);
}

void create(Session &session, State &self, const Association &association, State &made, const AssociateOptions &options)
{
    const Attribute &foreign_key = *association.foreign_key;
    const Attribute &key = *association.key;
    if (!self.is_new() && foreign_key.primary_key)
        refuse_move(self, association);
    const Value *held = made.value(key);
    const bool given = held && !is_null(*held);
    if (!given && !key.auto_increment)
        throw Failure(Status::USAGE, say("the new ", made.model().name, " has no ", key.name, ", which its ",
                                         self.model().name, " refers to"));
    const RowValues values = insert_values(made);
    std::optional<Value> known;
    if (given)
        known = convert(key.type, *held).value;
    const Create create =
        self.is_new() ? create_for_new(association, values)
                      : belongs_to::create(association, self.row(), values, known, displacement(association, options));
    Changes changes;
    session.note(made, changes);
    session.note(self, changes);
    const auto made_key = insert_changes(changes, made, values);
    if (self.is_new())
        changes.assign(self, foreign_key, known.value_or(Null{}));
    else
        changes.store(self, foreign_key, known.value_or(Null{}));
    const std::size_t link = changes.size() - 1;
    session.run(create.plan, [&](const Session::Results &results) {
        fill_key(changes, made_key, results[create.insert]);
        if (!known)
            fill_key(changes, link, results[create.insert]);
    });
    changes.apply();
}

} // namespace gemel::belongs_to
