// Associations as borrowed handles, and their methods on records.
#include "gemel/association.h"

#include "capi/method.hpp"
#include "core/query/parse.hpp"
#include "core/query/scoping.hpp"

#include <utility>
#include <vector>

using namespace gemel::capi;
using gemel::Association;
using gemel::calls::FindOptions;
using gemel::calls::Other;

FindOptions gemel::capi::get_options(const Association &association, const gemel_options *options)
{
    const std::string where = gemel::say(association.source->name, ".", association.getter);
    OptionsReader members(options, where, gemel::CallName::record_get_association);
    FindOptions how{members.flag("rejectOnEmpty"), gemel::parse_query_for_one(*association.target, members)};
    members.refuse_unknown();
    return how;
}

namespace {

const Association &association_of(const gemel::Session &session, const gemel_association *association)
{
    const Association &it = use_part<Association>(association, "association");
    if (it.source->schema != &session.schema())
        refuse_argument("association", "is of another schema than the session's");
    return it;
}

/// `key_of` gives the key, as that association takes it.
gemel_status set_by_key(gemel_record *self, const char *association, const gemel_options *options, gemel_record **out,
                        gemel_error **err, auto key_of)
{
    return guard(err, [&] {
        if (out)
            *out = nullptr;
        Method method(self, association);
        const auto key = key_of(method.association);
        Prepared found(out, method.session());
        found.give(gemel::calls::set_key(method.session(), method.state(), method.association, *key,
                                         set_options(method.association, members_of(options))));
    });
}

} // namespace

const char *gemel_association_name(const gemel_association *self)
{
    return ask<Association>(
        self, [](const Association &it) { return it.name.c_str(); }, "");
}

int32_t gemel_association_kind(const gemel_association *self)
{
    return ask<Association>(
        self, [](const Association &it) { return it.kind; }, int32_t{0});
}

int32_t gemel_association_index(const gemel_association *self)
{
    return ask<Association>(
        self, [](const Association &it) { return it.index; }, int32_t{-1});
}

bool gemel_association_is_automatic(const gemel_association *self)
{
    return ask<Association>(
        self, [](const Association &it) { return it.automatic; }, false);
}

const gemel_model *gemel_association_source(const gemel_association *self)
{
    const Association *it = peek<Association>(self);
    return it ? part<gemel_model>(it->source) : nullptr;
}

const gemel_model *gemel_association_target(const gemel_association *self)
{
    const Association *it = peek<Association>(self);
    return it ? part<gemel_model>(it->target) : nullptr;
}

const gemel_association *gemel_association_inverse(const gemel_association *self)
{
    const Association *it = peek<Association>(self);
    return it && it->inverse ? part<gemel_association>(it->inverse) : nullptr;
}

const gemel_attribute *gemel_association_foreign_key(const gemel_association *self)
{
    const Association *it = peek<Association>(self);
    return it ? part<gemel_attribute>(it->foreign_key) : nullptr;
}

const gemel_attribute *gemel_association_key(const gemel_association *self)
{
    const Association *it = peek<Association>(self);
    return it ? part<gemel_attribute>(it->key) : nullptr;
}

const char *gemel_association_on_delete(const gemel_association *self)
{
    return ask<Association>(
        self, [](const Association &it) { return it.on_delete.c_str(); }, "");
}

const char *gemel_association_on_update(const gemel_association *self)
{
    return ask<Association>(
        self, [](const Association &it) { return it.on_update.c_str(); }, "");
}

const char *gemel_association_accessor(const gemel_association *self, const char *verb)
{
    const Association *it = peek<Association>(self);
    const std::string_view wanted = verb ? verb : "";
    if (!it)
        return "";
    const std::string *accessor = wanted == "get"      ? &it->getter
                                  : wanted == "set"    ? &it->setter
                                  : wanted == "create" ? &it->creator
                                                       : nullptr;
    return accessor && it->makes(*accessor) ? accessor->c_str() : "";
}

gemel_status gemel_record_get_association(gemel_record *self, const char *association, const gemel_options *options,
                                          gemel_record **out, gemel_error **err)
{
    return guard(err, [&] {
        clear(out, "out");
        Method method(self, association);
        const FindOptions how = get_options(method.association, options);
        Prepared found(out, method.session());
        found.give(gemel::calls::get(method.session(), method.state(), method.association, how));
    });
}

gemel_status gemel_record_set_association(gemel_record *self, const char *association, gemel_record *other,
                                          const gemel_options *options, gemel_error **err)
{
    return guard(err, [&] {
        Method method(self, association);
        const gemel::Record with = Method::other(other, "gemel_record_unset_association");
        gemel::calls::set(method.session(), method.state(), method.association, given(with),
                          set_options(method.association, members_of(options)));
    });
}

gemel_status gemel_record_set_association_key(gemel_record *self, const char *association, const gemel_values *key,
                                              const gemel_options *options, gemel_record **out, gemel_error **err)
{
    return set_by_key(self, association, options, out, err,
                      [&](const Association &) { return kept(&need(key, "key"), "key"); });
}

gemel_status gemel_record_set_association_int(gemel_record *self, const char *association, int64_t key,
                                              const gemel_options *options, gemel_record **out, gemel_error **err)
{
    return set_by_key(self, association, options, out, err, [&](const Association &it) {
        return std::make_shared<const gemel::Object>(gemel::target_key(it, key));
    });
}

gemel_status gemel_record_set_association_text(gemel_record *self, const char *association, const char *text,
                                               size_t length, const gemel_options *options, gemel_record **out,
                                               gemel_error **err)
{
    return set_by_key(self, association, options, out, err, [&](const Association &it) {
        return std::make_shared<const gemel::Object>(
            gemel::target_key(it, std::string(text_of(text, length, "text", {}))));
    });
}

gemel_status gemel_record_is_loaded(const gemel_record *self, const char *association, bool *out, gemel_error **err)
{
    return guard(err, [&] {
        clear(out, "out");
        const gemel::State &state = *record_of(self, "self").state();
        *out = state.slot(state.model().association(name_of(association, "association"))).is_loaded();
    });
}

gemel_status gemel_record_load_association(gemel_record *self, const char *association, const gemel_options *options,
                                           gemel_record **out, gemel_error **err)
{
    return guard(err, [&] {
        clear(out, "out");
        Method method(self, association);
        refuse_options(options, gemel::say("loading ", method.association.source->name, ".", method.association.name),
                       gemel::CallName::record_load_association);
        Prepared loaded(out, method.session());
        loaded.give(gemel::calls::load(method.session(), method.state(), method.association));
    });
}

gemel_status gemel_records_set_association(gemel_session *session, const gemel_association *association,
                                           gemel_record *const *owners, gemel_record *const *others, size_t count,
                                           const gemel_options *options, gemel_error **err)
{
    return guard(err, [&] {
        const gemel::SessionPtr on = use(session, "session").session;
        const Association &it = association_of(*on, association);
        const gemel::AssociateOptions how =
            gemel::set_options(it, members_of(options), gemel::CallName::records_set_association);
        std::vector<Other> sources, targets;
        for (size_t i = 0; i < count; ++i) {
            sources.push_back(given(record_of(entry_of(owners, i, "owners"), "owners")));
            targets.push_back(given(record_of(entry_of(others, i, "others"), "others")));
        }
        gemel::calls::set_many(on, it, sources, targets, how);
    });
}

gemel_status gemel_records_get_association(gemel_session *session, const gemel_association *association,
                                           gemel_record *const *records, size_t count, const gemel_options *options,
                                           gemel_records **out, gemel_error **err)
{
    return guard(err, [&] {
        clear(out, "out");
        const gemel::SessionPtr on = use(session, "session").session;
        const Association &it = association_of(*on, association);
        const std::string where = gemel::say(it.source->name, ".", it.getter);
        OptionsReader members(options, where, gemel::CallName::records_get_association);
        const gemel::Scoping scoping = gemel::take_scoping(members, *it.target);
        members.refuse_unknown();
        std::vector<Other> owners;
        for (std::size_t i = 0; i < count; ++i)
            owners.push_back(given(record_of(entry_of(records, i, "records"), "records")));
        *out = hand_out(gemel::Records(on, gemel::calls::get_many(on, it, owners, scoping)));
    });
}

gemel_status gemel_record_unset_association(gemel_record *self, const char *association, const gemel_options *options,
                                            gemel_error **err)
{
    return guard(err, [&] {
        Method method(self, association);
        gemel::calls::unset(method.session(), method.state(), method.association,
                            unset_options(method.association, members_of(options)));
    });
}

gemel_status gemel_record_create_pair(gemel_session *session, const gemel_association *association,
                                      const gemel_values *owner_values, const gemel_values *dependent_values,
                                      const gemel_options *options, gemel_record **owner, gemel_record **dependent,
                                      gemel_error **err)
{
    return guard(err, [&] {
        for (gemel_record **out : {owner, dependent})
            if (out)
                *out = nullptr;
        const gemel::SessionPtr on = use(session, "session").session;
        const Association &it = association_of(*on, association);
        const std::string where = gemel::say("creating a pair of ", it.source->name, ".", it.name);
        OptionsReader members(options, where, gemel::CallName::record_create_pair);
        gemel::SaveOptions how;
        how.validate = gemel::take_validate(members);
        how.hooks = gemel::take_hooks(members);
        members.refuse_unknown();
        Prepared first(owner, on), second(dependent, on);
        const auto ours = kept(owner_values, "owner_values");
        const auto theirs = kept(dependent_values, "dependent_values");
        auto [made, other] = gemel::calls::create_pair(on, it, *ours, *theirs, how);
        first.give(std::move(made));
        second.give(std::move(other));
    });
}

gemel_status gemel_record_create_association(gemel_record *self, const char *association, const gemel_values *values,
                                             const gemel_options *options, gemel_record **out, gemel_error **err)
{
    return guard(err, [&] {
        if (out)
            *out = nullptr;
        Method method(self, association);
        const auto members = kept(values);
        Prepared made(out, method.session());
        made.give(gemel::calls::create_association(method.session(), method.state(), method.association, *members,
                                                   create_options(method.association, members_of(options))));
    });
}
