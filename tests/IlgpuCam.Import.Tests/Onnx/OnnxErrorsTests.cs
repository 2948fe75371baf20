using System.Runtime.InteropServices;
using IlgpuCam.Import.Protobuf;
using IlgpuCam.Models;
using static IlgpuCam.Import.Tests.Onnx.OnnxWriter;

namespace IlgpuCam.Import.Tests.Onnx;

/// <summary>What is wrong in a model is an error of one sentence that says where.</summary>
public class OnnxErrorsTests
{
    [Fact]
    public void A_missing_value_names_the_node_that_reads_it() =>
        Check("node 'node0' reads 'nowhere', which is given by no node", Image().Node("Add", ["x", "nowhere"], ["y"]));

    [Fact]
    public void A_missing_output_is_named() => Check("the graph's output 'y' is given by no node", Image());

    [Fact]
    public void A_cycle_names_a_node_of_it() =>
        Check("is part of a cycle", Image().Node("Add", ["x", "b"], ["a"]).Node("Relu", ["a"], ["b"]).Node("Relu", ["b"], ["y"]));

    [Fact]
    public void A_node_that_reads_its_own_result_is_a_cycle() => Check("'node0' is part of a cycle", Image().Node("Add", ["x", "y"], ["y"]));

    [Fact]
    public void A_value_given_twice_is_named() =>
        Check("gives the value 'y', which is given twice", Image().Node("Relu", ["x"], ["y"]).Node("Relu", ["x"], ["y"]));

    [Fact]
    public void Unknown_operators_are_listed_with_their_nodes_and_domains()
    {
        var model = Image();
        for (var i = 0; i < 5; i++)
        {
            model.Node("Wobble", [i == 0 ? "x" : $"w{i - 1}"], [$"w{i}"]);
        }

        model.Graph.Message(1, new WireWriter().Text(1, "w4").Text(2, "y").Text(4, "Gelu").Text(7, "com.example"));
        Check("not supported: Wobble (5: 'node0', 'node1', 'node2', ...); com.example.Gelu (1: 'y'). Supported are Abs, Add, ", model);
    }

    [Fact]
    public void Operators_on_shapes_only_are_refused_on_images() =>
        Check("not supported: Range (1: 'node1')", Image().Node("Relu", ["x"], ["a"]).Node("Range", ["a", "a", "a"], ["y"]));

    [Theory]
    [InlineData(-1, "lengths from 0 to 2147483647, found -1")]
    [InlineData(1L << 40, "lengths from 0 to 2147483647")]
    [InlineData(2000000000, "bytes were expected for Float32 2000000000, found 8 at byte ")]
    [InlineData(3, "raw data of 12 bytes were expected for Float32 3, found 8 at byte ")]
    public void A_tensor_of_another_size_than_its_data_is_an_error(long length, string expected) =>
        Check(expected, Image().Initialiser(Floats("w", [length], 1, 2)).Node("Add", ["x", "w"], ["y"]));

    [Fact]
    public void A_tensor_whose_elements_overflow_is_an_error() => Check(
        "too many elements", Image().Initialiser(Floats("w", [1 << 30, 1 << 30, 1 << 30], 1)).Node("Add", ["x", "w"], ["y"]));

    [Fact]
    public void A_tensor_of_many_axes_is_an_error() =>
        Check("field 1 has more than 32 numbers", Image().Initialiser(Floats("w", [.. Enumerable.Repeat(1L, 1000)], 1)).Node("Add", ["x", "w"], ["y"]));

    [Theory]
    [InlineData(8, "String")]
    [InlineData(14, "Complex64")]
    [InlineData(99, "99")]
    public void A_tensor_of_an_unsupported_type_is_an_error(int type, string name) =>
        Check($"tensor 'w': elements of type {name} are not supported", Image().Initialiser(Tensor("w", type, [1])).Node("Add", ["x", "w"], ["y"]));

    [Fact]
    public void A_tensor_without_data_is_an_error() =>
        Check("4000000000000000 elements were expected", Image().Initialiser(Tensor("w", Float, [2000000, 2000000000])).Node("Add", ["x", "w"], ["y"]));

    [Fact]
    public void An_input_of_integers_is_an_error() =>
        Check("the input 'ids' has elements of type Int64, and floats", new OnnxWriter().Input("ids", OnnxWriter.Int64, 1, 3).Node("Relu", ["ids"], ["y"]));

    [Fact]
    public void An_input_of_a_negative_length_is_an_error() =>
        Check("the input 'x' has an axis of length -7", new OnnxWriter().Input("x", Float, 1, 3, -7, 8).Node("Relu", ["x"], ["y"]));

    [Fact]
    public void Shapes_that_do_not_fit_name_the_node() => Check(
        "Node 'node0' (conv2d): an input of 1x3x8x8", Image().Initialiser(Floats("w", [1, 4, 1, 1], 1, 2, 3, 4)).Node("Conv", ["x", "w"], ["y"]));

    [Fact]
    public void Folding_something_huge_is_refused() => Check("above the 67108864 bytes", Image()
        .Initialiser(Int64s("shape", [2], 100000, 100000)).Node("ConstantOfShape", ["shape"], ["c"]).Node("Add", ["x", "c"], ["y"]));

    [Fact]
    public void Division_of_a_shape_by_zero_is_an_error() => Check("cannot be divided by zero", Image().Initialiser(Int64s("zero", [], 0))
        .Node("Shape", ["x"], ["s"]).Node("Div", ["s", "zero"], ["d"]).Node("Reshape", ["x", "d"], ["y"]));

    [Theory]
    [InlineData(6)]
    [InlineData(0)]
    [InlineData(-3)]
    public void An_operator_set_that_is_too_old_is_named(int version) => Assert.Contains(
        $"operator set {version} was found, and 7 to 25 are supported",
        Assert.Throws<ModelFormatException>(() => OnnxImporter.Load(Image().Node("Relu", ["x"], ["y"]).Output("y").Build(version))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void What_is_newer_than_known_is_tried_with_a_warning()
    {
        var warnings = new List<string>();
        OnnxImporter.Load(Image().Node("Relu", ["x"], ["y"]).Output("y").Build(26, irVersion: 14), warnings.Add);
        Assert.Collection(
            warnings,
            w => Assert.Contains("operator set 26 is newer than 25", w, StringComparison.Ordinal),
            w => Assert.Contains("format version 14 is newer than 13", w, StringComparison.Ordinal));
    }

    [Fact]
    public void An_open_size_that_does_not_work_by_default_is_a_warning()
    {
        var warnings = new List<string>();
        var model = new OnnxWriter().Input("x", Float, -1, 3, -1, -1).Initialiser(Int64s("s", [2], 1, 12)).Node("Reshape", ["x", "s"], ["y"]).Output("y");
        var network = OnnxImporter.Load(model.Build(), warnings.Add).Network;
        Assert.Contains("at the default input size, Node 'node0'", Assert.Single(warnings), StringComparison.Ordinal);
        Assert.Equal([1, 12], ShapeInference.Infer(network, new Dictionary<string, Tensors.Shape> { ["x"] = [1, 3, 2, 2] }).Values["y"].Shape);
    }

    [Fact]
    public void Numbers_in_fields_of_their_type_are_read_packed_or_not()
    {
        var half = Tensor("half", 10, [2]).Packed(5, 0x3C00, 0xC000);
        var loose = Tensor("loose", Float, [2]).Single(4, 1.5f).Single(4, -2);
        var mixed = Tensor("mixed", OnnxWriter.Int64, [3]).Packed(7, 1, -2).Int64(7, long.MinValue);
        var small = Tensor("small", 3, [2]).Packed(5, -1, 127);
        var large = Tensor("large", 13, [1]).Packed(11, -1);
        var flag = Tensor("flag", 9, [2]).Packed(5, 1, 0);
        var wide = Tensor("wide", 11, [1]).Bytes(10, MemoryMarshal.AsBytes<double>([Math.PI]));
        string[] names = ["half", "loose", "mixed", "small", "large", "flag", "wide"];
        var model = Image();
        foreach (var (name, tensor) in names.Zip([half, loose, mixed, small, large, flag, wide]))
        {
            model.Initialiser(tensor).Output(name);
        }

        var constants = model.Load().Constants;
        Assert.Equal([1f, -2], constants["half"].ToFloats());
        Assert.Equal([1.5f, -2], constants["loose"].ToFloats());
        Assert.Equal([1, -2, long.MinValue], constants["mixed"].ToInt64());
        Assert.Equal([-1, 127], constants["small"].ToInt64());
        Assert.Equal(ulong.MaxValue, constants["large"].AsSpan<ulong>()[0]);
        Assert.Equal([1, 0], constants["flag"].ToInt64());
        Assert.Equal(Math.PI, constants["wide"].AsSpan<double>()[0]);
    }

    private static OnnxWriter Image() => new OnnxWriter().Input("x", Float, 1, 3, 8, 8);

    private static void Check(string expected, OnnxWriter model)
    {
        var message = model.Output("y").Error();
        Assert.StartsWith("model.onnx", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }
}
