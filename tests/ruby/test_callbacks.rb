# Do transactions and logs call back, and does whatever leaves a callback come out where it should?
require_relative "scene"

class TransactionsTest < SceneTest
  def count
    Native.records_count(people)
  end

  def transact(options = nil, &)
    Native.session_transact(@session, options, proc(&))
  end

  def assert_rolled_back
    assert_equal [0, 0], [count, Native.session_depth(@session)]
  end

  def test_what_the_callback_returns_is_returned_and_its_work_is_kept
    assert_instance_of Native::Record, transact { create(@person, name: "Ada") }
    assert_equal [1, 0], [count, Native.session_depth(@session)]
    assert_nil(transact(options(readOnly: true)) { nil })
    assert_equal false, (transact { false })
    assert_equal [1, 2], (transact { [1, 2] })
  end

  def test_an_exception_comes_out_as_itself_and_all_is_rolled_back
    [ArgumentError.new("no"), Gemel::BusyError.new("mine"), Interrupt.new("^C"), SystemExit.new(3)].each do |raised|
      caught = assert_raises(raised.class) do
        transact do
          create(@person, name: "Ada")
          raise raised
        end
      end
      assert_same raised, caught
      assert_match(/test_callbacks/, caught.backtrace.first)
      assert_rolled_back
    end
  end

  def test_a_throw_a_break_and_a_return_roll_back_and_arrive
    caught = catch(:away) do
      transact do
        create(@person, name: "Ada")
        throw :away, 7
      end
    end
    assert_equal [7, 8], [caught, returning]
    assert_rolled_back
  end

  def returning
    Native.session_transact(@session, nil, proc { create(@person, name: "Ada") && (return 8) })
  end

  def test_the_end_of_the_thread_in_a_callback_rolls_back
    thread = Thread.new do
      transact do
        create(@person, name: "Ada")
        Thread.current.kill
      end
      flunk
    end
    thread.join
    assert_rolled_back
  end

  def test_a_throw_arrives_though_a_log_raises_during_the_rollback
    Native.database_set_log(@database, ->(*) { raise "log" })
    _, warned = capture_io { assert_equal(7, catch(:away) { transact { throw :away, 7 } }) }
    assert_match(/a log of gemel raised #<RuntimeError: log>/, warned)
  end

  def test_a_failure_of_gemel_inside_comes_out_as_itself
    error = assert_raises(Gemel::NotNullError) { transact { create(@person) } }
    assert_equal "name", error.items[0].attribute
  end

  def test_inside_each_other_the_inner_one_is_a_savepoint
    result = transact do
      create(@person, name: "Ada")
      assert_raises(ArgumentError) do
        transact do
          create(@person, name: "Bob")
          assert_equal 2, Native.session_depth(@session)
          raise ArgumentError
        end
      end
      "kept"
    end
    assert_equal ["kept", 1], [result, count]
  end

  def test_a_transaction_that_cannot_begin_does_not_call
    assert_raises(Gemel::UsageError) { transact(options(nonsense: true)) { flunk } }
  end

  def test_a_depth_that_the_callback_changed_is_refused
    assert_match(/depth/, assert_raises(Gemel::UsageError) { transact { Native.session_begin(@session, nil) } }.message)
    assert_equal 0, Native.session_depth(@session)
  end
end

class LogsTest < SceneTest
  def setup
    super
    @events = []
    Native.database_set_log(@database, ->(*event) { @events << event })
  end

  def test_it_gets_each_statement_with_all_of_its_parts
    Native.session_set_label(@session, "GET /people")
    create(@person, name: "Ada")
    sql, binds, kind, nanoseconds, status, label, association = @events.fetch(0)
    assert_match(/^INSERT INTO "people"/, sql)
    assert_equal [["?"] * 8, Native::LOG_WRITE, Native::OK], [JSON.parse(binds), kind, status]
    assert_equal [Encoding::UTF_8, 1], [sql.encoding, @events.size]
    assert_operator nanoseconds, :>, 0
    assert_equal ["GET /people", ""], [label, association]
  end

  def test_a_statement_that_fails_is_logged_with_its_status
    create(@person, name: "Ada", email: "a@b")
    assert_raises(Gemel::UniqueError) { create(@person, name: "Bob", email: "a@b") }
    assert_equal Native::UNIQUE, @events.last[4]
  end

  def test_an_exception_changes_nothing_and_is_a_warning
    Native.database_set_log(@database, ->(*) { raise ArgumentError, "log" })
    record = nil
    _, warned = capture_io { record = create(@person, name: "Ada") }
    assert_equal "Ada", Native.record_get_text(record, "name")
    assert_match(/a log of gemel raised #<ArgumentError: log>/, warned)
  end

  def test_a_throw_waits_for_the_end_of_the_call_which_has_done_its_work
    Native.database_set_log(@database, ->(*) { throw :away, 7 })
    assert_equal(7, catch(:away) { create(@person, name: "Ada") })
    Native.database_set_log(@database, nil)
    assert_equal 1, Native.records_count(people)
  end

  def test_it_must_not_use_the_session_that_it_hears_of
    refused = nil
    Native.database_set_log(@database, lambda { |*|
      refused = assert_raises(Gemel::UsageError) { create(@person, name: "Bob") }
    })
    create(@person, name: "Ada")
    assert_match(/the session is in a call already/, refused.message)
  end

  def test_nil_takes_it_away_and_another_one_replaces_it
    Native.database_set_log(@database, nil)
    create(@person, name: "Ada")
    assert_equal [], @events
    Native.database_set_log(@database, ->(*) { @events << "new" })
    create(@person, name: "Bob")
    assert_equal ["new"], @events
  end

  def test_it_may_replace_itself
    Native.database_set_log(@database, ->(*) { Native.database_set_log(@database, nil) })
    create(@person, name: "Ada")
  end
end
