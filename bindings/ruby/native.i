/*
 * The Ruby half of the private module Gemel::Native: what host.hpp cannot say without SWIG. It has no idiom; the
 * library `gemel` is where that belongs.
 */
%module "Gemel::Native"
%{
#include <gemel/gemel.h>

#include "bindings/ruby/host.hpp"
#include "bindings/ruby/callbacks.hpp"

#define GEMEL_FIRST_ARGUMENT argv[0]
%}

/* An object of Ruby as it is, for the one function that takes one. */
%typemap(in) VALUE factory "$1 = $input;"
%inline %{
/* Registers what makes an exception of a failure: see lib/gemel.rb. */
static void set_error_factory(VALUE factory) { gemel_host::set_error_factory(factory); }
%}

/* The very last thing of a call: from here nothing is lost when Ruby leaves the function. */
%typemap(ret) gemel_status "gemel_host::settle();"

%init %{ gemel_host::begin_marking(); %}

%include "bindings/swig/gemel.i"
