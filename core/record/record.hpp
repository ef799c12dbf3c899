// A record: C's host of a state. Binds a state to its session, makes each call one Session::Call, and shows values.
// Rules are in the operations beside it, never here.
#pragma once

#include "core/reading/fetch.hpp"
#include "core/reading/find.hpp"
#include "core/session/session.hpp"
#include "core/writing/associate.hpp"
#include "core/writing/create_tree.hpp"
#include "core/writing/explain.hpp"
#include "core/writing/save.hpp"
#include "core/writing/upsert.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gemel {

class Record;
using RecordPtr = std::unique_ptr<Record>;

struct FindOptions {
    bool required; // none found is NOT_FOUND
    Query query;
};

struct CreateOptions : SaveOptions {
    IncludesPtr includes{}; // who is created too
    Fields fields{};
};

class Records;

class Record {
public:
    /// A new object.
    Record(SessionPtr session, const Model &model) : Record(std::move(session), std::make_shared<State>(model)) {}
    Record(SessionPtr session, std::shared_ptr<State> state) : session_(std::move(session)), state_(std::move(state)) {}

    /// To be read only, and while a validator is asked.
    static RecordPtr show(const Candidate &candidate);
    static RecordPtr build(SessionPtr session, const Model &model, const Object &values);
    /// Null if there is none, or NOT_FOUND if one is required.
    static RecordPtr find(const SessionPtr &session, const Object &key, const FindOptions &options);
    /// `asked` is what the query was read from.
    static RecordPtr find_first(const SessionPtr &session, const Object &asked, const FindOptions &options);

    /// A new owner and its new dependent, by an association of either; all or nothing.
    static std::pair<RecordPtr, RecordPtr> create_pair(const SessionPtr &session, const Association &association,
                                                       const Object &owner, const Object &dependent,
                                                       const SaveOptions &options = {});

    /// The same object of the same session, for a call: it keeps both, whatever becomes of this one meanwhile.
    Record held() const;
    /// Shows that one from now on: of a record that was made before a call, after which nothing may fail.
    void show(StatePtr state) noexcept { state_ = std::move(state); }
    const State &state() const noexcept { return *state_; }
    /// As a part of values.
    std::shared_ptr<const Carried> carried() const { return std::make_shared<Linked>(state_, session_.get()); }
    const Model &model() const noexcept { return state_->model(); }

    /// Of a new record without values: gives it these and defaults, and saves it.
    void create(const Object &values, const CreateOptions &options);
    /// As create, but a row that holds the same values is updated instead.
    void upsert(const Object &values, const UpsertOptions &options);
    void assign(const Object &values);
    void assign(const Attribute &attribute, Value value);
    void save(const SaveOptions &options = {});
    void update(const Object &values, const SaveOptions &options = {});
    /// With what is included here, or else with what it was loaded with.
    void reload(const IncludesPtr &includes = nullptr);
    bool destroy(const DestroyOptions &options = {});
    void restore();
    void touch();

    RecordPtr get_association(const Association &association, const FindOptions &options);
    /// What is loaded; if nothing is, loads it for all that came with this one. Null for nobody.
    RecordPtr load_association(const Association &association);
    void set_association(const Association &association, const Record &other, const AssociateOptions &options);
    RecordPtr set_association_key(const Association &association, const Object &key, const AssociateOptions &options);
    void unset_association(const Association &association, const AssociateOptions &options);
    RecordPtr create_association(const Association &association, const Object &values, const AssociateOptions &options);

    /// What the method of that name would do.
    Explanation explain_get(const Association &association, const FindOptions &options);
    Explanation explain_set(const Association &association, const Record &other, const AssociateOptions &options);
    Explanation explain_set_key(const Association &association, const Object &key, const AssociateOptions &options);
    Explanation explain_unset(const Association &association, const AssociateOptions &options);
    Explanation explain_create(const Association &association, const Object &values, const AssociateOptions &options);

    /// The canonical text of a value, valid until the record is written.
    std::string_view text(const Attribute &attribute, const Value &value);
    /// The bytes of a blob, the 16 of a UUID, valid as text; nothing of any other value.
    std::optional<std::string_view> bytes(const Attribute &attribute, const Value &value);
    /// All values as JSON, valid until the record is written or this is called again.
    std::string_view json();

private:
    friend class Records;

    void refuse_candidate() const;
    std::string_view keep(const Attribute &attribute, std::string text);
    void require_session_of(const Record &other) const;
    Operation set_operation(const Association &association, const Record &other, const AssociateOptions &options);
    /// The target of a create, with those that values name, and the options for each.
    CreateTree target_tree(State &made, const Association &association, const Object &values,
                           const AssociateOptions &options);

    SessionPtr session_;
    std::shared_ptr<State> state_;             // other records may show it too
    std::map<std::size_t, std::string> texts_; // by the index of their attribute
    std::string json_;
    bool is_candidate_ = false;
};

/// What a query gave, or whom an association leads to.
class Records {
public:
    Records(SessionPtr session, const Query &query);
    /// Of a statement in SQL.
    Records(SessionPtr session, const Model &model, std::string_view sql, const Object &values);
    Records(SessionPtr session, States states) : session_(std::move(session)), states_(std::move(states)) {}
    /// Partners of these, each once, by primary key.
    Records(SessionPtr session, const Association &association, const std::vector<Record> &records,
            const Scoping &scoping = {});

    /// Links each of the owners to the other one at its place: see associate_many.hpp.
    static void set_association(const SessionPtr &session, const Association &association,
                                const std::vector<Record> &owners, const std::vector<Record> &others,
                                const AssociateOptions &options);

    std::size_t size() const noexcept { return states_.size(); }
    RecordPtr make(std::size_t row) const { return std::make_unique<Record>(session_, states_[row]); }

private:
    SessionPtr session_;
    States states_;
};

} // namespace gemel
