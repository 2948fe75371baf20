using IlgpuCam.Compute;

namespace IlgpuCam.Gpu;

/// <summary>Puts launches into a stream.</summary>
/// <param name="stream">The stream.</param>
internal delegate void DeviceStep(AcceleratorStream stream);
