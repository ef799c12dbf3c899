# Does every failure that this version knows come out as an exception of its class, with what the core says of it?
require_relative "scene"

class ErrorTreeTest < Minitest::Test
  STATUSES = File.read("#{ROOT}/core/base/status.def").scan(/GEMEL_STATUS\((\w+), (\d+), "[a-z-]+"\)/)

  def test_every_status_of_the_table_of_the_core_that_is_a_failure_has_a_class
    assert_operator STATUSES.size, :>, 20
    STATUSES.reject { |constant, _| %w[OK OUT_OF_MEMORY].include?(constant) }.each do |constant, number|
      plain = "#{constant.split('_').map(&:capitalize).join}Error"
      error = Gemel.send(:make_error, Integer(number), "m", "", "", "", 0, [])
      assert_equal "Gemel::#{{ 'ConnectionError' => 'NoConnectionError' }.fetch(plain, plain)}", error.class.name
      assert_equal Gemel::Error, error.class.superclass
    end
  end

  def test_a_status_that_is_not_known_is_the_base_class
    error = Gemel.send(:make_error, 99, "new", "", "", "", 0, [])
    assert_instance_of Gemel::Error, error
    assert_equal [99, "new"], [error.status, error.message]
  end
end

class ErrorsTest < SceneTest
  def fails(expected, &)
    error = assert_raises(Gemel::Error, &)
    assert_instance_of expected, error, error.message
    error
  end

  def test_usage_tells_the_nearest_name
    error = fails(Gemel::UsageError) { Native.schema_find_model(@schema, "Persom") }
    assert_equal "unknown model 'Persom'; did you mean 'Person'?", error.message
    assert_equal [Native::USAGE, [], "", "", "", 0],
                 [error.status, error.items, error.sqlstate, error.table, error.constraint, error.driver_code]
  end

  def test_definition_lists_every_complaint
    schema = Native.schema_new
    Native.schema_add_model(schema, "A", nil, nil)
    Native.schema_has_one(schema, "A", "B", nil, nil)
    Native.schema_has_one(schema, "A", "C", nil, nil)
    error = fails(Gemel::DefinitionError) { Native.schema_resolve(schema) }
    assert_equal %w[A A], error.items.map(&:model)
    assert_includes error.items[0].message, "'B'"
  end

  def test_not_found
    record = create(@person, name: "Ada")
    Native.record_destroy(record, nil)
    error = fails(Gemel::NotFoundError) { Native.record_reload(record, nil) }
    assert_equal "Person 1 is gone", error.message
  end

  def test_occupied
    ada = create(@person, name: "Ada")
    Native.record_create_association(ada, "license", nil, nil)
    fails(Gemel::OccupiedError) { Native.record_create_association(ada, "license", nil, nil) }
  end

  def test_validation_lists_every_value_that_does_not_fit
    error = fails(Gemel::ValidationError) { create(@person, name: "Ada", serial: "many", height: "tall") }
    assert_equal %w[height serial], error.items.map(&:attribute).sort
    assert_equal [["Person", Native::VALIDATION]], error.items.map { |item| [item.model, item.status] }.uniq
    assert(error.items.none? { |item| item.message.empty? })
    assert_equal [%w[type many], %w[type tall]], error.items.map { |item| [item.kind, item.value] }.sort
  end

  def test_not_null_lists_every_value_that_is_missing
    error = fails(Gemel::NotNullError) { create(@person) }
    assert_equal([["Person", "name", Native::NOT_NULL]], error.items.map { |it| [it.model, it.attribute, it.status] })
  end

  def test_unique_names_the_attribute_and_what_the_database_says
    create(@person, name: "Ada", email: "a@b")
    error = fails(Gemel::UniqueError) { create(@person, name: "Bob", email: "a@b") }
    assert_equal([%w[Person email]], error.items.map { |item| [item.model, item.attribute] })
    assert_equal ["people", 2067], [error.table, error.driver_code]
  end

  def test_foreign_key
    fails(Gemel::ForeignKeyError) { create(@license, ownerId: 7) }
  end

  def test_busy
    database = file_database(busyTimeout: 0)
    holder = Native.session_open(database, nil)
    other = Native.session_open(database, nil)
    Native.session_begin(holder, nil)
    fails(Gemel::BusyError) { Native.session_begin(other, nil) }
  end

  def test_no_connection
    fails(Gemel::NoConnectionError) { Native.database_open("sqlite:no/such/folder/a.db", @schema, nil) }
  end

  def test_a_driver_that_this_build_has_not_is_unsupported
    # With the driver it is a server that nobody has started.
    expected = ENV.fetch("GEMEL_HAS_POSTGRESQL") == "true" ? Gemel::NoConnectionError : Gemel::UnsupportedError
    fails(expected) { Native.database_open("postgresql://127.0.0.1:1/people", @schema, nil) }
  end

  def test_check
    fails(Gemel::CheckError) { create(@person, name: "Ada", age: -1) }
  end

  def test_database
    Dir.mktmpdir do |folder|
      File.write("#{folder}/text.db", "This is no database. " * 100)
      fails(Gemel::DatabaseError) { Native.database_open("sqlite:#{folder}/text.db", @schema, nil) }
    end
  end

  def test_a_callback_error_is_for_callbacks_to_raise_and_comes_out_as_itself
    own = Gemel::CallbackError.new("no seats left")
    assert_same own, assert_raises(Gemel::CallbackError) { Native.session_transact(@session, nil, -> { raise own }) }
  end

  def test_what_is_refused_on_the_way_can_be_corrected
    wrong = options(nonsense: true)
    fails(Gemel::UsageError) { Native.database_sync(@database, wrong) }
    Native.options_clear(wrong)
    assert_nil Native.database_sync(@database, wrong)
  end

  def test_without_memory_it_is_a_no_memory_error
    child = fork do
      most = File.read("/proc/self/statm").split.first.to_i * Etc.sysconf(Etc::SC_PAGESIZE) + (96 << 20)
      Process.setrlimit(Process::RLIMIT_AS, most)
      text = "x" * (64 << 20)
      begin
        Native.values_set_text(Native.values_new, "note", text)
      rescue NoMemoryError
        exit! 42
      end
      exit! 1
    end
    assert_equal 42, Process.wait2(child).last.exitstatus
  end
end
