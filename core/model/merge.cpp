// Words and options of one definition, put together. Knows their fields only, not what they mean.
#include "core/model/definition.hpp"

namespace gemel {

namespace {

/// Takes over what the options say; a thing said twice is refused.
class Merge {
public:
    explicit Merge(const std::string &where) : where_(where) {}

    template <typename Field>
    void operator()(std::optional<Field> &into, const std::optional<Field> &from, const char *name) const
    {
        if (into && from)
            throw Failure(Status::DEFINITION, say(where_, ": ", name, " is said both in words and in options"));
        if (from)
            into = from;
    }

private:
    const std::string &where_;
};

} // namespace

AttributeOptions merge(AttributeOptions words, const AttributeOptions &options, const std::string &where)
{
    for_each_option(words, options, Merge(where));
    return words;
}

ModelOptions merge(ModelOptions words, const ModelOptions &options, const std::string &where)
{
    Merge{where}(words.table, options.table, "table");
    return words;
}

AssociationOptions merge(AssociationOptions words, const AssociationOptions &options, const std::string &where)
{
    const Merge merge(where);
    merge(words.as, options.as, "as");
    merge(words.foreign_key, options.foreign_key, "foreignKey");
    merge(words.source_key, options.source_key, "sourceKey");
    merge(words.target_key, options.target_key, "targetKey");
    merge(words.inverse_has_one, options.inverse_has_one, "inverse");
    merge(words.inverse, options.inverse, "inverse");
    merge(words.constrained, options.constrained, "foreignKeyConstraints");
    for_each_option(words.attribute, options.attribute, merge);
    return words;
}

} // namespace gemel
