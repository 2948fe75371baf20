using IlgpuCam.Explain;
using IlgpuCam.Explain.Methods;

namespace IlgpuCam.Cli.Explaining;

/// <summary>What a method says about a photo.</summary>
/// <param name="Method">The method.</param>
/// <param name="Layers">The layers that it looked at; none for methods on pixels.</param>
/// <param name="Maps">The maps of the classes, one or two of one size.</param>
internal sealed record ExplainedMethod(IExplanationMethod Method, IReadOnlyList<TargetLayer> Layers, IReadOnlyList<ExplainedMap> Maps)
{
    /// <summary>Whether its maps have the resolution of the input.</summary>
    internal bool IsPixels => Method.Info.Needs.HasFlag(MethodNeeds.Pixels);

    /// <summary>What its map of a class is called in files.</summary>
    internal string NameOf(ExplainedMap map) => $"{Method.Info.Name}.{map.Class.Role}";
}
