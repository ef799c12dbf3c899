// Default names: aliases, foreign keys, timestamps, tables, accessors, constraints. Pure functions of names and of the
// schema's naming; what a collision means is checked in check_names.cpp and check_tables.cpp.
#pragma once

#include "core/model/schema.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace gemel::naming {

/// May this be the name of an association or attribute? Letters, digits and '_'; bytes beyond ASCII count as letters.
bool is_identifier(std::string_view name) noexcept;

/// DrivingLicense -> drivingLicense, driving_license
std::string alias(Naming naming, std::string_view model);
/// person, id -> personId, person_id
std::string foreign_key(Naming naming, std::string_view belongs_to_alias, std::string_view key);
/// get, license -> getLicense, get_license
std::string accessor(Naming naming, std::string_view verb, std::string_view alias);
std::string created_at(Naming naming);
std::string updated_at(Naming naming);
std::string deleted_at(Naming naming);

// In either naming.
std::string table(std::string_view model); // DrivingLicense -> driving_licenses
std::string constraint(std::string_view table, std::string_view column, std::string_view what);
std::string primary_key(std::string_view table);

/// What PostgreSQL keeps of a name.
constexpr std::size_t longest = 63;
/// The first bytes of a name, but no half character.
std::string cut(std::string_view name, std::size_t bytes = longest);

} // namespace gemel::naming
