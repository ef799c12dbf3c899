// First the tree in memory, then one plan of it, whose steps use the keys that earlier ones make.
#include "core/writing/create_tree.hpp"

#include "core/association/steps.hpp"
#include "core/association/touch.hpp"
#include "core/association/version.hpp"
#include "core/association/visible.hpp"
#include "core/base/text.hpp"
#include "core/object/assign.hpp"
#include "core/object/refusal.hpp"
#include "core/writing/associate_belongs_to.hpp"
#include "core/writing/hooked_row.hpp"
#include "core/writing/mandatory.hpp"
#include "core/writing/save.hpp"

#include <algorithm>
#include <utility>

namespace gemel {

namespace {

/// A key, known or made by a step.
using Key = query::Operand;

struct Tree;

struct Branch {
    const Association *association;
    std::shared_ptr<State> other; // null for nobody
    std::shared_ptr<Tree> made;   // of a new one
};

/// A new object and whom it is created with.
struct Tree {
    State *state;
    std::vector<Branch> branches{};
};

class Planner {
public:
    Planner(Session &session, const SaveOptions &options, const Hooks *hooks)
        : session_(session), options_(options), hooks_(hooks), operation_(options.validate)
    {}

    Tree read(State &state, const Object &values, const std::shared_ptr<const Includes> &includes)
    {
        Tree tree{&state};
        Object own = values;
        for (const Include &include : *includes) {
            const std::string &name = include.association->name;
            const Node *node = find_member(values, name);
            if (!node)
                continue;
            std::erase_if(own, [&](const Member &member) { return member.name == name; });
            const std::shared_ptr<const Includes> below(includes, &include.includes);
            tree.branches.push_back(branch(*include.association, *node, below));
        }
        build(state, own, session_.now()).apply();
        return tree;
    }

    /// Adds the steps of the tree; the number of the insert. `supplied`: whom the object gets by what comes after it.
    std::size_t plan(const Tree &tree, const Association *place = nullptr, const Key &owner = Value(Null{}),
                     Supplied supplied = {})
    {
        RowValues fixed;
        std::vector<std::pair<const Attribute *, query::StepKey>> later;
        const auto give = [&](const Association &association, const Key &key) {
            if (const auto *made = std::get_if<query::StepKey>(&key))
                later.emplace_back(association.foreign_key, *made);
            else
                fixed.emplace_back(association.foreign_key, fitting(association, std::get<Value>(key)));
        };
        if (place) {
            fixed = place->scope;
            give(*place, owner);
        }
        for (const Branch &branch : tree.branches)
            if (branch.other && !branch.association->has_one())
                give(*branch.association, key_of_owner(tree, branch));
        for (const Branch &branch : tree.branches)
            if (branch.other && branch.association->has_one())
                supplied.push_back(branch.association);
        require_dependents(tree.state->model(), supplied);
        return insert(tree, fixed, later);
    }

    Operation take() { return std::move(operation_); }

    /// Whom a tree leads to.
    static void find_objects(const Tree &tree, States &objects)
    {
        for (const Branch &branch : tree.branches) {
            if (branch.other)
                objects.push_back(branch.other);
            if (branch.made)
                find_objects(*branch.made, objects);
        }
    }

private:
    Branch branch(const Association &association, const Node &node, const std::shared_ptr<const Includes> &includes)
    {
        if (node.scalar() && is_null(*node.scalar()))
            return {&association, nullptr, nullptr};
        const Model &target = *association.target;
        if (const auto *linked = dynamic_cast<const Linked *>(node.carried())) {
            const State &state = *linked->state;
            const auto refuse = [&](std::string_view why) {
                throw Failure(Status::USAGE,
                              say(association.source->name, ".", association.name, " takes a ", target.name, why));
            };
            if (&state.model() != &target)
                refuse(say(", not a ", state.model().name));
            if (linked->session != &session_)
                refuse(" of the same session");
            if (state.is_new())
                refuse(" that was saved, or the values of a new one");
            return {&association, linked->state, nullptr};
        }
        if (!node.object())
            throw Failure(Status::USAGE, say(association.source->name, ".", association.name,
                                             " takes the values of one ", target.name, ", a record or null"));
        auto made = std::make_shared<State>(target);
        auto tree = std::make_shared<Tree>(read(*made, *node.object(), includes));
        require_living(*made);
        return {&association, std::move(made), std::move(tree)};
    }

    /// The key that the object at the other end, which is inserted first, has or will have.
    Key key_of_owner(const Tree &tree, const Branch &branch)
    {
        const Association &association = *branch.association;
        if (branch.made) {
            Key key = key_of(*branch.other, association,
                             plan(*branch.made, nullptr, Value(Null{}), belongs_to::places(*tree.state, association)));
            // Without a constraint, somebody may have referred to it before it was there.
            if (const auto *known = std::get_if<Value>(&key); known && !association.constrained)
                require_place(tree, branch, *known, say("the new ", association.target->name));
            return key;
        }
        const Value &key = belongs_to::owner_key(*branch.other, association);
        require_place(tree, branch, key, describe(branch.other->row()));
        return key;
    }

    /// An owner may have a dependent already, whose place nobody takes (D29): neither by a has one nor, where the owner
    /// knows of none, by this association itself.
    void require_place(const Tree &tree, const Branch &branch, const Value &key, const std::string &owner)
    {
        const Association &association = *branch.association;
        belongs_to::Places places = belongs_to::places(*tree.state, association);
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
            operation_.plan.place = steps::unique_place(*place, complaint);
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
        const auto *insert = hooks_ ? nullptr : &std::get<query::Insert>(operation_.plan.steps[made].statement);
        const std::vector<std::string> none; // what was inserted already has what the database made
        const std::vector<std::string> &returning = insert ? insert->returning : none;
        const auto found = std::find(returning.begin(), returning.end(), key.column);
        if (found == returning.end() && operation_.validation.refuses(key))
            return query::StepKey{made, 0}; // never used: the key is refused, with all else that is wrong
        if (found == returning.end())
            throw Failure(Status::USAGE, say("the new ", state.model().name, " has no ", key.name, ", which its ",
                                             association.dependent().name, " refers to"));
        return query::StepKey{made, static_cast<std::size_t>(found - returning.begin())};
    }

    static Value fitting(const Association &association, const Value &key)
    {
        require_fitting_key(association, key);
        return foreign_key_value(association, key);
    }

    std::size_t insert(const Tree &tree, const RowValues &fixed,
                       const std::vector<std::pair<const Attribute *, query::StepKey>> &later)
    {
        State &state = *tree.state;
        const std::optional<hooked::Draft> draft = begin(state, fixed);
        std::vector<const Attribute *> left_out;
        for (const auto &[attribute, key] : later)
            left_out.push_back(attribute);
        const RowValues values = insert_values(operation_.validation, state, session_.now(), fixed, left_out);
        touch_owners(operation_.plan, state.model(), {}, values, Manner{{}, Value(session_.now())});
        query::Insert statement = insert_row(state.model(), values);
        for (const auto &[attribute, key] : later)
            statement.values.emplace_back(attribute->column, key);
        const std::size_t number = operation_.plan.steps.size();
        operation_.plan.steps.push_back({"insert", std::move(statement), Expect::One});
        change_by_insert(operation_, state, values, number);
        for (const auto &[attribute, key] : later)
            operation_.store(state, *attribute, key.step, key.column);
        if (draft)
            finish(*draft);
        for (const Branch &branch : tree.branches)
            show(tree, branch, number);
        return number;
    }

    /// With hooks, what is planned is run row by row.
    std::optional<hooked::Draft> begin(State &state, const RowValues &fixed)
    {
        if (!hooks_)
            return std::nullopt;
        return std::optional<hooked::Draft>(std::in_place, *hooks_, state.shared_from_this(), fixed, options_);
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
            plan(*branch.made, &association, key_of(state, association, inserted));
        } else {
            move(*branch.other, association, key_of(state, association, inserted));
            show_owner(operation_, *branch.other, association, back);
        }
    }

    /// A dependent that is there already gets the new owner; nothing else of it is written.
    void move(State &dependent, const Association &association, const Key &key)
    {
        const RowKey row = dependent.row();
        const Attribute &foreign_key = *association.foreign_key;
        if (foreign_key.primary_key)
            throw cannot_move(describe(row), association);
        if (hooks_)
            return move_with_hooks(dependent, association, std::get<Value>(key));
        steps::check_unbound_over(operation_.plan, association, row, Value(Null{}));
        operation_.write(dependent);
        query::Update update{
            dependent.model().table, {assignment(foreign_key, foreign_key_value(association, key))}, {}};
        RowValues more = association.scope, known = more;
        if (const auto *made = std::get_if<query::StepKey>(&key)) {
            operation_.store(dependent, foreign_key, made->step, made->column);
        } else {
            known.emplace_back(&foreign_key, fitting(association, std::get<Value>(key)));
            operation_.changes.store(dependent, foreign_key, known.back().second);
        }
        operation_.validation.row(dependent, known, Validation::Extent::Part);
        if (const Attribute *updated_at = dependent.model().updated_at)
            more.emplace_back(updated_at, session_.now());
        for (const auto &[attribute, value] : more) {
            update.values.push_back(assignment(*attribute, value));
            operation_.changes.store(dependent, *attribute, value);
        }
        version::count(update, dependent.model());
        operation_.count_version(dependent);
        update.where = living(dependent.model(), is_row(row));
        touch_owners(operation_.plan, dependent.model(), is_row(row), known, Manner{{}, Value(session_.now())});
        Step step{"link", std::move(update), Expect::One, Status::NOT_FOUND, gone(row).message};
        version::compare(operation_.plan, step, row);
        operation_.plan.steps.push_back(std::move(step));
    }

    void move_with_hooks(State &dependent, const Association &association, const Value &key)
    {
        Plan checks;
        steps::check_unbound_over(checks, association, dependent.row(), Value(Null{}));
        if (!checks.steps.empty()) {
            const Session::Call call(session_);
            session_.run(checks, [](const Session::Results &) {});
        }
        SaveOptions options;
        options.unlinks = true;
        Object values{{association.foreign_key->name, Node{fitting(association, key)}}};
        for (const auto &[attribute, value] : association.scope)
            values.push_back({attribute->name, Node{value}});
        hooked::update(*hooks_, dependent.shared_from_this(), values, options);
    }

    Session &session_;
    const SaveOptions options_;
    const Hooks *hooks_;
    Operation operation_;
};

} // namespace

void create_tree(Session &session, State &state, const Object &values, const std::shared_ptr<const Includes> &includes,
                 const SaveOptions &options, const Hooks *hooks)
{
    const Tree tree = Planner(session, options, hooks).read(state, values, includes);
    const auto plan = [&] {
        Planner planner(session, options, hooks);
        planner.plan(tree);
        return planner.take();
    };
    if (!hooks) {
        plan().run(session);
        state.includes = includes;
        return;
    }
    States objects{state.shared_from_this()};
    Planner::find_objects(tree, objects);
    hooks->host(objects, [&] {
        Operation rest = plan();
        const Session::Call call(session);
        rest.run(session);
        state.includes = includes;
    });
}

} // namespace gemel
