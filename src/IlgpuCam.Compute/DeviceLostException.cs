namespace IlgpuCam.Compute;

/// <summary>A fault has made a device unusable: everything on its accelerator fails like this until a new accelerator is created.</summary>
/// <param name="message">The device and the fault.</param>
public sealed class DeviceLostException(string message) : AcceleratorException(message);
