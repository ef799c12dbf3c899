# May handles go in any order, and does a borrowed part keep alive what it is a part of?
require_relative "scene"

class LifetimeTest < SceneTest
  USES = {
    schema: ->(it) { Native.schema_model_count(it) == 3 },
    model: ->(it) { Native.model_name(it) == "Person" },
    database: ->(it) { Native.database_sync(it, nil).nil? },
    session: ->(it) { Native.session_begin(it, nil).nil? && Native.session_commit(it).nil? },
    record: ->(it) { Native.record_reload(it, nil).nil? }
  }.freeze

  # In a frame of its own, which takes its references with it: Ruby finds handles on the stack.
  def alive
    setup
    { schema: @schema, model: @person, database: @database, session: @session, record: create(@person, name: "Ada") }
  ensure
    forget
  end

  def forget
    @schema = @person = @license = @card = @database = @session = nil
  end

  def check(alive)
    alive.each { |name, handle| assert USES.fetch(name).(handle), name }
  end

  def test_handles_may_go_in_any_order_and_what_is_left_still_works
    USES.keys.permutation do |order|
      left = alive
      order.each do |name|
        check(left)
        left.delete(name)
        GC.start
      end
    end
  end

  def drop_and_collect
    forget
    GC.start
    20.times { person_schema } # takes the memory, were it free
    GC.start
  end

  def test_parts_live_on_when_the_schema_is_dropped
    attribute = -> { Native.model_find_attribute(@person, "email") }.()
    inverse = -> { Native.association_inverse(Native.model_association_at(@person, 0)) }.()
    drop_and_collect
    assert_equal "email", Native.attribute_name(attribute)
    assert_equal "Person", Native.model_name(Native.attribute_model(attribute))
    assert_equal "ownerId", Native.attribute_name(Native.association_foreign_key(inverse))
  end

  def test_a_part_of_a_record_or_of_records_keeps_them
    model = -> { Native.record_model(create(@person, name: "Ada")) }.()
    record = -> { Native.records_at(people, 0) }.()
    drop_and_collect
    assert_equal "Person", Native.model_name(model)
    assert_equal "Ada", Native.record_get_text(record, "name")
  end

  def test_handles_may_go_on_any_thread_and_while_the_collector_is_under_stress
    4.times.map do
      Thread.new do
        test = LifetimeTest.new("thread")
        20.times { test.check(test.alive) }
      end
    end.each(&:join)
    GC.stress = true
    check(alive)
  ensure
    GC.stress = false
  end

  def test_what_came_out_and_what_went_in_survive_compaction
    text = "Ada😀" * 3
    record = create(@person, name: text)
    GC.compact
    assert_equal text, Native.record_get_text(record, "name")
    assert_equal "Person", Native.model_name(@person)
  end

  def test_a_session_that_is_dropped_in_a_transaction_is_rolled_back
    database = file_database(poolSize: 1, busyTimeout: 0)
    open = lambda do
      session = Native.session_open(database, nil)
      Native.session_begin(session, nil)
      Native.record_create(session, @person, values(name: "Ada"), nil)
      nil
    end
    # Ruby may overlook one that it still finds on the stack, but has the connection back when it is gone.
    Thread.new(&open).join
    GC.start
    session = Native.session_open(database, nil)
    assert_equal 0, Native.records_count(Native.records_find_all(session, @person, nil, nil))
  end

  def set_logs(count, seen)
    count.times do
      log = ->(*) {}
      seen[log] = true
      Native.database_set_log(@database, log)
    end
  end

  def test_a_callback_lives_as_long_as_the_database_holds_it_and_no_longer
    seen = ObjectSpace::WeakMap.new
    Thread.new { set_logs(100, seen) }.join
    GC.start
    assert_operator seen.size, :<, 10 # what was replaced is gone, but for what Ruby finds on a stack
    assert_operator seen.size, :>, 0
    create(@person, name: "Ada")
  end
end
