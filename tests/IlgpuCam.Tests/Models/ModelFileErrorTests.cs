using System.Collections.Immutable;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;
using static IlgpuCam.Tests.Models.ModelFileSamples;

namespace IlgpuCam.Tests.Models;

public sealed class ModelFileErrorTests
{
    [Theory]
    [InlineData("format", null, "a model file has the metadata entry 'format' with 'ilgpucam 1', there is none.")]
    [InlineData("format", "pt", "with 'ilgpucam 1', found 'pt'.")]
    [InlineData("format", "ilgpucam 2", "with 'ilgpucam 1', found 'ilgpucam 2'.")]
    [InlineData("graph", null, "the metadata entry 'graph' is missing.")]
    [InlineData("graph", "", "graph: not valid JSON")]
    [InlineData("graph", "{", "graph: not valid JSON")]
    [InlineData("graph", "[]", "graph: an object was expected, found an array.")]
    [InlineData("graph", "{}", "graph: the field 'inputs' is missing.")]
    [InlineData("graph", """{"inputs":{},"outputs":[],"constants":{},"nodes":[]}""", "graph: 'inputs' has to be an array, found an object.")]
    [InlineData("graph", """{"inputs":[],"inputs":[]}""", "graph: the field 'inputs' stands twice.")]
    [InlineData("graph", """{"inputs":[],"outputs":[],"constants":{},"nodes":[]}""", "A network needs at least one output, found none.")]
    [InlineData("graph", """{"inputs":[],"outputs":["y"],"constants":{},"nodes":[]}""", "The output 'y' is given by no node, input or constant.")]
    [InlineData("graph", """{"inputs":[],"outputs":[1],"constants":{},"nodes":[]}""", "graph: 'outputs': entry 0 has to be a text, found 1.")]
    [InlineData("graph", """{"inputs":[],"outputs":["\ud800"],"constants":{},"nodes":[]}""", "a text escapes half of a surrogate pair")]
    [InlineData("graph", """{"\udc00":1}""", "a text escapes half of a surrogate pair")]
    [InlineData("preprocessing", "", "preprocessing: not valid JSON")]
    [InlineData("preprocessing", "[]", "preprocessing: an object was expected, found an array.")]
    [InlineData("preprocessing", """{"\ud800":1}""", "preprocessing: a text escapes half of a surrogate pair")]
    [InlineData("preprocessing", """{"size":[224,224]}""", "preprocessing: the field 'resize' is missing.")]
    [InlineData("preprocessing", """{"size":[0,224],"resize":"squash","filter":"box","color":"rgb","mean":[0,0,0],"std":[1,1,1]}""", "preprocessing: size cannot be [0,224]")]
    [InlineData("preprocessing", """{"size":[1,1],"resize":"zoom","filter":"box","color":"rgb","mean":[0,0,0],"std":[1,1,1]}""", "preprocessing: resize cannot be \"zoom\"")]
    [InlineData("preprocessing", """{"size":[1,1],"resize":"squash","filter":"box","color":"rgb","mean":[0,0,0],"std":[1,0,1]}""", "preprocessing: std cannot be [1,0,1]")]
    [InlineData("preprocessing", """{"size":[1,1],"resize":"squash","filter":"box","color":"rgb","mean":[0,0],"std":[1,1,1]}""", "preprocessing: mean cannot be [0,0]")]
    [InlineData("preprocessing", """{"size":[1,1],"size":[1,1]}""", "preprocessing: the field 'size' stands twice.")]
    [InlineData("preprocessing", """{"size":[1,1],"resize":"squash","filter":"box","color":"rgb","mean":[0,0,0],"std":[1,1,1],"gamma":2}""", "preprocessing: unknown key 'gamma'")]
    [InlineData("labels", "{}", "labels: an array of texts was expected, found an object.")]
    [InlineData("labels", "[null]", "labels: entry 0 has to be a text, found null.")]
    [InlineData("labels", """["\ud800"]""", "labels: a text escapes half of a surrogate pair")]
    [InlineData("provenance", "[]", "provenance: an object was expected, found an array.")]
    [InlineData("provenance", """{"a":1}""", "provenance: 'a' has to be a text, found 1.")]
    [InlineData("provenance", """{"a":"1","a":"2"}""", "provenance: the field 'a' stands twice.")]
    public void A_damaged_entry_is_told(string key, string? value, string expected) => AssertMessage(expected, With(key, value));

    [Theory]
    [InlineData("\"shape\":[-1,3,8,8]", "\"shape\":[-2,3,8,8]", "input 0: 'shape' has to be a whole number from -1 to 2147483647, found -2.")]
    [InlineData("\"shape\":[-1,3,8,8]", "\"shape\":[1,3,2147483647,2147483647]", "too many elements")]
    [InlineData("\"shape\":[-1,3,8,8]", "\"shape\":[1,3,8,8],\"more\":1", "input 0: the field 'more' is not known here.")]
    [InlineData("\"op\":\"global_pool\"", "\"op\":\"lstm\"", "the graph has operators that are not known: 'lstm' (node 'pool'); known are activate, add,")]
    [InlineData("\"name\":\"pool\",", "", "node 1: the field 'name' is missing.")]
    [InlineData("\"op\":\"global_pool\"", "\"op\":3", "node 1: 'op' has to be a text, found 3.")]
    [InlineData("\"pooling\":\"average\"", "\"pooling\":\"median\"", "node 'pool' ('global_pool'): 'pooling' has to be one of average, max, found 'median'.")]
    [InlineData("\"pooling\":\"average\",", "", "node 'pool' ('global_pool'): the field 'pooling' is missing.")]
    [InlineData("\"pooling\":", "\"mode\":1,\"pooling\":", "node 'pool' ('global_pool'): the field 'mode' is not known here.")]
    [InlineData("\"keep_dimensions\":true", "\"keep_dimensions\":1", "'keep_dimensions' has to be true or false, found 1.")]
    [InlineData("\"strides\":[2,2]", "\"strides\":[2]", "node 'conv' ('conv2d'): 'strides' has to be 2 numbers, found 1.")]
    [InlineData("\"strides\":[2,2]", "\"strides\":[0,2]", "'strides' has to be a whole number from 1 to 1048576, found 0.")]
    [InlineData("\"strides\":[2,2]", "\"strides\":[2.5,2]", "found 2.5.")]
    [InlineData("\"pads\":[1,1,1,1]", "\"pads\":[1,1,1,-1]", "'pads' has to be a whole number from 0 to 1048576, found -1.")]
    [InlineData("\"groups\":1", "\"groups\":0", "'groups' has to be a whole number from 1 to 2147483647, found 0.")]
    [InlineData("\"groups\":1", "\"groups\":2", "Node 'conv' (conv2d): an input of 1x3x8x8 with 2 groups does not fit weights of 4x3x3x3.")]
    [InlineData("\"groups\":1", "\"groups\":1e400", "found 1e400.")]
    [InlineData("\"kind\":\"clip\"", "\"kind\":\"wobble\"", "'activation': 'kind' has to be one of none, relu, clip, sigmoid, hard_sigmoid, hard_swish, silu, leaky_relu, ")]
    [InlineData("\"min\":0", "\"min\":\"low\"", "'activation': 'min' has to be a number, found a text.")]
    [InlineData("\"max\":6", "\"max\":1e39", "'max' has to be a float32, found 1E+39.")]
    [InlineData("\"kind\":\"clip\",\"min\":0,\"max\":6", "\"kind\":\"relu\",\"min\":0", "'activation': the field 'min' is not known here.")]
    [InlineData("\"inputs\":[\"maps\"]", "\"inputs\":[]", "Node 'pool' (global_pool): input 0 is missing.")]
    [InlineData("\"inputs\":[\"maps\"]", "\"inputs\":[\"maps\",\"maps\"]", "Node 'pool' (global_pool): at most 1 inputs were expected, found 2.")]
    [InlineData("\"inputs\":[\"maps\"]", "\"inputs\":[\"flat\"]", "is part of a cycle.")]
    [InlineData("\"inputs\":[\"maps\"]", "\"inputs\":\"maps\"", "'inputs': an array of texts was expected, found a text.")]
    [InlineData("\"output\":\"pooled\"", "\"output\":\"maps\"", "Node 'pool': its result 'maps' needs a name that no other value has.")]
    [InlineData("\"output\":\"pooled\"", "\"output\":\"input\"", "Node 'pool': its result 'input' needs a name that no other value has.")]
    [InlineData("\"input\",\"conv.weight\",\"conv.bias\"", "\"input\",\"conv.weights\",\"conv.bias\"", "Node 'conv': its input 'conv.weights' is given by no node, input or constant.")]
    [InlineData("\"input\",\"conv.weight\",\"conv.bias\"", "\"input\",\"conv.weight\"", "no node reads the constants 'conv.bias'.")]
    [InlineData("\"shape\":{\"dtype\":\"I64\"", "\"fc.bias\":{\"dtype\":\"I64\"", "The constant 'fc.bias' is given twice.")]
    [InlineData("\"dtype\":\"I64\"", "\"dtype\":\"F32\"", "graph: 'constants': 'shape': a constant of dtype 'F32' was found")]
    [InlineData("\"dtype\":\"I64\"", "\"dtype\":\"I65\"", "a constant of dtype 'I65' was found")]
    [InlineData("\"dtype\":\"I64\"", "\"dtype\":\"BOOL\"", "'values' has to be true or false, found -1.")]
    [InlineData("\"dtype\":\"I64\"", "\"dtype\":\"U8\"", "'values' has to be whole numbers from 0 to 255, found -1.")]
    [InlineData("\"dtype\":\"I64\"", "\"dtype\":\"U64\"", "'values' has to be whole numbers from 0 to 2^64 - 1, found -1.")]
    [InlineData("\"values\":[-1,4]", "\"values\":[-1,9223372036854775808]", "found 9223372036854775808.")]
    [InlineData("\"values\":[-1,4]", "\"values\":[-1]", "a constant of 2 has 2 values, found 1.")]
    [InlineData("\"values\":[-1,4]", "\"values\":[-1,3]", "Node 'reshape' (reshape): 1x4")]
    [InlineData("\"shape\":[2],\"values\"", "\"shape\":[2147483647,2147483647,9],\"values\"", "too many elements")]
    [InlineData("\"shape\":[2],\"values\"", "\"shape\":[-2],\"values\"", "found -2.")]
    [InlineData("\"dtype\":\"I64\",\"shape\":[2],\"values\":[-1,4]", "\"dtype\":\"BF16\",\"shape\":[2],\"values\":[-1,0.1]", "numbers that a BF16 holds, found 0.1.")]
    public void A_damaged_graph_is_told_with_file_and_node(string old, string replacement, string expected) =>
        AssertMessage(expected, WithGraph(old, replacement));

    [Fact]
    public void All_unknown_operators_are_in_one_error()
    {
        var graph = Graph(Save(new(Classifier())))
            .Replace("\"op\":\"global_pool\"", "\"op\":\"lstm\"", StringComparison.Ordinal)
            .Replace("\"op\":\"softmax\"", "\"op\":\"gru\"", StringComparison.Ordinal);

        AssertMessage("not known: 'gru' (node 'softmax'), 'lstm' (node 'pool'); known are", With("graph", graph));
    }

    [Fact]
    public void A_tensor_of_another_type_is_refused()
    {
        using var file = SafeTensorsFile.Parse(Save(new(Classifier())), "sample.cam");
        var tensors = file.Names.Select(name => KeyValuePair.Create(
            name, name == "fc.bias" ? ConstantTensor.From<int>(ElementType.Int32, [5], [1, 2, 3, 4, 5]) : file[name]));
        using var stream = new MemoryStream();
        SafeTensorsWriter.Write(stream, tensors, file.Metadata);

        AssertMessage("tensor 'fc.bias' is I32, and a model's tensors are F32 or F16.", stream.ToArray());
    }

    [Fact]
    public void A_truncated_file_is_told()
    {
        var file = Save(new(Classifier()));

        AssertMessage("its end is missing", file[..^1]);
    }

    [Fact]
    public void Any_change_of_a_character_in_the_graph_gives_a_model_or_a_format_error()
    {
        var graph = Graph(Save(new(Classifier())));
        var random = new Random(4);
        var loaded = 0;
        for (var round = 0; round < 3000; round++)
        {
            var at = random.Next(graph.Length);
            var length = random.Next(Math.Min(12, graph.Length - at));
            string[] texts = [string.Empty, "0", "-1", "9", "1e9", "2147483647", "null", "\"x\"", "[]", "{}", ",", "\"maps\"", graph.Substring(random.Next(graph.Length - 20), 20)];
            loaded += Loads(With("graph", graph[..at] + texts[random.Next(texts.Length)] + graph[(at + length)..])) ? 1 : 0;
        }

        Assert.InRange(loaded, 1, 2900);
    }

    [Fact]
    public void Any_random_graph_gives_a_model_or_a_format_error()
    {
        var random = new Random(5);
        var constants = Constants();
        var loaded = 0;
        for (var round = 0; round < 6000; round++)
        {
            var values = constants.Keys.Append("x").Append(string.Empty).ToList();
            var nodes = new List<Node>();
            for (var i = random.Next(1, 6); i > 0; i--)
            {
                var op = AllOperators[random.Next(AllOperators.Count)];
                var inputs = Enumerable.Range(0, random.Next(1, 6)).Select(_ => values[random.Next(values.Count)]).ToImmutableArray();
                nodes.Add(new($"n{i}", op, inputs, $"v{i}"));
                values.Add($"v{i}");
            }

            var network = new Network([new("x", [1, 2, 3, 4])], constants, nodes, [nodes[^1].Output]);
            loaded += Loads(Save(new(network))) ? 1 : 0;
        }

        Assert.InRange(loaded, 30, 5900);
    }

    private static Dictionary<string, ConstantTensor> Constants() => new()
    {
        ["i1"] = ConstantTensor.FromInt64([1]),
        ["i2"] = ConstantTensor.FromInt64([0, -1]),
        ["i4"] = ConstantTensor.FromInt64([1, 2, 3, 4]),
        ["large"] = ConstantTensor.FromInt64([long.MinValue, long.MaxValue]),
        ["none"] = ConstantTensor.FromInt64([]),
        ["scalar"] = ConstantTensor.FromInt64([3]).Reshape(Shape.Scalar),
        ["minus"] = ConstantTensor.FromInt64([-1]).Reshape(Shape.Scalar),
        ["zero"] = ConstantTensor.FromInt64([0]).Reshape(Shape.Scalar),
        ["int"] = ConstantTensor.From<int>(ElementType.Int32, [2], [int.MinValue, 7]),
        ["bool"] = ConstantTensor.From<byte>(ElementType.Bool, [2], [0, 1]),
        ["matrix"] = ConstantTensor.FromInt64([1, 2, 3, 4, 5, 6]).Reshape([2, 3]),
        ["thin"] = ConstantTensor.FromInt64([]).Reshape([0, 2]),
        ["float"] = ConstantTensor.FromFloats([2], [1.5f, -2]),
        ["w"] = ConstantTensor.FromFloats([2, 2, 1, 1], [1, 2, 3, 4]),
        ["fc"] = ConstantTensor.FromFloats([2, 24], new float[48]),
        ["hollow"] = ConstantTensor.FromFloats([2, 0], []),
        ["double"] = ConstantTensor.From<double>(ElementType.Float64, Shape.Scalar, [double.NaN]),
        ["u64"] = ConstantTensor.From<ulong>(ElementType.UInt64, [1], [ulong.MaxValue]),
        ["bf16"] = ConstantTensor.From<ushort>(ElementType.BFloat16, [1], [0x7F80]),
    };

    private static bool Loads(byte[] file)
    {
        try
        {
            ModelFile.Load(file, "sample.cam", _ => { });
            return true;
        }
        catch (ModelFormatException)
        {
            return false;
        }
    }

    private static void AssertMessage(string expected, byte[] file)
    {
        var error = Assert.Throws<ModelFormatException>(() => ModelFile.Load(file, "sample.cam"));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("sample.cam: ", error.Message, StringComparison.Ordinal);
    }
}
