using System.Collections.Immutable;

namespace IlgpuCam.Compute;

/// <summary>The devices of this machine.</summary>
/// <param name="Devices">Those that can be used.</param>
/// <param name="Missing">For each kind that has none the reason, such as a driver that is not installed.</param>
public sealed record DeviceList(ImmutableArray<Device> Devices, ImmutableArray<(DeviceKind Kind, string Reason)> Missing)
{
    /// <summary>
    /// Devices that a driver has and that cannot be used, each with its name and the reason, such as a compute capability below 8.0.
    /// </summary>
    public ImmutableArray<(DeviceKind Kind, string Name, string Reason)> Unfit { get; init; } = [];

    /// <summary>The reason why a kind has no device, or null where it has one.</summary>
    /// <param name="kind">The kind.</param>
    public string? WhyNot(DeviceKind kind) => Missing.Where(m => m.Kind == kind).Select(m => m.Reason).FirstOrDefault();
}
