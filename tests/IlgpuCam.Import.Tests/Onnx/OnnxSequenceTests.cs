using static IlgpuCam.Import.Tests.Onnx.OnnxRun;
using static IlgpuCam.Import.Tests.Onnx.OnnxWriter;

namespace IlgpuCam.Import.Tests.Onnx;

/// <summary>Lists of values, which become their values.</summary>
public sealed class OnnxSequenceTests
{
    [Theory]
    [InlineData(0, new float[] { 0, 3 })]
    [InlineData(1, new float[] { 1, 4 })]
    [InlineData(-1, new float[] { 2, 5 })]
    public void A_part_of_a_value_is_taken(long place, float[] expected) => Check(
        expected, Matrix().Initialiser(Int64s("i", [], place)).Node("SplitToSequence", ["x"], ["s"], Attribute("axis", -1), Attribute("keepdims", 0)).Node("SequenceAt", ["s", "i"], ["y"]), [2, 3]);

    [Fact]
    public void Parts_have_one_length_or_lengths_of_their_own()
    {
        Check([2, 5], Matrix().Initialiser(Int64s("two", [], 2)).Initialiser(Int64s("i", [], 1)).Node("SplitToSequence", ["x", "two"], ["s"], Attribute("axis", 1)).Node("SequenceAt", ["s", "i"], ["y"]), [2, 3]);
        Check(
            [1, 2, 4, 5],
            Matrix().Initialiser(Int64s("l", [2], 1, 2)).Initialiser(Int64s("i", [], 1)).Node("SplitToSequence", ["x", "l"], ["s"], Attribute("axis", 1)).Node("SequenceAt", ["s", "i"], ["y"]), [2, 3]);
        Assert.Contains(
            "parts that make up 3 were expected, found 1, 1",
            Matrix().Initialiser(Int64s("l", [2], 1, 1)).Node("SplitToSequence", ["x", "l"], ["s"], Attribute("axis", 1)).Node("ConcatFromSequence", ["s"], ["y"], Attribute("axis", 0)).Output("y").Error(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Values_of_a_list_are_joined()
    {
        Check([0, 1, 0, 1, 2, 3], new OnnxWriter().Input("x", Float, 2).Initialiser(Floats("c", [2], 2, 3)).Node("SequenceConstruct", ["x", "x", "c"], ["s"]).Node("ConcatFromSequence", ["s"], ["y"], Attribute("axis", 0)), 2);
        Check(
            [0, 2, 1, 3], new OnnxWriter().Input("x", Float, 2).Initialiser(Floats("c", [2], 2, 3)).Node("SequenceConstruct", ["x", "c"], ["s"])
                .Node("ConcatFromSequence", ["s"], ["y"], Attribute("axis", 1), Attribute("new_axis", 1)), 2);
        Assert.Contains("a sequence was expected", Matrix().Node("ConcatFromSequence", ["x"], ["y"], Attribute("axis", 1)).Output("y").Error(), StringComparison.Ordinal);
    }

    [Fact]
    public void Pixels_of_8_bits_come_in_as_floats() =>
        Assert.Equal([-1f, 0, 1], Run(new OnnxWriter().Input("x", 2, 3).Node("Cast", ["x"], ["f"], Attribute("to", 1)).Initialiser(Floats("c", [], 1)).Node("Sub", ["f", "c"], ["y"]).Output("y").Load(), Count(3))[0].Data);
}
