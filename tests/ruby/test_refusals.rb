# Is every wrong use of the module an exception, and never a crash?
require_relative "scene"

class RefusalsTest < SceneTest
  HEADERS = Dir["#{ROOT}/capi/include/gemel/*.h"].map { |path| File.read(path) }.join
  HANDLES = HEADERS.scan(/^typedef struct gemel_(\w+) gemel_\1;/).flatten.map(&:capitalize) -
            %w[Error Hook_event Log_event]
  # What C has among its parameters and a language has not: out parameters, lengths and what belongs to a callback.
  HIDDEN = /\*\*|\*(out|deleted|length|size)$|size_t (length|size)$|user_data|^void$/
  DECLARED = HEADERS.scan(/GEMEL_API[^;(]*\bgemel_(\w+)\(([^;]*)\);/)
                    .select { |name, _| Native.respond_to?(name) }
                    .map { |name, parameters| [name, parameters.split(",").map(&:strip).grep_v(HIDDEN)] }
  HANDLE = /gemel_(\w+(?<!_fn)) \*(\w+)$/
  # The core knows what nil means here.
  OPTIONAL = [%w[options options], %w[values values], %w[values where]].freeze

  def setup
    super
    @record = create(@person, name: "Ada")
    @sound = {
      "options" => Native.options_new, "values" => Native.values_new, "schema" => @schema, "model" => @person,
      "attribute" => Native.model_attribute_at(@person, 0), "database" => @database, "session" => @session,
      "association" => Native.model_find_association(@person, "license"), "record" => @record, "records" => people,
      "plan" => Native.plan_explain_get(@record, "license", nil), "query" => Native.query_new(@person),
      "rows" => Native.query_values(Native.query_new(@person), @session),
      "cursor" => Native.cursor_open(@session, @person, nil, nil).tap { |it| nil while Native.cursor_next(it) },
      "bulk" => Native.bulk_open(@session, @person, nil).tap { |it| Native.bulk_finish(it) }
    }
  end

  def arguments(parameters)
    parameters.map do |parameter|
      case parameter
      when /_fn \*/ then -> {}
      when HANDLE then @sound.fetch(Regexp.last_match(1))
      when /(char|void) \*/ then "name"
      when /bool/ then true
      when /double/ then 1.5
      else 1
      end
    end
  end

  # Each handle that a function takes, with what it is called.
  def each_handle
    DECLARED.each do |name, parameters|
      parameters.each_with_index do |parameter, place|
        yield name, arguments(parameters), place, Regexp.last_match.captures if parameter =~ HANDLE
      end
    end
  end

  def assert_refused(name, given, type, argument, what)
    error = assert_raises(TypeError, "#{name}: #{argument}") { Native.public_send(name, *given) }
    assert_equal "gemel_#{name}: #{argument} must be gemel_#{type}, not #{what}", error.message
  end

  def test_nil_for_a_handle_is_refused_by_every_function_unless_the_core_knows_what_it_means
    tried = 0
    each_handle do |name, given, place, handle|
      next if OPTIONAL.include?(handle)

      tried += 1
      given[place] = nil
      assert_refused(name, given, *handle, "nil")
    end
    assert_operator tried, :>, 90
  end

  def test_a_handle_of_another_type_is_refused_by_every_function
    each_handle do |name, given, place, handle|
      [@sound[handle.first == "schema" ? "record" : "schema"], Object.new, "text", 5].each do |other|
        given[place] = other
        assert_refused(name, given, *handle, other.class)
      end
    end
  end

  def test_nil_where_the_core_asks_for_values_is_the_refusal_of_the_core
    [-> { Native.record_update(@record, nil, nil) }, -> { Native.record_assign(@record, nil) }].each do |call|
      assert_match(/values/, assert_raises(Gemel::UsageError, &call).message)
    end
  end

  def test_too_few_or_too_many_arguments_are_refused_by_every_function
    DECLARED.each do |name, parameters|
      assert_raises(ArgumentError, name) { Native.public_send(name, *[nil] * 12) }
      assert_raises(ArgumentError, name) { Native.public_send(name) } unless parameters.empty?
    end
  end

  def test_a_handle_comes_from_a_call_and_from_nowhere_else
    HANDLES.each do |name|
      kind = Native.const_get(name)
      [-> { kind.new }, -> { kind.allocate }, -> { Class.new(kind).new }].each do |make|
        assert_raises(TypeError, NoMethodError, name, &make)
      end
    end
    [-> { @record.dup }, -> { @record.clone }, -> { Marshal.dump(@record) }].each { |it| assert_raises(TypeError, &it) }
  end

  def test_a_closed_session_reads_its_records_and_refuses_the_rest
    2.times { Native.session_close(@session) }
    assert_equal "Ada", Native.record_get_text(@record, "name")
    Native.record_set_text(@record, "name", "Eve")
    [-> { Native.record_save(@record, nil) }, -> { Native.record_reload(@record, nil) }, -> { people },
     -> { Native.session_begin(@session, nil) }, -> { create(@person, name: "Bob") },
     -> { Native.session_transact(@session, nil, -> { flunk }) }].each do |call|
      assert_equal "the session is closed", assert_raises(Gemel::UsageError, &call).message
    end
  end

  def test_a_closed_database_refuses_sessions_and_those_it_has
    Native.database_close(@database)
    [-> { Native.session_open(@database, nil) }, -> { create(@person, name: "Bob") }].each do |call|
      assert_equal "the database is closed", assert_raises(Gemel::UsageError, &call).message
    end
  end

  def test_a_record_that_was_taken_is_not_there_any_more
    records = people
    borrowed = Native.records_at(records, 0)
    taken = Native.records_take(records, 0)
    assert_nil Native.records_at(records, 0)
    assert_raises(Gemel::UsageError) { Native.records_take(records, 0) }
    assert_raises(Gemel::UsageError) { Native.record_get_text(borrowed, "name") }
    assert_equal "Ada", Native.record_get_text(taken, "name")
  end

  def test_what_is_no_callable_is_refused
    [-> { Native.database_set_log(@database, 5) }, -> { Native.session_transact(@session, nil, 5) }].each do |call|
      assert_match(/fn must be callable, not Integer/, assert_raises(TypeError, &call).message)
    end
    assert_raises(TypeError) { Native.session_transact(@session, nil, nil) }
  end
end
