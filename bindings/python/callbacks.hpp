// Callables of Python as callbacks of gemel. They run on the thread that is inside the call, which has released the GIL
// as a rule. It must not know what a callback is for.
#pragma once

#include "bindings/python/host.hpp"

namespace gemel_host {

inline bool take_callable(const char *function, const char *argument, PyObject *given)
{
    if (PyCallable_Check(given))
        return true;
    refuse(function, argument, "callable", given);
    return false;
}

struct transaction {
    PyObject *function = nullptr; // borrowed: an argument of the call
    PyObject *result = nullptr;
};

/// What the callable raises comes out of the call as itself; `raise` finds it.
inline gemel_status run_transaction(gemel_session *, void *user_data, gemel_error **err)
{
    auto *it = static_cast<transaction *>(user_data);
    const PyGILState_STATE gil = PyGILState_Ensure();
    it->result = PyObject_CallNoArgs(it->function);
    const bool done = it->result != nullptr;
    if (!done)
        PyErr_Fetch(&raised[0], &raised[1], &raised[2]);
    PyGILState_Release(gil);
    return done ? GEMEL_OK : gemel_error_raise(GEMEL_CALLBACK, "the callback of the transaction raised", err);
}

inline void *hold(PyObject *function)
{
    return Py_NewRef(function);
}

inline void drop(void *user_data)
{
    const PyGILState_STATE gil = PyGILState_Ensure();
    Py_DECREF(static_cast<PyObject *>(user_data));
    PyGILState_Release(gil);
}

/// The statement was sent and has its outcome, which an exception here must not change: it goes to sys.unraisablehook.
inline void write_log(const gemel_log_event *event, void *user_data)
{
    const PyGILState_STATE gil = PyGILState_Ensure();
    auto *function = static_cast<PyObject *>(user_data);
    PyObject *result =
        PyObject_CallFunction(function, "NNiLiNN", report(gemel_log_event_sql(event)),
                              report(gemel_log_event_binds(event)), gemel_log_event_kind(event),
                              static_cast<long long>(gemel_log_event_nanoseconds(event)), gemel_log_event_status(event),
                              report(gemel_log_event_label(event)), report(gemel_log_event_association(event)));
    if (!result)
        PyErr_WriteUnraisable(function);
    Py_XDECREF(result);
    PyGILState_Release(gil);
}

} // namespace gemel_host
