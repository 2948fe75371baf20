using System.Collections.Immutable;
using IlgpuCam.Import.Caffe.Text;
using IlgpuCam.Models;

namespace IlgpuCam.Import.Caffe;

/// <summary>What comes from outside: fields <c>input</c>, layers of type Input, and the layers that read a training set.</summary>
internal static class CaffeInputs
{
    private const int MaximumRank = 32;

    /// <summary>The inputs that the file's own fields state, each with four fields <c>input_dim</c> or one <c>input_shape</c>.</summary>
    internal static IEnumerable<NetworkInput> OfNet(TextMessage net)
    {
        var names = net.All("input").ToList();
        var shapes = net.All("input_shape").ToList();
        var lengths = net.All("input_dim").ToList();
        if (shapes.Count > 0 ? shapes.Count != names.Count : lengths.Count != 4 * names.Count)
        {
            var where = shapes.Concat(lengths).Concat(names).First();
            throw where.Error(
                $"an input_shape or four input_dim for each of {names.Count} inputs were expected, "
                + $"found {shapes.Count} input_shape and {lengths.Count} input_dim");
        }

        return names.Select((name, i) => new NetworkInput(
            name.Text(), shapes.Count > 0 ? Dimensions(shapes[i]) : [-1, .. lengths.Skip((4 * i) + 1).Take(3).Select(Length)]));
    }

    /// <summary>The inputs that a layer of type Input states.</summary>
    internal static IEnumerable<NetworkInput> OfLayer(CaffeLayer layer)
    {
        var shapes = layer.Message.Nested("input_param").All("shape").ToList();
        return shapes.Count == layer.Tops.Length || (shapes.Count == 1 && layer.Tops.Length > 0)
            ? layer.Tops.Select((name, i) => new NetworkInput(name, Dimensions(shapes[shapes.Count == 1 ? 0 : i])))
            : throw layer.Error($"one shape, or one for each of {layer.Tops.Length} tops, was expected, found {shapes.Count}");
    }

    /// <summary>The images that a layer reads from a training set: squares of the size that it cuts out, if it does.</summary>
    internal static NetworkInput OfTrainingSet(CaffeLayer layer)
    {
        var size = layer.Message.Nested("transform_param").One("crop_size")?.Integer(0, int.MaxValue) ?? 0;
        return layer.Tops.Length > 0
            ? new(layer.Tops[0], size > 0 ? [-1, -1, (int)size, (int)size] : [-1, -1, -1, -1])
            : throw layer.Error("it gives nothing");
    }

    // The first length is how many images Caffe keeps in memory at a time: no property of the network.
    private static ImmutableArray<int> Dimensions(TextField shape)
    {
        var lengths = shape.Nested().All("dim").Select(Length).ToImmutableArray();
        return lengths.Length is >= 1 and <= MaximumRank
            ? lengths.SetItem(0, -1)
            : throw shape.Error($"a shape of 1 to {MaximumRank} axes was expected, found {lengths.Length}");
    }

    private static int Length(TextField field) => (int)field.Integer(1, int.MaxValue);
}
