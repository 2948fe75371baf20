namespace IlgpuCam.Cli.Tests.Oracles;

/// <summary>Tests that share the device, one after the other.</summary>
[CollectionDefinition("device")]
public sealed class DeviceTestGroup : ICollectionFixture<OracleDevice>;
