using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Tests.Cpu;

/// <summary>Truth values and integers that depend on the image: floats in memory, at awkward sizes, dense and on maps.</summary>
public sealed class ComparisonTests
{
    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 1 })]
    [InlineData(new[] { 3, 11 })]
    [InlineData(new[] { 2, 3, 5, 7 })]
    public void Questions_about_dense_values_are_answered(int[] shape)
    {
        var test = new TestNetwork();
        Check(test, test.Input(shape), test.Input(shape));
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(5, 3, 7)]
    [InlineData(21, 4, 9)]
    public void Questions_about_maps_are_answered_and_answers_reach_layers(int channels, int height, int width)
    {
        var test = new TestNetwork();
        var input = test.Input(2, channels, height, width);
        var (x, y) = (test.Convolution(input, channels, channels, new(1, 1)), test.Convolution(input, channels, channels, new(3, 3), pads: new(1, 1, 1, 1)));
        var numbers = Check(test, x, y);
        test.Check(test.Convolution(numbers, channels, 4, new(3, 3), pads: new(1, 1, 1, 1)), test.Add(new Where(), test.Add(new Compare(Comparison.Less), x, y), x, y));
    }

    [Fact]
    public void What_is_no_number_equals_nothing_and_is_not_less_either()
    {
        var test = new TestNetwork();
        var x = test.Input(2, 3);
        var none = test.Add(new Arithmetic(ArithmeticOperation.Divide), test.Add(new Multiply(), x, test.Constant(new Tensor([1]))), test.Constant(new Tensor([1])));
        string[] outputs = [test.Add(new Equal(), none, none), test.Add(new Compare(Comparison.LessOrEqual), none, none), test.Add(new Compare(Comparison.Less), none, x)];
        foreach (var width in TestNetwork.Widths)
        {
            Assert.All(TestNetwork.Run(test.Build(outputs), test.RandomInputs(), outputs, 1, width), result => Assert.Equal(new float[6], result.Data));
        }
    }

    /// <summary>Checks all questions about two values, and gives a sum of their answers.</summary>
    private static string Check(TestNetwork test, string x, string y)
    {
        var (less, atMost) = (test.Add(new Compare(Comparison.Less), x, y), test.Add(new Compare(Comparison.LessOrEqual), y, x));
        var whole = test.Add(new Cast(ElementType.Int64), test.Add(new Multiply(), x, test.Constant(new Tensor([1], [3]))));
        var isSame = test.Add(new Equal(), test.Add(new Cast(ElementType.Float32), whole), test.Constant(new Tensor([1], [1])));
        string[] answers =
        [
            less, atMost, isSame, test.Add(new Cast(ElementType.Bool), whole), .. new[] { Comparison.And, Comparison.Or, Comparison.Xor }.Select(c => test.Add(new Compare(c), less, isSame)),
        ];
        var numbers = answers.Select(a => test.Add(new Cast(ElementType.Float32), a)).ToArray();
        test.Check([whole, .. answers, .. numbers]);
        return test.Add(new Add(), numbers[0], numbers[3]);
    }
}
