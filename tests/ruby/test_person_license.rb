# The example in Ruby prints what the one in C prints, but where a failure is named by its class.
require "minitest/autorun"
require "open3"
require "rbconfig"
require "tmpdir"

class PersonLicenseTest < Minitest::Test
  ROOT = File.expand_path("../..", __dir__)
  NAMES = { "occupied:" => "OccupiedError:", "callback:" => "ArgumentError:", "not-found:" => "NotFoundError:" }.freeze
  EXPECTED = File.read("#{ROOT}/tests/examples/person_license.expected").gsub(Regexp.union(NAMES.keys), NAMES)

  def run_program(*arguments)
    Dir.mktmpdir do |folder|
      out, err, ended =
        Open3.capture3(RbConfig.ruby, "-w", "#{ROOT}/examples/ruby/person_license.rb", *arguments, chdir: folder)
      return [ended.exitstatus, out, err]
    end
  end

  def test_it_prints_each_step_and_what_the_records_hold_after_it
    assert_equal [0, EXPECTED, ""], run_program
  end

  def test_with_sql_it_prints_the_statements_between
    status, out, err = run_program("--sql")
    statements, rest = out.lines.partition { |line| line.start_with?("    | ") }
    assert_equal [0, "", EXPECTED], [status, err, rest.join]
    assert_includes statements.join, '"B-123456"'
  end

  def test_a_database_that_cannot_be_opened_is_reported_and_the_program_fails
    message = "person_license: cannot open 'missing/people.db': unable to open database file\n"
    out = "Open sqlite and make the tables\n"
    assert_equal [1, out, message], run_program("sqlite:missing/people.db")
  end
end
