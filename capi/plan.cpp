// Plans as handles.
#include "gemel/plan.h"

#include "capi/method.hpp"

using namespace gemel::capi;
using gemel::Explanation;

namespace {

gemel_status hand_out_plan(gemel_plan **out, gemel_error **err, auto explain) noexcept
{
    return guard(err, [&] {
        clear(out, "out");
        *out = std::make_unique<gemel_plan>(explain()).release();
    });
}

const Explanation *peek_plan(const gemel_plan *self) noexcept
{
    return self && self->mark == gemel_plan::expected_mark ? &self->explanation : nullptr;
}

const Explanation::Step *peek_step(const gemel_plan *self, size_t step) noexcept
{
    const Explanation *plan = peek_plan(self);
    return plan && step < plan->steps.size() ? &plan->steps[step] : nullptr;
}

} // namespace

gemel_status gemel_plan_explain_get(gemel_record *record, const char *association, const gemel_options *options,
                                    gemel_plan **out, gemel_error **err)
{
    return hand_out_plan(out, err, [&] {
        Method method(record, association);
        return gemel::calls::explain_get(method.session(), method.state(), method.association,
                                         get_options(method.association, options));
    });
}

gemel_status gemel_plan_explain_set(gemel_record *record, const char *association, gemel_record *other,
                                    const gemel_options *options, gemel_plan **out, gemel_error **err)
{
    return hand_out_plan(out, err, [&] {
        Method method(record, association);
        const gemel::Record with = Method::other(other, "gemel_plan_explain_unset");
        return gemel::calls::explain_set(method.session(), method.state(), method.association, given(with),
                                         set_options(method.association, members_of(options)));
    });
}

gemel_status gemel_plan_explain_set_key(gemel_record *record, const char *association, const gemel_values *key,
                                        const gemel_options *options, gemel_plan **out, gemel_error **err)
{
    return hand_out_plan(out, err, [&] {
        Method method(record, association);
        return gemel::calls::explain_set_key(method.session(), method.state(), method.association,
                                             *kept(&need(key, "key"), "key"),
                                             set_options(method.association, members_of(options)));
    });
}

gemel_status gemel_plan_explain_unset(gemel_record *record, const char *association, const gemel_options *options,
                                      gemel_plan **out, gemel_error **err)
{
    return hand_out_plan(out, err, [&] {
        Method method(record, association);
        return gemel::calls::explain_unset(method.session(), method.state(), method.association,
                                           unset_options(method.association, members_of(options)));
    });
}

gemel_status gemel_plan_explain_create(gemel_record *record, const char *association, const gemel_values *values,
                                       const gemel_options *options, gemel_plan **out, gemel_error **err)
{
    return hand_out_plan(out, err, [&] {
        Method method(record, association);
        return gemel::calls::explain_create(method.session(), method.state(), method.association, *kept(values),
                                            create_options(method.association, members_of(options)));
    });
}

void gemel_plan_free(gemel_plan *self)
{
    delete self;
}

int32_t gemel_plan_round_trips(const gemel_plan *self)
{
    const Explanation *plan = peek_plan(self);
    return plan ? plan->round_trips : 0;
}

size_t gemel_plan_step_count(const gemel_plan *self)
{
    const Explanation *plan = peek_plan(self);
    return plan ? plan->steps.size() : 0;
}

const char *gemel_plan_step_purpose(const gemel_plan *self, size_t step)
{
    const Explanation::Step *found = peek_step(self, step);
    return found ? found->purpose.c_str() : nullptr;
}

const char *gemel_plan_step_sql(const gemel_plan *self, size_t step)
{
    const Explanation::Step *found = peek_step(self, step);
    return found ? found->sql.c_str() : nullptr;
}

const char *gemel_plan_text(const gemel_plan *self)
{
    const Explanation *plan = peek_plan(self);
    return plan ? plan->text.c_str() : "";
}

const char *gemel_plan_json(const gemel_plan *self)
{
    const Explanation *plan = peek_plan(self);
    return plan ? plan->json.c_str() : "";
}
