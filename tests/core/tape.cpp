// Plays what a test answers, and keeps what is sent. Must not know what a test expects.
#include "tests/core/tape.hpp"

#include "core/model/filter_parse.hpp"

namespace tape {

gemel::ModelDefinition model(std::string name, std::initializer_list<std::pair<const char *, const char *>> attributes)
{
    gemel::ModelDefinition model{std::move(name), {}, {}};
    for (const auto &[attribute, words] : attributes)
        model.attributes.push_back({attribute, gemel::attribute_words(words, attribute)});
    return model;
}

gemel::AssociationDefinition has_one(std::string source, std::string target, const char *words)
{
    const auto kind = gemel::AssociationKind::HasOne;
    return {kind, std::move(source), std::move(target), gemel::association_words(kind, words, "association")};
}

std::shared_ptr<const gemel::Schema> person_license(const char *key, const char *association)
{
    gemel::SchemaDefinition definition;
    definition.models = {
        model("Person", {{"id", "integer primary key auto increment"}, {"name", "string"}}),
        model("License", {{"id", "integer primary key auto increment"}, {"number", "string"}, {"ownerId", key}})};
    definition.associations = {has_one("Person", "License", association)};
    return gemel::resolve(definition);
}

Player::Player(std::shared_ptr<const gemel::Schema> schema, const char *dialect, const gemel::driver::Target &target)
    : schema_(std::move(schema)), driver_(tape_, dialect),
      database_(std::make_shared<gemel::Database>(schema_, driver_, target, gemel::Limits{}, false)),
      session_(std::make_shared<gemel::Session>(database_))
{}

void Player::answer_row(std::initializer_list<gemel::Value> cells)
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

void Player::answer(gemel::driver::Result result)
{
    tape_.answers.push_back({std::move(result), {}});
}

void Player::answer_nothing()
{
    tape_.answers.push_back({});
}

void Player::answer_written(std::int64_t rows)
{
    tape_.answers.push_back({{gemel::driver::Rows(), rows}, {}});
}

void Player::answer_failure(gemel::Failure failure)
{
    tape_.answers.push_back({{}, std::move(failure)});
}

gemel::StatePtr Player::stored(const char *name, std::initializer_list<gemel::Value> cells)
{
    answer_row(cells);
    gemel::StatePtr record =
        gemel::calls::find(session_, {{"id", {*cells.begin()}}}, {false, gemel::Query(model(name))});
    tape_.sent.clear();
    return record;
}

void Player::find_first(const char *name, const gemel::Object &where)
{
    gemel::Query query(model(name));
    query.where = gemel::parse_filter(*query.model, where);
    gemel::calls::find_first(session_, {}, {false, query});
}

std::string Player::sent()
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

} // namespace tape
