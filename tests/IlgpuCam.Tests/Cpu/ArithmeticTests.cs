using IlgpuCam.Models.Operators;

namespace IlgpuCam.Tests.Cpu;

/// <summary>Arithmetic at awkward sizes and of every rank against its definition, on dense values and on maps that come from a convolution.</summary>
public sealed class ArithmeticTests
{
    private static readonly Activation[] Functions =
    [
        .. Enum.GetValues<ActivationKind>().Where(k => k is not (ActivationKind.Log or ActivationKind.Sqrt or ActivationKind.Reciprocal)).Select(k => new Activation(k, 0.3f, 1.2f)),
    ];

    public static TheoryData<int[], int[]> Shapes => new()
    {
        { [], [] }, { [1], [7] }, { [5], [] }, { [2, 3, 4], [4] }, { [2, 3, 4], [3, 1] }, { [2, 1, 4], [3, 1] }, { [2, 3, 5, 7], [2, 3, 5, 7] },
        { [2, 3, 5, 7], [1, 3, 1, 1] }, { [3, 5, 17], [3, 5, 1] }, { [2, 1, 2, 3, 2, 1, 3], [2, 2, 1, 2, 5, 1] }, { [1, 2, 1, 2, 2, 1, 2, 33], [2, 1, 1, 33] }, { [0, 3], [3] },
        { [40000], [1] }, { [3, 20001], [20001] },
    };

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 5, 7)]
    [InlineData(21, 4, 9)]
    public void Functions_are_right_on_maps_and_behind_layers(int channels, int height, int width)
    {
        var test = new TestNetwork();
        var input = test.Input(2, channels, height, width);
        var outputs = new List<string>();
        foreach (var function in Functions.Where(f => f.Kind is not (ActivationKind.Floor or ActivationKind.Ceiling or ActivationKind.Round)))
        {
            var maps = test.Convolution(input, channels, channels, new(1, 1), activation: function);
            outputs.Add(maps);
            outputs.Add(test.Convolution(test.Add(new Activate(function), maps), channels, 5, new(3, 3), pads: new(1, 1, 1, 1)));
        }

        test.Check([.. outputs]);
    }

    [Fact]
    public void Functions_are_right_on_dense_values_of_any_length()
    {
        var test = new TestNetwork();
        var inputs = new[] { test.Input(), test.Input(1), test.Input(3, 11), test.Input(2, 1, 3, 1, 5), test.Input(1, 1, 0, 3) };
        test.Check([.. Functions.SelectMany(f => inputs.Select(i => test.Add(new Activate(f), i)))]);
    }

    [Fact]
    public void Functions_of_positive_numbers_are_right()
    {
        var test = new TestNetwork();
        var input = test.Add(new Activate(new(ActivationKind.Exp)), test.Input(3, 37));
        var positive = test.Convolution(test.Input(1, 3, 5, 5), 3, 21, new(1, 1), activation: new(ActivationKind.Exp));
        ActivationKind[] kinds = [ActivationKind.Log, ActivationKind.Sqrt, ActivationKind.Reciprocal];
        var maps = kinds.Select(k => test.Add(new Activate(new(k)), positive)).ToArray();

        // Lanes without a channel hold the logarithm or quotient of anything, which must not reach a result.
        test.Check([.. kinds.Select(k => test.Add(new Activate(new(k)), input)), .. maps, .. maps.Select(m => test.Convolution(m, 21, 5, new(3, 3), pads: new(1, 1, 1, 1)))]);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Functions_of_two_values_are_broadcast(int[] left, int[] right)
    {
        var test = new TestNetwork();
        var (x, y) = (test.Input(left), test.Input(right));
        var (u, v) = (test.Add(new Activate(new(ActivationKind.Exp)), x), test.Add(new Activate(new(ActivationKind.Exp)), y));
        var output = TestBroadcast(left, right);
        var operations = Enum.GetValues<ArithmeticOperation>().Where(o => o != ArithmeticOperation.Slope || output.SequenceEqual(left));
        test.Check(
        [
            .. operations.Select(o => test.Add(new Arithmetic(o), o is ArithmeticOperation.Power or ArithmeticOperation.Divide ? [u, v] : [x, y])),
            test.Add(new Add(), x, y), test.Add(new Multiply(), y, x), test.Add(new Add(new(ActivationKind.Tanh)), y, x), test.Add(new Multiply(Activation.Relu), x, y),
        ]);
    }

    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(2, 3, 5, 7)]
    [InlineData(1, 16, 6, 6)]
    [InlineData(3, 21, 4, 9)]
    public void Functions_of_maps_and_of_what_fits_them_are_right(int batch, int channels, int height, int width)
    {
        var test = new TestNetwork();
        var input = test.Input(batch, channels, height, width);
        var maps = test.Convolution(input, channels, channels, new(1, 1), activation: Activation.Sigmoid);
        var pooled = test.Add(new GlobalPool(PoolingKind.Average), maps);
        string[] others =
        [
            test.Convolution(input, channels, channels, new(1, 1), activation: Activation.Sigmoid), pooled, test.Convolution(pooled, channels, channels, new(1, 1)), input,
            test.Constant(channels, 1, 1), test.Constant(1, channels, 1, 1), test.Constant(), test.Constant(1, 1, 1), test.Constant(1, channels, height, width),
            test.Constant(height, width), test.Constant(1, channels, height, 1), test.Constant(1, channels, 1, width), test.Constant(width),
        ];
        var outputs = new List<string>();
        foreach (var other in others)
        {
            foreach (var operation in Enum.GetValues<ArithmeticOperation>().Where(o => o is not (ArithmeticOperation.Divide or ArithmeticOperation.Power)))
            {
                outputs.Add(test.Add(new Arithmetic(operation), maps, other));
            }

            outputs.Add(test.Add(new Arithmetic(ArithmeticOperation.Subtract), other, maps));
            outputs.Add(test.Add(new Arithmetic(ArithmeticOperation.Divide), other, maps));
            outputs.Add(test.Add(new Multiply(Activation.HardSwish), other, maps));
            outputs.Add(test.Convolution(test.Add(new Add(), maps, other), channels, 3, new(3, 3), pads: new(1, 1, 1, 1)));
        }

        test.Check([.. outputs]);
    }

    [Fact]
    public void A_constant_condition_chooses()
    {
        var test = new TestNetwork();
        var (x, y) = (test.Input(2, 3, 5), test.Input(5));
        test.Check(test.Add(new Where(), test.Conditions([3, 1], 1, 0, 1), x, y), test.Add(new Where(), test.Conditions([], 0), y, x));
    }

    private static int[] TestBroadcast(int[] left, int[] right)
    {
        var result = new int[Math.Max(left.Length, right.Length)];
        for (var i = 1; i <= result.Length; i++)
        {
            var (a, b) = (i <= left.Length ? left[^i] : 1, i <= right.Length ? right[^i] : 1);
            result[^i] = a == 1 ? b : a;
        }

        return result;
    }
}
