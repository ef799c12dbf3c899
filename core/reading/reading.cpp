// One statement for each include that is not joined, whatever the number of its owners.
#include "core/reading/reading.hpp"

#include "core/reading/lazy.hpp"
#include "core/reading/partners.hpp"

#include <algorithm>

namespace gemel {

namespace {

/// Whom an include that was joined gave, each once.
States partners(const States &owners, const Association &association)
{
    States partners;
    for (const std::shared_ptr<State> &owner : owners)
        if (std::shared_ptr<State> partner = owner->slot(association).somebody())
            partners.push_back(std::move(partner));
    std::sort(partners.begin(), partners.end());
    partners.erase(std::unique(partners.begin(), partners.end()), partners.end());
    return partners;
}

bool has_batches(const Includes &includes) noexcept
{
    return std::any_of(includes.begin(), includes.end(),
                       [](const Include &it) { return it.batched || has_batches(it.includes); });
}

void load_batches(Session &session, const States &owners, const std::shared_ptr<const Includes> &includes)
{
    if (owners.empty() || !has_batches(*includes))
        return;
    for (const Include &include : *includes) {
        if (include.batched)
            fill_slots(session, owners, std::shared_ptr<const Include>(includes, &include));
        else
            load_batches(session, partners(owners, *include.association), {includes, &include.includes});
    }
}

} // namespace

States read_objects(Session &session, const Model &model, const Chosen &chosen,
                    const std::shared_ptr<const Includes> &includes, const driver::Rows &rows)
{
    States states = make_states(model, chosen, includes, rows);
    if (includes)
        load_batches(session, states, includes);
    return states;
}

States read_objects(Session &session, const Query &query, const driver::Rows &rows)
{
    States states = read_objects(session, *query.model, query.attributes, query.includes, rows);
    if (query.raise_on_lazy)
        forbid_lazy(states, query.includes.get());
    return states;
}

} // namespace gemel
