using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests.Oracles;

/// <summary>A theory that runs on <see cref="OracleDevice"/>, skipped, with the reason, where the device or the reference data is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DeviceTheoryAttribute : TheoryAttribute
{
    /// <summary>Marks the theory.</summary>
    /// <param name="shared">What it reads below the folder <c>shared</c>; empty for nothing.</param>
    public DeviceTheoryAttribute(string shared = "")
    {
        SharedPath = shared;
        Skip = OracleDevice.Absence ?? (TestFiles.HasShared(shared) ? null : $"the reference data ../shared/{shared} is not here");
    }

    /// <summary>What it reads below the folder <c>shared</c>.</summary>
    public string SharedPath { get; }
}
