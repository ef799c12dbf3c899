// One plan of a tree, whose steps use the keys that earlier ones make.
#include "core/writing/create_tree.hpp"

#include "core/association/steps.hpp"
#include "core/association/touch.hpp"
#include "core/association/version.hpp"
#include "core/association/visible.hpp"
#include "core/base/text.hpp"
#include "core/object/refusal.hpp"
#include "core/writing/associate_belongs_to.hpp"
#include "core/writing/hooked_row.hpp"

#include <utility>

namespace gemel {

namespace {

/// A key, known or made by a step.
using Key = statement::Operand;

Supplied supplied_by(const Tree &tree, Supplied supplied)
{
    for (const Branch &branch : tree.branches)
        if (branch.other && branch.association->has_one())
            supplied.push_back(branch.association);
    return supplied;
}

class Planner {
public:
    Planner(Session &session, const SaveOptions &options, Operation &operation)
        : session_(session), options_(options), operation_(operation)
    {}

    /// What is planned is run row by row, with hooks around each; `add` adds to the insert of the first object.
    void run_with(const Hooks &hooks, const State &first, const CreateTree::Add &add)
    {
        hooks_ = &hooks;
        first_ = &first;
        add_ = add;
    }

    /// Adds the steps of the tree; the number of the insert. `supplied`: whom the object gets by what comes after it.
    std::size_t plan(const Tree &tree, Fixed fixed, const Supplied &supplied)
    {
        for (const Branch &branch : tree.branches)
            if (branch.other && !branch.association->has_one())
                give(fixed, *branch.association, key_of_owner(tree, branch));
        require_dependents(tree.state->model(), supplied_by(tree, supplied));
        return insert(tree, fixed);
    }

private:
    static void give(Fixed &fixed, const Association &association, const Key &key)
    {
        if (const auto *made = std::get_if<statement::StepKey>(&key))
            fixed.made.emplace_back(association.foreign_key, *made);
        else
            fixed.values.emplace_back(association.foreign_key, fitting(association, std::get<Value>(key)));
    }

    /// A new dependent of an object that is inserted.
    void plan_dependent(const Tree &tree, const Association &place, const Key &owner)
    {
        Fixed fixed{place.scope, {}};
        give(fixed, place, owner);
        plan(tree, std::move(fixed), {});
    }

    /// The key that the object at the other end, which is inserted first, has or will have.
    Key key_of_owner(const Tree &tree, const Branch &branch)
    {
        const Association &association = *branch.association;
        if (branch.made) {
            Key key = key_of(*branch.other, association,
                             plan(*branch.made, {}, belongs_to::places_of(*tree.state, association)));
            // Without a constraint, somebody may have referred to it before it was there.
            if (const auto *known = std::get_if<Value>(&key); known && !association.constrained)
                require_place(tree, branch, *known, say("the new ", association.target->name));
            return key;
        }
        const Value &key = belongs_to::owner_key(*branch.other, association);
        require_place(tree, branch, key, describe(branch.other->row()));
        return key;
    }

    /// An owner may have a dependent already, whose place nobody takes: neither by a has one nor, where the owner
    /// knows of none, by this association itself.
    void require_place(const Tree &tree, const Branch &branch, const Value &key, const std::string &owner)
    {
        const Association &association = *branch.association;
        belongs_to::Places places = belongs_to::places_of(*tree.state, association);
        const bool is_place = association.inverse && association.inverse->has_one();
        if (!is_place)
            places = {&association};
        std::vector<Step> &steps = operation_.plan.steps;
        if (auto check = branch.made ? std::nullopt : steps::check_owner_lives(association, key, owner))
            steps.push_back(std::move(*check));
        if (places.empty())
            return;
        const Manner manner{};
        steps.push_back(steps::lock_owner(association, equals(*association.key, key)));
        steps.push_back(steps::lock_dependents(association, key, nullptr, manner));
        for (const Association *place : places) {
            const std::string complaint =
                say(owner, " has a ", is_place ? place->name : association.source->name, " already");
            steps.push_back(steps::check_free(*place, key, nullptr, complaint));
            operation_.plan.places.push_back(steps::unique_place(*place, complaint));
        }
    }

    /// Of an object that step `made` inserts.
    Key key_of(const State &state, const Association &association, std::size_t made)
    {
        const Attribute &key = *association.key;
        const Value *held = state.value(key);
        if (held && !is_null(*held))
            if (Conversion conversion = convert(key.type, *held); conversion.value)
                return std::move(*conversion.value);
        // With hooks the object is inserted already, and has what the database made.
        const auto place =
            hooks_ ? std::nullopt
                   : index_returned(std::get<statement::Insert>(operation_.plan.steps[made].statement), key);
        if (place)
            return statement::StepKey{made, *place};
        if (operation_.validation.refuses(key))
            return statement::StepKey{made, 0}; // never used: the key is refused, with all else that is wrong
        throw Failure(Status::USAGE, say("the new ", state.model().name, " has no ", key.name, ", which its ",
                                         association.dependent().name, " refers to"));
    }

    static Value fitting(const Association &association, const Value &key)
    {
        require_fitting_key(association, key);
        return foreign_key_value(association, key);
    }

    std::size_t insert(const Tree &tree, const Fixed &fixed)
    {
        State &state = *tree.state;
        const std::optional<hooked::Draft> draft = begin(state, fixed.values);
        for (const Branch &branch : tree.branches)
            if (branch.other && !branch.association->has_one())
                belongs_to::require_lead(state, *branch.association, fixed.values);
        const std::size_t number = add_insert(operation_, state, session_.now(), options_.silent, fixed);
        if (draft)
            finish(*draft);
        for (const Branch &branch : tree.branches)
            show(tree, branch, number);
        return number;
    }

    std::optional<hooked::Draft> begin(State &state, const RowValues &fixed)
    {
        if (!hooks_)
            return std::nullopt;
        std::optional<hooked::Draft> draft(std::in_place, *hooks_, state.shared_from_this(), fixed, options_);
        if (&state == first_ && add_)
            add_(operation_);
        return draft;
    }

    void finish(const hooked::Draft &draft)
    {
        {
            const Session::Call call(session_);
            std::exchange(operation_, Operation(options_.validate)).run(session_);
        }
        draft.finish();
    }

    /// Dependents come after the object; and what its slots will show.
    void show(const Tree &tree, const Branch &branch, std::size_t inserted)
    {
        const Association &association = *branch.association;
        State &state = *tree.state;
        state.make_slots();
        Slot slot = Slot::nobody();
        if (branch.other)
            slot = branch.made ? Slot::keep(branch.other) : Slot::see(branch.other);
        operation_.changes.show(state, association, std::move(slot));
        if (!branch.other)
            return;
        const Slot back = Slot::see(state.weak_from_this().lock());
        if (!association.has_one()) {
            for (const Association &place : branch.other->model().associations)
                if (place.inverse == &association)
                    show_dependent(operation_, *branch.other, place, back);
        } else if (branch.made) {
            plan_dependent(*branch.made, association, key_of(state, association, inserted));
        } else {
            move(*branch.other, association, key_of(state, association, inserted));
        }
        if (association.has_one()) // a new one may have shown another owner
            show_owner(operation_, *branch.other, association, back, association.scope);
    }

    /// A dependent that is there already gets the new owner; nothing else of it is written.
    void move(State &dependent, const Association &association, const Key &key)
    {
        const Attribute &foreign_key = *association.foreign_key;
        if (foreign_key.primary_key)
            throw cannot_move(describe(dependent.row()), association);
        RowValues more = association.scope, known = more;
        if (const auto *value = std::get_if<Value>(&key))
            known.emplace_back(&foreign_key, fitting(association, *value));
        const std::optional<hooked::Draft> draft = begin_move(dependent, association, known);
        const RowKey row = row_as_read(dependent);
        steps::check_unbound_over(operation_.plan, association, row, Value(Null{}));
        operation_.write(dependent);
        statement::Update update{
            dependent.model().table, {assignment(foreign_key, foreign_key_value(association, key))}, {}};
        if (const auto *made = std::get_if<statement::StepKey>(&key))
            operation_.store(dependent, foreign_key, made->step, made->column);
        else
            operation_.changes.store(dependent, foreign_key, known.back().second);
        operation_.validation.row(dependent, known, Validation::Extent::Part);
        const Manner how{{}, options_.silent ? std::nullopt : std::optional<Value>(session_.now())};
        if (const Attribute *updated_at = dependent.model().updated_at; updated_at && how.now)
            more.emplace_back(updated_at, *how.now);
        for (const auto &[attribute, value] : more) {
            update.values.push_back(assignment(*attribute, value));
            operation_.changes.store(dependent, *attribute, value);
        }
        version::count(update, dependent.model());
        operation_.count_version(dependent);
        update.where = living(dependent.model(), is_row(row));
        if (std::holds_alternative<statement::StepKey>(key)) // of an owner who is inserted
            known.emplace_back(&foreign_key, Null{});
        touch_owners(operation_.plan, dependent.model(), is_row(row), known, how);
        Step step{"link", std::move(update), Expect::One, Status::NOT_FOUND, gone(row).message};
        version::compare(operation_.plan, step, row);
        operation_.plan.steps.push_back(std::move(step));
        if (draft)
            finish(*draft);
    }

    /// With hooks, what they assign is written besides, and counted once with the link.
    std::optional<hooked::Draft> begin_move(State &dependent, const Association &association, const RowValues &wanted)
    {
        if (!hooks_)
            return std::nullopt;
        Plan checks;
        steps::check_unbound_over(checks, association, dependent.row(), Value(Null{}));
        if (!checks.steps.empty()) {
            const Session::Call call(session_);
            session_.run(checks, [](const Session::Results &) {});
        }
        std::optional<hooked::Draft> draft(std::in_place, *hooks_, dependent.shared_from_this(), wanted, options_);
        if (!draft->assigned().empty()) {
            SaveOptions options = options_;
            options.counts = false;
            const Session::Call call(session_);
            gemel::update(session_, dependent, draft->assigned(), options);
        }
        return draft;
    }

    Session &session_;
    const SaveOptions &options_;
    Operation &operation_;
    const Hooks *hooks_ = nullptr;
    const State *first_ = nullptr;
    CreateTree::Add add_;
};

} // namespace

States CreateTree::objects() const
{
    States objects{made().shared_from_this()};
    find_objects(tree_, objects);
    return objects;
}

Supplied CreateTree::supplied(Supplied others) const
{
    return supplied_by(tree_, std::move(others));
}

std::size_t CreateTree::plan(Operation &operation, const Fixed &fixed, const Supplied &others) const
{
    return Planner(session_, options_, operation).plan(tree_, fixed, others);
}

void CreateTree::write(const Hooks &hooks, Operation &operation, const Add &add, const Fixed &fixed,
                       const Supplied &others) const
{
    Planner planner(session_, options_, operation);
    planner.run_with(hooks, made(), add);
    planner.plan(tree_, fixed, others);
}

void create_tree(Session &session, const CreateTree &tree)
{
    Operation operation(tree.options().validate);
    tree.plan(operation);
    operation.run(session);
}

void hooked::create_tree(const Hooks &hooks, const CreateTree &tree)
{
    Operation operation(tree.options().validate); // of this try: what the one before has prepared is gone
    tree.write(hooks, operation);
    const Session::Call call(hooks.session());
    operation.run(hooks.session());
}

} // namespace gemel
