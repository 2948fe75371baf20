using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models;

/// <summary>The inputs of one node during shape inference: their types, shapes, and values where these are known.</summary>
public sealed class InferenceContext
{
    private readonly Node _node;
    private readonly ValueInfo?[] _infos;
    private readonly ConstantTensor?[] _constants;

    /// <summary>Creates the context of a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="infos">Type and shape of each input; null for an optional one that is absent.</param>
    /// <param name="constants">The value of each input that is known.</param>
    public InferenceContext(Node node, ValueInfo?[] infos, ConstantTensor?[] constants)
    {
        _node = node;
        _infos = infos;
        _constants = constants;
    }

    /// <summary>The number of inputs, absent ones in the middle included.</summary>
    public int Count => _infos.Length;

    /// <summary>Whether an input is present.</summary>
    /// <param name="index">Which input.</param>
    public bool Has(int index) => index < _infos.Length && _infos[index] is not null;

    /// <summary>Type and shape of an input.</summary>
    /// <param name="index">Which input.</param>
    /// <exception cref="NetworkException">It is absent.</exception>
    public ValueInfo Info(int index) => Has(index) ? _infos[index]! : throw Error($"input {index} is missing");

    /// <summary>The shape of an input.</summary>
    /// <param name="index">Which input.</param>
    /// <exception cref="NetworkException">It is absent.</exception>
    public Shape Shape(int index) => Info(index).Shape;

    /// <summary>The value of an input, or null where it is absent or depends on the image.</summary>
    /// <param name="index">Which input.</param>
    public ConstantTensor? Constant(int index) => index < _constants.Length ? _constants[index] : null;

    /// <summary>The value of an input that has to be known.</summary>
    /// <param name="index">Which input.</param>
    /// <exception cref="NetworkException">It depends on the image.</exception>
    public ConstantTensor RequireConstant(int index) =>
        Constant(index) ?? throw Error($"input {index} ('{(index < _node.Inputs.Length ? _node.Inputs[index] : string.Empty)}') has to be a constant");

    /// <summary>The value of an input that has to be a known vector (or scalar) of integers: a shape, axes, indices.</summary>
    /// <param name="index">Which input.</param>
    /// <exception cref="NetworkException">It depends on the image, or is no such vector.</exception>
    public long[] RequireIntegers(int index)
    {
        var constant = RequireConstant(index);
        return constant.Type is ElementType.Int32 or ElementType.Int64 && constant.Shape.Rank <= 1
            ? constant.ToInt64()
            : throw Error($"input {index} has to be a vector of 32-bit or 64-bit integers, found {Info(index)}");
    }

    /// <summary>Checks the number of inputs.</summary>
    /// <param name="least">At least so many, all present.</param>
    /// <param name="most">At most so many.</param>
    /// <exception cref="NetworkException">There are more or fewer.</exception>
    public void RequireInputs(int least, int most)
    {
        if (Count > most)
        {
            throw Error($"at most {most} inputs were expected, found {Count}");
        }

        for (var i = 0; i < least; i++)
        {
            _ = Info(i);
        }
    }

    /// <summary>Checks that an input is floating-point and, where asked, of a rank.</summary>
    /// <param name="index">Which input.</param>
    /// <param name="rank">The number of axes; -1 for any.</param>
    /// <returns>Its shape.</returns>
    /// <exception cref="NetworkException">It is not.</exception>
    public Shape RequireFloat(int index, int rank = -1)
    {
        var info = Info(index);
        if (!info.Type.IsFloat() || (rank >= 0 && info.Shape.Rank != rank))
        {
            throw Error($"input {index} has to be a float tensor{(rank < 0 ? string.Empty : $" of {rank} axes")}, found {info}");
        }

        return info.Shape;
    }

    /// <summary>An axis from 0 to rank - 1.</summary>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    /// <param name="rank">The number of axes.</param>
    /// <exception cref="NetworkException">There is no such axis.</exception>
    public int NormaliseAxis(int axis, int rank) => axis >= -rank && axis < rank
        ? axis < 0 ? axis + rank : axis
        : throw Error($"there is no axis {axis} among {rank}");

    /// <summary>The shape that two shapes have together under NumPy's broadcasting.</summary>
    /// <param name="a">One shape.</param>
    /// <param name="b">The other.</param>
    /// <exception cref="NetworkException">They do not fit.</exception>
    public Shape Broadcast(Shape a, Shape b)
    {
        var result = new int[Math.Max(a.Rank, b.Rank)];
        for (var i = 0; i < result.Length; i++)
        {
            var x = i < result.Length - a.Rank ? 1 : a[i - result.Length + a.Rank];
            var y = i < result.Length - b.Rank ? 1 : b[i - result.Length + b.Rank];
            result[i] = x == y || y == 1 ? x : x == 1 ? y : throw Error($"{a} and {b} cannot be broadcast to one shape");
        }

        return Tensors.Shape.Create(result);
    }

    /// <summary>Resolves the window of a pooling node on its only input, a float tensor of four axes.</summary>
    /// <param name="window">The window as stated.</param>
    /// <exception cref="NetworkException">The input or the window does not fit.</exception>
    public WindowGeometry ResolveWindow(Window2d window)
    {
        RequireInputs(1, 1);
        var x = RequireFloat(0, 4);
        return window.Resolve(x[2], x[3], this);
    }

    /// <summary>An error that names the node.</summary>
    /// <param name="what">What was found and expected.</param>
    public NetworkException Error(string what) => new($"Node '{_node.Name}' ({_node.Operator.Kind}): {what}.");
}
