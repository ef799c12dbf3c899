// Association methods on any row, each in a transaction that is rolled back. Must not know how a definition was said.
#include "links.hpp"

#include "vocabulary.hpp"

#include <set>

namespace property {

namespace {

using Method = std::string;

class Link {
public:
    Link(const gemel_association *association, gemel_session *session, Rows &rows)
        : it_(association), session_(session), rows_(rows)
    {}

    void check()
    {
        if (!is_of_one_type() || !first(gemel_association_source(it_)))
            return;
        in_transaction([&](gemel_record *self) { expect("get", get(self).first); });
        in_transaction([&](gemel_record *self) {
            const Record other = first(gemel_association_target(it_));
            if (other && expect("set", ask(gemel_record_set_association, self, name(), other.get(), nullptr)))
                check_partner("set", self, other.get());
        });
        in_transaction([&](gemel_record *self) {
            const Values values = rows_.values(gemel_association_target(it_), 3);
            gemel_record *made = nullptr;
            const Answer answer =
                ask(gemel_record_create_association, self, name(), values.get(), replace_.get(), &made);
            const Record other(made);
            if (expect("create", answer))
                check_partner("create", self, other.get());
        });
        in_transaction([&](gemel_record *self) {
            if (expect("unset", ask(gemel_record_unset_association, self, name(), nullptr)) && get(self).second)
                refuse("unset", "leaves somebody linked");
        });
    }

private:
    /// Without a constraint it need not be, and then the foreign key may not take the key.
    bool is_of_one_type() const
    {
        const std::string foreign = gemel_attribute_type_name(gemel_association_foreign_key(it_));
        const std::string key = gemel_attribute_type_name(gemel_association_key(it_));
        return family_of(foreign) == family_of(key);
    }

    const char *name() const { return gemel_association_name(it_); }

    Record first(const gemel_model *model)
    {
        gemel_record *found = nullptr;
        must("find_first", gemel_record_find_first, session_, model, nullptr, nullptr, &found);
        return Record(found);
    }

    template <typename Body> void in_transaction(Body body)
    {
        must("begin", gemel_session_begin, session_, nullptr);
        body(first(gemel_association_source(it_)).get());
        must("rollback", gemel_session_rollback, session_);
    }

    std::pair<Answer, Record> get(gemel_record *self)
    {
        gemel_record *found = nullptr;
        Answer answer = ask(gemel_record_get_association, self, name(), nullptr, &found);
        return {std::move(answer), Record(found)};
    }

    /// A new dependent is linked in memory; a row may displace itself and be gone.
    void check_partner(const Method &method, gemel_record *self, gemel_record *other)
    {
        if (gemel_record_is_new(self))
            return;
        const auto got = get(self);
        expect("get after " + method, got.first);
        bool is_other = false;
        if (got.second)
            expect("comparison after " + method, ask(gemel_record_equals, got.second.get(), other, &is_other));
        const bool linked = got.second && (is_other || may_be_another());
        if (!linked && (got.second || !(may_be_gone() || is_out_of_scope(self, other))))
            refuse(method, "does not link");
    }

    /// The key alone makes nobody a dependent of a has one that has a scope; then neither end leads to the other.
    bool is_out_of_scope(const gemel_record *self, gemel_record *other)
    {
        const gemel_association *inverse = gemel_association_inverse(it_);
        if (gemel_association_kind(it_) != GEMEL_BELONGS_TO || !inverse)
            return false;
        gemel_record *found = nullptr;
        const Answer answer =
            ask(gemel_record_get_association, other, gemel_association_name(inverse), nullptr, &found);
        const Record back(found);
        bool is_self = false;
        if (expect("get from the other end", answer) && back)
            expect("comparison at the other end", ask(gemel_record_equals, back.get(), self, &is_self));
        return !is_self;
    }

    /// Without a constraint a key need not be unique: then another row that holds it may come first.
    bool may_be_another() const
    {
        return gemel_association_kind(it_) == GEMEL_BELONGS_TO &&
               !gemel_attribute_is_unique(gemel_association_key(it_));
    }

    /// Who is displaced may be deleted, and what refers to it, be it by a detour, goes too or loses its key.
    bool may_be_gone() const
    {
        const bool has_one = gemel_association_kind(it_) == GEMEL_HAS_ONE;
        const gemel_model *source = gemel_association_source(it_), *target = gemel_association_target(it_);
        return rows_.leads(has_one ? source : target, has_one ? target : source);
    }

    bool expect(const Method &method, const Answer &answer)
    {
        static const std::set<gemel_status> documented{GEMEL_OK,       GEMEL_USAGE,       GEMEL_NOT_FOUND,
                                                       GEMEL_OCCUPIED, GEMEL_VALIDATION,  GEMEL_NOT_NULL,
                                                       GEMEL_UNIQUE,   GEMEL_FOREIGN_KEY, GEMEL_CHECK};
        if (documented.count(answer.status) == 0 && !rows_.hands_null_on(answer, gemel_association_foreign_key(it_)))
            refuse(method, answer.told());
        return answer.status == GEMEL_OK;
    }

    [[noreturn]] void refuse(const Method &method, const std::string &why) const
    {
        throw Broken(std::string(gemel_model_name(gemel_association_source(it_))) + "." + name() + ", " + method +
                     ": " + why);
    }

    struct FreeOptions {
        void operator()(gemel_options *it) const { gemel_options_free(it); }
    };
    static gemel_options *replacing()
    {
        gemel_options *options = gemel_options_new();
        gemel_options_set_bool(options, "replace", true, nullptr);
        return options;
    }

    const gemel_association *it_;
    gemel_session *session_;
    Rows &rows_;
    std::unique_ptr<gemel_options, FreeOptions> replace_{replacing()};
};

} // namespace

void check_links(const gemel_schema *schema, gemel_session *session, Rows &rows)
{
    for (std::size_t i = 0; i < gemel_schema_model_count(schema); ++i) {
        const gemel_model *model = gemel_schema_model_at(schema, i);
        for (std::size_t k = 0; k < gemel_model_association_count(model); ++k)
            Link(gemel_model_association_at(model, k), session, rows).check();
    }
}

} // namespace property
