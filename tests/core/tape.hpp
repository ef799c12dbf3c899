// A database without a database: sessions whose statements go on a tape. What core tests have in common; asserts
// nothing itself.
#pragma once

#include "core/driver/recording/connection.hpp"
#include "core/model/filter_read.hpp"
#include "core/model/resolve.hpp"
#include "core/record/record.hpp"

#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

namespace tape {

inline gemel::ModelDefinition model(std::string name,
                                    std::initializer_list<std::pair<const char *, const char *>> attributes)
{
    gemel::ModelDefinition model{std::move(name), {}, {}};
    for (const auto &[attribute, words] : attributes)
        model.attributes.push_back({attribute, gemel::attribute_words(words, attribute)});
    return model;
}

inline gemel::AssociationDefinition has_one(std::string source, std::string target, const char *words)
{
    const auto kind = gemel::AssociationKind::HasOne;
    return {kind, std::move(source), std::move(target), gemel::association_words(kind, words, "association")};
}

/// Person has one License over ownerId; `key` says what that attribute is.
inline std::shared_ptr<const gemel::Schema>
person_license(const char *key, const char *association = "foreign key ownerId inverse owner")
{
    gemel::SchemaDefinition definition;
    definition.models = {
        model("Person", {{"id", "integer primary key auto increment"}, {"name", "string"}}),
        model("License", {{"id", "integer primary key auto increment"}, {"number", "string"}, {"ownerId", key}})};
    definition.associations = {has_one("Person", "License", association)};
    return gemel::resolve(definition);
}

class Player {
public:
    explicit Player(std::shared_ptr<const gemel::Schema> schema, const char *dialect = "sqlite",
                    const gemel::driver::Target &target = {})
        : schema_(std::move(schema)), driver_(tape_, dialect),
          database_(std::make_shared<gemel::Database>(schema_, driver_, target, gemel::Limits{}, false)),
          session_(std::make_shared<gemel::Session>(database_))
    {}

    const gemel::Model &model(const char *name) const { return schema_->model(name); }
    const gemel::SessionPtr &session() const { return session_; }
    gemel::Database &database() { return *database_; }

    /// The next statements give these rows of integers, texts and nulls, or write so many.
    void answer_row(std::initializer_list<gemel::Value> cells)
    {
        gemel::driver::Rows rows(cells.size());
        for (const gemel::Value &cell : cells) {
            if (const auto *integer = std::get_if<std::int64_t>(&cell))
                rows.add_integer(*integer);
            else if (const auto *text = std::get_if<std::string>(&cell))
                rows.add_bytes(gemel::driver::Form::Text, *text);
            else
                rows.add_null();
        }
        answer({std::move(rows), 1});
    }
    void answer(gemel::driver::Result result) { tape_.answers.push_back({std::move(result), {}}); }
    void answer_nothing() { tape_.answers.push_back({}); }
    void answer_written(std::int64_t rows) { tape_.answers.push_back({{gemel::driver::Rows(), rows}, {}}); }
    void answer_failure(gemel::Failure failure) { tape_.answers.push_back({{}, std::move(failure)}); }

    /// A stored record, as if it had been found.
    gemel::RecordPtr stored(const char *name, std::initializer_list<gemel::Value> cells)
    {
        answer_row(cells);
        gemel::RecordPtr record =
            gemel::Record::find(session_, {{"id", {*cells.begin()}}}, {false, gemel::Query(model(name))});
        tape_.sent.clear();
        return record;
    }

    /// The first row that is asked for by a filter.
    void find_first(const char *name, const gemel::Object &where)
    {
        gemel::Query query(model(name));
        query.where = gemel::read_filter(*query.model, where);
        gemel::Record::find_first(session_, {}, {false, query});
    }

    /// What was sent since it was last asked: a statement a line, its values behind it.
    std::string sent()
    {
        std::string text;
        for (const gemel::driver::Command &command : tape_.sent) {
            text += command.sql;
            for (const gemel::Value &value : command.binds)
                text += " | " + gemel::describe(value);
            text += '\n';
        }
        tape_.sent.clear();
        return text;
    }

private:
    std::shared_ptr<const gemel::Schema> schema_;
    gemel::driver::recording::Tape tape_;
    gemel::driver::recording::RecordingDriver driver_;
    std::shared_ptr<gemel::Database> database_;
    gemel::SessionPtr session_;
};

} // namespace tape
