/*
 * The C header as a private module, by grammar: names, ownership and the typemaps of gemel/base.h, once for every
 * language. A language's half says `%module`, includes its `host.hpp`, and then this file.
 *
 * It must not name a function, but where the grammar does not say everything; and it knows no language: whatever
 * touches an object of the host is a function of `gemel_host`, which each host.hpp defines alike.
 */
/* ---- Names ---- */
%rename("%(strip:[gemel_])s") "";
%rename("%(regex:/^gemel_(.*)/\\u\\1/)s", %$isclass) "";
%rename("%(strip:[GEMEL_])s", %$isenumitem) "";
%rename("%(strip:[GEMEL_])s", %$isconstant) "";
%ignore GEMEL_NUL;

/* ---- Ownership ----
 * handles.i is made from the headers: %gemel_owned for each handle that has a _free, %gemel_part for each that has
 * none, %gemel_made for each f_new, and at its end the headers. */
%nodefaultctor;
%nodefaultdtor;
%define %gemel_owned(NAME)
%ignore gemel_##NAME##_free;
struct gemel_##NAME {};
%extend gemel_##NAME { ~gemel_##NAME() { gemel_##NAME##_free($self); } }
%enddef
%define %gemel_part(NAME)
struct gemel_##NAME {};
/* It is never owned, so this is never called; but without one SWIG would not free the object around it. */
%extend gemel_##NAME { ~gemel_##NAME() {} }
%enddef
%define %gemel_made(FUNCTION)
%newobject FUNCTION;
%enddef

/* What is not wrapped, and why, stands in not-wrapped.txt: an exception carries the error, arguments the log event. */
%rename("$ignore", regextarget=1) "^gemel_error_";
%rename("$ignore", regextarget=1) "^gemel_log_event_";
%rename("$ignore", regextarget=1) "^gemel_hook_event_";
%ignore gemel_schema_add_hook;
%ignore gemel_records_get_association;
%ignore gemel_record_create_pair;
%ignore gemel_records_insert;
%ignore gemel_records_set_association;
%ignore gemel_error;
%ignore gemel_log_event;
%ignore gemel_log_fn;
%ignore gemel_hook_event;
%ignore gemel_hook_fn;
%ignore gemel_transaction_fn;
%ignore gemel_schema_add_validator;
%ignore gemel_validator_fn;

/* ---- The status raises ---- */
%typemap(in, numinputs=0) gemel_error **err (gemel_error *_global_err = NULL) "$1 = &_global_err;"
%typemap(out) gemel_status {
    if ($1 != GEMEL_OK) {
        gemel_host::raise($1, _global_err);
        SWIG_fail;
    }
    $result = gemel_host::none();
}

/* ---- Handles in: of the right type, and there ---- */
%typemap(in) SWIGTYPE * (void *handle = NULL), const SWIGTYPE * (void *handle = NULL) {
    if (!SWIG_IsOK(SWIG_ConvertPtr($input, &handle, $1_descriptor, 0)) || !handle) {
        gemel_host::refuse("$symname", "$1_name", "$*1_ltype", $input);
        SWIG_fail;
    }
    $1 = ($1_ltype)handle;
}
/* Where the header says "may be NULL", and where the core says what it thinks of a NULL. */
%typemap(in) const gemel_options *options (void *handle = NULL), const gemel_values *values (void *handle = NULL),
    const gemel_values *where (void *handle = NULL) {
    if (!SWIG_IsOK(SWIG_ConvertPtr($input, &handle, $1_descriptor, 0))) {
        gemel_host::refuse("$symname", "$1_name", "$*1_ltype", $input);
        SWIG_fail;
    }
    $1 = ($1_ltype)handle;
}

/* ---- Handles out: T ** is owned; const T ** and what is returned are borrowed, and keep alive what owns them ---- */
%typemap(in, numinputs=0) SWIGTYPE **out ($*1_ltype made = NULL) "$1 = &made;"
%typemap(argout) SWIGTYPE **out {
    $result = gemel_host::append(
        $result, *$1 ? SWIG_NewPointerObj((void *)*$1, $*1_descriptor, SWIG_POINTER_OWN) : gemel_host::none());
    if (gemel_host::is_missing($result)) SWIG_fail;
}
%typemap(in, numinputs=0) const SWIGTYPE **out ($*1_ltype part = NULL) "$1 = ($1_ltype)&part;"
%typemap(argout) const SWIGTYPE **out {
    $result = gemel_host::append(
        $result, gemel_host::keeping(SWIG_NewPointerObj((void *)*$1, $*1_descriptor, 0), GEMEL_FIRST_ARGUMENT));
    if (gemel_host::is_missing($result)) SWIG_fail;
}
%typemap(out) SWIGTYPE *, const SWIGTYPE * {
%#if $owner
    $result = SWIG_NewPointerObj((void *)$1, $1_descriptor, SWIG_POINTER_OWN);
%#else
    $result = $1 ? gemel_host::keeping(SWIG_NewPointerObj((void *)$1, $1_descriptor, 0), GEMEL_FIRST_ARGUMENT)
                 : gemel_host::none();
%#endif
    if (gemel_host::is_missing($result)) SWIG_fail;
}

/* ---- Text and bytes in; `held` keeps the memory until the call is over ---- */
%typemap(in) const char * (gemel_host::held held = gemel_host::nothing) {
    if (!gemel_host::take_name("$symname", "$1_name", $input, &held, &$1)) SWIG_fail;
}
%typemap(in) const char *words (gemel_host::held held = gemel_host::nothing) {
    if (gemel_host::is_none($input))
        $1 = NULL;
    else if (!gemel_host::take_name("$symname", "$1_name", $input, &held, &$1))
        SWIG_fail;
}
%typemap(in) (const char *DATA, size_t SIZE) (gemel_host::held held = gemel_host::nothing) {
    if (!gemel_host::take_text("$symname", "$1_name", $input, &held, &$1, &$2)) SWIG_fail;
}
%typemap(in) (const void *DATA, size_t SIZE) (gemel_host::held held = gemel_host::nothing) {
    if (!gemel_host::take_bytes("$symname", "$1_name", $input, &held, &$1, &$2)) SWIG_fail;
}
%typemap(freearg) const char *, (const char *DATA, size_t SIZE), (const void *DATA, size_t SIZE)
    "gemel_host::let_go(&held$argnum);"
%apply (const char *DATA, size_t SIZE) { (const char *text, size_t length), (const char *json, size_t length),
    (const char *sql, size_t length) };
%apply (const void *DATA, size_t SIZE) { (const void *bytes, size_t size) };

/* ---- Text and bytes out: copied at once ---- */
%typemap(out) const char * {
    $result = gemel_host::text($1, $1 ? strlen($1) : 0);
    if (gemel_host::is_missing($result)) SWIG_fail;
}
%typemap(in, numinputs=0) (const char **DATA, size_t *SIZE) (char *data = NULL, size_t size = 0)
    "$1 = &data; $2 = &size;"
%typemap(argout) (const char **DATA, size_t *SIZE) {
    $result = gemel_host::append($result, gemel_host::text(*$1, *$2));
    if (gemel_host::is_missing($result)) SWIG_fail;
}
%typemap(in, numinputs=0) (const void **DATA, size_t *SIZE) (void *data = NULL, size_t size = 0)
    "$1 = &data; $2 = &size;"
%typemap(argout) (const void **DATA, size_t *SIZE) {
    $result = gemel_host::append($result, gemel_host::bytes(*$1, *$2));
    if (gemel_host::is_missing($result)) SWIG_fail;
}
%apply (const char **DATA, size_t *SIZE) { (const char **text, size_t *length), (const char **json, size_t *length) };
%apply (const void **DATA, size_t *SIZE) { (const void **bytes, size_t *size) };

/* ---- Scalars in and out: of the right type, never cut ---- */
%define %gemel_scalar(TYPE)
%typemap(in) TYPE {
    if (!gemel_host::take_scalar("$symname", "$1_name", $input, &$1)) SWIG_fail;
}
%typemap(out) TYPE {
    $result = gemel_host::scalar($1);
    if (gemel_host::is_missing($result)) SWIG_fail;
}
%typemap(in, numinputs=0) TYPE * (TYPE value = 0) "$1 = &value;"
%typemap(argout) TYPE * {
    $result = gemel_host::append($result, gemel_host::scalar(*$1));
    if (gemel_host::is_missing($result)) SWIG_fail;
}
%enddef
%gemel_scalar(bool)
%gemel_scalar(double)
%gemel_scalar(int32_t)
%gemel_scalar(int64_t)
%gemel_scalar(size_t)

/* ---- Callbacks: a callable of the host ---- */
%typemap(in) (gemel_transaction_fn *fn, void *user_data) (gemel_host::transaction transaction) {
    if (!gemel_host::take_callable("$symname", "$1_name", $input)) SWIG_fail;
    transaction.function = $input;
    $1 = gemel_host::run_transaction;
    $2 = &transaction;
}
%typemap(argout) (gemel_transaction_fn *fn, void *user_data) {
    $result = gemel_host::append($result, transaction$argnum.result);
    transaction$argnum.result = gemel_host::nothing;
    if (gemel_host::is_missing($result)) SWIG_fail;
}
%typemap(freearg) (gemel_transaction_fn *fn, void *user_data) "gemel_host::let_go(&transaction$argnum.result);"
%typemap(in) (gemel_log_fn *fn, void *user_data, void (*destroy)(void *user_data)) {
    $1 = NULL;
    $2 = NULL;
    $3 = NULL;
    if (!gemel_host::is_none($input)) {
        if (!gemel_host::take_callable("$symname", "$1_name", $input)) SWIG_fail;
        $2 = gemel_host::hold($input);
        if (!$2) SWIG_fail;
        $1 = gemel_host::write_log;
        $3 = gemel_host::drop;
    }
}

%include "bindings/swig/waiting.i"
%include "handles.i"
