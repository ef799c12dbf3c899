// Decimals as text: exact digits, never rounded. Knows no type of the schema.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gemel::decimal {

/// What a decimal(precision, scale) holds: digits in all, and after the point.
struct Shape {
    std::int32_t precision;
    std::int32_t scale;
};

struct Reading {
    std::string text;      // canonical: "9.90", "-0.05", "0.00"
    std::string complaint; // what it must be; empty where there is a text
};

/// Reads "-1.5", "+07", ".5": a sign, digits, a point, no exponent.
Reading parse(std::string_view text, Shape shape);
/// A double, which is finite, stands for the decimal that it is written as, if that has no more than 15 digits: more
/// are as often the dust of a calculation as meant.
Reading from_double(double number, Shape shape);

/// The double that stands for that decimal as from_double has it; nothing if none does.
std::optional<double> to_double(std::string_view text);

/// Is it canonical: exactly `scale` digits after the point, no '+', no zeros in front, no zero below zero?
bool is_canonical(std::string_view text, Shape shape) noexcept;

/// Below zero, zero or above it, as a is less than b, equal or greater: two canonical texts of one shape.
int compare(std::string_view a, std::string_view b) noexcept;

} // namespace gemel::decimal
