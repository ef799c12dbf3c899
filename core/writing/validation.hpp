// What is wrong with what a call would write: nulls where none may be, values that do not fit, and what validators say.
// Collected from every row that the call writes, and told as one failure before anything is sent. Knows no plan.
#pragma once

#include "core/association/row.hpp"
#include "core/base/failure.hpp"
#include "core/object/state.hpp"

#include <memory>
#include <vector>

namespace gemel {

class Session;

/// A row that is about to be written, as the validators of a program are shown it.
struct Candidate final : Carried {
    Candidate(std::shared_ptr<State> it, Session &of) : state(std::move(it)), session(of) {}
    const std::shared_ptr<State> state; // a copy: nobody else's
    Session &session;
};

class Validation {
public:
    /// Without validators only nulls and types count.
    explicit Validation(bool asks_validators = true) noexcept : asks_validators_(asks_validators) {}

    void add(Violation violation) { violations_.push_back(std::move(violation)); }
    /// A value that will be written: kept if it fits, else a violation.
    void take(const Attribute &attribute, const Value &value, RowValues &fitting);
    enum class Extent { Whole, Part };
    /// These values of the object's row will be written, each of which fits; of a whole row the model is asked as well.
    void row(const State &state, const RowValues &values, Extent extent = Extent::Whole);

    /// Is anything wrong with that attribute?
    bool refuses(const Attribute &attribute) const noexcept;
    bool refuses() const noexcept { return !violations_.empty(); }

    /// Asks the validators of the program, who may fail otherwise. Inside a Session::Call.
    void ask(Session &session);
    /// NOT_NULL if every violation is a null, else VALIDATION; nothing if there is none.
    void raise();

private:
    struct Row {
        std::shared_ptr<State> state;
        std::vector<const Attribute *> attributes;
        bool whole;
    };
    void ask(const Validator &validator, const Candidate &row, const Attribute *attribute);

    bool asks_validators_;
    std::vector<Violation> violations_;
    std::vector<Row> rows_; // for validators of the program
};

} // namespace gemel
