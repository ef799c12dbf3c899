// Words for sizes that refuse.
#include "core/object/refused_size.hpp"

#include "core/base/text.hpp"
#include "core/object/refusal.hpp"

namespace gemel {

namespace {

std::size_t bytes_of(const Value &value) noexcept
{
    if (const auto *text = std::get_if<std::string>(&value))
        return text->size();
    const auto *bytes = std::get_if<Bytes>(&value);
    return bytes ? bytes->data.size() : 0;
}

/// What is seen of a statement.
class Look {
public:
    Look(const Schema &schema, const std::string &table) : model_(find_table(schema, table)) {}

    void value(const std::string &column, const statement::Operand &operand)
    {
        const auto *value = std::get_if<Value>(&operand);
        if (const Attribute *attribute = model_ && value ? find_column(*model_, column) : nullptr)
            largest_.see(*attribute, *value);
    }
    void values(const std::vector<statement::Assignment> &all)
    {
        for (const auto &[column, operand] : all)
            value(column, operand);
    }
    void condition(const statement::Condition &it, std::size_t source = 0)
    {
        for (const statement::Operand &operand : it.operands)
            if (it.column.source == source)
                value(it.column.name, operand);
        for (const statement::Condition &part : it.parts)
            condition(part, source);
    }
    const Largest &largest() const noexcept { return largest_; }

private:
    const Model *model_;
    Largest largest_;
};

} // namespace

void Largest::see(const Attribute &attribute, const Value &value) noexcept
{
    const std::size_t size = bytes_of(value);
    if (size <= size_)
        return;
    attribute_ = &attribute;
    size_ = size;
}

void Largest::name(Failure &failure) const
{
    if (!attribute_ || !failure.items.empty())
        return;
    const std::string &model = attribute_->model->name;
    const std::string what = say("is the largest value, of ", std::to_string(size_),
                                 " bytes, of what is too big for the database or an index of it");
    failure.items.push_back({model, attribute_->name, what, failure.status, "length"});
    failure.message = say(model, ".", attribute_->name, " ", what, " (", failure.message, ")");
}

Largest largest_of(const statement::Statement &statement, const Schema &schema)
{
    return std::visit(
        [&](const auto &it) {
            Look look(schema, it.table);
            if constexpr (requires { it.values; })
                look.values(it.values);
            if constexpr (requires {
                              it.where;
                              it.source;
                          })
                look.condition(it.where, it.source);
            else if constexpr (requires { it.where; })
                look.condition(it.where);
            return look.largest();
        },
        statement);
}

} // namespace gemel
