using IlgpuCam.Explain;
using IlgpuCam.Explain.Methods;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cli.Explaining;

/// <summary>What a method says about a photo.</summary>
/// <param name="Method">The method.</param>
/// <param name="Layers">The layers that it looked at; none for methods on pixels.</param>
/// <param name="Maps">The maps of the classes, one or two of one size.</param>
internal sealed record ExplainedMethod(IExplanationMethod Method, IReadOnlyList<TargetLayer> Layers, IReadOnlyList<ExplainedMap> Maps)
{
    /// <summary>Whether its maps are of pixels of the input, and as many.</summary>
    /// <param name="input">The input, [1,3,H,W].</param>
    internal bool IsPixelsOf(Tensor input) =>
        Method.Info.Needs.HasFlag(MethodNeeds.Pixels) && (Maps[0].Map.Height, Maps[0].Map.Width) == (input.Shape[2], input.Shape[3]);

    /// <summary>What its map of a class is called in files.</summary>
    internal string NameOf(ExplainedMap map) => $"{Method.Info.Name}.{map.Class.Role}";
}
