using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace IlgpuCam.Testing;

/// <summary>The weights of the reference networks in nets/, made by rule instead of stored.</summary>
/// <remarks>Element j of tensor i is shift + scale * (2u - 1) as float32, computed in double precision, with u = (splitmix64((i &lt;&lt; 32) + j) >> 40) / 2^24.</remarks>
public static class NetWeights
{
    private const int ReferenceInput = 0xFFFF;

    /// <summary>The elements of one tensor.</summary>
    /// <param name="tensor">Which tensor.</param>
    /// <param name="scale">Half the width of the values' range.</param>
    /// <param name="shift">Its centre.</param>
    /// <param name="values">Receives the elements.</param>
    public static void Fill(int tensor, double scale, double shift, Span<float> values)
    {
        var z = (ulong)tensor << 32;
        for (var i = 0; i < values.Length; i++, z++)
        {
            values[i] = (float)(shift + (scale * ((2 * ((SplitMix64(z) >> 40) / (double)(1 << 24))) - 1)));
        }
    }

    /// <summary>The input that the stored logits belong to.</summary>
    /// <param name="elements">Its elements.</param>
    public static float[] Input(int elements)
    {
        var values = new float[elements];
        Fill(ReferenceInput, 2, 0, values);
        return values;
    }

    /// <summary>Copies a graph and writes the file of weights that it refers to beside it.</summary>
    /// <param name="source">The folder that holds NAME.onnx and NAME.json.</param>
    /// <param name="name">The network.</param>
    /// <param name="folder">Where both go.</param>
    /// <param name="isFilled">Whether the weights are computed; otherwise they are zeros, which suffices for shapes.</param>
    /// <returns>The path of the copied graph.</returns>
    public static string Write(string source, string name, string folder, bool isFilled = true)
    {
        var path = Path.Combine(folder, $"{name}.onnx");
        File.Copy(Path.Combine(source, $"{name}.onnx"), path);
        using var description = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(source, $"{name}.json")));
        using var file = File.Create(Path.Combine(folder, $"{name}.weights"));
        var tensor = 0;
        foreach (var weight in description.RootElement.GetProperty("weights").EnumerateArray())
        {
            var count = weight.GetProperty("shape").EnumerateArray().Aggregate(1, (product, length) => product * length.GetInt32());
            if (isFilled)
            {
                var values = ArrayPool<float>.Shared.Rent(count);
                Fill(tensor, weight.GetProperty("scale").GetDouble(), weight.GetProperty("shift").GetDouble(), values.AsSpan(0, count));
                file.Write(MemoryMarshal.AsBytes(values.AsSpan(0, count)));
                ArrayPool<float>.Shared.Return(values);
            }
            else
            {
                file.SetLength(file.Length + (count * sizeof(float)));
            }

            tensor++;
        }

        return path;
    }

    private static ulong SplitMix64(ulong seed)
    {
        var z = seed + 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
