using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Onnx.Export;

/// <summary>Which axes of a network's inputs and results can take other lengths than the default ones, and what these are called.</summary>
/// <remarks>
/// The batch is open wherever the network accepts one of two images. Height and width are open where the network leaves them open, or declares the 224 pixels
/// that readers assume for an open one, and accepts others; any other declared size is worth more as a default than the freedom.
/// </remarks>
internal sealed class OpenSizes
{
    private const int AssumedSide = 224;
    private readonly Network _network;
    private readonly InferredNetwork _default;
    private readonly InferredNetwork? _other;
    private readonly bool _isBatchOpen;
    private readonly bool _isSizeOpen;

    internal OpenSizes(Network network, InferredNetwork atDefault, ClassifierHead? head)
    {
        (_network, _default) = (network, atDefault);
        _isBatchOpen = Accepts(head, 1, 0);
        _isSizeOpen = network.Inputs.Where(i => i.IsImage).All(i => i.Dimensions.Skip(2).All(IsOpenSide)) && Accepts(head, 0, 32);
        _other = TryInfer(_isBatchOpen ? 1 : 0, _isSizeOpen ? 32 : 0);
    }

    /// <summary>An image with another declared size, unless height and width are such as are left open.</summary>
    internal static NetworkInput AtSize(NetworkInput image, int height, int width) => image.Dimensions.Skip(2).All(IsOpenSide)
        ? image
        : image with { Dimensions = [image.Dimensions[0], image.Dimensions[1], height, width] };

    /// <summary>The axes of an input: a length or a name.</summary>
    internal IEnumerable<(int Length, string? Name)> Input(NetworkInput input)
    {
        var shape = input.DefaultShape;
        for (var axis = 0; axis < shape.Rank; axis++)
        {
            var isOpen = input.Dimensions[axis] == -1 || (input.IsImage && (axis == 0 ? _isBatchOpen : axis > 1 && _isSizeOpen));
            yield return (shape[axis], isOpen ? ImageAxis(input, axis) : null);
        }
    }

    /// <summary>The axes of a result: a length, or a name where the length varies with the input.</summary>
    /// <param name="value">The value.</param>
    /// <param name="shape">Its shape at the default input.</param>
    /// <param name="prefix">What the names of its axes begin with.</param>
    internal IEnumerable<(int Length, string? Name)> Output(string value, Shape shape, string prefix)
    {
        // Two axes of one length may be flattened or dropped on the way to an output; the first axis is the batch, and the last ones are the map's.
        var other = _other?.Values.GetValueOrDefault(value)?.Shape;
        for (var axis = 0; axis < shape.Rank; axis++)
        {
            var isFixed = other is not null && axis < other.Rank && other[axis] == shape[axis];
            yield return (shape[axis], isFixed ? null : axis == 0 && _isBatchOpen ? "n" : $"{prefix}_{axis}");
        }
    }

    private static bool IsOpenSide(int length) => length is -1 or AssumedSide;

    private static string ImageAxis(NetworkInput input, int axis) => (input.IsImage, axis) switch
    {
        (_, 0) => "n",
        (true, 2) => "height",
        (true, 3) => "width",
        _ => $"{input.Name}_{axis}",
    };

    private bool Accepts(ClassifierHead? head, int images, int pixels)
    {
        if (!_network.Inputs.Any(i => i.IsImage) || TryInfer(images, pixels) is not { } inferred)
        {
            return false;
        }

        // A constant shape somewhere can swallow the second image.
        return head is null || inferred.Values[head.Logits].Shape is var scores
            && scores.ElementCount == (long)(_default.Values[head.Logits].Shape[0] + images) * head.Classes;
    }

    private InferredNetwork? TryInfer(int images, int pixels)
    {
        var shapes = _network.DefaultShapes();
        foreach (var input in _network.Inputs.Where(i => i.IsImage))
        {
            var shape = shapes[input.Name];
            shapes[input.Name] = [shape[0] + images, shape[1], shape[2] + pixels, shape[3] + (2 * pixels)];
        }

        try
        {
            return ShapeInference.Infer(_network, shapes);
        }
        catch (NetworkException)
        {
            return null; // The answer to the question: these lengths are not accepted.
        }
    }
}
