// Reads documents. Every definition is read for itself, so that all that is wrong is told at once.
#include "core/base/json_document.hpp"
#include "core/base/members.hpp"
#include "core/definition/complaints.hpp"
#include "core/definition/document.hpp"

#include <iterator>
#include <optional>

namespace gemel {

namespace {

/// A value of the document and where it stands.
struct Spot {
    std::string where() const { return place(lines.line, pointer); }
    Origin origin() const { return {lines.line, pointer}; }

    /// The i-th member of an object.
    Spot member(std::size_t i) const
    {
        const Member &member = (*node.object())[i];
        return {member.node, lines.parts[i], pointer_to(pointer, member.name)};
    }
    std::optional<Spot> find(std::string_view name) const
    {
        for (std::size_t i = 0; i < node.object()->size(); ++i)
            if ((*node.object())[i].name == name)
                return member(i);
        return std::nullopt;
    }
    Spot item(std::size_t i) const { return {(*node.list())[i], lines.parts[i], pointer_to(pointer, i)}; }

    const std::string *text() const { return node.scalar() ? std::get_if<std::string>(node.scalar()) : nullptr; }

    [[noreturn]] void refuse(std::string_view why) const { throw Failure(Status::DEFINITION, say(where(), ": ", why)); }

    const Node &node;
    const Lines &lines;
    std::string pointer;
};

/// Reads the options of an object. Each is wrong or right for itself, so that the line of a wrong one is found.
template <typename Read> auto read_options(const Spot &spot, Read read)
{
    const Object &object = *spot.node.object();
    try {
        return read(object, spot.where());
    } catch (const Failure &) {
        for (std::size_t i = 0; i < object.size(); ++i)
            read(Object{object[i]}, place(spot.lines.parts[i].line, spot.pointer));
        throw;
    }
}

/// What an association has besides its options.
struct Ends {
    std::optional<std::string> type, source, target, words;
};

Ends read_ends(const Object &object, const std::string &where)
{
    Members members(object, where, Status::DEFINITION);
    Ends ends;
    members.take("type", ends.type);
    members.take("source", ends.source);
    members.take("target", ends.target);
    members.take("words", ends.words);
    return ends;
}

class SchemaReader {
public:
    SchemaDefinition read(const JsonDocument &document)
    {
        const Spot root{document.root, document.lines, {}};
        attempt({}, {}, [&] {
            definition_.options = read_options(root, [](const Object &object, const std::string &where) {
                return schema_options(object, where, {"$schema", "models", "associations"});
            });
        });
        attempt({}, {}, [&] {
            const auto spot = root.find("$schema");
            if (spot && !spot->text())
                spot->refuse("must be a text, the address of the JSON Schema of documents");
        });
        attempt({}, {}, [&] {
            if (const auto models = root.find("models"))
                read_models(*models);
        });
        attempt({}, {}, [&] {
            if (const auto associations = root.find("associations"))
                read_associations(*associations);
        });
        complaints_.raise();
        return std::move(definition_);
    }

private:
    /// What is wrong is told of the model and attribute, and the next definition is read.
    template <typename Body> void attempt(const std::string &model, const std::string &attribute, Body body)
    {
        try {
            body();
        } catch (const Failure &failure) {
            complaints_.add(model, attribute, failure.message);
        }
    }

    void read_models(const Spot &models)
    {
        if (!models.node.object())
            models.refuse("must be an object of models: {\"Person\": {...}}");
        for (std::size_t i = 0; i < models.node.object()->size(); ++i) {
            const std::string &name = (*models.node.object())[i].name;
            attempt(name, {}, [&] { read_model(name, models.member(i)); });
        }
    }

    void read_model(const std::string &name, const Spot &model)
    {
        if (!model.node.object())
            model.refuse("a model must be an object: {\"attributes\": {...}}");
        definition_.models.push_back({name, {}, {}, model.origin()});
        attempt(name, {}, [&] {
            definition_.models.back().options = read_options(model, [](const Object &object, const std::string &where) {
                return model_options(object, where, {"attributes"});
            });
        });
        if (const auto attributes = model.find("attributes"))
            read_attributes(definition_.models.back(), *attributes);
    }

    void read_attributes(ModelDefinition &model, const Spot &attributes)
    {
        if (!attributes.node.object())
            attributes.refuse("must be an object of attributes: {\"name\": \"string(20)\"}");
        for (std::size_t i = 0; i < attributes.node.object()->size(); ++i) {
            const std::string &name = (*attributes.node.object())[i].name;
            const Spot spot = attributes.member(i);
            attempt(model.name, name, [&] { model.attributes.push_back({name, read_attribute(spot), spot.origin()}); });
        }
    }

    static AttributeOptions read_attribute(const Spot &attribute)
    {
        if (const std::string *words = attribute.text())
            return attribute_words(*words, attribute.where());
        if (!attribute.node.object())
            attribute.refuse("an attribute must be words, such as \"string(20) not null\", or an object of options");
        return read_options(attribute, attribute_options);
    }

    void read_associations(const Spot &associations)
    {
        if (!associations.node.list())
            associations.refuse("must be a list of associations: [{\"type\": \"hasOne\", ...}]");
        for (std::size_t i = 0; i < associations.node.list()->size(); ++i) {
            const Spot spot = associations.item(i);
            const auto source = spot.node.object() ? spot.find("source") : std::nullopt;
            const std::string *name = source ? source->text() : nullptr;
            attempt(name ? *name : "", {}, [&] { definition_.associations.push_back(read_association(spot)); });
        }
    }

    static AssociationDefinition read_association(const Spot &association)
    {
        if (!association.node.object())
            association.refuse("an association must be an object with 'type', 'source' and 'target'");
        const Ends ends = read_options(association, read_ends);
        const AssociationKind kind = read_kind(association, ends.type);
        AssociationOptions options = read_options(association, [&](const Object &object, const std::string &where) {
            return association_options(kind, object, where, {"type", "source", "target", "words"});
        });
        if (const auto words = association.find("words"))
            options = merge(association_words(kind, *ends.words, words->where()), options, words->where());
        return {kind, need(association, ends.source, "source"), need(association, ends.target, "target"),
                std::move(options), association.origin()};
    }

    static AssociationKind read_kind(const Spot &association, const std::optional<std::string> &type)
    {
        const std::string &name = need(association, type, "type");
        if (name != "hasOne" && name != "belongsTo")
            association.find("type")->refuse(say("an association is \"hasOne\" or \"belongsTo\", not ", in_quotes(name),
                                                 suggestion(name, {"hasOne", "belongsTo"})));
        return name == "hasOne" ? AssociationKind::HasOne : AssociationKind::BelongsTo;
    }

    static const std::string &need(const Spot &association, const std::optional<std::string> &text,
                                   std::string_view name)
    {
        if (text)
            return *text;
        std::vector<std::string> names;
        for (const Member &member : *association.node.object())
            names.push_back(member.name);
        const auto near = nearest(name, names);
        association.refuse(
            say(in_quotes(name), " is missing", near ? say("; write it instead of ", in_quotes(*near)) : ""));
    }

    SchemaDefinition definition_;
    Complaints complaints_;
};

} // namespace

SchemaDefinition parse_document(std::string_view json)
{
    try {
        return SchemaReader().read(parse_json_document(json));
    } catch (Failure &failure) {
        if (failure.items.empty()) // of a text that is no document at all
            failure.items = {{{}, {}, failure.message, failure.status}};
        throw;
    }
}

void merge(SchemaDefinition &into, SchemaDefinition document)
{
    SchemaOptions options = into.options;
    const auto agree = [](auto &said, auto &now, std::string_view name) {
        if (said && now && *said != *now)
            throw Failure(Status::DEFINITION,
                          say("/", name, ": the document says otherwise than what was declared before; say it once"));
        if (now)
            said = std::move(now);
    };
    agree(options.naming, document.options.naming, "naming");
    agree(options.timestamps, document.options.timestamps, "timestamps");
    agree(options.underscored, document.options.underscored, "underscored");

    const auto append = [](auto &items, auto &more) {
        items.insert(items.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    };
    into.models.reserve(into.models.size() + document.models.size()); // then nothing can fail any more
    into.associations.reserve(into.associations.size() + document.associations.size());
    append(into.models, document.models);
    append(into.associations, document.associations);
    into.options = std::move(options);
}

} // namespace gemel
