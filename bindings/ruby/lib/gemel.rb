# gemel for Ruby: so far only the private module Gemel::Native, the C library as it is, and its exceptions.
#
# There is no idiom yet: models as classes and the like belong here and will come. Nothing here may repeat a table of
# the core: the exceptions are made from the statuses that the library names.

require "gemel/native"

module Gemel
  # One thing that a failure is concerned with: a value that was refused, or a complaint about a definition.
  Item = Struct.new(:model, :attribute, :message, :status, :kind, :value)

  # A call of gemel failed. One class for each status derives from it; a status that is not known is an Error.
  class Error < StandardError
    attr_reader :status, :sqlstate, :table, :constraint, :driver_code, :items

    def initialize(message = nil, status: 0, sqlstate: "", table: "", constraint: "", driver_code: 0, items: [])
      super(message)
      @status = status
      @sqlstate = sqlstate
      @table = table
      @constraint = constraint
      @driver_code = driver_code
      @items = items
    end
  end

  # "not-found" is NotFoundError. ConnectionError is Python's own, so that one says that there is none, here too.
  class_name = lambda do |status_name|
    name = "#{status_name.split('-').map(&:capitalize).join}Error"
    name == "ConnectionError" ? "NoConnectionError" : name
  end

  # A class for each status that is a failure; running out of memory is a NoMemoryError, which the module raises.
  CLASSES = (Native::OK + 1..).lazy
                              .map { |status| [status, Native.status_name(status)] }
                              .take_while { |_, name| name != "unknown" }
                              .reject { |status, _| status == Native::OUT_OF_MEMORY }
                              .to_h { |status, name| [status, const_set(class_name.(name), Class.new(Error))] }
                              .freeze
  private_constant :CLASSES

  def self.make_error(status, message, sqlstate, table, constraint, driver_code, items)
    items = items.map { |item| Item.new(*item).freeze }.freeze
    CLASSES.fetch(status, Error).new(message, status:, sqlstate:, table:, constraint:, driver_code:, items:)
  end
  private_class_method :make_error

  Native.set_error_factory(method(:make_error))
end
