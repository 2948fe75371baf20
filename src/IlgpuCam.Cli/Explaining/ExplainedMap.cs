using IlgpuCam.Explain;
using IlgpuCam.Localize;

namespace IlgpuCam.Cli.Explaining;

/// <summary>What a method says about a class.</summary>
/// <param name="Class">The class.</param>
/// <param name="Map">The map as the method defines it.</param>
/// <param name="Localization">Its box and peak on the photo.</param>
internal sealed record ExplainedMap(ExplainedClass Class, ActivationMap Map, Localization Localization);
