// Values as libpq sends them. What has an exact type of its own goes in binary, typed; text goes without a type, so
// that the server reads it as what it is compared with or assigned to: a uuid, a date, a numeric, jsonb.
#pragma once

#include "core/driver/driver.hpp"

#include <libpq-fe.h>

#include <array>
#include <vector>

namespace gemel::driver::postgresql {

/// In one message: a little above, the server would hang up.
constexpr std::size_t most_bytes = 1'000'000'000;

class Parameters {
public:
    /// Borrows the values. VALIDATION for a text with U+0000, UNSUPPORTED for more than the protocol can hold.
    explicit Parameters(const Command &command);

    int size() const noexcept { return static_cast<int>(values_.size()); }
    const char *const *values() const noexcept { return values_.data(); }
    const int *lengths() const noexcept { return lengths_.data(); }
    const int *formats() const noexcept { return formats_.data(); }
    const std::vector<bool> &nulls() const noexcept { return nulls_; }
    std::vector<Oid> types;

private:
    struct Add;

    void add(Oid type, const char *value, std::size_t length, int format);
    void add_word(Oid type, std::uint64_t word, std::size_t bytes);

    std::vector<std::array<char, 8>> words_;
    std::vector<const char *> values_;
    std::vector<int> lengths_;
    std::vector<int> formats_;
    std::vector<bool> nulls_;
};

} // namespace gemel::driver::postgresql
