using System.Text;
using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Tests.Tensors;

public sealed class SafeTensorsFileTests
{
    private const string Two = """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"I16","shape":[1,3],"data_offsets":[8,14]}}""";

    public static TheoryData<string, ElementType, int> Types => new()
    {
        { "BOOL", ElementType.Bool, 1 },
        { "U8", ElementType.UInt8, 1 },
        { "I8", ElementType.Int8, 1 },
        { "I16", ElementType.Int16, 2 },
        { "U16", ElementType.UInt16, 2 },
        { "F16", ElementType.Float16, 2 },
        { "BF16", ElementType.BFloat16, 2 },
        { "I32", ElementType.Int32, 4 },
        { "U32", ElementType.UInt32, 4 },
        { "F32", ElementType.Float32, 4 },
        { "I64", ElementType.Int64, 8 },
        { "U64", ElementType.UInt64, 8 },
        { "F64", ElementType.Float64, 8 },
    };

    [Fact]
    public void Tensors_are_read_by_name()
    {
        using var file = Parse(Two, [0, 0, 128, 63, 0, 0, 0, 192, 1, 0, 255, 255, 0, 128]);

        Assert.Equal(["a", "b"], file.Names);
        Assert.True(file.Contains("a"));
        Assert.False(file.Contains("A"));
        Assert.Equal([1f, -2f], file["a"].ToFloats());
        Assert.Equal([1, 3], file["b"].Shape);
        Assert.Equal([1L, -1, -32768], file["b"].ToInt64());
        Assert.Empty(file.Metadata);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_type_of_the_format_is_read(string dtype, ElementType type, int size)
    {
        var data = Enumerable.Range(1, 3 * size).Select(i => (byte)i).ToArray();
        using var file = Parse($$$"""{"x":{"dtype":"{{{dtype}}}","shape":[3,1],"data_offsets":[0,{{{3 * size}}}]}}""", data);

        Assert.Equal(type, file["x"].Type);
        Assert.Equal([3, 1], file["x"].Shape);
        Assert.Equal(data, file["x"].Bytes.ToArray());
    }

    [Fact]
    public void Names_come_in_the_order_of_the_data()
    {
        using var file = Parse("""{"z":{"dtype":"U8","shape":[1],"data_offsets":[1,2]},"y":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 5, 6);

        Assert.Equal(["y", "z"], file.Names);
        Assert.Equal([6L], file["z"].ToInt64());
    }

    [Fact]
    public void Metadata_scalars_and_empty_tensors_are_read()
    {
        using var file = Parse(
            """{"__metadata__":{"format":"pt","note":"caf\u00e9 \"x\""},"s":{"dtype":"U8","shape":[],"data_offsets":[0,1]},"e":{"dtype":"F64","shape":[4,0],"data_offsets":[1,1]},"f":{"dtype":"F64","shape":[0],"data_offsets":[0,0]}}   """,
            7);

        Assert.Equal("pt", file.Metadata["format"]);
        Assert.Equal("café \"x\"", file.Metadata["note"]);
        Assert.Equal(Shape.Scalar, file["s"].Shape);
        Assert.Equal([4, 0], file["e"].Shape);
        Assert.True(file["e"].Bytes.IsEmpty);
        Assert.Equal(["f", "s", "e"], file.Names);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{} ")]
    [InlineData("""{"__metadata__":{}}""")]
    public void A_file_without_tensors_is_a_file(string header)
    {
        using var file = Parse(header);

        Assert.Empty(file.Names);
    }

    [Fact]
    public void Entries_that_this_version_does_not_know_are_passed_over()
    {
        using var file = Parse("""{"a":{"dtype":"U8","more":[{"x":1}],"shape":[1],"data_offsets":[0,1]}}""", 3);

        Assert.Equal([3L], file["a"].ToInt64());
    }

    [Fact]
    public void A_missing_tensor_is_named_with_some_that_are_there()
    {
        using var file = Parse(Two, new byte[14]);

        var error = Assert.Throws<ModelFormatException>(() => file["c"]);

        Assert.Equal("test.safetensors: there is no tensor 'c' among 'a', 'b'.", error.Message);
        Assert.False(file.TryGet("c", out _));
    }

    [Fact]
    public void After_dispose_tensors_already_taken_stay_and_no_other_is_given()
    {
        var file = Parse(Two, new byte[14]);
        var tensor = file["a"];
        file.Dispose();

        Assert.Equal([0f, 0f], tensor.ToFloats());
        Assert.Throws<ObjectDisposedException>(() => file["a"]);
    }

    [Theory]
    [InlineData("", "found 0 bytes in all")]
    [InlineData("01020304050607", "found 7 bytes in all")]
    [InlineData("0000000000000000", "has to begin with an opening brace, found nothing")]
    [InlineData("0300000000000000 7B7D", "the header's length at offset 0 is 3, and only 2 bytes follow")]
    [InlineData("FFFFFFFFFFFFFFFF 7B7D", "is 18446744073709551615, expected at most 100000000")]
    [InlineData("01E1F50500000000 7B7D", "is 100000001, expected at most 100000000")]
    [InlineData("0300000000000000 207B7D", "has to begin with an opening brace, found the byte 0x20")]
    [InlineData("0300000000000000 7BFF7D", "is not valid UTF-8")]
    [InlineData("0300000000000000 7B7D00", "is not valid JSON near offset 10")]
    [InlineData("0200000000000000 7B7D00", "the tensors end at data offset 0, and 1 more bytes follow")]
    public void A_damaged_beginning_is_told(string hex, string expected)
    {
        var bytes = Convert.FromHexString(hex.Replace(" ", string.Empty, StringComparison.Ordinal));

        AssertMessage(expected, () => SafeTensorsFile.Parse(bytes, "test.safetensors"));
    }

    [Theory]
    [InlineData("""{"a":1}""", "tensor 'a' has to be an object with dtype, shape and data_offsets, found 1 (offset 13)")]
    [InlineData("""{"a":{"shape":[1],"data_offsets":[0,1]}}""", "tensor 'a' lacks its dtype")]
    [InlineData("""{"a":{"dtype":"U8","data_offsets":[0,1]}}""", "tensor 'a' lacks its shape")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1]}}""", "tensor 'a' lacks its two data_offsets")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0]}}""", "lacks its two data_offsets")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1,2]}}""", "data_offsets of tensor 'a' has more than 2 numbers")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"shape":[1],"data_offsets":[0,1]}}""", "tensor 'a' has two entries shape")]
    [InlineData("""{"a":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[0,1]}}""", "unknown dtype 'F8_E4M3', expected one of BOOL U8 I8 I16 U16 I32 U32 I64 U64 F16 BF16 F32 F64")]
    [InlineData("""{"a":{"dtype":"f32","shape":[1],"data_offsets":[0,1]}}""", "unknown dtype 'f32'")]
    [InlineData("""{"a":{"dtype":7,"shape":[1],"data_offsets":[0,1]}}""", "the dtype of tensor 'a' has to be a string, found 7")]
    [InlineData("""{"a":{"dtype":"U8","shape":1,"data_offsets":[0,1]}}""", "the shape of tensor 'a' has to be an array of whole numbers, found 1")]
    [InlineData("""{"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}}""", "found -1")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1.0],"data_offsets":[0,1]}}""", "found 1.0")]
    [InlineData("""{"a":{"dtype":"U8","shape":["1"],"data_offsets":[0,1]}}""", "found a string")]
    [InlineData("""{"a":{"dtype":"U8","shape":[null],"data_offsets":[0,1]}}""", "found null")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2147483648],"data_offsets":[0,1]}}""", "found 2147483648")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2147483647,2147483647,9],"data_offsets":[0,1]}}""", "too many elements")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1e0]}}""", "found 1e0")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[-1,0]}}""", "found -1")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,9223372036854775808]}}""", "found 9223372036854775808")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,0]}}""", "tensor 'a' ends at data offset 0, before it begins at 1")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,1]}}""", "tensor 'a', U8 of 2, needs 2 bytes, found 1 between the data offsets 0 and 1")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", "tensor 'a' ends at data offset 2, and the file has only 1 bytes of data")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", "tensor 'b' begins at data offset 0 and overlaps 'a', which ends at 1")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[1,1]}}""", "tensor 'a' begins at data offset 1, expected 0: no tensor covers the bytes between")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""", "the tensors end at data offset 0, and 1 more bytes follow")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", "the name 'a' stands twice")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"\u0061":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", "the name 'a' stands twice")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""", "the name '__metadata__' stands twice")]
    [InlineData("""{"__metadata__":[]}""", "__metadata__ has to be an object of strings, found an array")]
    [InlineData("""{"__metadata__":{"k":1}}""", "__metadata__ entry 'k' has to be a string, found 1")]
    [InlineData("""{"__metadata__":{"k":"1","k":"2"}}""", "the __metadata__ entry 'k' stands twice")]
    [InlineData("""{"__metadata__":{"k":"\ud800"}}""", "escapes half of a surrogate pair")]
    [InlineData("""{"\udc00":1}""", "escapes half of a surrogate pair")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}""", "is not valid JSON near offset 60")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},}""", "is not valid JSON")]
    [InlineData("""{"a":{"dtype":"U8",/**/"shape":[1],"data_offsets":[0,1]}}""", "is not valid JSON")]
    [InlineData("""{}{}""", "is not valid JSON")]
    public void A_damaged_header_is_told_with_the_tensor_and_the_offset(string header, string expected) =>
        AssertMessage(expected, () => Parse(header, 1));

    [Fact]
    public void Deep_nesting_and_many_axes_are_refused()
    {
        AssertMessage("is not valid JSON", () => Parse("""{"a":{"x":""" + new string('[', 100_000) + "}}"));
        AssertMessage("has more than 64 numbers", () => Parse($$$"""{"a":{"shape":[{{{string.Join(',', Enumerable.Repeat(1, 100_000))}}}]}}"""));
    }

    [Fact]
    public void A_hostile_name_neither_floods_nor_colours_the_message()
    {
        var error = Assert.Throws<ModelFormatException>(() => Parse("{\"\\u001b[31m" + new string('x', 1_000_000) + "\":1}"));

        Assert.Contains(@"'\u001B[31mxxx", error.Message, StringComparison.Ordinal);
        Assert.InRange(error.Message.Length, 100, 300);
    }

    [Fact]
    public void Any_mutation_of_a_file_gives_a_file_or_a_format_error()
    {
        var original = PublishedFormat.File(
            """{"__metadata__":{"k":"v\u00e9"},"w":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"b":{"dtype":"BF16","shape":[1],"data_offsets":[24,26]}} """,
            new byte[26]);
        var random = new Random(20261121);
        var opened = 0;
        for (var round = 0; round < 5000; round++)
        {
            var bytes = Mutate(original, random);
            try
            {
                using var file = SafeTensorsFile.Parse(bytes, "mutated");
                opened++;
                foreach (var name in file.Names)
                {
                    Assert.Equal(file[name].Shape.ElementCount, file[name].ToFloats().Length);
                }
            }
            catch (ModelFormatException)
            {
                // The only other outcome that is right.
            }
        }

        // Most bytes matter, but not all: data, names and metadata may change.
        Assert.InRange(opened, 100, 4900);
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = (byte[])original.Clone();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(bytes.Length);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes[at] = "{}[]\",:0987-.eE\\u "u8[random.Next(18)];
                    break;
                case 3:
                    bytes = bytes[..Math.Max(at, 1)];
                    break;
                default:
                    bytes = [.. bytes[..at], .. bytes[random.Next(bytes.Length)..]];
                    bytes = bytes.Length == 0 ? [0] : bytes;
                    break;
            }
        }

        return bytes;
    }

    private static SafeTensorsFile Parse(string header, params byte[] data) => SafeTensorsFile.Parse(PublishedFormat.File(header, data), "test.safetensors");

    private static void AssertMessage(string expected, Func<object> open)
    {
        var error = Assert.Throws<ModelFormatException>(open);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("test.safetensors: ", error.Message, StringComparison.Ordinal);
    }
}
