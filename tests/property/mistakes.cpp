// Chooses a mistake and a place for it, and reads what resolve says. Must not know how resolve finds it.
#include "mistakes.hpp"

#include "spot.hpp"

#include <algorithm>

namespace property {

namespace {

std::vector<MistakeMaker> all_mistakes()
{
    std::vector<MistakeMaker> all;
    for (const auto &list : {attribute_mistakes(), association_mistakes(), check_mistakes(), name_mistakes()})
        all.insert(all.end(), list.begin(), list.end());
    return all;
}

} // namespace

Mistake make_mistake(Draft &draft, std::size_t n, Random &random)
{
    static const std::vector<MistakeMaker> all = all_mistakes();
    const MistakeMaker &maker = all[n % all.size()];
    Spot spot(draft, random);
    return {maker.name, maker.make(spot)};
}

void check_mistake(const Mistake &mistake, const Verdict &verdict)
{
    if (verdict.schema)
        throw Broken("not refused: " + mistake.name);
    const auto tells = [&](const std::string &complaint) {
        return std::all_of(mistake.places.begin(), mistake.places.end(),
                           [&](const std::string &it) { return complaint.find(it) != std::string::npos; });
    };
    if (std::any_of(verdict.complaints.begin(), verdict.complaints.end(), tells))
        return;
    std::string told = "no complaint is of " + mistake.name + ", which is to tell";
    for (const std::string &it : mistake.places)
        told += " '" + it + "'";
    for (const std::string &it : verdict.complaints)
        told += "\n" + it;
    throw Broken(told);
}

} // namespace property
