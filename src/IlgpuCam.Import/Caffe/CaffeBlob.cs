using System.Runtime.InteropServices;
using IlgpuCam.Import.Protobuf;
using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Caffe;

/// <summary>A tensor of a .caffemodel, its elements left where they are (caffe.proto, BlobProto).</summary>
/// <param name="Source">The file.</param>
internal sealed record CaffeBlob(WireSource Source)
{
    private const int MaximumRank = 32;

    private readonly List<WireRange> _singles = [];
    private readonly List<WireRange> _doubles = [];
    private List<long>? _shape;

    // The shape as it was stated until 2014: num, channels, height and width.
    private long[]? _fourLengths;

    internal static CaffeBlob Read(WireReader reader)
    {
        var blob = new CaffeBlob(reader.Source);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case >= 1 and <= 4:
                    (blob._fourLengths ??= [0, 0, 0, 0])[field - 1] = reader.Int64();
                    break;
                case 5:
                    reader.Numbers(blob._singles, WireType.Fixed32);
                    break;
                case 7:
                    blob.ReadShape(reader.Message());
                    break;
                case 8:
                    reader.Numbers(blob._doubles, WireType.Fixed64);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return blob;
    }

    /// <summary>The elements under the shape that a layer expects: a slice of the file where they are in one piece.</summary>
    /// <param name="expected">The shape; the file's may have more axes of length 1 before it.</param>
    /// <param name="error">Makes an error that names layer and blob.</param>
    internal ConstantTensor ToConstant(Shape expected, Func<string, ModelFormatException> error)
    {
        var found = (IReadOnlyList<long>?)_shape ?? _fourLengths ?? [];
        if (!found.SkipWhile(d => d == 1).SequenceEqual(expected.SkipWhile(d => d == 1).Select(d => (long)d)))
        {
            throw error($"weights of {expected} were expected, found {(found.Count == 0 ? "no shape" : string.Join('x', found))}");
        }

        // Counted before anything is allocated: a shape can claim more than the file holds.
        var (ranges, type) = _doubles.Count > 0 && _singles.Count == 0 ? (_doubles, ElementType.Float64) : (_singles, ElementType.Float32);
        var size = ranges.Sum(r => (long)r.Length);
        if (size != expected.ElementCount * type.Size())
        {
            throw error($"{expected.ElementCount * type.Size()} bytes were expected for weights of {expected}, found {size}");
        }

        if (ranges is [var whole])
        {
            return new(type, expected, Source.Slice(whole));
        }

        var bytes = new byte[size];
        var rest = bytes.AsSpan();
        foreach (var range in CollectionsMarshal.AsSpan(ranges))
        {
            Source.Slice(range).Span.CopyTo(rest);
            rest = rest[range.Length..];
        }

        return new(type, expected, bytes);
    }

    private void ReadShape(WireReader reader)
    {
        _shape ??= [];
        while (reader.Next(out var field))
        {
            if (field == 1)
            {
                reader.Int64s(_shape, MaximumRank);
            }
            else
            {
                reader.Skip();
            }
        }
    }
}
