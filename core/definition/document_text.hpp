// JSON for people: structure on lines of its own, what is small on one line. Knows nothing of schemas.
#pragma once

#include "core/base/value.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace gemel::document {

/// "name": and a value, no object in which is empty. What is too wide for one line stands on several, two blanks deeper
/// than the indent.
std::string member(std::string_view name, const Node &node, std::size_t indent);
/// "name": and what stands in its brackets, each part on lines of its own.
std::string member(std::string_view name, std::string_view brackets, const std::vector<std::string> &parts,
                   std::size_t indent);
/// A value alone.
std::string laid_out(const Node &node, std::size_t indent);
/// Brackets around parts that stand on lines of their own.
std::string block(std::string_view brackets, const std::vector<std::string> &parts, std::size_t indent);

} // namespace gemel::document
