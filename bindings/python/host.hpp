// CPython, as the typemaps of gemel.i see it: text, bytes, scalars, failures and the GIL. What a function cannot do it
// says with an exception that is set, and false or NULL. It must not know a function of gemel but those that read an
// error.
#pragma once

#include <Python.h>
#include <gemel/gemel.h>

#include <cstdint>
#include <cstring>
#include <utility>

namespace gemel_host {

/// What keeps memory that was handed in alive: nothing is needed, because the arguments are alive and immutable.
using held = PyObject *;
constexpr held nothing = nullptr;

inline void let_go(held *object)
{
    Py_CLEAR(*object);
}

/// Could an object not be made? Then an exception is set.
inline bool is_missing(PyObject *object)
{
    return !object;
}

inline PyObject *none()
{
    return Py_NewRef(Py_None);
}

inline bool is_none(PyObject *object)
{
    return object == Py_None;
}

// ---- In ----

inline void refuse(const char *function, const char *argument, const char *wanted, PyObject *given)
{
    PyErr_Format(PyExc_TypeError, "%s: %s must be %s, not %s", function, argument, wanted, Py_TYPE(given)->tp_name);
}

inline bool take_text(const char *function, const char *argument, PyObject *given, held *, char **text,
                      std::size_t *length)
{
    if (!PyUnicode_Check(given)) {
        refuse(function, argument, "str", given);
        return false;
    }
    Py_ssize_t size = 0;
    // The str keeps it; nobody writes to it. A lone surrogate is a UnicodeEncodeError.
    *text = const_cast<char *>(PyUnicode_AsUTF8AndSize(given, &size));
    *length = static_cast<std::size_t>(size);
    return *text != nullptr;
}

inline bool take_name(const char *function, const char *argument, PyObject *given, held *held, char **name)
{
    std::size_t length = 0;
    if (!take_text(function, argument, given, held, name, &length))
        return false;
    if (std::strlen(*name) != length) {
        PyErr_Format(PyExc_ValueError, "%s: %s must not hold a NUL", function, argument);
        return false;
    }
    return true;
}

inline bool take_bytes(const char *function, const char *argument, PyObject *given, held *, void **data,
                       std::size_t *size)
{
    if (!PyBytes_Check(given)) {
        refuse(function, argument, "bytes", given);
        return false;
    }
    *data = PyBytes_AS_STRING(given);
    *size = static_cast<std::size_t>(PyBytes_GET_SIZE(given));
    return true;
}

inline bool take_scalar(const char *function, const char *argument, PyObject *given, bool *value)
{
    if (!PyBool_Check(given)) {
        refuse(function, argument, "bool", given);
        return false;
    }
    *value = given == Py_True;
    return true;
}

inline bool take_scalar(const char *function, const char *argument, PyObject *given, double *value)
{
    if (!PyFloat_Check(given) && !PyLong_Check(given)) {
        refuse(function, argument, "float", given);
        return false;
    }
    *value = PyFloat_AsDouble(given);
    return *value != -1.0 || !PyErr_Occurred();
}

/// An int within the bounds of a type of C; else an OverflowError.
template <typename T> bool take_scalar(const char *function, const char *argument, PyObject *given, T *value)
{
    if (!PyLong_Check(given) || PyBool_Check(given)) {
        refuse(function, argument, "int", given);
        return false;
    }
    int overflow = 0;
    const long long number = PyLong_AsLongLongAndOverflow(given, &overflow);
    if (overflow || !std::in_range<T>(number)) {
        PyErr_Format(PyExc_OverflowError, "%s: %s is out of range: %R", function, argument, given);
        return false;
    }
    *value = static_cast<T>(number);
    return true;
}

// ---- Out ----

inline PyObject *text(const char *data, std::size_t length)
{
    return data ? PyUnicode_DecodeUTF8(data, static_cast<Py_ssize_t>(length), nullptr) : none();
}

inline PyObject *bytes(const void *data, std::size_t size)
{
    return data ? PyBytes_FromStringAndSize(static_cast<const char *>(data), static_cast<Py_ssize_t>(size)) : none();
}

inline PyObject *scalar(bool value)
{
    return PyBool_FromLong(value);
}

inline PyObject *scalar(std::size_t value)
{
    return PyLong_FromSize_t(value);
}

inline PyObject *scalar(std::int32_t value)
{
    return PyLong_FromLong(value);
}

inline PyObject *scalar(std::int64_t value)
{
    return PyLong_FromLongLong(value);
}

inline PyObject *scalar(double value)
{
    return PyFloat_FromDouble(value);
}

/// Adds one more thing that a call gives: the first replaces None, from the second on they are a tuple.
inline PyObject *append(PyObject *result, PyObject *value)
{
    if (result == Py_None || !value) {
        Py_DECREF(result);
        return value;
    }
    PyObject *first = PyTuple_Check(result) ? Py_NewRef(result) : PyTuple_Pack(1, result);
    PyObject *last = PyTuple_Pack(1, value);
    PyObject *both = first && last ? PySequence_Concat(first, last) : nullptr;
    Py_XDECREF(first);
    Py_XDECREF(last);
    Py_DECREF(result);
    Py_DECREF(value);
    return both;
}

/// A borrowed part keeps alive the object that owns it, and not the part that it was reached by: else a walk from part
/// to part would grow a chain. Its dictionary holds that and nothing else, and Python cannot write to it.
inline PyObject *keeping(PyObject *part, PyObject *reached_by)
{
    if (!part)
        return nullptr;
    constexpr const char *name = "_owner";
    PyObject *known = *_PyObject_GetDictPtr(reached_by);
    PyObject *owner = known ? PyDict_GetItemString(known, name) : nullptr;
    PyObject **mine = _PyObject_GetDictPtr(part);
    *mine = Py_BuildValue("{sO}", name, owner ? owner : reached_by);
    if (!*mine)
        Py_CLEAR(part);
    return part;
}

// ---- Failures ----

inline PyObject *error_factory = nullptr;
/// What a callback raised on this thread, until the call that it ran in gives it on.
inline thread_local PyObject *raised[3] = {};

inline void set_error_factory(PyObject *factory)
{
    Py_INCREF(factory);
    Py_XSETREF(error_factory, factory);
}

/// Text that speaks of a failure: it may quote what is no UTF-8, and must not fail for that.
inline PyObject *report(const char *text)
{
    return PyUnicode_DecodeUTF8(text, static_cast<Py_ssize_t>(std::strlen(text)), "backslashreplace");
}

inline PyObject *items(const gemel_error *error)
{
    PyObject *list = PyList_New(0);
    for (std::size_t i = 0; list && i < gemel_error_item_count(error); ++i) {
        PyObject *item = Py_BuildValue(
            "(NNNiNN)", report(gemel_error_item_model(error, i)), report(gemel_error_item_attribute(error, i)),
            report(gemel_error_item_message(error, i)), gemel_error_item_status(error, i),
            report(gemel_error_item_kind(error, i)), report(gemel_error_item_value(error, i)));
        if (!item || PyList_Append(list, item) != 0)
            Py_CLEAR(list);
        Py_XDECREF(item);
    }
    return list;
}

/// Frees the error.
inline void raise(gemel_status status, gemel_error *error)
{
    if (raised[0]) {
        PyErr_Restore(raised[0], raised[1], raised[2]);
        raised[0] = raised[1] = raised[2] = nullptr;
    } else if (status == GEMEL_OUT_OF_MEMORY) {
        PyErr_NoMemory();
    } else if (!error_factory) {
        PyErr_SetString(PyExc_RuntimeError, gemel_error_message(error));
    } else {
        PyObject *exception =
            PyObject_CallFunction(error_factory, "iNNNNiN", status, report(gemel_error_message(error)),
                                  report(gemel_error_sqlstate(error)), report(gemel_error_table(error)),
                                  report(gemel_error_constraint(error)), gemel_error_driver_code(error), items(error));
        if (exception)
            PyErr_SetObject(reinterpret_cast<PyObject *>(Py_TYPE(exception)), exception);
        Py_XDECREF(exception);
    }
    gemel_error_free(error);
}

// ---- The GIL ----

template <typename Call> void released(Call call)
{
    PyThreadState *state = PyEval_SaveThread();
    call();
    PyEval_RestoreThread(state);
}

} // namespace gemel_host
