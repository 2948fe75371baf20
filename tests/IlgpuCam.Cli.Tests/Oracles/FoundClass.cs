using System.Text.Json;
using IlgpuCam.Localize;

namespace IlgpuCam.Cli.Tests.Oracles;

/// <summary>A class that was found in a photo.</summary>
/// <param name="Index">The class.</param>
/// <param name="Probability">Its probability.</param>
/// <param name="Box">Its box, where it has one.</param>
internal sealed record FoundClass(int Index, double Probability, PixelBox? Box)
{
    /// <summary>The classes of a result of the library.</summary>
    internal static FoundClass[] Of(PhotoResult result) => [.. result.Predictions.Select(p => new FoundClass(p.ClassIndex, p.Probability, p.Box))];

    /// <summary>The classes of a record of the command <c>localize</c>.</summary>
    internal static FoundClass[] Of(JsonElement record) =>
    [
        .. record.GetProperty("predictions").EnumerateArray().Select(p => new FoundClass(
            p.GetProperty("class_index").GetInt32(), p.GetProperty("probability").GetDouble(), OraclePhoto.ReadBox(p.GetProperty("box")))),
    ];
}
