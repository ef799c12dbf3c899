// What functions of the program come with: data that is theirs, given back once, and the error that they fail with.
// Knows none of these functions.
#pragma once

#include "capi/handle.hpp"
#include "gemel/error.h"

#include <memory>
#include <utility>

namespace gemel::capi {

/// The user_data of a function, with the destroy that the program gave, or NULL. Whoever holds it last gives it back.
class UserData {
public:
    UserData(void *it, void (*destroy)(void *user_data)) noexcept : it_(it), destroy_(destroy) {}
    UserData(UserData &&other) noexcept : it_(other.it_), destroy_(std::exchange(other.destroy_, nullptr)) {}
    UserData &operator=(UserData &&) = delete;
    ~UserData()
    {
        if (destroy_)
            destroy_(it_);
    }

    void *get() const noexcept { return it_; }

private:
    void *it_;
    void (*destroy_)(void *user_data);
};

struct FreeError {
    void operator()(gemel_error *error) const noexcept { gemel_error_free(error); }
};
/// What a function gives back through its `error`, or nothing.
using Reason = std::unique_ptr<gemel_error, FreeError>;

} // namespace gemel::capi
