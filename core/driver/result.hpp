// What a statement gave: cells of fixed size and one arena for all bytes, so that no value costs an allocation. Knows
// no attribute types: a cell has the form in which the database handed it over.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace gemel::driver {

/// Decimal: the text of a number whose digits are exact, where a database has such.
enum class Form : std::uint8_t { Null, Integer, Double, Text, Blob, Decimal };

struct Cell {
    std::int64_t word = 0; // the integer, the bits of the double, or the offset of the bytes in the arena
    std::uint32_t length = 0;
    Form form = Form::Null;

    double real() const noexcept
    {
        double value;
        std::memcpy(&value, &word, sizeof value);
        return value;
    }
};

class Rows {
public:
    Rows() = default;
    explicit Rows(std::size_t columns) : columns_(columns) {}

    std::size_t width() const noexcept { return columns_; }
    std::size_t size() const noexcept { return columns_ ? cells_.size() / columns_ : 0; }
    const Cell &at(std::size_t row, std::size_t column) const noexcept { return cells_[row * columns_ + column]; }
    std::string_view bytes(const Cell &cell) const noexcept
    {
        return std::string_view(arena_).substr(static_cast<std::size_t>(cell.word), cell.length);
    }

    // Filling, cell by cell in the order of the columns.
    void reserve(std::size_t cells) { cells_.reserve(cells); }
    void add_null() { cells_.push_back({}); }
    void add_integer(std::int64_t value) { cells_.push_back({value, 0, Form::Integer}); }
    void add_double(double value)
    {
        Cell cell{0, 0, Form::Double};
        std::memcpy(&cell.word, &value, sizeof value);
        cells_.push_back(cell);
    }
    void add_bytes(Form form, std::string_view bytes)
    {
        cells_.push_back({static_cast<std::int64_t>(arena_.size()), static_cast<std::uint32_t>(bytes.size()), form});
        arena_.append(bytes);
    }

private:
    std::size_t columns_ = 0;
    std::vector<Cell> cells_;
    std::string arena_;
};

struct Result {
    Rows rows;
    std::int64_t affected = 0;        // rows that an insert, update or delete wrote itself; cascades do not count
    std::vector<std::string> names{}; // of the columns, where they are wanted
};

} // namespace gemel::driver
