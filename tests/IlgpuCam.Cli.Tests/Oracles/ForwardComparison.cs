using IlgpuCam.Explain;
using IlgpuCam.Localize;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests.Oracles;

/// <summary>Logits, features and maps against stored ones, relative to the largest magnitude of each.</summary>
internal static class ForwardComparison
{
    private const string Maps = "cams_top5";
    private const string Upsampled = "upsampled_top1";

    /// <summary>Runs a model on the stored input and compares.</summary>
    internal static void Check(CamModel network, SafeTensorsFile reference, double tolerance)
    {
        var result = network.Forward(reference["input"].ToTensor());
        var maps = ClassScores.Top(reference["logits"].ToFloats(), 5).Select(c => network.Map(result.Features!, 0, c)).ToArray();
        Check(reference, tolerance, name => name switch
        {
            "logits" => result.Logits.Data,
            "features" => result.Features!.Data,
            Maps => [.. maps.SelectMany(m => m.Values)],
            _ => Upsample(maps[0], reference[Upsampled].Shape),
        });
    }

    /// <summary>Compares what the command <c>forward</c> wrote.</summary>
    internal static void Check(SafeTensorsFile found, SafeTensorsFile reference, double tolerance) => Check(reference, tolerance, name => found[name].ToFloats());

    /// <summary>The argument of <c>forward</c> that asks for what is stored at the photo's size.</summary>
    internal static string[] UpsampleArgument(SafeTensorsFile reference) =>
        reference.Contains(Upsampled) ? ["--upsample", $"{reference[Upsampled].Shape[1]}x{reference[Upsampled].Shape[0]}"] : [];

    private static void Check(SafeTensorsFile reference, double tolerance, Func<string, float[]> find)
    {
        foreach (var name in new[] { "logits", "features", Maps, Upsampled }.Where(reference.Contains))
        {
            Near.Equal(reference[name].ToFloats(), find(name), tolerance, name);
        }
    }

    private static float[] Upsample(ActivationMap map, Shape size)
    {
        var values = new float[size.ElementCount];
        Localizer.Upsample(map, Placement.Whole(size[1], size[0]), values);
        return values;
    }
}
