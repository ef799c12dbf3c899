// Errors as handles, and how failures become them. Reporting needs no memory that it cannot do without.
#include "gemel/error.h"

#include "capi/guard.hpp"

namespace gemel::capi {

namespace {

/// Names and what a database says may hold anything.
void make_one_line(std::string &message) noexcept
{
    for (char &c : message)
        if (static_cast<unsigned char>(c) < ' ' || c == 0x7F)
            c = '?';
}

} // namespace

gemel_status report(Failure &&failure, gemel_error **err) noexcept
{
    make_one_line(failure.message);
    make_one_line(failure.detail);
    for (Violation &item : failure.items)
        make_one_line(item.message);
    const auto status = static_cast<gemel_status>(failure.status);
    if (err)
        *err = new (std::nothrow) gemel_error{std::move(failure)};
    return err && !*err ? GEMEL_OUT_OF_MEMORY : status;
}

gemel_status report_current(gemel_error **err) noexcept
{
    try {
        try {
            throw;
        } catch (Failure &failure) {
            return report(std::move(failure), err);
        } catch (const std::bad_alloc &) {
            return GEMEL_OUT_OF_MEMORY;
        } catch (const std::exception &unexpected) {
            return report({Status::INTERNAL, unexpected.what()}, err);
        } catch (...) {
            return report({Status::INTERNAL, "an exception that is none of gemel's"}, err);
        }
    } catch (...) {
        return GEMEL_OUT_OF_MEMORY; // not even for the message
    }
}

namespace {

const Violation *item_of(const gemel_error *self, size_t item) noexcept
{
    return self && item < self->failure.items.size() ? &self->failure.items[item] : nullptr;
}

} // namespace

} // namespace gemel::capi

using namespace gemel::capi;

const char *gemel_status_name(gemel_status status)
{
    return gemel::status_name(status);
}

gemel_status gemel_error_status(const gemel_error *self)
{
    return self ? static_cast<gemel_status>(self->failure.status) : GEMEL_OUT_OF_MEMORY;
}

const char *gemel_error_message(const gemel_error *self)
{
    return self ? self->failure.message.c_str() : "out of memory";
}

const char *gemel_error_sqlstate(const gemel_error *self)
{
    return self ? self->failure.sqlstate.c_str() : "";
}

const char *gemel_error_detail(const gemel_error *self)
{
    return self ? self->failure.detail.c_str() : "";
}

const char *gemel_error_table(const gemel_error *self)
{
    return self ? self->failure.table.c_str() : "";
}

const char *gemel_error_constraint(const gemel_error *self)
{
    return self ? self->failure.constraint.c_str() : "";
}

int32_t gemel_error_driver_code(const gemel_error *self)
{
    return self ? self->failure.driver_code : 0;
}

size_t gemel_error_item_count(const gemel_error *self)
{
    return self ? self->failure.items.size() : 0;
}

const char *gemel_error_item_model(const gemel_error *self, size_t item)
{
    const gemel::Violation *it = item_of(self, item);
    return it ? it->model.c_str() : "";
}

const char *gemel_error_item_attribute(const gemel_error *self, size_t item)
{
    const gemel::Violation *it = item_of(self, item);
    return it ? it->attribute.c_str() : "";
}

const char *gemel_error_item_message(const gemel_error *self, size_t item)
{
    const gemel::Violation *it = item_of(self, item);
    return it ? it->message.c_str() : "";
}

gemel_status gemel_error_item_status(const gemel_error *self, size_t item)
{
    const gemel::Violation *it = item_of(self, item);
    return it ? static_cast<gemel_status>(it->status) : GEMEL_OK;
}

const char *gemel_error_item_kind(const gemel_error *self, size_t item)
{
    const gemel::Violation *it = item_of(self, item);
    return it ? it->kind.c_str() : "";
}

const char *gemel_error_item_value(const gemel_error *self, size_t item)
{
    const gemel::Violation *it = item_of(self, item);
    return it ? it->value.c_str() : "";
}

gemel_status gemel_error_raise(gemel_status status, const char *message, gemel_error **err)
{
    return guard(err, [&] {
        throw gemel::Failure(static_cast<gemel::Status>(status == GEMEL_OK ? GEMEL_CALLBACK : status),
                             message ? message : "");
    });
}

void gemel_error_free(gemel_error *self)
{
    delete self;
}
