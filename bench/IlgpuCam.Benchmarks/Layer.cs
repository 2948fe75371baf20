using System.Collections.Immutable;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Benchmarks;

/// <summary>A network of one layer.</summary>
/// <param name="name">As the table shows it.</param>
/// <param name="op">The operator.</param>
/// <param name="input">The shape of its input.</param>
/// <param name="constants">Shapes of its weights.</param>
public sealed class Layer(string name, Operator op, Shape input, params ImmutableArray<Shape> constants) : IWork
{
    private readonly Lazy<(double Operations, double Bytes)> _work = new(() => Count(Build(op, input, constants)));

    /// <inheritdoc/>
    public double Operations => _work.Value.Operations;

    /// <inheritdoc/>
    public double Bytes => _work.Value.Bytes;

    /// <summary>The network.</summary>
    public Network Network => Build(op, input, constants);

    /// <inheritdoc/>
    public override string ToString() => name;

    private static Network Build(Operator op, Shape input, ImmutableArray<Shape> constants)
    {
        var random = new Random(1);
        var names = constants.Select((_, i) => $"weights{i}").ToArray();
        var values = constants.Select((s, i) => KeyValuePair.Create(names[i], ConstantTensor.FromFloats(s, Numbers(random, s))));
        return new([new("input", [.. input.Dimensions])], values, [new("layer", op, ["input", .. names], "output")], ["output"]);
    }

    private static float[] Numbers(Random random, Shape shape)
    {
        var numbers = new float[shape.ElementCount];
        foreach (ref var number in numbers.AsSpan())
        {
            number = random.NextSingle() - 0.5f;
        }

        return numbers;
    }

    private static (double Operations, double Bytes) Count(Network network)
    {
        var inferred = ShapeInference.Infer(network, network.DefaultShapes());
        return (2.0 * inferred.Nodes.Sum(n => n.Operator.MultiplyAdds(inferred.Context(n))), 4.0 * inferred.Values.Values.Sum(v => v.Shape.ElementCount));
    }
}
