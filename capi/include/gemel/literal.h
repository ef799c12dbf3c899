/**
 * @file gemel/literal.h
 * Values and options in one line. A literal is made by the compiler, which checks the type of every value. A literal
 * needs no allocation and no freeing, and cannot fail before a call reads it.
 *
 *   gemel_record_create(session, person, GEMEL_VALUES(GEMEL_TEXT("name", "Ada"), GEMEL_INT("age", 36)), NULL, &ada,
 *                       &err);
 *   gemel_records_find_all(session, person, GEMEL_VALUES(GEMEL_LIST("name", GEMEL_TEXT(NULL, a), GEMEL_TEXT(NULL, b))),
 *                      GEMEL_OPTIONS(GEMEL_TEXT("include", "license"), GEMEL_INT("limit", 10)), &people, &err);
 *
 * GEMEL_VALUES(...) is a `const gemel_values *`, and GEMEL_OPTIONS(...) is a `const gemel_options *`. Each has one item
 * or more; for none, pass NULL. Every call that only reads values or options accepts them, and so do
 * gemel_values_set_values and similar functions. A literal is not a builder: it cannot be changed, and freeing or
 * clearing it does nothing.
 *
 * In C, a literal lives until the end of the block that contains it, and may only be used inside a function. In C++, it
 * lives until the end of the full expression: write it as an argument of the call. Everything that its items point to
 * must live as long as the literal.
 *
 * The call that reads a literal fails as it would for a builder. GEMEL_VALIDATION if a text is not UTF-8, or if the
 * literal nests deeper than 64. GEMEL_USAGE if a name or a text is NULL, if a name occurs twice, or if the literal is
 * gone (as far as gemel notices).
 *
 * What stands here is compiled into programs. So the layout never changes and new kinds are appended; the size of an
 * item shows what was added to it.
 */
#ifndef GEMEL_LITERAL_H
#define GEMEL_LITERAL_H
#include "base.h"
#ifndef SWIG

/** A name and its value. The macros below create it. Its fields belong to the library. @since 0.1 */
typedef struct gemel_value {
    const char *name; /**< NULL for the items of a list */
    int32_t kind;     /**< which kind of value it holds */
    int32_t reserved; /**< 0 */
    /** @cond */
    union {
        int64_t integer; /* also a boolean */
        double real;
        const char *text;
        const void *bytes;
        const gemel_values *values; /* of an object or a list */
        const gemel_record *record;
    } as;
    size_t length; /* of a text or a blob */
    /** @endcond */
} gemel_value;

/** A null. @since 0.1 */
#define GEMEL_NULL(name) gemel_value_null(name)
/** A boolean. @since 0.1 */
#define GEMEL_BOOL(name, value) gemel_value_bool(name, value)
/** A 64-bit integer. @since 0.1 */
#define GEMEL_INT(name, value) gemel_value_int(name, value)
/** A double. @since 0.1 */
#define GEMEL_DOUBLE(name, value) gemel_value_double(name, value)
/** A text that ends at its NUL. @since 0.1 */
#define GEMEL_TEXT(name, text) gemel_value_text(name, text, GEMEL_NUL)
/** A text of the given length. @since 0.1 */
#define GEMEL_TEXT_N(name, text, length) gemel_value_text(name, text, length)
/** Bytes. They may be NULL if size is 0. @since 0.1 */
#define GEMEL_BLOB(name, bytes, size) gemel_value_blob(name, bytes, size)
/** A record under the name of an association, as for gemel_values_set_record. @since 0.1 */
#define GEMEL_RECORD(name, record) gemel_value_record(name, record)
/** An object with these items: GEMEL_NESTED("age", GEMEL_INT("ge", 18)). @since 0.1 */
#define GEMEL_NESTED(name, ...) gemel_value_nested(name, GEMEL_VALUES(__VA_ARGS__))
/**
 * An object with the members of other values, which may be a literal or a builder. The call reads them when it reads
 * the literal. @since 0.1
 */
#define GEMEL_INNER(name, values) gemel_value_nested(name, values)
/** A list. Its items have the name NULL: GEMEL_LIST("name", GEMEL_TEXT(NULL, a), GEMEL_NULL(NULL)). @since 0.1 */
#define GEMEL_LIST(name, ...) gemel_value_list(name, GEMEL_VALUES(__VA_ARGS__))

/** @cond */

/* What GEMEL_VALUES and GEMEL_OPTIONS create: the last item has the kind GEMEL_KIND_END. */
struct gemel_literal {
    uint32_t mark;
    uint32_t item_size; /* sizeof(gemel_value) as the program knows it */
    const gemel_value *items;
};

/* Marks of literals. A C++ literal that is gone has the last one. */
#define GEMEL_LITERAL_VALUES 0x67766c74U
#define GEMEL_LITERAL_OPTIONS 0x676f6c74U
#define GEMEL_LITERAL_GONE 0x67676c74U

/* Kinds of items. */
#define GEMEL_KIND_END 0
#define GEMEL_KIND_NULL 1
#define GEMEL_KIND_BOOL 2
#define GEMEL_KIND_INT 3
#define GEMEL_KIND_DOUBLE 4
#define GEMEL_KIND_TEXT 5
#define GEMEL_KIND_BLOB 6
#define GEMEL_KIND_NESTED 7
#define GEMEL_KIND_LIST 8
#define GEMEL_KIND_RECORD 9

static inline gemel_value gemel_value_of(const char *name, int32_t kind)
{
    gemel_value it = {name, kind, 0, {0}, 0};
    return it;
}
static inline gemel_value gemel_value_end(void)
{
    return gemel_value_of(NULL, GEMEL_KIND_END);
}
static inline gemel_value gemel_value_null(const char *name)
{
    return gemel_value_of(name, GEMEL_KIND_NULL);
}
/* Not bool: a pointer would silently become a bool, but does not become an int. */
static inline gemel_value gemel_value_bool(const char *name, int value)
{
    gemel_value it = gemel_value_of(name, GEMEL_KIND_BOOL);
    it.as.integer = value != 0;
    return it;
}
static inline gemel_value gemel_value_int(const char *name, int64_t value)
{
    gemel_value it = gemel_value_of(name, GEMEL_KIND_INT);
    it.as.integer = value;
    return it;
}
static inline gemel_value gemel_value_double(const char *name, double value)
{
    gemel_value it = gemel_value_of(name, GEMEL_KIND_DOUBLE);
    it.as.real = value;
    return it;
}
static inline gemel_value gemel_value_text(const char *name, const char *text, size_t length)
{
    gemel_value it = gemel_value_of(name, GEMEL_KIND_TEXT);
    it.as.text = text;
    it.length = length;
    return it;
}
static inline gemel_value gemel_value_blob(const char *name, const void *bytes, size_t size)
{
    gemel_value it = gemel_value_of(name, GEMEL_KIND_BLOB);
    it.as.bytes = bytes;
    it.length = size;
    return it;
}
static inline gemel_value gemel_value_nested(const char *name, const gemel_values *values)
{
    gemel_value it = gemel_value_of(name, GEMEL_KIND_NESTED);
    it.as.values = values;
    return it;
}
static inline gemel_value gemel_value_list(const char *name, const gemel_values *items)
{
    gemel_value it = gemel_value_of(name, GEMEL_KIND_LIST);
    it.as.values = items;
    return it;
}
static inline gemel_value gemel_value_record(const char *name, const gemel_record *record)
{
    gemel_value it = gemel_value_of(name, GEMEL_KIND_RECORD);
    it.as.record = record;
    return it;
}

#ifndef __cplusplus

#define GEMEL_LITERAL(mark, ...)                                                                                       \
    (&(const struct gemel_literal){mark, sizeof(gemel_value), (const gemel_value[]){__VA_ARGS__, gemel_value_end()}})

/** @endcond */
/** Values with these items. @since 0.1 */
#define GEMEL_VALUES(...) gemel_literal_values(GEMEL_LITERAL(GEMEL_LITERAL_VALUES, __VA_ARGS__))
/** Options with these items. @since 0.1 */
#define GEMEL_OPTIONS(...) gemel_literal_options(GEMEL_LITERAL(GEMEL_LITERAL_OPTIONS, __VA_ARGS__))
/** @cond */

static inline const gemel_values *gemel_literal_values(const struct gemel_literal *literal)
{
    return (const gemel_values *)(const void *)literal;
}
static inline const gemel_options *gemel_literal_options(const struct gemel_literal *literal)
{
    return (const gemel_options *)(const void *)literal;
}

#else

/* The same in C++: its destructor marks it as gone. */
template <typename Handle, uint32_t Mark> class gemel_literal_of {
public:
    template <size_t Count> explicit gemel_literal_of(const gemel_value (&items)[Count])
    {
        literal_.mark = Mark;
        literal_.item_size = sizeof(gemel_value);
        literal_.items = items;
    }
    gemel_literal_of(const gemel_literal_of &) = delete;
    gemel_literal_of &operator=(const gemel_literal_of &) = delete;
    ~gemel_literal_of() { const_cast<volatile uint32_t &>(literal_.mark) = GEMEL_LITERAL_GONE; }

    const Handle *get() const { return reinterpret_cast<const Handle *>(&literal_); }

private:
    gemel_literal literal_;
};

#define GEMEL_VALUES(...) (gemel_literal_of<gemel_values, GEMEL_LITERAL_VALUES>({__VA_ARGS__, gemel_value_end()}).get())
#define GEMEL_OPTIONS(...)                                                                                             \
    (gemel_literal_of<gemel_options, GEMEL_LITERAL_OPTIONS>({__VA_ARGS__, gemel_value_end()}).get())

#endif
/** @endcond */
#endif
#endif
