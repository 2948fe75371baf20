using System.Collections.Immutable;
using IlgpuCam.Cpu;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Tests.Models.Receptive;

/// <summary>Fields against what networks do: a pixel outside of an element's field changes nothing, and those at the borders of the field do.</summary>
public sealed class PerturbationTests
{
    private const int Height = 21;
    private const int Width = 26;
    private const int Channels = 4;

    [Theory]
    [InlineData("strides, dilations and uneven padding")]
    [InlineData("paths of different depth")]
    [InlineData("blocks of pixels")]
    [InlineData("larger and smaller again")]
    [InlineData("other axes")]
    [InlineData("a part of the map backwards")]
    public void A_pixel_changes_what_has_it_in_its_field(string kind)
    {
        var network = Describe(kind);
        var inferred = ShapeInference.Infer(network, network.DefaultShapes());
        var fields = new ReceptiveFields(inferred);
        var field = fields.Of("y")!;
        var map = fields.MappingResolution("y")!.Value;
        var changed = Changes(network, map);
        for (var y = 0; y < map.Height; y++)
        {
            for (var x = 0; x < map.Width; x++)
            {
                var seen = changed[(y * map.Width) + x];
                AssertWithin(field.Rows!.Value, y, Height, seen.Rows, kind);
                AssertWithin(field.Columns!.Value, x, Width, seen.Columns, kind);
            }
        }

        // In the middle, away from borders, the network reaches just as far; where phases differ, one of two neighbouring elements does.
        AssertReaches(field.Rows!.Value, map.Height, Height, y => changed[(y * map.Width) + (map.Width / 2)].Rows);
        AssertReaches(field.Columns!.Value, map.Width, Width, x => changed[(map.Height / 2 * map.Width) + x].Columns);
    }

    [Fact]
    public void A_gate_is_marked_and_other_statistics_too()
    {
        var builder = new Steps();
        var conv = builder.Convolve("input", 3, new(1, 1), new(1, 1, 1, 1), Size2.One);
        var gate = builder.Add(new Activate(Activation.Sigmoid), builder.Add(new GlobalPool(PoolingKind.Average), conv));
        var scaled = builder.Add(new Multiply(), conv, gate);
        var network = builder.Finish(scaled);
        var fields = new ReceptiveFields(ShapeInference.Infer(network, network.DefaultShapes()));
        Assert.True(fields.Of(gate)!.IsWhole);
        Assert.Equal(new ReceptiveField(new(3, 1, 0), new(3, 1, 0), IsGated: true), fields.Of("y"));
        Assert.Equal(new ReceptiveField(new(3, 1, 0), new(3, 1, 0)), fields.Of(conv));
        Assert.Null(fields.Of("no such value"));
    }

    private static Network Describe(string kind)
    {
        var b = new Steps();
        switch (kind)
        {
            case "strides, dilations and uneven padding":
                var first = b.Convolve("input", 3, new(2, 1), new(1, 0, 2, 1), new(1, 2));
                return b.Finish(b.Convolve(b.Average(first, new(2, 3), new(1, 2)), 3, new(1, 1), new(2, 2, 2, 2), new(2, 2)));
            case "paths of different depth":
                var stem = b.Convolve("input", 3, new(2, 2), new(1, 1, 1, 1), Size2.One);
                var near = b.Convolve(stem, 1, new(1, 1), default, Size2.One);
                var far = b.Convolve(stem, 5, new(1, 1), new(2, 2, 2, 2), Size2.One);
                return b.Finish(b.Add(new Concat(1), b.Add(new Add(), near, stem), far));
            case "blocks of pixels":
                var blocks = b.Add(new SpaceToDepth(2), b.Average("input", new(2, 3), Size2.One));
                return b.Finish(b.Add(new DepthToSpace(2), b.Convolve(blocks, 3, new(1, 1), new(1, 1, 1, 1), Size2.One)));
            case "larger and smaller again":
                var larger = b.Add(
                    new Resize(Interpolation.Linear, CoordinateMapping.HalfPixel, NearestRounding.PreferFloor, []), "input", b.Constant("scales", [4], 1, 1, 2, 3));
                return b.Finish(b.Average(larger, new(3, 3), new(2, 3)));
            case "other axes":
                var last = b.Add(new Transpose([0, 2, 3, 1]), b.Convolve("input", 3, new(2, 1), default, Size2.One));
                var mixed = b.Add(new MatrixProduct(), last, b.Constant("matrix", [Channels, Channels], [.. Enumerable.Repeat(0.25f, Channels * Channels)]));
                return b.Finish(b.Convolve(b.Add(new Transpose([0, 3, 1, 2]), mixed), 3, new(1, 1), new(1, 1, 1, 1), Size2.One));
            default:
                var back = b.Add(new Slice(), "input", b.Integers("starts", 19, 2), b.Integers("ends", -100, 25), b.Integers("axes", 2, 3), b.Integers("steps", -2, 3));
                return b.Finish(b.Convolve(back, 3, new(1, 1), new(1, 1, 1, 1), Size2.One));
        }
    }

    /// <summary>For every element the rows and columns of the pixels that change it.</summary>
    private static (SortedSet<int> Rows, SortedSet<int> Columns)[] Changes(Network network, Size2 map)
    {
        var shape = Shape.Create([(Height * Width) + 1, 1, Height, Width]);
        var input = new float[shape.ElementCount];
        input.AsSpan().Fill(1);
        for (var pixel = 0; pixel < Height * Width; pixel++)
        {
            input[(pixel * Height * Width) + pixel] = 1000; // The last image stays as it is.
        }

        using var backend = new CpuBackend(2);
        using var plan = backend.Compile(network, new Dictionary<string, Shape> { ["input"] = shape }, ["y"]);
        var output = new Tensor(plan.Outputs[0].Shape);
        plan.Run([new Tensor(shape, input)], [output]);
        var (places, image) = (map.Height * map.Width, output.Data.Length / shape[0]);
        var seen = Enumerable.Range(0, places).Select(_ => (Rows: new SortedSet<int>(), Columns: new SortedSet<int>())).ToArray();
        var plain = output.Data.AsSpan(Height * Width * image);
        for (var pixel = 0; pixel < Height * Width; pixel++)
        {
            for (var i = 0; i < image; i++)
            {
                if (Math.Abs(output.Data[(pixel * image) + i] - plain[i]) > 1e-2)
                {
                    seen[i % places].Rows.Add(pixel / Width);
                    seen[i % places].Columns.Add(pixel % Width);
                }
            }
        }

        return seen;
    }

    private static void AssertWithin(ReceptiveExtent extent, int index, int length, SortedSet<int> seen, string kind)
    {
        Assert.All(seen, p => Assert.True(p >= extent.First(index) - 1e-9 && p <= extent.Last(index) + 1e-9, $"{kind}: element {index} sees pixel {p}, its field is {extent}"));
        Assert.True(seen.Count > 0 || extent.Last(index) < 0 || extent.First(index) >= length, kind);
    }

    private static void AssertReaches(ReceptiveExtent extent, int count, int length, Func<int, SortedSet<int>> seen)
    {
        var inside = Enumerable.Range(0, count).Where(i => extent.First(i) >= 0 && extent.Last(i) < length && seen(i).Count > 0).ToList();
        Assert.NotEmpty(inside);
        Assert.True(inside.Min(i => seen(i).Min - extent.First(i)) < 1, "the first pixel of a field is seen");
        Assert.True(inside.Min(i => extent.Last(i) - seen(i).Max) < 1, "the last pixel of a field is seen");
    }

    /// <summary>Networks with positive weights, in which nothing cancels out.</summary>
    private sealed class Steps
    {
        private readonly List<Node> _nodes = [];
        private readonly Dictionary<string, ConstantTensor> _constants = [];
        private readonly Dictionary<string, int> _channels = new() { ["input"] = 1 };

        internal string Add(Operator op, params string[] inputs)
        {
            var name = $"v{_nodes.Count}";
            _nodes.Add(new(name, op, [.. inputs], name));
            _channels[name] = op switch { Concat => inputs.Sum(i => _channels[i]), SpaceToDepth => 4 * _channels[inputs[0]], _ => _channels[inputs[0]] };
            return name;
        }

        internal string Convolve(string x, int kernel, Size2 strides, Padding2d pads, Size2 dilations)
        {
            var weights = new float[Channels * _channels[x] * kernel * kernel];
            weights.AsSpan().Fill(1f / (_channels[x] * kernel * kernel));
            var name = Add(new Conv2d(strides, pads, dilations), x, Constant($"w{_nodes.Count}", [Channels, _channels[x], kernel, kernel], weights));
            _channels[name] = Channels;
            return name;
        }

        internal string Average(string x, Size2 kernel, Size2 strides) => Add(new AveragePool2d(new(kernel, strides, Size2.One, default)), x);

        internal string Constant(string name, Shape shape, params ReadOnlySpan<float> values)
        {
            _constants[name] = ConstantTensor.FromFloats(shape, values);
            return name;
        }

        internal string Integers(string name, params ReadOnlySpan<long> values)
        {
            _constants[name] = ConstantTensor.FromInt64(values);
            return name;
        }

        internal Network Finish(string output)
        {
            _nodes.Add(new("y", new Activate(Activation.Relu), [output], "y"));
            return new([new("input", [-1, 1, Height, Width])], _constants, _nodes, ["y"]);
        }
    }
}
