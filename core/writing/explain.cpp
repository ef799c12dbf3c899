// Renders a plan as the session would run it, and says it in words and as JSON.
#include "core/writing/explain.hpp"

#include "core/base/json.hpp"
#include "core/base/text.hpp"
#include "core/session/pipeline.hpp"

#include <algorithm>

namespace gemel {

namespace {

std::string number(std::size_t value)
{
    return to_text(Value(static_cast<std::int64_t>(value)));
}

class Explainer {
public:
    Explainer(const Plan &plan, const Session &session)
        : plan_(session.has_snapshot() ? under_snapshot(plan) : plan), session_(session)
    {}

    Explanation explain(const Association &association, std::string_view verb)
    {
        const std::optional<Pipeline> together = pipeline(plan_, dialect(), session_.depth());
        if (together)
            add_together(*together);
        else
            add_in_turn();
        // Where rows are locked there is a server to wait for.
        if (dialect().locks_rows())
            out_.round_trips = together ? std::min<std::int32_t>(count(), together->end ? 2 : 1) : count() - unawaited_;
        const std::string what = say(verb, " ", association.source->name, ".", association.name);
        out_.text = words(what, association);
        out_.json = members(what, association);
        return std::move(out_);
    }

private:
    const sql::Dialect &dialect() const noexcept { return session_.dialect(); }
    std::int32_t count() const noexcept { return static_cast<std::int32_t>(out_.steps.size()); }
    std::string_view begins() const noexcept { return session_.depth() == 0 ? "begin" : "savepoint"; }
    std::string_view ends() const noexcept { return session_.depth() == 0 ? "commit" : "release"; }

    void add_together(const Pipeline &pipeline)
    {
        for (const driver::Command &command : pipeline.commands) {
            Explanation::Step said{{}, command.sql, {}, command.kind == driver::Kind::Lock, {}};
            for (const Value &value : command.binds)
                said.binds.push_back(describe(value));
            out_.steps.push_back(std::move(said));
        }
        if (pipeline.end)
            out_.steps.push_back({{}, pipeline.end->sql, {}, false, {}});
        std::size_t at = 0;
        for (std::size_t i = 0; i < plan_.steps.size(); ++i) {
            at = pipeline.places[i].value_or(at);
            std::string &purpose = out_.steps[at].purpose;
            purpose += say(purpose.empty() ? "" : " and ", plan_.steps[i].purpose);
            say_otherwise(out_.steps[at], plan_.steps[i]);
        }
        if (const std::size_t first = pipeline.places.front().value_or(0); first > 0) {
            for (std::size_t i = 1; i < first; ++i)
                out_.steps[i].purpose = "limit";
            out_.steps.front().purpose = begins();
            out_.steps.back().purpose = ends();
        }
    }

    void add_in_turn()
    {
        const bool whole = !plan_.steps.empty() && !is_one_statement(plan_);
        if (whole)
            for (driver::Command &command : dialect().open(session_.depth()))
                out_.steps.push_back(
                    {std::string(out_.steps.empty() ? begins() : "limit"), std::move(command.sql), {}, false, {}});
        unawaited_ = std::max<std::int32_t>(count(), 1) - 1;
        for (const Step &step : plan_.steps)
            if (!step.only_locks || dialect().locks_rows())
                add(step);
        if (whole)
            out_.steps.push_back({std::string(ends()), dialect().close(session_.depth()).sql, {}, false, {}});
    }

    void add(const Step &step)
    {
        const sql::Rendered rendered = dialect().render(step.statement);
        Explanation::Step said{std::string(step.purpose), rendered.sql, {}, rendered.kind == driver::Kind::Lock, {}};
        for (const statement::Operand &operand : rendered.operands) {
            if (const auto *value = std::get_if<Value>(&operand))
                said.binds.push_back(describe(*value));
            else
                said.binds.push_back(
                    say("what ", in_quotes(plan_.steps[std::get<statement::StepKey>(operand).step].purpose), " gives"));
        }
        say_otherwise(said, step);
        out_.steps.push_back(std::move(said));
    }

    static void say_otherwise(Explanation::Step &said, const Step &step)
    {
        if (step.expect != Expect::Any && !step.complaint.empty())
            said.otherwise = say(status_name(static_cast<std::int32_t>(step.otherwise)), ": ", step.complaint);
    }

    std::optional<Displace> displaces() const
    {
        for (const Step &step : plan_.steps)
            if (step.displaces)
                return step.displaces;
        return std::nullopt;
    }

    static std::string_view how(Displace displace, const Association &association) noexcept
    {
        if (displace == Displace::Unlink)
            return "unlink";
        return association.dependent().deleted_at ? "mark" : "delete";
    }

    /// "database", "rows" or "nothing".
    std::string_view locked() const
    {
        const auto writes = [](const Step &step) { return !std::holds_alternative<statement::Select>(step.statement); };
        if (std::none_of(plan_.steps.begin(), plan_.steps.end(), writes))
            return "nothing";
        return dialect().locks_rows() ? "rows" : "database";
    }

    std::string words(std::string_view what, const Association &association) const
    {
        std::string text = say(what, ": ", number(out_.steps.size()), " statements, ",
                               number(static_cast<std::size_t>(out_.round_trips)), " round trips\n");
        for (std::size_t i = 0; i < out_.steps.size(); ++i) {
            const Explanation::Step &step = out_.steps[i];
            text += say("  ", number(i + 1), ". ", step.purpose, ": ", step.sql);
            for (const std::string &bind : step.binds)
                text += say(&bind == &step.binds.front() ? "  <- " : ", ", bind);
            if (!step.otherwise.empty())
                text += say("\n     else ", step.otherwise);
            text += '\n';
        }
        text += say("  locks ", locked(), "\n");
        if (const auto displace = displaces())
            text += say("  may displace the ", association.dependent().name, " that is linked: ",
                        *displace == Displace::Unlink ? say("its ", association.foreign_key->name, " becomes null")
                        : association.dependent().deleted_at ? "marks it as deleted"
                                                             : "deletes it",
                        "\n");
        return text;
    }

    std::string members(std::string_view what, const Association &association) const
    {
        List steps;
        for (const Explanation::Step &step : out_.steps) {
            List binds;
            for (const std::string &bind : step.binds)
                binds.push_back({Value(bind)});
            Object members{{"purpose", {Value(step.purpose)}}, {"sql", {Value(step.sql)}}, {"binds", {binds}}};
            members.push_back({"locks", {Value(step.locks)}});
            if (!step.otherwise.empty())
                members.push_back({"otherwise", {Value(step.otherwise)}});
            steps.push_back({std::move(members)});
        }
        Object plan{{"call", {Value(std::string(what))}},
                    {"roundTrips", {Value(std::int64_t{out_.round_trips})}},
                    {"locks", {Value(std::string(locked()))}}};
        if (const auto displace = displaces())
            plan.push_back({"mayDisplace",
                            {Object{{"model", {Value(association.dependent().name)}},
                                    {"how", {Value(std::string(how(*displace, association)))}}}}});
        plan.push_back({"steps", {std::move(steps)}});
        return to_json({std::move(plan)});
    }

    const Plan plan_;
    const Session &session_;
    Explanation out_;
    std::int32_t unawaited_ = 0; // steps that are sent together with the one before
};

} // namespace

Explanation explain(const Association &association, std::string_view verb, const Plan &plan, const Session &session)
{
    return Explainer(plan, session).explain(association, verb);
}

} // namespace gemel
