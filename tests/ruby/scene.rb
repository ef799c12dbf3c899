# What the tests of the Ruby module share: a schema, a database of it, and short ways to say values and options. It goes
# through the private module, as the tests do, and must not know what they test.
require "gemel"
require "json"
require "minitest/autorun"
require "tmpdir"

Native = Gemel::Native
ROOT = File.expand_path("../..", __dir__)

module Scene
  module_function

  def values(**given)
    Native.values_new.tap { |made| Native.values_merge_json(made, JSON.generate(given)) }
  end

  def options(**given)
    Native.options_new.tap { |made| Native.options_merge_json(made, JSON.generate(given)) }
  end

  # A person has one license, which needs an owner; and a card, which does not.
  def person_schema
    schema = Native.schema_new
    Native.schema_add_model(schema, "Person", nil, nil)
    { "name" => "string not null", "email" => "string unique", "note" => "text", "height" => "double",
      "serial" => "bigint", "active" => "boolean", "photo" => "blob",
      "age" => "integer check (age >= 0)" }.each do |name, words|
      Native.schema_add_attribute(schema, "Person", name, words, nil)
    end
    Native.schema_has_one(schema, "Person", "License", "foreign key ownerId inverse owner integer not null unique", nil)
    Native.schema_add_model(schema, "License", nil, nil)
    Native.schema_has_one(schema, "Person", "Card", "inverse holder", nil)
    Native.schema_add_model(schema, "Card", nil, nil)
    Native.schema_resolve(schema)
    schema
  end
end

# Each test has a database of its own, in memory, with a session and the three models.
class SceneTest < Minitest::Test
  include Scene

  def setup
    @schema = person_schema
    @person, @license, @card = %w[Person License Card].map { |name| Native.schema_find_model(@schema, name) }
    @database = Native.database_open("sqlite::memory:", @schema, nil)
    Native.database_sync(@database, nil)
    @session = Native.session_open(@database, nil)
    @folder = nil
  end

  def teardown
    FileUtils.remove_entry(@folder) if @folder
  end

  def create(model, **given)
    Native.record_create(@session, model, values(**given), nil)
  end

  def people
    Native.records_find_all(@session, @person, nil, nil)
  end

  # A database in a file, of which there may be several connections.
  def file_database(**opening)
    @folder ||= Dir.mktmpdir
    database = Native.database_open("sqlite:#{@folder}/people.db", @schema, options(**opening))
    Native.database_sync(database, options(force: true))
    database
  end
end
