# Is the GVL released while a call waits, and taken back for a callback? None of it may be measured by a clock.
require_relative "scene"

class ThreadsTest < SceneTest
  # Long enough for everything: a call that keeps the GVL waits for it, and fails.
  FOR_EVER = 60_000

  def setup
    super
    @database = file_database(busyTimeout: FOR_EVER)
    @holder = Native.session_open(@database, nil)
    @waiter = Native.session_open(@database, nil)
  end

  # A thread that is inside a call, without the GVL: a thread that runs or wants to run has not stopped.
  def waiting
    Thread.new do
      Thread.current.report_on_exception = false
      yield
    end.tap { |thread| Thread.pass until thread.stop? }
  end

  def test_while_a_call_waits_for_a_lock_another_thread_goes_on_and_gives_it_the_lock
    Native.session_begin(@holder, nil)
    thread = waiting { Native.session_begin(@waiter, nil) }
    assert thread.alive?
    Native.record_create(@holder, @person, values(name: "Ada"), nil)
    Native.session_commit(@holder)
    thread.value
    assert_equal 1, Native.session_depth(@waiter)
    assert_equal 1, Native.records_count(Native.records_find_all(@waiter, @person, nil, nil))
  end

  def test_while_a_call_waits_for_a_connection_another_thread_goes_on_and_gives_it_back
    database = file_database(busyTimeout: FOR_EVER, poolSize: 1)
    holder = Native.session_open(database, nil)
    waiter = Native.session_open(database, nil)
    Native.session_begin(holder, nil)
    thread = waiting { Native.records_count(Native.records_find_all(waiter, @person, nil, nil)) }
    assert thread.alive?
    Native.record_create(holder, @person, values(name: "Ada"), nil)
    Native.session_commit(holder)
    assert_equal 1, thread.value
  end

  def test_an_interrupt_arrives_at_the_end_of_the_call_which_has_done_its_work
    Native.session_begin(@holder, nil)
    thread = waiting { Native.session_begin(@waiter, nil) }
    thread.raise(ArgumentError, "stop")
    Native.session_commit(@holder)
    assert_equal "stop", assert_raises(ArgumentError) { thread.value }.message
    assert_equal 1, Native.session_depth(@waiter)
  end

  def test_an_interrupt_that_is_put_off_does_not_keep_the_call_from_running
    masked = Queue.new
    thread = Thread.new do
      Thread.current.report_on_exception = false
      Thread.handle_interrupt(ArgumentError => :never) do
        masked << true
        Thread.pass until Thread.pending_interrupt?
        Native.session_begin(@waiter, nil)
      end
    end
    masked.pop
    thread.raise(ArgumentError, "stop")
    assert_equal "stop", assert_raises(ArgumentError) { thread.value }.message
    assert_equal 1, Native.session_depth(@waiter)
  end

  def test_what_was_handed_in_may_change_while_the_call_waits
    ada = Native.record_create(@waiter, @person, values(name: "Ada"), nil)
    Native.session_begin(@holder, nil)
    association = +"card"
    thread = waiting { Native.record_create_association(ada, association, nil, nil) }
    association.replace("x" * 1000)
    GC.start
    GC.compact
    Native.session_commit(@holder)
    assert_instance_of Native::Record, thread.value
  end

  def test_a_callback_has_the_gvl_and_other_threads_run_while_its_transaction_waits
    names = []
    Native.database_set_log(@database, ->(sql, *) { names << sql })
    made = 4.times.map do
      Thread.new do
        session = Native.session_open(@database, nil)
        create = -> { Native.record_create(session, @person, values(name: "Ada"), nil) }
        25.times.map { Native.session_transact(session, nil, create) }
      end
    end.flat_map(&:value)
    assert_equal 100, made.map { |record| Native.record_get_int(record, "id") }.uniq.size
    assert_equal(100, names.count { |sql| sql.start_with?("INSERT") })
  end

  def test_an_exception_belongs_to_the_thread_that_it_was_raised_on
    results = 4.times.map do |number|
      Thread.new do
        session = Native.session_open(@database, nil)
        10.times.map do
          Native.session_transact(session, nil, lambda {
            Native.record_create(session, @person, values(name: number.to_s), nil)
            raise ArgumentError, number.to_s
          })
        rescue ArgumentError => e
          e.message
        end
      end
    end.map(&:value)
    assert_equal [%w[0], %w[1], %w[2], %w[3]], results.map(&:uniq)
  end

  # Inside a call for certain: in its log.
  def test_two_threads_in_one_session_are_refused
    session = Native.session_open(@database, nil)
    refused = []
    begins = lambda do
      Native.session_begin(session, nil)
    rescue Gemel::Error => e
      e
    end
    Native.database_set_log(@database, ->(*) { refused << Thread.new(&begins).value })
    Native.record_create(session, @person, values(name: "Ada"), nil)
    assert_instance_of Gemel::UsageError, refused.first
    assert_match(/on another thread/, refused.first.message)
  end
end
