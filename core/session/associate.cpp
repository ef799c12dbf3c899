// Dispatch by kind, and the options of each method. Refusals follow one order: usage, then values, then what the plan
// finds.
#include "core/session/associate.hpp"

#include "core/base/members.hpp"
#include "core/base/text.hpp"
#include "core/session/associate_belongs_to.hpp"
#include "core/session/associate_has_one.hpp"

namespace gemel {

namespace {

std::string method(const Association &association, const std::string &accessor)
{
    return say(association.source->name, ".", accessor);
}

} // namespace

AssociateOptions set_options(const Association &association, const Object &object)
{
    const std::string where = method(association, association.setter);
    Members members(object, where, Status::USAGE);
    AssociateOptions options;
    options.destroy_previous = members.flag("destroyPrevious");
    if (association.has_one()) {
        members.refuse_unknown(
            {{"save", say("the foreign key is on ", association.target->name, ", which is always saved")},
             {"replace", "set always replaces"}});
        return options;
    }
    options.replace = members.flag("replace");
    std::optional<bool> save;
    members.take("save", save);
    options.save = save.value_or(true);
    members.refuse_unknown();
    return options;
}

AssociateOptions create_options(const Association &association, const Object &object)
{
    const std::string where = method(association, association.creator);
    Members members(object, where, Status::USAGE);
    AssociateOptions options;
    options.replace = members.flag("replace");
    options.destroy_previous = members.flag("destroyPrevious");
    members.refuse_unknown();
    return options;
}

driver::Rows get_association(Session &session, const State &self, const Association &association)
{
    const std::optional<Plan> plan =
        association.has_one() ? has_one::get(self, association) : belongs_to::get(self, association);
    driver::Rows rows;
    if (plan)
        session.run(*plan, [&](const Session::Results &results) { rows = results.front().rows; });
    return rows;
}

void set_association(Session &session, State &self, const Association &association, State &other,
                     const AssociateOptions &options)
{
    if (&other.model() != association.target)
        throw Failure(Status::USAGE, say(method(association, association.setter), " takes a ", association.target->name,
                                         ", not a ", other.model().name));
    if (association.has_one())
        has_one::set(session, self, association, other, options);
    else
        belongs_to::set(session, self, association, other, options);
}

void set_association_key(Session &session, State &self, const Association &association, const Object &key,
                         const AssociateOptions &options, State &found)
{
    if (association.has_one())
        has_one::set_key(session, self, association, key, options, found);
    else
        belongs_to::set_key(session, self, association, key, options);
}

void unset_association(Session &session, State &self, const Association &association, const AssociateOptions &options)
{
    if (association.has_one())
        has_one::unset(session, self, association, options);
    else
        belongs_to::unset(session, self, association, options);
}

void create_association(Session &session, State &self, const Association &association, State &made,
                        const AssociateOptions &options)
{
    if (association.has_one())
        has_one::create(session, self, association, made, options);
    else
        belongs_to::create(session, self, association, made, options);
}

} // namespace gemel
