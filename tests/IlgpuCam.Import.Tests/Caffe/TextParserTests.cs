using System.Text;
using IlgpuCam.Import.Caffe.Text;
using IlgpuCam.Models;

namespace IlgpuCam.Import.Tests.Caffe;

/// <summary>Protocol Buffers' text format, in every spelling, and what is none.</summary>
public class TextParserTests
{
    [Fact]
    public void Fields_have_colons_or_braces_and_any_separators()
    {
        var message = Parse("# first\na: 1, b: 'two'; c { d: true } e: < f: X >\n c { } # last");
        Assert.Equal(["a", "b", "c", "e", "c"], message.Fields.Select(f => f.Name));
        Assert.Equal(1, message.One("a")!.Integer(0, 9));
        Assert.Equal("two", message.Text("b"));
        Assert.True(message.All("c").First().Nested().One("d")!.Flag());
        Assert.Equal("X", message.Nested("e").One("f")!.Choice());
        Assert.Equal(3, message.All("c").Last().Line);
    }

    [Fact]
    public void A_list_is_the_field_given_several_times()
    {
        var message = Parse("a: [1, 2,3] a: 4 b: [] c [ { d: 1 }, < d: 2 > ] s: [ 'x' \"y\", 'z' ]");
        Assert.Equal([1, 2, 3, 4], message.All("a").Select(f => f.Integer(0, 9)));
        Assert.Empty(message.All("b"));
        Assert.Equal([1, 2], message.All("c").Select(f => f.Nested().One("d")!.Integer(0, 9)));
        Assert.Equal(["xy", "z"], message.All("s").Select(f => f.Text()));
    }

    [Theory]
    [InlineData("'it\\'s'", "it's")]
    [InlineData("\"a\\tb\\n\\\\\\\"'\"", "a\tb\n\\\"'")]
    [InlineData("'\\101\\x42\\u0043\\U00000044'", "ABCD")]
    [InlineData("'\\303\\244 \\xc3\\xa4 ä'", "ä ä ä")]
    [InlineData("'a' # and\n 'b'\t\"c\"", "abc")]
    [InlineData("'\\ud800'", "\ufffd")]
    [InlineData("''", "")]
    public void Texts_have_escapes_and_either_quote(string written, string expected) => Assert.Equal(expected, Parse($"a: {written}").Text("a"));

    [Theory]
    [InlineData("7", 7)]
    [InlineData("-7", -7)]
    [InlineData("0x1F", 31)]
    [InlineData("017", 15)]
    [InlineData("0", 0)]
    public void Integers_are_decimal_hexadecimal_or_octal(string written, long expected) =>
        Assert.Equal(expected, Parse($"a:{written}").One("a")!.Integer(-100, 100));

    [Theory]
    [InlineData("1", 1f)]
    [InlineData("-1.5e-3", -0.0015f)]
    [InlineData(".5", 0.5f)]
    [InlineData("2.f", 2f)]
    [InlineData("1E+2", 100f)]
    [InlineData("inf", float.PositiveInfinity)]
    [InlineData("-inf", float.NegativeInfinity)]
    [InlineData("nan", float.NaN)]
    public void Floats_have_every_spelling(string written, float expected) => Assert.Equal(expected, Parse($"a: {written}").One("a")!.Single());

    [Theory]
    [InlineData("a: 1\nb: {\n c: 1", "line 3: a field or the '}' that ends the message of line 2 was expected, found the end of the file")]
    [InlineData("a { b: 1 >", "line 1: a field or the '}' that ends the message of line 1 was expected, found '>'")]
    [InlineData("\n}", "line 2: a field was expected, found '}'")]
    [InlineData("a 1", "line 1: ':' or a message in braces was expected after 'a', found '1'")]
    [InlineData("a:\n", "line 2: a value was expected after 'a', found the end of the file")]
    [InlineData("a: [1 2]", "line 1: a comma or the ']' that ends the list of line 1 was expected, found '2'")]
    [InlineData("a: 'b\n'", "line 1: a text has no closing quote on its line")]
    [InlineData("a: '\\q'", "line 1: the escape \\'q' is not known")]
    [InlineData("a: '\\x'", "line 1: an escape in a text has no digits")]
    [InlineData("a: '\\", "line 1: the escape \\'\\u000A' is not known")]
    [InlineData("[x.y]: 1", "line 1: a field was expected, found '['")]
    [InlineData("a: \u0001", "line 1: '\\u0001' was found where a field or its value was expected")]
    public void What_is_not_in_the_format_is_named_with_its_line(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<ModelFormatException>(() => Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("1.5")]
    [InlineData("x")]
    [InlineData("'1'")]
    [InlineData("089")]
    [InlineData("0x")]
    [InlineData("99999999999999999999")]
    [InlineData("0777777777777777777777777")]
    [InlineData("-1")]
    [InlineData("{}")]
    public void What_is_no_integer_in_range_is_named(string written)
    {
        var field = Parse($"\nkernel: {written}").One("kernel")!;
        var message = Assert.Throws<ModelFormatException>(() => field.Integer(0, 9)).Message;
        Assert.StartsWith("net.prototxt, line 2: an integer from 0 to 9 was expected for 'kernel', found '", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_of_another_kind_are_named()
    {
        var message = Parse("a: 1 a: 2 m { }");
        Assert.Contains("'a' is given a second time, first on line 1", Error(() => message.One("a")), StringComparison.Ordinal);
        Assert.Contains("a text in quotes was expected for 'm', found '{'", Error(() => message.One("m")!.Text()), StringComparison.Ordinal);
        Assert.Contains("true or false was expected for 'm'", Error(() => message.One("m")!.Flag()), StringComparison.Ordinal);
        Assert.Contains("a number was expected for 'm'", Error(() => message.One("m")!.Single()), StringComparison.Ordinal);
        Assert.Contains("a message in braces was expected for 'a', found '1'", Error(() => message.All("a").First().Nested()), StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_and_the_number_of_fields_are_bounded()
    {
        Assert.Contains("messages are nested more than 32 deep", Error(() => Parse(string.Concat(Enumerable.Repeat("a{", 1_000_000)))), StringComparison.Ordinal);
        Assert.Contains("more fields than any network needs", Error(() => Parse(string.Concat(Enumerable.Repeat("a:1 ", 600_000)))), StringComparison.Ordinal);
        Assert.Contains("at most 16777216 bytes, found 16777217", Error(() => Parse(new string(' ', (16 << 20) + 1))), StringComparison.Ordinal);
        Assert.Empty(Parse("\ufeff  # nothing").Fields);
    }

    private static string Error(Action action) => Assert.Throws<ModelFormatException>(action).Message;

    private static TextMessage Parse(string text) => TextParser.Parse(new("net.prototxt", Encoding.UTF8.GetBytes(text)));
}
