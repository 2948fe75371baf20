using System.Buffers.Binary;
using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Tests.Tensors;

public sealed class SafeTensorsWriterTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ilgpucam-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_reader_made_from_the_published_format_reads_every_type()
    {
        var tensors = OneOfEachType();
        var metadata = new Dictionary<string, string> { ["format"] = "pt", ["text"] = "{\"quoted\":\"<é & \u4e2d>\"}\n" };

        var (read, texts) = PublishedFormat.Read(Write(tensors, metadata));

        Assert.Equal(metadata, texts);
        Assert.Equal(tensors.Keys.Order(), read.Keys.Order());
        foreach (var (name, tensor) in tensors)
        {
            // The names of the test's tensors are the format's dtypes.
            Assert.Equal(name, read[name].Dtype);
            Assert.Equal(tensor.Shape.Select(length => (long)length), read[name].Shape);
            Assert.Equal(tensor.Bytes.ToArray(), read[name].Bytes);
        }
    }

    [Fact]
    public void What_was_written_is_read_back_from_the_file()
    {
        var tensors = OneOfEachType();
        var path = Path.Combine(_folder.FullName, "all.safetensors");
        SafeTensorsWriter.Write(path, tensors, new Dictionary<string, string> { ["k"] = "v" });

        using var file = SafeTensorsFile.Open(path);

        Assert.Equal("v", file.Metadata["k"]);
        Assert.Equal(tensors.Count, file.Names.Count);
        foreach (var (name, tensor) in tensors)
        {
            Assert.Equal(tensor.Type, file[name].Type);
            Assert.Equal(tensor.Shape, file[name].Shape);
            Assert.Equal(tensor.Bytes.ToArray(), file[name].Bytes.ToArray());
        }
    }

    [Fact]
    public void Every_tensor_is_aligned_for_its_type_and_none_leaves_a_gap()
    {
        var file = Write(OneOfEachType());
        var headerLength = BinaryPrimitives.ReadInt64LittleEndian(file);
        using var parsed = SafeTensorsFile.Parse(file, "aligned");

        Assert.Equal(0, headerLength % 8);
        var offset = 0;
        foreach (var name in parsed.Names)
        {
            Assert.Equal(0, offset % parsed[name].Type.Size());
            offset += parsed[name].Bytes.Length;
        }

        Assert.Equal(file.Length, 8 + headerLength + offset);
    }

    [Fact]
    public void Larger_elements_come_first_then_names_in_ordinal_order()
    {
        var one = new Dictionary<string, ConstantTensor>
        {
            ["b"] = ConstantTensor.FromFloats([1], [1]),
            ["a"] = ConstantTensor.FromFloats([1], [2]),
            ["B"] = ConstantTensor.FromFloats([1], [3]),
            ["z"] = ConstantTensor.FromInt64([4]),
            ["half"] = ConstantTensor.From<Half>(ElementType.Float16, [1], [(Half)5]),
        };

        using var file = SafeTensorsFile.Parse(Write(one), "ordered");

        Assert.Equal(["z", "B", "a", "b", "half"], file.Names);
    }

    [Fact]
    public void Equal_content_gives_equal_bytes_whatever_the_order()
    {
        var tensors = OneOfEachType();
        var metadata = new Dictionary<string, string> { ["b"] = "1", ["a"] = "2" };

        Assert.Equal(Write(tensors, metadata), Write(tensors.Reverse(), metadata.Reverse().ToDictionary()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void Headers_of_any_length_are_padded_with_spaces(int extra)
    {
        var name = new string('n', 10 + extra);
        var file = Write([new(name, ConstantTensor.FromFloats([1], [42]))]);
        var headerLength = (int)BinaryPrimitives.ReadInt64LittleEndian(file);

        Assert.Equal(0, headerLength % 8);
        Assert.Equal("}", System.Text.Encoding.UTF8.GetString(file, 8, headerLength).TrimEnd(' ')[^1..]);
        using var parsed = SafeTensorsFile.Parse(file, "padded");
        Assert.Equal([42f], parsed[name].ToFloats());
    }

    [Fact]
    public void Nothing_at_all_can_be_written()
    {
        using var file = SafeTensorsFile.Parse(Write([]), "empty");

        Assert.Empty(file.Names);
        Assert.Empty(file.Metadata);
    }

    [Fact]
    public void Names_are_free_texts()
    {
        string[] names = ["", " ", "quote\"", "back\\slash", "new\nline", "\u0000", "é", "\U0001F98A", "__metadata"];
        var tensors = names.Select((name, i) => KeyValuePair.Create(name, ConstantTensor.FromInt64([i])));

        using var file = SafeTensorsFile.Parse(Write(tensors), "names");

        Assert.All(names.Index(), pair => Assert.Equal([pair.Index], file[pair.Item].ToInt64()));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("__metadata__")]
    public void A_name_that_is_taken_is_refused_and_no_file_appears(string second)
    {
        var path = Path.Combine(_folder.FullName, "none.safetensors");
        var tensor = ConstantTensor.FromInt64([1]);

        Assert.Throws<ArgumentException>(() => SafeTensorsWriter.Write(path, [new("a", tensor), new(second, tensor)]));

        Assert.Empty(_folder.EnumerateFileSystemInfos());
    }

    [Fact]
    public void A_file_can_be_written_over_itself_while_it_is_mapped()
    {
        var path = Path.Combine(_folder.FullName, "self.safetensors");
        float[] values = [.. Enumerable.Range(0, 100_000)];
        SafeTensorsWriter.Write(path, [new("x", ConstantTensor.FromFloats([values.Length], values))]);

        using (var file = SafeTensorsFile.Open(path))
        {
            SafeTensorsWriter.Write(path, [new("y", file["x"])]);
        }

        using var again = SafeTensorsFile.Open(path);
        Assert.Equal(["y"], again.Names);
        Assert.Equal(values, again["y"].ToFloats());
    }

    [Fact]
    public void Parts_are_loaded_one_at_a_time_in_the_order_of_the_file()
    {
        var loaded = new List<string>();
        using var stream = new MemoryStream();
        SafeTensorsPart Part(string name, params long[] values) => new(name, ElementType.Int64, [values.Length], () =>
        {
            loaded.Add($"{name} at {stream.Length % 1000}");
            return ConstantTensor.FromInt64(values);
        });

        SafeTensorsWriter.WriteParts(stream, [Part("b", 1), Part("a", 2, 3)], null);

        var start = (int)(stream.Length - 24);
        Assert.Equal([$"a at {start}", $"b at {start + 16}"], loaded);
    }

    [Fact]
    public void A_part_that_is_not_what_was_announced_is_refused()
    {
        var part = new SafeTensorsPart("a", ElementType.Float32, [2], () => ConstantTensor.FromFloats([3], [1, 2, 3]));

        Assert.Throws<InvalidOperationException>(() => SafeTensorsWriter.WriteParts(Stream.Null, [part], null));
    }

    [Fact]
    public void A_header_that_no_reader_would_accept_is_not_written()
    {
        var metadata = new Dictionary<string, string> { ["k"] = new('x', 100_000_000) };

        Assert.Throws<ModelFormatException>(() => SafeTensorsWriter.Write(Stream.Null, [], metadata));
    }

    private static byte[] Write(IEnumerable<KeyValuePair<string, ConstantTensor>> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        using var stream = new MemoryStream();
        SafeTensorsWriter.Write(stream, tensors, metadata);
        return stream.ToArray();
    }

    private static Dictionary<string, ConstantTensor> OneOfEachType()
    {
        var random = new Random(7);
        string[] names = ["BOOL", "I8", "U8", "I16", "U16", "I32", "U32", "I64", "U64", "F16", "BF16", "F32", "F64"];
        var tensors = new Dictionary<string, ConstantTensor>();
        foreach (var (i, type) in Enum.GetValues<ElementType>().Index())
        {
            Shape shape = i % 3 == 0 ? Shape.Scalar : i % 3 == 1 ? [3, 1, 7] : [0, 2];
            var bytes = new byte[shape.ElementCount * type.Size()];
            random.NextBytes(bytes);
            tensors.Add(names[i], new(type, shape, bytes));
        }

        return tensors;
    }
}
