using System.Buffers.Binary;
using System.Text;
using IlgpuCam.Import.Protobuf;

namespace IlgpuCam.Import.Tests.Fuzzing;

/// <summary>Changes messages as somebody would who knows the format: numbers to extremes, names to other names, parts left out, doubled, swapped and put elsewhere.</summary>
internal static class WireMutator
{
    private static readonly string[] Texts =
    [
        string.Empty, "../w", "/etc/passwd", "x/../../y", "\0", "C:\\w", "input", "output", "location", "offset", "length", "18446744073709551616", "-1", "9223372036854775807",
        "then_branch", "else_branch", "body", "ai.onnx", "ai.onnx.ml", "SAME_UPPER", "VALID", new('n', 70_000),
        "Add", "Mul", "Div", "Pow", "Conv", "Gemm", "MatMul", "BatchNormalization", "Relu", "Clip", "Softmax", "MaxPool", "AveragePool", "GlobalAveragePool", "ReduceMean",
        "ReduceMax", "LRN", "LayerNormalization", "GroupNormalization", "InstanceNormalization", "Concat", "Split", "Slice", "Pad", "Reshape", "Transpose", "Squeeze",
        "Unsqueeze", "Flatten", "Expand", "Resize", "Upsample", "DepthToSpace", "SpaceToDepth", "Identity", "Dropout", "Cast", "Shape", "Size", "Gather", "Constant",
        "ConstantOfShape", "Range", "Where", "Equal", "If", "Tile", "PRelu", "DequantizeLinear", "QuantizeLinear", "Gelu", "Einsum", "Loop", "Sum", "Mean", "Min", "Max",
    ];

    private static readonly long[] Extremes =
    [
        0, 1, 2, 3, 7, -1, -2, -9, 16, 64, 1023, 65_536, int.MaxValue, int.MinValue, 1L << 31, 1L << 32, (1L << 32) + 1, 1L << 40, long.MaxValue, long.MinValue, 1 << 30, 46_341, 100_000,
    ];

    /// <summary>Changes a file.</summary>
    /// <param name="file">Its fields; they are changed.</param>
    /// <param name="random">Decides.</param>
    internal static byte[] Mutate(List<WireField> file, Random random)
    {
        for (var changes = random.Next(2) == 0 ? 1 : random.Next(2, 5); changes > 0; changes--)
        {
            var all = new List<(List<WireField> Parent, WireField Field)>();
            Collect(file, all);
            if (all.Count > 0)
            {
                // Any field, but often one of a kind that is rare: there are ten names to a shape.
                var (parent, field) = Pick(all, random);
                if (random.Next(2) == 0)
                {
                    var kind = all[random.Next(all.Count)].Field.Kind;
                    var kinds = Enum.GetValues<WireKind>();
                    kind = random.Next(2) == 0 ? kind : kinds[random.Next(kinds.Length)];
                    (parent, field) = all.FindAll(f => f.Field.Kind == kind) is { Count: > 0 } same ? Pick(same, random) : (parent, field);
                }

                Change(parent, field, all, random);
            }
        }

        var bytes = WireField.Write(file);
        return random.Next(10) == 0 ? ByteMutator.Mutate(bytes, random) : bytes;
    }

    private static T Pick<T>(List<T> items, Random random) => items[random.Next(items.Count)];

    private static void Collect(List<WireField> fields, List<(List<WireField>, WireField)> all)
    {
        foreach (var field in fields)
        {
            all.Add((fields, field));
            if (field.Fields is { } inner)
            {
                Collect(inner, all);
            }
        }
    }

    private static void Change(List<WireField> parent, WireField field, List<(List<WireField> Parent, WireField Field)> all, Random random)
    {
        var place = parent.IndexOf(field);
        switch (random.Next(12))
        {
            case 0:
                parent.RemoveAt(place);
                break;
            case 1:
                parent.Insert(random.Next(parent.Count + 1), field.Copy());
                break;
            case 2:
                var other = random.Next(parent.Count);
                (parent[place], parent[other]) = (parent[other], parent[place]);
                break;
            case 3 when all.FindAll(f => f.Field.Kind == field.Kind) is var same:
                parent[place] = Pick(same, random).Field.Copy();
                parent[place].Number = field.Number;
                break;
            case 4 when random.Next(20) == 0 && Size(field) is var size:
                for (var i = Math.Min(random.Next(1, 5000), 1_000_000 / size); i > 0; i--)
                {
                    parent.Add(field.Copy()); // Of its own: what changes in one later shall not change in all.
                }

                break;
            case 5 when random.Next(4) == 0:
                field.Number = random.Next(1, 21);
                break;
            case 6 when random.Next(4) == 0 && field.Fields is null:
                field.Type = (WireType)random.Next(6);
                break;
            case 7 when random.Next(4) == 0 && field.Kind == WireKind.Graph:
                Nest(field, random.Next(1, 80));
                break;
            default:
                ChangeValue(field, all, random);
                break;
        }
    }

    private static int Size(WireField field) => field.Fields is { } inner ? 2 + inner.Sum(Size) : 2 + field.Bytes.Length;

    private static void ChangeValue(WireField field, List<(List<WireField> Parent, WireField Field)> all, Random random)
    {
        if (field.Type == WireType.Varint)
        {
            field.Value = random.Next(3) == 0 ? field.Value + (ulong)random.Next(-2, 3) : (ulong)Extremes[random.Next(Extremes.Length)];
        }
        else if (field.Kind == WireKind.Name)
        {
            field.Bytes = random.Next(3) == 0 || all.FindAll(f => f.Field.Kind == WireKind.Name) is not { Count: > 0 } names
                ? Encoding.UTF8.GetBytes(Texts[random.Next(Texts.Length)])
                : Pick(names, random).Field.Bytes;
        }
        else if (field.Kind == WireKind.Integers)
        {
            field.Bytes = Integers(field.Bytes, random);
        }
        else if (field.Fields is null)
        {
            field.Bytes = Numbers(field.Bytes, random);
        }
        else if (field.Fields.Count > 0)
        {
            ChangeValue(Pick(field.Fields, random), all, random);
        }
    }

    /// <summary>A list of integers with one of them changed, added or left out.</summary>
    private static byte[] Integers(ReadOnlyMemory<byte> packed, Random random)
    {
        var numbers = new List<ulong>();
        try
        {
            for (var reader = new WireSource("packed", packed).Read(); !reader.AtEnd;)
            {
                numbers.Add(reader.Varint());
            }
        }
        catch (Models.ModelFormatException)
        {
            numbers.Clear(); // It was changed before, into no such list.
        }

        var extreme = (ulong)Extremes[random.Next(Extremes.Length)];
        var place = random.Next(numbers.Count + 1);
        switch (random.Next(4))
        {
            case 0 when place < numbers.Count:
                numbers.RemoveAt(place);
                break;
            case 1 or 0:
                numbers.Insert(place, extreme);
                break;
            default:
                for (var i = random.Next(1, 3); i > 0 && numbers.Count > 0; i--)
                {
                    numbers[random.Next(numbers.Count)] = random.Next(3) == 0 ? (ulong)random.Next(9) : extreme;
                }

                break;
        }

        var writer = new WireWriter();
        numbers.ForEach(n => writer.Number(n));
        return writer.ToArray();
    }

    /// <summary>Stored numbers of 4 or 8 bytes with some changed, or more or fewer of them.</summary>
    private static byte[] Numbers(ReadOnlyMemory<byte> stored, Random random)
    {
        if (random.Next(4) == 0)
        {
            var length = random.Next(3) == 0 ? stored.Length / 2 : Math.Max(0, stored.Length + random.Next(-9, 10));
            var resized = new byte[length];
            stored.Span[..Math.Min(length, stored.Length)].CopyTo(resized);
            return resized;
        }

        var bytes = stored.ToArray();
        var size = random.Next(2) == 0 ? 4 : 8;
        for (var i = random.Next(1, 4); i > 0 && bytes.Length >= size; i--)
        {
            var place = bytes.AsSpan(random.Next(bytes.Length / size) * size, size);
            float[] floats = [float.NaN, float.PositiveInfinity, -1, 0, float.MaxValue, 1e-40f, 2.5f];
            if (size == 8)
            {
                BinaryPrimitives.WriteInt64LittleEndian(place, Extremes[random.Next(Extremes.Length)]);
            }
            else
            {
                BinaryPrimitives.WriteSingleLittleEndian(place, floats[random.Next(floats.Length)]);
            }
        }

        return bytes;
    }

    /// <summary>Puts a copy of a graph into the branch of a node of a graph, that into another one, and so on, and the last one into the graph itself.</summary>
    private static void Nest(WireField graph, int depth)
    {
        var inner = graph.Copy();
        for (; depth > 0; depth--)
        {
            inner.Number = 6;
            WireField node = Message(1, WireKind.Node,
                Text(1, "cond"), Text(2, $"nested{depth}"), Text(4, "If"), Message(5, WireKind.Attribute, Text(1, "then_branch"), inner));
            inner = Message(7, WireKind.Graph, node);
        }

        graph.Fields!.Insert(0, inner.Fields![0]);

        static WireField Message(int number, WireKind kind, params List<WireField> fields) =>
            new() { Number = number, Type = WireType.LengthDelimited, Kind = kind, Fields = fields };

        static WireField Text(int number, string text) =>
            new() { Number = number, Type = WireType.LengthDelimited, Kind = WireKind.Name, Bytes = Encoding.UTF8.GetBytes(text) };
    }
}
