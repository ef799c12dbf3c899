# Do a hundred thousand calls of a kind leave nothing behind?
#
# What a process occupies is measured after a first round, which fills what is kept for good; then it may not grow by as
# much as one small allocation for each call. The failures are here because their way out is the one that leaks first.
require_relative "scene"

class GrowthTest < SceneTest
  CALLS = 100_000
  # Below 16 bytes for each call, which is the least that an allocation takes.
  MOST_GROWTH = CALLS * 15

  def occupied
    GC.start
    File.read("/proc/self/statm").split[1].to_i * Etc.sysconf(Etc::SC_PAGESIZE)
  end

  def assert_no_growth(calls = CALLS, &step)
    calls.times(&step)
    before = occupied
    calls.times(&step)
    assert_operator occupied - before, :<, MOST_GROWTH
  end

  def fails(expected)
    yield
  rescue expected
    nil
  else
    flunk "a call succeeded that has to fail"
  end

  def test_handles_and_values
    assert_no_growth do
      made = Native.values_new
      Native.values_set_text(made, "name", "Ada 😀")
      Native.values_set_int(made, "serial", 2**61)
      Native.record_build(@session, @person, made)
    end
  end

  def test_parts_of_a_schema
    assert_no_growth do
      association = Native.model_find_association(@person, "license")
      Native.model_name(Native.association_target(Native.association_inverse(association)))
    end
  end

  def test_text_and_json_out
    record = create(@person, name: "Ada 😀" * 20)
    assert_no_growth { [Native.record_get_text(record, "name"), Native.record_to_json(record)] }
  end

  def test_rows_found
    create(@person, name: "Ada")
    assert_no_growth do
      found = people
      Native.record_is_null(Native.records_at(found, 0), "email")
      Native.records_take(found, 0)
    end
  end

  def test_transactions_and_logs
    Native.database_set_log(@database, ->(*) {})
    assert_no_growth { Native.session_transact(@session, nil, -> { "Ada" * 10 }) }
  end

  def test_logs_set_again
    assert_no_growth { Native.database_set_log(@database, ->(*) {}) }
  end

  def test_failures_of_the_core
    assert_no_growth { fails(Gemel::UsageError) { Native.schema_find_model(@schema, "Persom") } }
  end

  def test_failures_with_items
    wrong = values(name: nil, serial: "many", height: "tall")
    assert_no_growth { fails(Gemel::ValidationError) { Native.record_create(@session, @person, wrong, nil) } }
  end

  def test_failures_of_a_callback
    fail_inside = -> { raise ArgumentError, "no" }
    assert_no_growth { fails(ArgumentError) { Native.session_transact(@session, nil, fail_inside) } }
  end

  def test_refusals_of_the_module
    record = create(@person, name: "Ada")
    assert_no_growth do
      fails(TypeError) { Native.record_set_text(record, "name", nil) }
      fails(ArgumentError) { Native.record_set_text(record, "na\0me", "Ada") }
      fails(EncodingError) { Native.record_set_text(record, "name", "\xEB") }
    end
  end
end
