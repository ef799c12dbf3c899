/**
 * @file gemel/literal.h
 * Values and options in a line. A literal is made by the compiler, which checks the type of every value: nothing is
 * allocated, nothing is freed, and nothing can fail before the call that reads it.
 *
 *   gemel_record_create(session, person, GEMEL_VALUES(GEMEL_TEXT("name", "Ada"), GEMEL_INT("age", 36)), NULL, &ada,
 *                       &err);
 *   gemel_records_find_all(session, person, GEMEL_VALUES(GEMEL_LIST("name", GEMEL_TEXT(NULL, a), GEMEL_TEXT(NULL, b))),
 *                      GEMEL_OPTIONS(GEMEL_TEXT("include", "license"), GEMEL_INT("limit", 10)), &people, &err);
 *
 * GEMEL_VALUES(...) is a `const gemel_values *` and GEMEL_OPTIONS(...) a `const gemel_options *`, of one item or more;
 * for none, pass NULL. Every call that only reads values or options takes them, and gemel_values_set_values and the
 * like. They are no builders: nothing can be set in them, and freeing or clearing one does nothing.
 *
 * In C a literal lives until the end of the block that it stands in, and stands inside functions only. In C++ it lives
 * until the end of the full expression: let it stand among the arguments of the call. What the items point to must live
 * as long as the literal.
 *
 * The call that reads a literal fails as a builder would: GEMEL_VALIDATION for a text that is not UTF-8 and for one
 * that nests deeper than 64; GEMEL_USAGE for a name or a text that is NULL, a name that comes twice, and a literal that
 * is gone, as far as that can be noticed.
 *
 * Programs are compiled with what stands here: the layout is for ever, new kinds are appended, and what is added to
 * an item is told by its size.
 */
#ifndef GEMEL_LITERAL_H
#define GEMEL_LITERAL_H
#include "base.h"
#ifndef SWIG

/** A name and its value. The macros below make it; its fields are for the library. @since 0.1 */
typedef struct gemel_value {
    const char *name; /**< NULL of the items of a list */
    int32_t kind;     /**< which of the values it has */
    int32_t reserved; /**< 0 */
    /** @cond */
    union {
        int64_t integer; /* of a boolean too */
        double real;
        const char *text;
        const void *bytes;
        const gemel_values *values; /* of an object, and of a list */
        const gemel_record *record;
    } as;
    size_t length; /* of a text or a blob */
    /** @endcond */
} gemel_value;

/** A null. @since 0.1 */
#define GEMEL_NULL(name) gemel_value_null(name)
/** A boolean. @since 0.1 */
#define GEMEL_BOOL(name, value) gemel_value_bool(name, value)
/** An integer of 64 bits. @since 0.1 */
#define GEMEL_INT(name, value) gemel_value_int(name, value)
/** A double. @since 0.1 */
#define GEMEL_DOUBLE(name, value) gemel_value_double(name, value)
/** A text up to its NUL. @since 0.1 */
#define GEMEL_TEXT(name, text) gemel_value_text(name, text, GEMEL_NUL)
/** A text of a length. @since 0.1 */
#define GEMEL_TEXT_N(name, text, length) gemel_value_text(name, text, length)
/** Bytes, which may be NULL if size is 0. @since 0.1 */
#define GEMEL_BLOB(name, bytes, size) gemel_value_blob(name, bytes, size)
/** A record under the name of an association, as gemel_values_set_record. @since 0.1 */
#define GEMEL_RECORD(name, record) gemel_value_record(name, record)
/** An object of these items: GEMEL_NESTED("age", GEMEL_INT("ge", 18)). @since 0.1 */
#define GEMEL_NESTED(name, ...) gemel_value_nested(name, GEMEL_VALUES(__VA_ARGS__))
/** The same of values that are made elsewhere: a builder's, read when the literal is, or a literal's. @since 0.1 */
#define GEMEL_INNER(name, values) gemel_value_nested(name, values)
/** A list, whose items have the name NULL: GEMEL_LIST("name", GEMEL_TEXT(NULL, a), GEMEL_NULL(NULL)). @since 0.1 */
#define GEMEL_LIST(name, ...) gemel_value_list(name, GEMEL_VALUES(__VA_ARGS__))

/** @cond */

/* What GEMEL_VALUES and GEMEL_OPTIONS make: the items end with one of the kind GEMEL_KIND_END. */
struct gemel_literal {
    uint32_t mark;
    uint32_t item_size; /* sizeof(gemel_value) as the program knows it */
    const gemel_value *items;
};

/* Marks of literals; the last one of a C++ literal that is gone. */
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
/* A pointer would become a bool without a word, and does not become an int. */
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
/** Values of these items. @since 0.1 */
#define GEMEL_VALUES(...) gemel_literal_values(GEMEL_LITERAL(GEMEL_LITERAL_VALUES, __VA_ARGS__))
/** Options of these items. @since 0.1 */
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

/* The same in C++: it says when it is gone. */
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
