// SQL that an author writes himself: the default of an attribute. Looks at its form alone, so that it cannot leave the
// brackets in which the library puts it; what it means only the database knows.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gemel {

/// Why it cannot stand in brackets, or nothing: "holds a ';'".
std::optional<std::string> fault_of_sql(std::string_view expression);

} // namespace gemel
