using System.Collections.Immutable;

namespace IlgpuCam.Gpu;

/// <summary>What a plan for a device consists of.</summary>
/// <param name="Inputs">Where the inputs go.</param>
/// <param name="Outputs">Where the outputs are.</param>
/// <param name="Parts">What runs, in order.</param>
/// <param name="OnProcessor">The names of the nodes that run on the processor.</param>
/// <param name="Owned">Buffers and plans that live as long as this.</param>
internal sealed record DevicePlanParts(
    ImmutableArray<DeviceValue> Inputs,
    ImmutableArray<DeviceValue> Outputs,
    ImmutableArray<PlanPart> Parts,
    ImmutableArray<string> OnProcessor,
    ImmutableArray<IDisposable> Owned);
