// What stands around every exported function that can fail: no exception leaves it, and a failure becomes a status
// and an error. Knows nothing of what is guarded.
#pragma once

#include "capi/handle.hpp"

#include <exception>
#include <new>
#include <utility>

namespace gemel::capi {

/// The status of a failure; fills *err if there is memory for it. For the handler of a catch.
gemel_status report(Failure &&failure, gemel_error **err) noexcept;
/// The status of whatever is being handled.
gemel_status report_current(gemel_error **err) noexcept;

template <typename Body> gemel_status guard(gemel_error **err, Body body) noexcept
{
    if (err)
        *err = nullptr;
    try {
        body();
        return GEMEL_OK;
    } catch (...) {
        return report_current(err);
    }
}

/// A step of a builder: after a failure the builder fails for ever as it did, until it is cleared.
template <typename B, typename Body> gemel_status build(B *self, gemel_error **err, Body body) noexcept
{
    return guard(err, [&] {
        Builder &builder = use(self, "self");
        builder.raise();
        try {
            body();
        } catch (const Failure &failure) {
            builder.out_of_memory = true; // in case there is none for the copy
            builder.failure = failure;
            builder.out_of_memory = false;
            throw;
        } catch (const std::bad_alloc &) {
            builder.out_of_memory = true;
            throw;
        }
    });
}

/// A getter that cannot fail: the fallback for NULL and for a handle of another type.
template <typename Part, typename Handle, typename Get, typename Result>
Result ask(const Handle *handle, Get get, Result fallback) noexcept
{
    const Part *it = peek<Part>(handle);
    return it ? static_cast<Result>(get(*it)) : fallback;
}

} // namespace gemel::capi
