// Counting the different objects that were asked, by association: a loop may ask each object for several.
#include "core/session/loops.hpp"

#include "core/base/text.hpp"

namespace gemel {

void Loops::note_get(const State &state, const Association &association)
{
    Row &row = rows_[&association];
    if (row.reported)
        return;
    row.states.insert(state.token());
    if (row.states.size() < least_)
        return;
    const std::string name = say(association.source->name, ".", association.name);
    row.states.clear();
    row.reported = true;
    database_.tell({{}, "[]", LogEvent::loop, 0, Status::OK, tally_.label(), name});
}

void Loops::note_query(const Model &model) noexcept
{
    for (auto &[association, row] : rows_)
        if (association->source == &model)
            row.states.clear();
}

} // namespace gemel
