# Is all of the C library in the module?
require_relative "scene"

class ReachTest < Minitest::Test
  SYMBOLS = File.readlines("#{ROOT}/capi/gemel.symbols", chomp: true)
  EXCUSES = File.readlines("#{ROOT}/bindings/swig/not-wrapped.txt").grep_v(/^#/).map { |line| line.split.first }
  HEADERS = Dir["#{ROOT}/capi/include/gemel/*.h"].map { |path| File.read(path) }.join

  def test_every_exported_function_is_in_the_module_or_excused
    there, missing = SYMBOLS.partition { |name| Native.respond_to?(name.delete_prefix("gemel_")) }
    refute_empty there
    assert_equal [], missing.reject { |name| EXCUSES.any? { |pattern| File.fnmatch(pattern, name) } }
    assert_equal [], there.select { |name| EXCUSES.any? { |pattern| File.fnmatch(pattern, name) } }
  end

  def test_every_constant_of_the_headers_is_in_the_module
    constants = HEADERS.scan(/\bGEMEL_(\w+) = (\d+)/)
    assert_operator constants.size, :>, 20
    constants.each { |name, number| assert_equal Integer(number), Native.const_get(name), name }
  end
end
