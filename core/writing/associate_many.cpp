// Each pair is checked as has_one::set checks it, and its place in the list is told.
#include "core/writing/associate_many.hpp"

#include "core/association/set_many.hpp"
#include "core/base/text.hpp"
#include "core/object/load.hpp"
#include "core/object/refusal.hpp"
#include "core/writing/associate_has_one.hpp"
#include "core/writing/hooked_association.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace gemel::has_one {

namespace {

/// What tells a row from others of its model.
std::string identity(const RowKey &row)
{
    std::string text;
    for (std::size_t i = 0; i < row.values.size(); ++i) {
        const std::string value = to_text(row.model->primary_key[i]->type, row.values[i]);
        text += say(std::to_string(value.size()), ":", value);
    }
    return text;
}

Pair checked(const Association &association, const Partners &partners)
{
    const Model &owner = partners.owner.model(), &dependent = partners.dependent.model();
    if (&owner != association.source || &dependent != association.target)
        throw Failure(Status::USAGE, say("takes a ", association.source->name, " and a ", association.target->name,
                                         ", not a ", owner.name, " and a ", dependent.name));
    if (partners.dependent.is_new())
        throw Failure(Status::USAGE, say("this ", dependent.name, " was never saved: save it before"));
    Pair pair{owner_of(partners.owner, association), row_as_read(partners.dependent)};
    for (std::size_t i = 0; i < pair.dependent.values.size(); ++i)
        if (dependent.primary_key[i] == association.foreign_key &&
            pair.dependent.values[i] != foreign_key_value(association, pair.owner.key))
            throw cannot_move(describe(pair.dependent), association);
    return pair;
}

void require_listable(const Association &association)
{
    const auto check = [](const Attribute *attribute) {
        if (attribute->type.kind == TypeKind::Blob)
            throw Failure(Status::UNSUPPORTED, say(attribute->model->name, ".", attribute->name,
                                                   " is a blob: such keys cannot be linked many at a time"));
    };
    std::for_each(association.source->primary_key.begin(), association.source->primary_key.end(), check);
    std::for_each(association.target->primary_key.begin(), association.target->primary_key.end(), check);
    check(association.key);
    check(association.foreign_key);
}

/// Whose failures tell the pair.
template <typename Body> void telling_pair(std::size_t i, Body body)
{
    try {
        body();
    } catch (Failure &failure) {
        failure.message = say("pair ", std::to_string(i + 1), ": ", failure.message);
        throw;
    }
}

/// No hook runs here, and nobody asks what the dependents of a row that is deleted come to.
void require_plain(const Association &association, const AssociateOptions &options, const Manner &manner)
{
    using enum HookEvent;
    const Model &dependent = *association.target;
    const bool destroys = manner.displace == Displace::Destroy;
    const bool has_some =
        !association.hooks.empty() ||
        has_hook(dependent.hooks, {BeforeValidate, AfterValidate, BeforeUpdate, AfterUpdate, BeforeSave, AfterSave}) ||
        (destroys && has_hook(dependent.hooks, {BeforeDestroy, AfterDestroy}));
    const std::string place = say(association.source->name, ".", association.name);
    if (options.hooks && has_some)
        throw Failure(Status::USAGE, say(place, " has hooks, or ", dependent.name,
                                         " has, which run where one is set: "
                                         "say hooks: false to set many without"));
    if (destroys && hooked::owes(dependent, association))
        throw Failure(Status::USAGE, say("who is displaced from ", place,
                                         " is deleted, and has dependents of its own "
                                         "to be settled: set one by one"));
}

std::vector<Pair> checked(const Association &association, const std::vector<Partners> &partners)
{
    std::vector<Pair> pairs;
    std::unordered_set<std::string> owners, dependents;
    for (std::size_t i = 0; i < partners.size(); ++i)
        telling_pair(i, [&] {
            Pair pair = checked(association, partners[i]);
            for (const bool is_owner : {true, false}) {
                const RowKey &row = is_owner ? pair.owner.row : pair.dependent;
                if (!(is_owner ? owners : dependents).insert(identity(row)).second)
                    throw Failure(Status::USAGE, say(describe(row), " is there twice"));
            }
            pairs.push_back(std::move(pair));
        });
    return pairs;
}

/// What success changes in each pair, apart from what the database has to say.
std::vector<Operation> changes_of(const Association &association, const std::vector<Partners> &partners,
                                  const std::vector<Pair> &pairs, const Manner &manner, bool validate)
{
    std::vector<Operation> changes;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        State &dependent = partners[i].dependent;
        changes.emplace_back(validate);
        changes[i].validation.row(dependent, link_values(pairs[i].owner), Validation::Extent::Part);
        changes[i].write(dependent);
        for (const auto &[attribute, value] : link_values(pairs[i].owner))
            changes[i].changes.store(dependent, *attribute, value);
        show_link(changes[i], partners[i].owner, association, dependent);
        show_touch(changes[i], partners[i].owner, association, dependent, manner);
    }
    return changes;
}

} // namespace

void set_many(Session &session, const Association &association, const std::vector<Partners> &partners,
              const AssociateOptions &options)
{
    if (!association.has_one())
        throw Failure(Status::USAGE, say(association.source->name, ".", association.name,
                                         " is a belongs to: give the has one on ", association.target->name));
    require_listable(association);
    const std::vector<Pair> pairs = checked(association, partners);
    if (pairs.empty())
        return;
    const Manner manner = displacing(association, options, session.now());
    require_plain(association, options, manner);
    Plan plan = set_many(association, pairs, manner);
    const std::size_t last = plan.steps.size() - 1;
    std::vector<Operation> changes = changes_of(association, partners, pairs, manner, options.validate);
    for (std::size_t i = 0; i < pairs.size(); ++i)
        telling_pair(i, [&] {
            read_displaced(changes[i], plan, partners[i].owner, association, manner);
            changes[i].note(session);
        });
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < pairs.size(); ++i)
        places.emplace(identity(pairs[i].dependent), i);
    const Model &model = *association.target;
    session.run(plan, [&](const Session::Results &results) {
        for (Operation &it : changes)
            it.fill(results);
        const driver::Rows &rows = results[last].rows;
        std::vector<std::size_t> columns;
        for (const Attribute *attribute : model.primary_key)
            columns.push_back(attribute->index);
        for (std::size_t row = 0; row < rows.size() && (model.updated_at || model.version); ++row) {
            RowKey key{&model, {}};
            const auto read = [&](const Attribute &attribute) {
                return read_value(attribute, rows, rows.at(row, attribute.index), {&model, &columns, row});
            };
            for (const Attribute *attribute : model.primary_key)
                key.values.push_back(read(*attribute));
            const std::size_t place = places.at(identity(key));
            for (const Attribute *attribute : {model.updated_at, model.version})
                if (attribute)
                    changes[place].changes.store(partners[place].dependent, *attribute, read(*attribute));
        }
    });
    for (Operation &it : changes)
        it.changes.apply();
}

} // namespace gemel::has_one
