// The steps of has_one::set for many pairs. A dependent may come from an owner that gets another one in the same call:
// then it is freed first, never deleted.
#include "core/association/set_many.hpp"

#include "core/association/steps.hpp"
#include "core/association/touch.hpp"
#include "core/association/visible.hpp"
#include "core/base/text.hpp"

namespace gemel::has_one {

namespace {

/// What a list has of each pair.
struct Listing {
    std::vector<const Attribute *> attributes; // of the columns that it is compared with
    statement::RowList list;

    explicit Listing(std::vector<const Attribute *> them) : attributes(std::move(them))
    {
        for (const Attribute *attribute : attributes)
            list.types.push_back(attribute->type);
    }
    void add(const Attribute &attribute, const Value &value)
    {
        list.values.push_back(to_column(attribute.type, value));
    }
    void add(const RowKey &row)
    {
        for (std::size_t i = 0; i < row.values.size(); ++i)
            add(*row.model->primary_key[i], row.values[i]);
    }
    std::vector<std::string> columns() const
    {
        std::vector<std::string> out;
        for (const Attribute *attribute : attributes)
            out.push_back(attribute->column);
        return out;
    }
    statement::Condition condition() const
    {
        if (attributes.size() == 1) // for which a database has more ways
            return statement::in_list({attributes.front()->column}, {list.values.begin(), list.values.end()});
        return statement::listed(columns(), std::make_shared<statement::RowList>(list));
    }
};

std::vector<const Attribute *> with(std::vector<const Attribute *> attributes, const Attribute *more)
{
    attributes.push_back(more);
    return attributes;
}

struct Lists {
    Lists(const Association &association, const std::vector<Pair> &pairs)
        : owners(association.key->primary_key ? association.owner().primary_key
                                              : with(association.owner().primary_key, association.key)),
          keys({association.foreign_key}), dependents(association.dependent().primary_key),
          read(association.dependent().primary_key),
          links(with(association.dependent().primary_key, association.foreign_key))
    {
        const Attribute *version = association.dependent().version;
        if (version)
            read = Listing(with(association.dependent().primary_key, version));
        for (const Pair &pair : pairs) {
            read.add(pair.dependent);
            if (version)
                read.add(*version, *pair.dependent.version);
            const Value key = foreign_key_value(association, pair.owner.key);
            owners.add(pair.owner.row);
            if (!association.key->primary_key)
                owners.add(*association.key, pair.owner.key);
            keys.add(*association.foreign_key, key);
            dependents.add(pair.dependent);
            links.add(pair.dependent);
            links.add(*association.foreign_key, key);
        }
    }

    Listing owners;     // rows, and their keys as they were read
    Listing keys;       // as dependents hold them
    Listing dependents; // rows
    Listing read;       // rows, and their versions as they were read
    Listing links;      // rows of dependents, and the key that each is to hold
};

statement::Condition in_scope(const Association &association, statement::Condition first)
{
    std::vector<statement::Condition> parts{std::move(first)};
    for (const auto &[attribute, value] : association.scope)
        parts.push_back(equals(*attribute, value));
    return statement::all_of(std::move(parts));
}

statement::Select select_rows(const Model &model, statement::Condition where, statement::Lock lock)
{
    statement::Select select{model.table, primary_key_columns(model), living(model, std::move(where))};
    select.lock = lock;
    return select;
}

Step counted(std::string_view purpose, statement::Select select, std::size_t count, std::string complaint)
{
    Step step{purpose, std::move(select), Expect::Count, Status::NOT_FOUND, std::move(complaint)};
    step.count = static_cast<std::int64_t>(count);
    return step;
}

/// In the order of their keys, so that two calls cannot wait for each other.
Step in_order(Step step, const Model &model)
{
    std::get<statement::Select>(step.statement).order = by_primary_key(model);
    return step;
}

Step lock_owners(const Association &association, const Lists &lists, std::size_t count)
{
    const Model &owner = association.owner();
    Step step = counted("lock owners", select_rows(owner, lists.owners.condition(), statement::Lock::Change), count,
                        say("one of the ", owner.name, " records is gone, or its ", association.key->name,
                            " is no longer what was read"));
    if (!association.foreign_key->unique)
        step.mark = association.key->column;
    return in_order(std::move(step), owner);
}

Step lock_dependents(const Association &association, const Lists &lists, const Manner &manner)
{
    const Model &dependent = association.dependent();
    const bool removes = (manner.displace == Displace::Destroy && !dependent.deleted_at) ||
                         (association.foreign_key->unique && !association.foreign_key->unique_if_living);
    Step step{"lock dependents",
              select_rows(dependent, statement::any_of({lists.keys.condition(), lists.dependents.condition()}),
                          removes ? statement::Lock::Remove : statement::Lock::Change)};
    step.only_locks = true;
    return in_order(std::move(step), dependent);
}

Step unlink(const Association &association, statement::Condition where, const Manner &manner)
{
    const Model &dependent = association.dependent();
    statement::Update update{dependent.table, {assignment(*association.foreign_key, Value(Null{}))}, std::move(where)};
    steps::touch(update, dependent, manner);
    return {"unlink others", std::move(update)};
}

void displace(Plan &plan, const Association &association, const Lists &lists, const Manner &manner)
{
    const Model &dependent = association.dependent();
    const statement::Condition wrong =
        living(dependent, statement::all_of({in_scope(association, lists.keys.condition()),
                                             statement::negated(lists.links.condition())}));
    if (manner.displace == Displace::Unlink) {
        plan.steps.push_back(unlink(association, wrong, manner));
        return;
    }
    const statement::Condition moves = statement::all_of({wrong, lists.dependents.condition()});
    if (association.foreign_key->nullable)
        plan.steps.push_back(unlink(association, moves, manner));
    else if (association.foreign_key->unique)
        plan.steps.push_back(
            {"check that none is exchanged", select_rows(association.dependent(), moves, statement::Lock::Change),
             Expect::None, Status::UNSUPPORTED,
             say("a ", association.target->name, " cannot move between two of these owners at once: its ",
                 association.foreign_key->name, " is unique and may not be null")});
    plan.steps.push_back(
        {"delete others",
         steps::destruction(dependent,
                            living(dependent, statement::all_of({in_scope(association, lists.keys.condition()),
                                                                 statement::negated(lists.dependents.condition())})),
                            manner)});
}

Step link(const Association &association, const Lists &lists, const Manner &manner)
{
    const Model &dependent = association.dependent();
    const auto of_list = [](std::size_t column) { return statement::Column{statement::RowList::column(column)}; };
    const std::size_t key = dependent.primary_key.size();
    const std::string &column = association.foreign_key->column;
    statement::Update update{dependent.table, {{column, of_list(key)}}};
    std::vector<statement::Condition> unlinked{statement::is_null(column), statement::unequal(column, of_list(key))};
    for (const auto &[attribute, value] : association.scope) {
        update.values.push_back(assignment(*attribute, value));
        unlinked.push_back(differs(*attribute, value));
    }
    steps::touch(update, dependent, manner);
    std::vector<statement::Condition> parts;
    for (std::size_t i = 0; i < key; ++i)
        parts.push_back(statement::same(statement::Column{dependent.primary_key[i]->column}, of_list(i)));
    parts.push_back(statement::any_of(std::move(unlinked)));
    update.where = statement::all_of(std::move(parts));
    update.from = std::make_shared<statement::RowList>(lists.links.list);
    return {"link", std::move(update)};
}

} // namespace

Plan set_many(const Association &association, const std::vector<Pair> &pairs, const Manner &manner)
{
    const Model &dependent = association.dependent();
    const Lists lists(association, pairs);
    Plan plan;
    plan.places.push_back(steps::unique_place(association, {}));
    plan.steps.push_back(lock_owners(association, lists, pairs.size()));
    plan.steps.push_back(lock_dependents(association, lists, manner));
    plan.steps.push_back(counted("check dependents",
                                 select_rows(dependent, lists.read.condition(), statement::Lock::Change), pairs.size(),
                                 say("one of the ", dependent.name, " records is gone",
                                     dependent.version ? ", or was changed by somebody else" : "")));
    if (dependent.version)
        plan.steps.back().otherwise = Status::STALE;
    touch_owners(plan, dependent,
                 statement::any_of({in_scope(association, lists.keys.condition()), lists.dependents.condition()}), {},
                 manner);
    displace(plan, association, lists, manner);
    plan.steps.push_back(link(association, lists, manner));
    touch_new_owners(plan, dependent, lists.dependents.condition(), link_values(pairs.front().owner), manner);
    statement::Select read{dependent.table, all_columns(dependent), in_scope(association, lists.links.condition())};
    read.lock = statement::Lock::Change;
    plan.steps.push_back(
        counted("assert and read", std::move(read), pairs.size(),
                say("one of the ", dependent.name, " records is deleted together with one that is displaced")));
    return plan;
}

} // namespace gemel::has_one
