#!/usr/bin/env ruby
# One person, one driving license: the HasOne association in Ruby, from the declaration to a rollback.
#
#   RUBYLIB=... ruby person_license.rb [--sql] [URL]
#
# It is ../c/person_license.c with the private module, which is the C library as it is: functions lack the prefix
# `gemel_` of C, return what C returns in `**out`, and raise an exception for a failure. Idiomatic bindings for Ruby are
# still to come, and will change this program. It must not know which database it works on: the URL decides that.
require "gemel"

Native = Gemel::Native

def heading(text)
  puts "", text
end

def show(what, record)
  puts format("  %-15s %s", what, record ? Native.record_to_json(record) : "none")
end

# For a block that must fail in a certain way: prints the error.
def refused(expected)
  yield
rescue expected => e
  puts format("  %-15s %s: %s", "refused", e.class.name.split("::").last, e.message)
else
  raise "a call succeeded that has to be refused"
end

def values(**given)
  made = Native.values_new
  given.each do |name, value|
    Native.public_send(value.is_a?(String) ? :values_set_text : :values_set_int, made, name.to_s, value)
  end
  made
end

def options(**given)
  made = Native.options_new
  given.each { |name, value| Native.options_set_bool(made, name.to_s, value) }
  made
end

# Models and associations are declared by name, in any order, in words much like SQL.
def declare
  schema = Native.schema_new
  Native.schema_add_model(schema, "Person", nil, nil)
  Native.schema_add_attribute(schema, "Person", "id", "integer primary key auto increment", nil)
  Native.schema_add_attribute(schema, "Person", "name", "string not null", nil)
  Native.schema_add_attribute(schema, "Person", "email", "string not null unique", nil)

  # The foreign key is an attribute of the association's target. `not null`: no license without an owner. `unique`: no
  # person has two licenses, whoever writes to the table.
  Native.schema_add_model(schema, "DrivingLicense", nil, nil) # gets a primary key `id`
  Native.schema_add_attribute(schema, "DrivingLicense", "number", "string not null", nil)
  Native.schema_add_attribute(schema, "DrivingLicense", "ownerId", "integer not null unique", nil)
  Native.schema_has_one(schema, "Person", "DrivingLicense", "foreign key ownerId inverse owner", nil)

  # A foreign key that is not declared is created, and may be null. This one refers to the email, not to the id.
  Native.schema_add_model(schema, "LibraryCard", nil, nil)
  Native.schema_add_attribute(schema, "LibraryCard", "code", "string(12) primary key", nil)
  words = "foreign key holderEmail source key email inverse holder"
  Native.schema_has_one(schema, "Person", "LibraryCard", words, nil)

  Native.schema_resolve(schema)
  schema
end

# Each method is one step, and run calls them in order.
class Example
  def initialize(schema, session)
    @session = session
    @person = Native.schema_find_model(schema, "Person")
    @card = Native.schema_find_model(schema, "LibraryCard")
  end

  def run
    create
    get
    create_again
    set
    roll_back
    unset
    replace
  end

  def create
    heading "Create two people, and a license for one: its ownerId is filled in"
    @ada = Native.record_create(@session, @person, values(name: "Ada", email: "ada@example.org"), nil)
    show "Ada", @ada
    @bob = Native.record_create(@session, @person, values(name: "Bob", email: "bob@example.org"), nil)
    show "Bob", @bob
    @license = Native.record_create_association(@ada, "drivingLicense", values(number: "B-123456"), nil)
    show "Ada's license", @license
  end

  def get
    heading "Get: the license of a person, and the owner of a license"
    license = Native.record_get_association(@ada, "drivingLicense", nil)
    show "Ada's license", license
    show "its owner", Native.record_get_association(license, "owner", nil)
  end

  def create_again
    heading "Create a second license for Ada: nothing is replaced unasked"
    refused(Gemel::OccupiedError) do
      Native.record_create_association(@ada, "drivingLicense", values(number: "B-999999"), nil)
    end
  end

  def set
    heading "Set by record: the license moves to Bob. Set by key: back to Ada, without being read first"
    Native.record_set_association(@bob, "drivingLicense", @license, nil)
    show "Bob's license", @license
    key = values(id: Native.record_get_int(@license, "id"))
    show "Ada's license", Native.record_set_association_key(@ada, "drivingLicense", key, nil)
    Native.record_reload(@license, nil) # another record of that row, which was stale
  end

  def roll_back
    give_to_bob = lambda do
      Native.record_set_association(@bob, "drivingLicense", @license, nil)
      show "within", @license
      raise ArgumentError, "Bob failed the test"
    end

    heading "A transaction that fails: the row is as before, and so is the record in memory"
    show "before", @license
    refused(ArgumentError) { Native.session_transact(@session, nil, give_to_bob) }
    show "after", @license
  end

  def unset
    heading "Unset: ownerId may not be null, so the license is deleted"
    Native.record_unset_association(@ada, "drivingLicense", nil)
    show "Ada's license", Native.record_get_association(@ada, "drivingLicense", nil)
    refused(Gemel::NotFoundError) { Native.record_reload(@license, nil) }
  end

  def set_card(code, setting)
    card = Native.record_build(@session, @card, values(code: code)) # in memory; set inserts it
    Native.record_set_association(@ada, "libraryCard", card, setting)
    found = Native.records_find_all(@session, @card, nil, nil)
    Native.records_count(found).times do |i|
      show i.zero? ? "all cards" : "", Native.records_at(found, i)
    end
  end

  def replace
    heading "Replace, where the foreign key may be null: the previous card stays, without a holder"
    set_card "LC-1", nil
    set_card "LC-2", nil
    heading "Replace with destroyPrevious: the previous card is deleted"
    set_card "LC-3", options(destroyPrevious: true)
  end
end

show_statement = ->(sql, binds, *) { puts "    | #{sql}  #{binds}" }

sql = ARGV.first == "--sql"
url = ARGV[sql ? 1 : 0] || "sqlite::memory:"
puts "Open #{url[/[^:]*/]} and make the tables" # what follows may hold a password
begin
  schema = declare
  database = Native.database_open(url, schema, options(logBinds: sql))
  Native.database_set_log(database, sql ? show_statement : nil)
  Native.database_sync(database, options(force: true)) # drop what an earlier run left
  Example.new(schema, Native.session_open(database, nil)).run
rescue Gemel::Error => e
  abort "person_license: #{e.message}"
end
