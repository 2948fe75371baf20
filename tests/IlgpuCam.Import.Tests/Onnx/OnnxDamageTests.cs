using IlgpuCam.Import.Protobuf;
using IlgpuCam.Models;
using IlgpuCam.Testing;
using static IlgpuCam.Import.Tests.Onnx.OnnxWriter;

namespace IlgpuCam.Import.Tests.Onnx;

/// <summary>Damaged bytes end in an error or a network, never in anything else, and soon.</summary>
public class OnnxDamageTests
{
    [Fact]
    public void A_model_cut_off_anywhere_is_an_error_or_a_smaller_model()
    {
        var whole = Small().Build();
        var errors = Enumerable.Range(0, whole.Length).Count(length => !Loads(whole.AsMemory(0, length)));
        Assert.True(errors > whole.Length - 20, $"only {errors} of {whole.Length} cuts were noticed"); // The last field is the operator set.
        Assert.True(Loads(whole));
    }

    [Fact]
    public void Small_mutations_of_a_small_model_are_errors_or_networks() => Mutate(Small().Build(), seed: 1, count: 5000);

    [Fact]
    public void Small_mutations_of_a_computed_shape_are_errors_or_networks() => Mutate(Computed().Build(), seed: 2, count: 5000);

    [Fact]
    public void Small_mutations_of_a_real_graph_are_errors_or_networks()
    {
        using var folder = new TemporaryFolder();
        var original = File.ReadAllBytes(NetWeights.Write(TestFiles.Fixture("nets"), "nin", folder.Path, isFilled: false));
        Mutate(original, seed: 3, count: 1000, (bytes, i) =>
        {
            // A file that is mapped must not be written again, so each has a name of its own.
            var path = folder[$"{i}.onnx"];
            File.WriteAllBytes(path, bytes);
            return OnnxImporter.Load(path);
        });
    }

    [Theory]
    [InlineData("", "found no graph in 0 bytes")]
    [InlineData("3A FF FF FF FF 0F", "byte 1: field 7 claims 4294967295 bytes where 0 are left")]
    [InlineData("3A FF FF FF FF FF FF FF FF FF 01", "byte 1: field 7 claims 18446744073709551615 bytes where 0 are left")]
    [InlineData("08 FF FF FF FF FF FF FF FF FF FF 01", "byte 1: a number has more than ten bytes")]
    [InlineData("08 80", "byte 1: a number has no end within its message")]
    [InlineData("00 01", "byte 0: 0 is no tag of a field")]
    [InlineData("0E 01", "byte 0: 14 is no tag of a field")]
    [InlineData("38 01", "field 7 is written as Varint where LengthDelimited was expected")]
    [InlineData("3A 00 3A 00", "a second graph was found")]
    [InlineData("F3 07 08 01", "group 126 has no end")]
    [InlineData("F3 07 08 01 FC 06", "the end of group 111 was found in group 126")]
    [InlineData("F4 07", "the end of group 126 was found outside of it")]
    [InlineData("FD 07 00 00", "field 127 needs 4 bytes where 2 are left")]
    public void A_damaged_file_names_the_byte(string hex, string expected)
    {
        var bytes = Convert.FromHexString(hex.Replace(" ", string.Empty, StringComparison.Ordinal));
        var message = Assert.Throws<ModelFormatException>(() => OnnxImporter.Load(bytes)).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_fields_and_groups_are_passed_over()
    {
        var unknown = new WireWriter().Tag(126, WireType.StartGroup).Int64(1, 5).Tag(9, WireType.StartGroup).Text(2, "x").Tag(9, WireType.EndGroup).Single(3, 1).Tag(126, WireType.EndGroup).Text(99, "?").Tag(98, WireType.Fixed64).Raw(new byte[8]);
        Assert.True(Loads(Small().Build().Concat(unknown.ToArray()).ToArray()));
    }

    [Fact]
    public void Deep_nesting_is_an_error()
    {
        var group = new WireWriter();
        for (var i = 0; i < 100_000; i++)
        {
            group.Tag(100, WireType.StartGroup);
        }

        Assert.Contains("nested more than 64 deep", Assert.Throws<ModelFormatException>(() => OnnxImporter.Load(group.ToArray())).Message, StringComparison.Ordinal);

        // A graph in an attribute in a node in a graph, and so on.
        var graph = new WireWriter();
        for (var i = 0; i < 2000; i++)
        {
            graph = new WireWriter().Message(1, new WireWriter().Text(4, "If").Text(2, "y").Message(5, new WireWriter().Text(1, "then_branch").Message(6, graph)));
        }

        var model = new WireWriter().Int64(1, 8).Message(7, graph.Message(12, new WireWriter().Text(1, "y"))).Message(8, new WireWriter().Int64(2, 13));
        Assert.Contains("nested more than 64 deep", Assert.Throws<ModelFormatException>(() => OnnxImporter.Load(model.ToArray())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_messages_than_any_network_has_are_an_error()
    {
        var nodes = new byte[2_200_000]; // Nodes of two bytes each.
        for (var i = 0; i < nodes.Length; i += 2)
        {
            nodes[i] = 0x0A;
        }

        var model = new WireWriter().Int64(1, 8).Bytes(7, nodes).ToArray();
        Assert.Contains("more messages than any network needs", Assert.Throws<ModelFormatException>(() => OnnxImporter.Load(model)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_chain_of_nodes_needs_no_stack()
    {
        var model = new OnnxWriter().Input("x", Float, 1, 3, 4, 4);
        const int Length = 20_000;
        for (var i = Length - 1; i >= 0; i--)
        {
            model.Node("Relu", [i == 0 ? "x" : $"v{i - 1}"], [$"v{i}"]);
        }

        Assert.Equal(Length, model.Output($"v{Length - 1}").Load().Nodes.Length);
    }

    private static OnnxWriter Small() => new OnnxWriter().Input("x", Float, -1, 3, 8, 8)
        .Initialiser(Floats("w", [2, 3, 1, 1], 1, 2, 3, 4, 5, 6)).Initialiser(Floats("b", [2], 7, 8)).Initialiser(Int64s("s", [2], 0, -1))
        .Node("Conv", ["x", "w", "b"], ["a"], Numbers("kernel_shape", 1, 1), Numbers("strides", 1, 1), Numbers("pads", 0, 0, 0, 0))
        .Node("Relu", ["a"], ["c"]).Node("GlobalAveragePool", ["c"], ["p"]).Node("Reshape", ["p", "s"], ["r"])
        .Node("Softmax", ["r"], ["y"], Attribute("axis", -1L)).Output("y");

    private static OnnxWriter Computed() => new OnnxWriter().Input("x", Float, -1, 3, 8, 8)
        .Node("Shape", ["x"], ["shape"]).Initialiser(Int64s("zero", [1], 0)).Initialiser(Int64s("one", [1], 1)).Initialiser(Int64s("m", [1], -1))
        .Node("Gather", ["shape", "zero"], ["n"], Attribute("axis", 0L)).Node("Slice", ["shape", "m", "zero", "zero", "m"], ["back"])
        .Node("Mul", ["n", "one"], ["n2"]).Node("Div", ["n2", "one"], ["n3"]).Node("ConstantOfShape", ["one"], ["k"], Attribute("value", Int64s("", [1], -1)))
        .Node("Concat", ["n3", "k"], ["t"], Attribute("axis", 0L)).Node("Cast", ["t"], ["t2"], Attribute("to", 7L))
        .Node("Unsqueeze", ["t2", "zero"], ["u"]).Node("Transpose", ["u"], ["v"], Numbers("perm", 1, 0)).Node("Squeeze", ["v", "one"], ["target"])
        .Node("Reshape", ["x", "target"], ["y"]).Output("y").Output("back");

    private static void Mutate(byte[] original, int seed, int count, Func<byte[], int, ModelDescription>? load = null)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var bytes = original.ToList();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                var place = random.Next(bytes.Count);
                switch (random.Next(6))
                {
                    case 0:
                        bytes[place] ^= (byte)(1 << random.Next(8));
                        break;
                    case 1:
                        bytes[place] = (byte)random.Next(256);
                        break;
                    case 2:
                        bytes[place] = random.Next(2) == 0 ? (byte)0xFF : (byte)0;
                        break;
                    case 3:
                        bytes.Insert(place, (byte)random.Next(256));
                        break;
                    case 4:
                        bytes.RemoveAt(place);
                        break;
                    default:
                        var length = Math.Min(random.Next(1, 40), bytes.Count - place);
                        bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(place, length));
                        break;
                }
            }

            var mutated = bytes.ToArray();
            var number = i;
            Loads(() => load is null ? OnnxImporter.Load(mutated) : load(mutated, number));
        }
    }

    private static bool Loads(ReadOnlyMemory<byte> model) => Loads(() => OnnxImporter.Load(model));

    /// <summary>Whether a model loads; any exception but the one for damaged models fails the test.</summary>
    private static bool Loads(Func<ModelDescription> load)
    {
        try
        {
            _ = HeadDetection.Find(load().Network);
            return true;
        }
        catch (ModelFormatException e)
        {
            Assert.InRange(e.Message.Length, 20, 5000);
            return false;
        }
        catch (NetworkException)
        {
            return true; // It loads, and says at its default input that another one is needed.
        }
    }
}
