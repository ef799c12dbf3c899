// Ruby, as the typemaps of gemel.i see it: text, bytes, scalars, failures and the GVL. Ruby leaves a function by
// longjmp when it raises, so nothing that has a destructor may be alive here where it may raise. It must not know a
// function of gemel but those that read an error.
#pragma once

#include <gemel/gemel.h>
#include <ruby.h>
#include <ruby/encoding.h>
#include <ruby/thread.h>

#include <cstdint>
#include <cstring>
#include <utility>

namespace gemel_host {

/// What keeps memory that was handed in alive and as it is, while another thread may write to the string that it came
/// from, or move it: a string of our own on the stack.
using held = VALUE;
constexpr held nothing = Qnil;

inline void let_go(held *object)
{
    RB_GC_GUARD(*object);
}

/// What cannot be made raises.
inline bool is_missing(VALUE)
{
    return false;
}

inline VALUE none()
{
    return Qnil;
}

inline bool is_none(VALUE object)
{
    return NIL_P(object);
}

// ---- In ----

[[noreturn]] inline void refuse(const char *function, const char *argument, const char *wanted, VALUE given)
{
    rb_raise(rb_eTypeError, "%s: %s must be %s, not %" PRIsVALUE, function, argument, wanted,
             NIL_P(given) ? rb_str_new_cstr("nil") : rb_obj_class(given));
}

/// A string as UTF-8: transcoded if need be; what cannot be, or is broken, is an EncodingError.
inline VALUE as_utf8(const char *function, const char *argument, VALUE given)
{
    if (!RB_TYPE_P(given, T_STRING))
        refuse(function, argument, "String", given);
    rb_encoding *utf8 = rb_utf8_encoding();
    if (rb_enc_get(given) != utf8)
        given = rb_str_encode(given, rb_enc_from_encoding(utf8), 0, Qnil);
    if (rb_enc_str_coderange(given) == ENC_CODERANGE_BROKEN)
        rb_raise(rb_eEncodingError, "%s: %s is not valid UTF-8", function, argument);
    return given;
}

inline bool take_text(const char *function, const char *argument, VALUE given, held *held, char **text,
                      std::size_t *length)
{
    *held = rb_str_new_frozen(as_utf8(function, argument, given));
    *text = RSTRING_PTR(*held);
    *length = static_cast<std::size_t>(RSTRING_LEN(*held));
    return true;
}

inline bool take_name(const char *function, const char *argument, VALUE given, held *held, char **name)
{
    const VALUE utf8 = as_utf8(function, argument, given);
    *held = rb_str_new(RSTRING_PTR(utf8), RSTRING_LEN(utf8)); // a new one has a NUL at its end
    *name = RSTRING_PTR(*held);
    if (std::strlen(*name) != static_cast<std::size_t>(RSTRING_LEN(*held)))
        rb_raise(rb_eArgError, "%s: %s must not hold a NUL", function, argument);
    return true;
}

inline bool take_bytes(const char *function, const char *argument, VALUE given, held *held, void **data,
                       std::size_t *size)
{
    if (!RB_TYPE_P(given, T_STRING))
        refuse(function, argument, "String", given);
    *held = rb_str_new_frozen(given);
    *data = RSTRING_PTR(*held);
    *size = static_cast<std::size_t>(RSTRING_LEN(*held));
    return true;
}

inline bool take_scalar(const char *function, const char *argument, VALUE given, bool *value)
{
    if (given != Qtrue && given != Qfalse)
        refuse(function, argument, "true or false", given);
    *value = RTEST(given);
    return true;
}

inline bool take_scalar(const char *function, const char *argument, VALUE given, double *value)
{
    if (!RB_FLOAT_TYPE_P(given) && !RB_INTEGER_TYPE_P(given))
        refuse(function, argument, "Float", given);
    *value = NUM2DBL(given);
    return true;
}

/// An Integer within the bounds of a type of C; else a RangeError.
template <typename T> bool take_scalar(const char *function, const char *argument, VALUE given, T *value)
{
    if (!RB_INTEGER_TYPE_P(given))
        refuse(function, argument, "Integer", given);
    const long long number = NUM2LL(given);
    if (!std::in_range<T>(number))
        rb_raise(rb_eRangeError, "%s: %s is out of range: %" PRIsVALUE, function, argument, given);
    *value = static_cast<T>(number);
    return true;
}

// ---- Out ----

inline VALUE text(const char *data, std::size_t length)
{
    return data ? rb_utf8_str_new(data, static_cast<long>(length)) : Qnil;
}

inline VALUE bytes(const void *data, std::size_t size)
{
    return data ? rb_str_new(static_cast<const char *>(data), static_cast<long>(size)) : Qnil;
}

inline VALUE scalar(bool value)
{
    return value ? Qtrue : Qfalse;
}

inline VALUE scalar(std::size_t value)
{
    return SIZET2NUM(value);
}

inline VALUE scalar(std::int32_t value)
{
    return INT2NUM(value);
}

inline VALUE scalar(std::int64_t value)
{
    return LL2NUM(value);
}

inline VALUE scalar(double value)
{
    return rb_float_new(value);
}

/// Adds one more thing that a call gives: the first replaces nil, from the second on they are an array.
inline VALUE append(VALUE result, VALUE value)
{
    if (NIL_P(result))
        return value;
    if (!RB_TYPE_P(result, T_ARRAY))
        result = rb_ary_new_from_args(1, result);
    return rb_ary_push(result, value);
}

/// A borrowed part keeps alive the object that owns it, and not the part that it was reached by: else a walk from part
/// to part would grow a chain. The name is none that Ruby can write.
inline VALUE keeping(VALUE part, VALUE reached_by)
{
    const ID name = rb_intern("gemel_owner");
    const VALUE owner = rb_ivar_get(reached_by, name);
    rb_ivar_set(part, name, NIL_P(owner) ? reached_by : owner);
    return part;
}

// ---- Failures ----

inline VALUE error_factory = Qnil;
/// Why a callback was left on this thread (an exception, a throw, the end of the thread), as rb_protect gave it, until
/// the call that it ran in gives it on; 0 for not at all.
inline thread_local int left = 0;

inline void set_error_factory(VALUE factory)
{
    static const bool known = (rb_gc_register_address(&error_factory), true);
    static_cast<void>(known);
    error_factory = factory;
}

/// Lets Ruby do what waited for the end of the call: leave it as a callback did, or see to interrupts.
inline void settle()
{
    if (const int state = left) {
        left = 0;
        rb_jump_tag(state);
    }
    rb_thread_check_ints();
}

inline VALUE items(const gemel_error *error)
{
    const VALUE list = rb_ary_new();
    for (std::size_t i = 0; i < gemel_error_item_count(error); ++i)
        rb_ary_push(list, rb_ary_new_from_args(6, rb_utf8_str_new_cstr(gemel_error_item_model(error, i)),
                                               rb_utf8_str_new_cstr(gemel_error_item_attribute(error, i)),
                                               rb_utf8_str_new_cstr(gemel_error_item_message(error, i)),
                                               INT2NUM(gemel_error_item_status(error, i)),
                                               rb_utf8_str_new_cstr(gemel_error_item_kind(error, i)),
                                               rb_utf8_str_new_cstr(gemel_error_item_value(error, i))));
    return list;
}

inline VALUE exception(VALUE handle)
{
    const auto *error = reinterpret_cast<const gemel_error *>(handle);
    const VALUE message = rb_utf8_str_new_cstr(gemel_error_message(error));
    if (NIL_P(error_factory))
        return rb_exc_new_str(rb_eRuntimeError, message);
    return rb_funcall(error_factory, rb_intern("call"), 7, INT2NUM(gemel_error_status(error)), message,
                      rb_utf8_str_new_cstr(gemel_error_sqlstate(error)), rb_utf8_str_new_cstr(gemel_error_table(error)),
                      rb_utf8_str_new_cstr(gemel_error_constraint(error)), INT2NUM(gemel_error_driver_code(error)),
                      items(error));
}

inline VALUE free_error(VALUE handle)
{
    gemel_error_free(reinterpret_cast<gemel_error *>(handle));
    return Qnil;
}

/// Frees the error.
[[noreturn]] inline void raise(gemel_status status, gemel_error *error)
{
    const auto handle = reinterpret_cast<VALUE>(error);
    if (left || status == GEMEL_OUT_OF_MEMORY) {
        free_error(handle);
        settle();
        rb_memerror();
    }
    rb_exc_raise(rb_ensure(exception, handle, free_error, handle));
}

// ---- The GVL ----

/// Is this thread inside a call that has released the GVL?
inline thread_local bool is_released = false;

/// Interrupts are seen to before and, by settle(), after the call: here they would leave what it gave behind.
template <typename Call> void released(Call call)
{
    struct Once {
        Call &call;
        bool done;
    } once{call, false};
    const auto run = [](void *data) -> void * {
        auto *it = static_cast<Once *>(data);
        is_released = true;
        it->call();
        is_released = false;
        it->done = true;
        return nullptr;
    };
    do {
        rb_thread_call_without_gvl2(run, &once, nullptr, nullptr);
        if (!once.done)
            rb_thread_check_ints();
    } while (!once.done);
}

/// Calls a function of Ruby's from a callback, on the thread that is inside the call.
inline void with_gvl(void *(*function)(void *), void *data)
{
    if (!is_released) {
        function(data);
        return;
    }
    is_released = false;
    rb_thread_call_with_gvl(function, data);
    is_released = true;
}

} // namespace gemel_host
