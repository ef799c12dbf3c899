// Asks resolve in two ways. Must not know which definitions are right.
#include "verdict.hpp"

#include <algorithm>

namespace property {

namespace {

std::vector<std::string> complaints_of(const gemel_error *error)
{
    std::vector<std::string> all;
    for (std::size_t i = 0; i < gemel_error_item_count(error); ++i)
        all.push_back(std::string(gemel_error_item_model(error, i)) + "|" + gemel_error_item_attribute(error, i) + "|" +
                      gemel_error_item_message(error, i));
    return all;
}

/// A model that the definition speaks of, as messages show it.
bool is_shown(const std::string &model, const std::string &message)
{
    const bool plain =
        model.size() < 60 && std::all_of(model.begin(), model.end(), [](char c) { return c >= ' ' || c < 0; });
    return !plain || message.find(model) != std::string::npos;
}

void check_refusal(const Answer &answer, bool names_models)
{
    const std::string told = answer.told();
    if (answer.status != GEMEL_DEFINITION)
        throw Broken("resolve fails with " + told);
    if (gemel_error_item_count(answer.error.get()) == 0)
        throw Broken("a refusal without items: " + told);
    for (std::size_t i = 0; i < gemel_error_item_count(answer.error.get()); ++i) {
        const std::string message = gemel_error_item_message(answer.error.get(), i);
        const std::string model = gemel_error_item_model(answer.error.get(), i);
        if (message.empty() || message.back() == '.' || message.find('\n') != std::string::npos)
            throw Broken("an item that is not one line: " + message);
        if (names_models && !is_shown(model, message))
            throw Broken("an item that does not name its model " + model + ": " + message);
    }
    if (told.find('\n') != std::string::npos)
        throw Broken("a message that is not one line: " + told);
}

std::string to_json(const gemel_schema *schema)
{
    const char *json = nullptr;
    std::size_t length = 0;
    must("to_json", gemel_schema_to_json, schema, &json, &length);
    return {json, length};
}

Schema read(const std::string &json)
{
    gemel_schema *schema = nullptr;
    must("from_json of what to_json wrote,\n" + json, gemel_schema_from_json, json.c_str(), json.size(), &schema);
    return Schema(schema);
}

void check_round_trip(const gemel_schema *schema)
{
    const std::string json = to_json(schema);
    const Schema again = read(json);
    must("resolve of what to_json wrote,\n" + json, gemel_schema_resolve, again.get());
    if (const std::string other = to_json(again.get()); other != json)
        throw Broken("a schema and what its document declares differ:\n" + json + "\n" + other);
}

/// The same definition as a document.
void check_document(const Definition &definition, const gemel_schema *resolved)
{
    const std::string json = document(definition);
    gemel_schema *made = nullptr;
    Answer answer = ask(gemel_schema_from_json, json.c_str(), json.size(), &made);
    const Schema schema(made);
    if (schema)
        answer = ask(gemel_schema_resolve, schema.get());
    if (answer.status != GEMEL_OK)
        check_refusal(answer, false);
    if ((answer.status == GEMEL_OK) != (resolved != nullptr))
        throw Broken("calls and document are judged differently; of the document: " + answer.told());
    if (resolved && to_json(schema.get()) != to_json(resolved))
        throw Broken("calls and document make different schemas:\n" + to_json(resolved) + "\n" + to_json(schema.get()));
}

} // namespace

Verdict judge(const Definition &definition)
{
    Verdict verdict;
    verdict.schema.reset(declare(definition));
    const Answer answer = ask(gemel_schema_resolve, verdict.schema.get());
    const Answer again = ask(gemel_schema_resolve, verdict.schema.get());
    verdict.complaints = complaints_of(answer.error.get());
    if (answer.told() != again.told() || verdict.complaints != complaints_of(again.error.get()))
        throw Broken("resolve says first " + answer.told() + "\nand then " + again.told());
    if (answer.status != GEMEL_OK) {
        check_refusal(answer, true);
        if (gemel_schema_model_count(verdict.schema.get()) != 0)
            throw Broken("a schema that was refused has models");
        verdict.schema.reset();
    }
    check_document(definition, verdict.schema.get());
    if (verdict.schema)
        check_round_trip(verdict.schema.get());
    return verdict;
}

} // namespace property
