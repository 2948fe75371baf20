using IlgpuCam.Explain;
using IlgpuCam.Localize;

namespace IlgpuCam.Gpu.Photos;

/// <summary>What a device found in one photo.</summary>
/// <param name="Logits">Of all classes.</param>
/// <param name="Best">The best classes, in order.</param>
/// <param name="Localizations">For the best classes, then for those asked for by name.</param>
/// <param name="Maps">Likewise; null where they were not asked for.</param>
internal sealed record PhotoFindings(float[] Logits, int[] Best, Localization[] Localizations, ActivationMap[]? Maps);
