// A record: C's host of an object. Knows its session and its state, and keeps the texts that C is shown. Calls are in
// core/calls.
#pragma once

#include "core/object/graph.hpp"
#include "core/session/session.hpp"
#include "core/writing/validation.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gemel {

class Record;
using RecordPtr = std::unique_ptr<Record>;

class Record {
public:
    Record(SessionPtr session, StatePtr state) : session_(std::move(session)), state_(std::move(state)) {}

    /// To be read only, and while a validator is asked.
    static RecordPtr show(const Candidate &candidate);

    /// The same object of the same session, for a call: it keeps both, whatever becomes of this one meanwhile.
    Record held() const;
    /// Hosts that state from now on: a record that was made before a call, after which nothing may fail.
    void host(StatePtr state) noexcept { state_ = std::move(state); }

    const SessionPtr &session() const noexcept { return session_; }
    const StatePtr &state() const noexcept { return state_; }
    const Model &model() const noexcept { return state_->model(); }
    /// As a part of values.
    std::shared_ptr<const Carried> carried() const;

    void assign(const Object &values);
    void assign(const Attribute &attribute, Value value);

    /// The canonical text of a value, valid until the record is written.
    std::string_view text(const Attribute &attribute, const Value &value);
    /// The bytes of a blob, the 16 of a UUID, valid as text; nothing of any other value.
    std::optional<std::string_view> bytes(const Attribute &attribute, const Value &value);
    /// All values as JSON, valid until the record is written or this is called again.
    std::string_view json();

private:
    void refuse_candidate() const;
    std::string_view keep(const Attribute &attribute, std::string text);

    SessionPtr session_;
    StatePtr state_;                           // other records may show it too
    std::map<std::size_t, std::string> texts_; // by the index of their attribute
    std::string json_;
    bool is_candidate_ = false;
};

/// Several, each made when it is asked for.
class Records {
public:
    Records(SessionPtr session, States states) : session_(std::move(session)), states_(std::move(states)) {}

    std::size_t size() const noexcept { return states_.size(); }
    RecordPtr make(std::size_t row) const { return std::make_unique<Record>(session_, states_[row]); }

private:
    SessionPtr session_;
    States states_;
};

} // namespace gemel
