// Why a call failed: a status of the error table, one line of text, and what is concerned. The only exception type
// that the core throws on purpose; the C boundary turns it into a gemel_error. Knows no model and no driver.
#pragma once

#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <vector>

namespace gemel {

enum class Status : std::int32_t {
#define GEMEL_STATUS(constant, number, name) constant = (number),
#include "core/base/status.def"
#undef GEMEL_STATUS
};

/// "not-found" and so on; "unknown" for a number that is not in the table.
const char *status_name(std::int32_t status) noexcept;

/// One thing that is wrong: a violated attribute, a complaint about a definition.
struct Violation {
    std::string model;
    std::string attribute;
    std::string message;
    Status status = Status::OK;
    std::string kind{};  // of a value that is refused: "not null", "type", "length"...
    std::string value{}; // its text
};

/// Why a foreign key refuses: what it refers to is not there, or is to go, or to change, and is still referred to.
enum class Dangling : std::uint8_t { Unknown, Missing, Kept };

class Failure : public std::exception {
public:
    Failure(Status status, std::string message);
    Failure(const Failure &);
    Failure(Failure &&) noexcept;
    Failure &operator=(const Failure &);
    Failure &operator=(Failure &&) noexcept;
    ~Failure() override;

    const char *what() const noexcept override { return message.c_str(); }

    Status status;
    std::string message;
    std::vector<Violation> items;

    // What the database said, as far as it said it.
    std::string sqlstate;
    std::string detail; // may repeat values
    std::string table;
    std::string constraint;
    std::vector<std::string> columns;
    Dangling dangling = Dangling::Unknown; // what is wrong with it, where table and columns are a foreign key
    bool too_big = false;                  // a value or a row is, for the database or an index of it
    std::int32_t driver_code = 0;
    std::optional<std::size_t> row{}; // of many that were sent together, the one that is refused
};

} // namespace gemel
