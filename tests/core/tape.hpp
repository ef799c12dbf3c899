// A database without a database: sessions whose statements go on a tape. What core tests have in common; asserts
// nothing itself.
#pragma once

#include "core/calls/calls.hpp"
#include "core/driver/recording/connection.hpp"
#include "core/resolving/resolve.hpp"

#include <initializer_list>
#include <memory>
#include <string>

namespace tape {

gemel::ModelDefinition model(std::string name, std::initializer_list<std::pair<const char *, const char *>> attributes);
gemel::AssociationDefinition has_one(std::string source, std::string target, const char *words);

/// Person has one License over ownerId; `key` says what that attribute is.
std::shared_ptr<const gemel::Schema> person_license(const char *key,
                                                    const char *association = "foreign key ownerId inverse owner");

class Player {
public:
    explicit Player(std::shared_ptr<const gemel::Schema> schema, const char *dialect = "sqlite",
                    const gemel::driver::Target &target = {});

    const gemel::Model &model(const char *name) const { return schema_->model(name); }
    const gemel::SessionPtr &session() const { return session_; }
    gemel::Database &database() { return *database_; }

    /// The next statements give these rows of integers, texts and nulls, or write so many.
    void answer_row(std::initializer_list<gemel::Value> cells);
    void answer(gemel::driver::Result result);
    void answer_nothing();
    void answer_written(std::int64_t rows);
    void answer_failure(gemel::Failure failure);

    /// A stored object, as if it had been found.
    gemel::StatePtr stored(const char *name, std::initializer_list<gemel::Value> cells);
    /// As a call takes it besides its own.
    gemel::calls::Other other(gemel::StatePtr object) const { return {std::move(object), session_.get()}; }
    /// The first row that is asked for by a filter.
    void find_first(const char *name, const gemel::Object &where);

    /// What was sent since it was last asked: a statement a line, its values behind it.
    std::string sent();

private:
    std::shared_ptr<const gemel::Schema> schema_;
    gemel::driver::recording::Tape tape_;
    gemel::driver::recording::RecordingDriver driver_;
    std::shared_ptr<gemel::Database> database_;
    gemel::SessionPtr session_;
};

} // namespace tape
