// The keys are compared as the database would: as values of columns. So what a partner holds is looked up by its text.
#include "core/reading/partners.hpp"

#include "core/base/text.hpp"
#include "core/object/keys.hpp"
#include "core/object/load.hpp"
#include "core/reading/reading.hpp"

#include <algorithm>
#include <unordered_map>

namespace gemel {

namespace {

/// What the partner's attribute must be, as its column has it; null for nobody.
Value wanted(const State &state, const Association &association)
{
    if (&state.model() != association.source)
        throw Failure(Status::USAGE, say(association.source->name, ".", association.name, " of a ", state.model().name,
                                         ": it is an association of ", association.source->name));
    std::optional<Value> key;
    if (!association.has_one())
        key = belongs_to::key_value(state, association);
    else if (const Value *held = has_one::key_value(state, association))
        key = *held;
    if (!key || is_null(*key))
        return Null{};
    const Type &type = association.target_attribute().type;
    const Conversion conversion = convert(type, *key);
    return conversion.value ? to_column(type, *conversion.value) : Value(Null{});
}

/// Was a foreign key assigned that no key can be? Only who asks for its owner is to hear of it.
bool has_misfit(const State &state, const Association &association)
{
    const Value *key = association.has_one() ? nullptr : state.value(*association.foreign_key);
    return key && !is_null(*key) && !convert(association.key->type, *key).value;
}

} // namespace

States find_partners(Session &session, const std::shared_ptr<const Include> &include, const States &states)
{
    const Association &association = *include->association;
    std::vector<std::string> texts(states.size());
    std::unordered_map<std::string, std::shared_ptr<State>> partners;
    std::vector<Value> keys;
    for (std::size_t i = 0; i < states.size(); ++i) {
        Value key = wanted(*states[i], association);
        if (is_null(key))
            continue;
        texts[i] = say("=", to_text(key));
        if (partners.try_emplace(texts[i]).second)
            keys.push_back(std::move(key));
    }
    States out(states.size());
    if (keys.empty())
        return out;
    const driver::Rows rows = session.execute(select_partners(*include, std::move(keys))).rows;
    const States found =
        read_objects(session, *association.target, include->attributes, {include, &include->includes}, rows);
    const Attribute &attribute = association.target_attribute();
    const std::vector<const Attribute *> read = attributes_read(*association.target, include->attributes);
    const std::size_t place = index_in(read, attribute);
    const std::size_t column = place < read.size() ? place : rows.width() - 1;
    for (std::size_t row = 0; row < found.size(); ++row) {
        const std::optional<Value> known = read_value(attribute.type, rows, rows.at(row, column));
        if (!known)
            misread(attribute, rows.at(row, column), describe(found[row]->row()));
        std::shared_ptr<State> &partner = partners[say("=", to_text(to_column(attribute.type, *known)))];
        if (!partner)
            partner = found[row]; // of several, the first
    }
    for (std::size_t i = 0; i < states.size(); ++i)
        if (!texts[i].empty())
            out[i] = partners[texts[i]];
    return out;
}

void load_slots(Session &session, const std::shared_ptr<State> &state, const Association &association)
{
    States states = state->cohort ? state->cohort->living() : States{};
    if (std::find(states.begin(), states.end(), state) == states.end())
        states.push_back(state);
    std::erase_if(states, [&](const std::shared_ptr<State> &it) {
        return it != state && (it->is_new() || it->slot(association).is_loaded() || !has_key(*it, association) ||
                               has_misfit(*it, association));
    });
    fill_slots(session, states, std::make_shared<const Include>(Include{&association}));
}

void fill_slots(Session &session, const States &states, const std::shared_ptr<const Include> &include)
{
    const States partners = find_partners(session, include, states);
    for (const std::shared_ptr<State> &it : states)
        it->make_slots();
    for (std::size_t i = 0; i < states.size(); ++i)
        states[i]->fill(*include->association, partners[i] ? Slot::keep(partners[i]) : Slot::nobody());
}

} // namespace gemel
