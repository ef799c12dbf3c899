// What plain connections have in common.
#include "plain.hpp"

#include "../property/handles.hpp"

namespace stress {

Reply Plain::must(const std::string &sql)
{
    Reply answer = run(sql);
    if (answer.status != GEMEL_OK)
        throw property::Broken(sql + ": " + answer.message);
    return answer;
}

std::unique_ptr<Plain> connect(const Place &place)
{
    return place.is_file ? connect_sqlite(place.plain) : connect_postgresql(place.plain);
}

} // namespace stress
