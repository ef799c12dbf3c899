// Words and options of one definition, put together, and so what several calls say of a schema. Knows their fields
// only, not what they mean.
#include "core/definition/definition.hpp"

namespace gemel {

namespace {

/// Takes over what the options say; a thing said twice is refused.
class Merge {
public:
    explicit Merge(const std::string &where, std::string_view how = "both in words and in options")
        : where_(where), how_(how)
    {}

    template <typename Field>
    void operator()(std::optional<Field> &into, const std::optional<Field> &from, const char *name) const
    {
        if (into && from)
            throw Failure(Status::DEFINITION, say(where_, ": ", in_quotes(name), " is said ", how_));
        if (from)
            into = from;
    }

private:
    const std::string &where_;
    std::string_view how_;
};

} // namespace

AttributeOptions merge(AttributeOptions words, const AttributeOptions &options, const std::string &where)
{
    for_each_option(words, options, Merge(where));
    return words;
}

ModelOptions merge(ModelOptions words, const ModelOptions &options, const std::string &where)
{
    const Merge merge(where);
    merge(words.table, options.table, "table");
    merge(words.timestamps, options.timestamps, "timestamps");
    merge(words.underscored, options.underscored, "underscored");
    merge(words.version, options.version, "version");
    merge(words.checks, options.checks, "checks");
    merge(words.methods, options.methods, "methods");
    merge(words.paranoid, options.paranoid, "paranoid");
    merge(words.scopes, options.scopes, "scopes");
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
    merge(words.touch, options.touch, "touch");
    merge(words.scope, options.scope, "scope");
    merge(words.fate, options.fate, "dependent");
    merge(words.mandatory, options.mandatory, "mandatory");
    for_each_option(words.attribute, options.attribute, merge);
    return words;
}

SchemaOptions merge(SchemaOptions earlier, const SchemaOptions &options, const std::string &where)
{
    const Merge merge(where, "twice");
    merge(earlier.naming, options.naming, "naming");
    merge(earlier.timestamps, options.timestamps, "timestamps");
    merge(earlier.underscored, options.underscored, "underscored");
    return earlier;
}

} // namespace gemel
