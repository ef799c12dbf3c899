// Records as handles: making, finding, life.
#include "gemel/record.h"

#include "capi/session_model.hpp"
#include "core/query/includes.hpp"
#include "core/query/parse.hpp"
#include "core/reading/find.hpp"

using namespace gemel::capi;
using gemel::Model;
using gemel::Record;
using gemel::Status;
using gemel::calls::FindOptions;

namespace {

/// The one option that the call has.
gemel::IncludesPtr includes_of(const gemel_options *options, const std::string &where, const Model &model)
{
    OptionsReader members(options, where, gemel::CallName::record_reload);
    gemel::IncludesPtr includes = gemel::take_includes(members, model);
    members.refuse_unknown();
    return includes;
}

/// `key_of` gives the key, of a row of that model.
gemel_status find_by_key(gemel_session *session, const gemel_model *model, const gemel_options *options,
                         gemel_record **out, gemel_error **err, auto key_of) noexcept
{
    return guard(err, [&] {
        clear(out, "out");
        const SessionModel in(session, model);
        const auto row = key_of(in.model);
        const std::string where = gemel::say("finding a ", in.model.name);
        OptionsReader members(options, where, gemel::CallName::record_find);
        const FindOptions how{members.flag("rejectOnEmpty"), gemel::parse_query_by_key(in.model, members)};
        members.refuse_unknown();
        Prepared found(out, in.session);
        found.give(gemel::calls::find(in.session, *row, how));
    });
}

/// A handle that has a record unless it was taken. Not before somebody asks: what has written them must not fail any
/// more.
gemel_record &borrowed_of(gemel_records &records, std::size_t record)
{
    if (records.borrowed.empty()) {
        std::vector<gemel_record> made;
        made.reserve(records.records.size());
        for (std::size_t i = 0; i < records.records.size(); ++i)
            made.emplace_back(nullptr).borrowed = true;
        records.borrowed.swap(made);
    }
    gemel_record &borrowed = records.borrowed[record];
    if (!borrowed.taken && !borrowed.record)
        borrowed.record = records.records.make(record);
    return borrowed;
}

/// A call, for messages about its options.
std::string saying(const char *call, const Record &record)
{
    return gemel::say(call, " of a ", record.model().name);
}

} // namespace

gemel_status gemel_record_build(gemel_session *session, const gemel_model *model, const gemel_values *values,
                                gemel_record **out, gemel_error **err)
{
    return guard(err, [&] {
        clear(out, "out");
        const SessionModel in(session, model);
        Prepared built(out, in.session);
        built.give(gemel::calls::build(in.model, members_of(values)));
    });
}

gemel_status gemel_record_create(gemel_session *session, const gemel_model *model, const gemel_values *values,
                                 const gemel_options *options, gemel_record **out, gemel_error **err)
{
    return guard(err, [&] {
        clear(out, "out");
        const SessionModel in(session, model);
        const std::string where = gemel::say("creating a ", in.model.name);
        OptionsReader members(options, where, gemel::CallName::record_create);
        gemel::calls::CreateOptions how;
        how.includes = gemel::take_includes(members, in.model);
        how.fields = gemel::take_fields(members, in.model);
        how.validate = gemel::take_validate(members);
        how.hooks = gemel::take_hooks(members);
        members.refuse_unknown();
        Prepared made(out, in.session);
        made.give(gemel::calls::create(in.session, in.model, *kept(values), how));
    });
}

gemel_status gemel_record_find(gemel_session *session, const gemel_model *model, const gemel_values *key,
                               const gemel_options *options, gemel_record **out, gemel_error **err)
{
    return find_by_key(session, model, options, out, err,
                       [&](const Model &) { return kept(&need(key, "key"), "key"); });
}

gemel_status gemel_record_find_by_int(gemel_session *session, const gemel_model *model, int64_t key,
                                      const gemel_options *options, gemel_record **out, gemel_error **err)
{
    return find_by_key(session, model, options, out, err, [&](const Model &in) {
        return std::make_shared<const gemel::Object>(gemel::sole_key(in, key));
    });
}

gemel_status gemel_record_find_by_text(gemel_session *session, const gemel_model *model, const char *text,
                                       size_t length, const gemel_options *options, gemel_record **out,
                                       gemel_error **err)
{
    return find_by_key(session, model, options, out, err, [&](const Model &in) {
        return std::make_shared<const gemel::Object>(
            gemel::sole_key(in, std::string(text_of(text, length, "text", {}))));
    });
}

gemel_status gemel_record_find_first(gemel_session *session, const gemel_model *model, const gemel_values *where,
                                     const gemel_options *options, gemel_record **out, gemel_error **err)
{
    return guard(err, [&] {
        clear(out, "out");
        const SessionModel in(session, model);
        const std::string call = gemel::say("finding a ", in.model.name);
        FilteredReader members(options, where, call, gemel::CallName::record_find_first);
        const FindOptions how{members.flag("rejectOnEmpty"), gemel::parse_query(in.model, members)};
        members.refuse_unknown();
        Prepared found(out, in.session);
        found.give(gemel::calls::find_first(in.session, members.asked, how));
    });
}

gemel_status gemel_records_find_all(gemel_session *session, const gemel_model *model, const gemel_values *where,
                                    const gemel_options *options, gemel_records **out, gemel_error **err)
{
    return guard(err, [&] {
        clear(out, "out");
        const SessionModel in(session, model);
        const std::string call = gemel::say("finding ", in.model.name, " records");
        FilteredReader members(options, where, call, gemel::CallName::records_find_all);
        const gemel::Query query = gemel::parse_query(in.model, members);
        members.refuse_unknown();
        *out = hand_out(gemel::Records(in.session, gemel::calls::find_all(in.session, query)));
    });
}

size_t gemel_records_count(const gemel_records *self)
{
    return self && self->mark == gemel_records::expected_mark ? self->records.size() : 0;
}

gemel_record *gemel_records_at(gemel_records *self, size_t record)
{
    gemel_record *handle = nullptr;
    guard(nullptr, [&] {
        gemel_records &records = use(self, "self");
        if (record >= records.records.size())
            return;
        gemel_record &borrowed = borrowed_of(records, record);
        if (!borrowed.taken)
            handle = &borrowed;
    });
    return handle;
}

gemel_status gemel_records_take(gemel_records *self, size_t record, gemel_record **out, gemel_error **err)
{
    return guard(err, [&] {
        clear(out, "out");
        gemel_records &records = use(self, "self");
        if (record >= records.records.size())
            refuse_argument("record", "is past the end");
        gemel_record &borrowed = borrowed_of(records, record);
        if (borrowed.taken)
            refuse_argument("record", "was taken already");
        auto handle = std::make_unique<gemel_record>(nullptr);
        handle->record = std::move(borrowed.record);
        borrowed.taken = true;
        *out = handle.release();
    });
}

void gemel_records_free(gemel_records *self)
{
    delete self;
}

gemel_status gemel_record_save(gemel_record *self, const gemel_options *options, gemel_error **err)
{
    return guard(err, [&] {
        const Record record = held(self, "self");
        gemel::calls::save(
            record.session(), record.state(),
            gemel::save_options(members_of(options), saying("save", record), gemel::CallName::record_save));
    });
}

gemel_status gemel_record_update(gemel_record *self, const gemel_values *values, const gemel_options *options,
                                 gemel_error **err)
{
    return guard(err, [&] {
        const Record record = held(self, "self");
        gemel::calls::update(
            record.session(), record.state(), *kept(&need(values, "values")),
            gemel::save_options(members_of(options), saying("update", record), gemel::CallName::record_update));
    });
}

gemel_status gemel_record_reload(gemel_record *self, const gemel_options *options, gemel_error **err)
{
    return guard(err, [&] {
        const Record record = held(self, "self");
        gemel::calls::reload(record.session(), record.state(),
                             includes_of(options, saying("reload", record), record.model()));
    });
}

gemel_status gemel_record_destroy(gemel_record *self, const gemel_options *options, bool *deleted, gemel_error **err)
{
    return guard(err, [&] {
        if (deleted)
            *deleted = false;
        const Record record = held(self, "self");
        const bool was_there = gemel::calls::destroy(
            record.session(), record.state(),
            gemel::destroy_options(members_of(options), saying("destroy", record), gemel::CallName::record_destroy));
        if (deleted)
            *deleted = was_there;
    });
}

gemel_status gemel_record_restore(gemel_record *self, gemel_error **err)
{
    return guard(err, [&] {
        const Record record = held(self, "self");
        gemel::calls::restore(record.session(), record.state());
    });
}

gemel_status gemel_record_touch(gemel_record *self, gemel_error **err)
{
    return guard(err, [&] {
        const Record record = held(self, "self");
        gemel::calls::touch(record.session(), record.state());
    });
}

void gemel_record_free(gemel_record *self)
{
    if (self && !self->borrowed)
        delete self;
}

const gemel_model *gemel_record_model(const gemel_record *self)
{
    const Record *record = peek_record(self);
    return record ? part<gemel_model>(&record->model()) : nullptr;
}

bool gemel_record_is_new(const gemel_record *self)
{
    const Record *record = peek_record(self);
    return record && record->state()->is_new();
}

bool gemel_record_is_changed(const gemel_record *self)
{
    const Record *record = peek_record(self);
    return record && record->state()->is_changed();
}

gemel_status gemel_record_is_deleted(const gemel_record *self, bool *out, gemel_error **err)
{
    return guard(err, [&] {
        clear(out, "out");
        *out = is_marked(*record_of(self, "self").state());
    });
}

gemel_status gemel_record_equals(const gemel_record *self, const gemel_record *other, bool *out, gemel_error **err)
{
    return guard(err, [&] {
        clear(out, "out");
        const gemel::StatePtr &state = record_of(self, "self").state();
        *out = other && state->is_same_row(*record_of(other, "other").state());
    });
}

gemel_status gemel_record_to_json(gemel_record *self, const char **json, size_t *length, gemel_error **err)
{
    return guard(err, [&] {
        clear(json, "json");
        if (length)
            *length = 0;
        const std::string_view text = record_of(self, "self").json();
        *json = text.data();
        if (length)
            *length = text.size();
    });
}
