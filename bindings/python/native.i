/*
 * The Python half of the private module gemel._native: what host.hpp cannot say without SWIG. It has no idiom; the
 * package `gemel` is where that belongs.
 */
%module(package="gemel") _native
%{
#include <gemel/gemel.h>

#include "bindings/python/host.hpp"
#include "bindings/python/callbacks.hpp"

#define GEMEL_FIRST_ARGUMENT swig_obj[0]
%}

/* A handle comes from a call, and from nowhere else; and nobody assigns away what it keeps alive. */
%feature("python:tp_flags") "Py_TPFLAGS_DEFAULT|Py_TPFLAGS_DISALLOW_INSTANTIATION";
%feature("python:nondynamic");

/* An object of Python as it is, for the one function that takes one. */
%typemap(in) PyObject *factory "$1 = $input;"
%inline %{
/* Registers what makes an exception of a failure: see gemel/__init__.py. */
static void set_error_factory(PyObject *factory) { gemel_host::set_error_factory(factory); }
%}

%include "bindings/swig/gemel.i"
