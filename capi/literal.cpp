// Reading literals.
#include "gemel/literal.h"

#include "capi/handle.hpp"
#include "core/base/json.hpp"
#include "core/base/json_text.hpp"

#include <cstddef>

// Built programs hold these numbers.
static_assert(offsetof(gemel_literal, mark) == 0 && offsetof(gemel_literal, item_size) == 4);
static_assert(offsetof(gemel_literal, items) == 8);
static_assert(offsetof(gemel_value, name) == 0 && offsetof(gemel_value, kind) == sizeof(void *));
static_assert(offsetof(gemel_value, as) == 8 + sizeof(void *) && offsetof(gemel_value, length) == 16 + sizeof(void *));

namespace gemel::capi {

namespace {

class LiteralReader {
public:
    explicit LiteralReader(std::string_view argument) : argument_(argument) {}

    Object object(const void *literal)
    {
        const Inside inside(*this);
        Object members;
        for_each_value(literal, [&](const gemel_value &item) {
            const std::string place = say("item ", std::to_string(members.size() + 1));
            if (!item.name)
                refuse(say(place, " has no name"));
            const std::string_view name = item.name;
            if (invalid_utf8(name) != std::string_view::npos)
                refuse(say("the name of ", place, " is not UTF-8"));
            if (find_member(members, name)) // whichever of the two counted, the other would be lost without a word
                refuse(say(in_quotes(name), " is there twice"));
            members.push_back({std::string(name), node(item, name)});
        });
        return members;
    }

private:
    /// One level more, as long as this is there.
    class Inside {
    public:
        explicit Inside(LiteralReader &reader) : reader_(reader)
        {
            if (reader_.depth_ == json_text::greatest_depth)
                throw Failure(Status::VALIDATION,
                              say("lists and objects nest deeper than ", std::to_string(json_text::greatest_depth)));
            ++reader_.depth_;
        }
        Inside(const Inside &) = delete;
        Inside &operator=(const Inside &) = delete;
        ~Inside() { --reader_.depth_; }

    private:
        LiteralReader &reader_;
    };

    /// Items may be longer than those that are known here: a later header's.
    template <typename Visit> void for_each_value(const void *literal, const Visit &visit)
    {
        gemel_literal it{};
        std::memcpy(&it, literal, sizeof it);
        if (it.item_size < sizeof(gemel_value) || !it.items)
            refuse("is no literal that gemel/literal.h makes");
        const char *place = reinterpret_cast<const char *>(it.items);
        for (gemel_value item{};; place += it.item_size) {
            std::memcpy(&item, place, sizeof item);
            if (item.kind == GEMEL_KIND_END)
                return;
            visit(item);
        }
    }

    List list(const gemel_value &outer, std::string_view member)
    {
        const Inside inside(*this);
        if (mark_of(need_part(outer.as.values, member, "list")) != GEMEL_LITERAL_VALUES)
            refuse(say("the list ", in_quotes(member), " is none that GEMEL_LIST makes"));
        List items;
        for_each_value(outer.as.values, [&](const gemel_value &item) {
            if (item.name)
                refuse(say("an item of the list ", in_quotes(member), " has a name"));
            items.push_back(node(item, member));
        });
        return items;
    }

    /// The values under a name, be they a literal's or a builder's.
    Node nested(const gemel_values *values, std::string_view member)
    {
        if (mark_of(need_part(values, member, "object")) == GEMEL_LITERAL_VALUES)
            return {object(values)};
        const Given built = members_of(values, member);
        require_nesting(built.object(), depth_);
        return {built.object()};
    }

    /// `member` is the name of an item, or of the list that it is in.
    Node node(const gemel_value &item, std::string_view member)
    {
        switch (item.kind) {
        case GEMEL_KIND_NULL:
            return {Value(Null{})};
        case GEMEL_KIND_BOOL:
            return {Value(item.as.integer != 0)};
        case GEMEL_KIND_INT:
            return {Value(item.as.integer)};
        case GEMEL_KIND_DOUBLE:
            return {Value(item.as.real)};
        case GEMEL_KIND_TEXT:
            return {Value(std::string(text_of(need_part(item.as.text, member, "text"), item.length, "text", member)))};
        case GEMEL_KIND_BLOB:
            if (item.length > 0)
                need_part(item.as.bytes, member, "blob");
            return {Value(Bytes{std::string(bytes_of(item.as.bytes, item.length))})};
        case GEMEL_KIND_NESTED:
            return nested(item.as.values, member);
        case GEMEL_KIND_LIST:
            return {list(item, member)};
        case GEMEL_KIND_RECORD:
            return {record_of(need_part(item.as.record, member, "record"), member).carried()};
        default:
            refuse(
                say(in_quotes(member), " is of a kind that this library does not know: ", std::to_string(item.kind)));
        }
    }

    template <typename Part> Part *need_part(Part *part, std::string_view member, std::string_view what) const
    {
        if (!part)
            refuse(say("the ", what, " for ", in_quotes(member), " is NULL"));
        return part;
    }

    [[noreturn]] void refuse(std::string_view why) const
    {
        throw Failure(Status::USAGE, say("argument ", in_quotes(argument_), ": ", why));
    }

    std::string_view argument_;
    std::size_t depth_ = 0; // of lists and objects around what is read
};

} // namespace

Object read_literal(const void *literal, std::string_view argument)
{
    return LiteralReader(argument).object(literal);
}

} // namespace gemel::capi
