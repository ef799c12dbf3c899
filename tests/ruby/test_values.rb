# Do values come out of the module as they went in, and is refused what is not of their type?
require_relative "scene"

class ValuesTest < SceneTest
  GREATEST = 2**63 - 1
  LEAST = -2**63

  def setup
    super
    @record = create(@person, name: "Ada")
  end

  def reloaded
    Native.record_save(@record, nil)
    Native.record_find(@session, @person, values(id: Native.record_get_int(@record, "id")), nil)
  end

  def test_text_comes_back_with_every_character_and_as_utf_8
    ["", "Ada", "Zoë", "日本語", "😀 in 𝔾", "line\nline\ttab", "\u2028\ufeff\uffff", "x" * 100_000].each do |text|
      Native.record_set_text(@record, "note", text)
      [@record, reloaded].each do |record|
        back = Native.record_get_text(record, "note")
        assert_equal [text, Encoding::UTF_8], [back, back.encoding]
        assert_equal text, JSON.parse(Native.record_to_json(record))["note"]
      end
    end
  end

  def test_text_of_another_encoding_is_transcoded
    ["ISO-8859-1", "Windows-1252", "UTF-16LE", "UTF-32BE"].each do |encoding|
      Native.record_set_text(@record, "note", "Zoë".encode(encoding))
      assert_equal "Zoë", Native.record_get_text(reloaded, "note")
    end
    assert_equal false, Native.record_is_null(@record, "note".encode("UTF-16LE"))
    Native.record_set_text(@record, "note", "plain".b)
    assert_equal "plain", Native.record_get_text(@record, "note")
  end

  def test_text_that_is_no_utf_8_and_cannot_become_it_is_refused
    ["Zo\xEB", "Zo\xEB".b, "\xD8\x3D".dup.force_encoding("UTF-16BE")].each do |text|
      [-> { Native.record_set_text(@record, "note", text) }, -> { Native.record_is_null(@record, text) },
       -> { Native.values_set_text(Native.values_new, "note", text) }].each do |call|
        refusal = assert_raises(StandardError, &call)
        assert_kind_of EncodingError, refusal
      end
    end
    refute Native.record_is_changed(@record)
  end

  def test_a_nul_in_a_text_reaches_the_core_which_refuses_it_and_is_not_its_end
    error = assert_raises(Gemel::ValidationError) do
      Native.record_set_text(@record, "note", "a\0b")
      Native.record_save(@record, nil)
    end
    assert_includes error.message, "note must not hold the character U+0000"
  end

  def test_a_nul_in_a_name_is_refused_and_is_not_its_end
    error = assert_raises(ArgumentError) { Native.record_get_text(@record, "name\0x") }
    assert_includes error.message, "attribute must not hold a NUL"
  end

  def test_integers_of_64_bits_come_back_and_none_is_cut
    [0, -1, 2**31, GREATEST, LEAST].each do |number|
      Native.record_set_int(@record, "serial", number)
      assert_equal number, Native.record_get_int(reloaded, "serial")
    end
    [GREATEST + 1, LEAST - 1, 2**200].each do |number|
      assert_raises(RangeError) { Native.record_set_int(@record, "serial", number) }
    end
    assert_equal LEAST, Native.record_get_int(@record, "serial")
  end

  def test_a_place_below_zero_or_past_every_end_is_refused
    [-1, 2**64].each { |place| assert_raises(RangeError) { Native.model_attribute_at(@person, place) } }
    assert_nil Native.model_attribute_at(@person, 2**63 - 1)
  end

  def test_doubles_come_back_to_the_last_bit
    [0.1, 5e-324, Float::MAX, 3].each do |number|
      Native.record_set_double(@record, "height", number)
      assert_equal [number.to_f].pack("G"), [Native.record_get_double(reloaded, "height")].pack("G")
    end
  end

  def test_booleans_and_null_come_back
    [true, false].each do |truth|
      Native.record_set_bool(@record, "active", truth)
      assert_equal truth, Native.record_get_bool(reloaded, "active")
    end
    Native.record_set_null(@record, "active")
    assert_equal true, Native.record_is_null(reloaded, "active")
    assert_nil Native.record_get_text(reloaded, "active")
    assert_raises(Gemel::UsageError) { Native.record_get_bool(@record, "active") }
  end

  def test_by_attribute_it_is_the_same_as_by_name
    at = Native.model_attribute_count(@person).times.to_h do |i|
      attribute = Native.model_attribute_at(@person, i)
      [Native.attribute_name(attribute), attribute]
    end
    Native.record_set_text_by_attribute(@record, at["note"], "😀")
    Native.record_set_int_by_attribute(@record, at["serial"], GREATEST)
    Native.record_set_double_by_attribute(@record, at["height"], 0.5)
    Native.record_set_bool_by_attribute(@record, at["active"], true)
    Native.record_set_null_by_attribute(@record, at["email"])
    back = reloaded
    assert_equal ["😀", GREATEST, 0.5, true, true],
                 [Native.record_get_text_by_attribute(back, at["note"]),
                  Native.record_get_int_by_attribute(back, at["serial"]),
                  Native.record_get_double_by_attribute(back, at["height"]),
                  Native.record_get_bool_by_attribute(back, at["active"]),
                  Native.record_is_null_by_attribute(back, at["email"])]
  end

  def test_what_is_not_of_the_type_is_refused_and_nothing_is_converted_in_silence
    [[:record_set_text, "text must be String, not Symbol", :bytes],
     [:record_set_text, "text must be String, not nil", nil],
     [:record_set_int, "value must be Integer, not Float", 1.0],
     [:record_set_int, "value must be Integer, not String", "1"],
     [:record_set_int, "value must be Integer, not nil", nil],
     [:record_set_bool, "value must be true or false, not Integer", 1],
     [:record_set_bool, "value must be true or false, not nil", nil],
     [:record_set_double, "value must be Float, not String", "1.5"]].each do |call, message, value|
      error = assert_raises(TypeError) { Native.public_send(call, @record, "note", value) }
      assert_includes error.message, message
    end
    refute Native.record_is_changed(@record)
  end

  def test_bytes_come_back_as_binary_whatever_encoding_they_came_in
    ["", "\0", "a\0b\xff".b, "Zoë", (0..255).to_a.pack("C*") * 100].each do |data|
      Native.record_set_blob(@record, "photo", data)
      [@record, reloaded].each do |record|
        back = Native.record_get_blob(record, "photo")
        assert_equal [data.b, Encoding::BINARY], [back, back.encoding]
      end
    end
    Native.record_set_null(@record, "photo")
    assert_nil Native.record_get_blob(reloaded, "photo")
    assert_raises(TypeError) { Native.record_set_blob(@record, "photo", nil) }
  end

  def test_a_schema_as_a_document
    document = Native.schema_to_json(@schema)
    again = Native.schema_from_json(document)
    Native.schema_resolve(again)
    assert_equal document, Native.schema_to_json(again)
    assert_match(/line 1/, assert_raises(Gemel::DefinitionError) { Native.schema_from_json("{") }.message)
  end

  def test_json_in_and_out
    given = { name: "Zoë 😀", serial: LEAST, height: 1.5, active: false, note: nil }
    record = Native.record_build(@session, @person, values(**given))
    assert_equal({ id: nil, **given }, JSON.parse(Native.record_to_json(record), symbolize_names: true))
    assert_raises(Gemel::ValidationError) { Native.values_merge_json(Native.values_new, "{") }
  end

  def test_options_of_every_type
    made = options
    Native.options_set_bool(made, "readOnly", false)
    Native.options_set_int(made, "poolSize", 1)
    Native.options_set_text(made, "synchronous", "off")
    assert_instance_of Native::Database, Native.database_open("sqlite::memory:", @schema, made)
  end

  def test_what_a_call_gives_besides_its_success_is_returned
    assert_equal true, Native.record_destroy(@record, nil)
    assert_equal false, Native.record_destroy(@record, nil)
    assert_nil Native.record_find(@session, @person, values(id: 1), nil)
    key = values(id: Native.record_get_int(create(@person, name: "Bob"), "id"))
    assert_nil Native.record_set_association_key(create(@card), "holder", key, nil)
  end
end
