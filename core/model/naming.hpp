// Default names: aliases, foreign keys, tables, accessors, constraints. Pure functions of names; what a collision
// means is checked in resolve.cpp.
#pragma once

#include <string>
#include <string_view>

namespace gemel::naming {

/// May this be the name of an association or attribute? Letters, digits and '_'; bytes beyond ASCII count as letters.
bool is_identifier(std::string_view name) noexcept;

std::string alias(std::string_view model);                                        // DrivingLicense -> drivingLicense
std::string foreign_key(std::string_view belongs_to_alias, std::string_view key); // person, id -> personId
std::string table(std::string_view model);                                        // DrivingLicense -> driving_licenses
std::string accessor(std::string_view verb, std::string_view alias);              // get, license -> getLicense
std::string constraint(std::string_view table, std::string_view column, std::string_view what);

} // namespace gemel::naming
