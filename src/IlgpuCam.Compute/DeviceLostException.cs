namespace IlgpuCam.Compute;

/// <summary>A fault has made a device unusable: everything on its accelerator fails like this until a new accelerator is created.</summary>
/// <param name="message">The device and the fault.</param>
/// <param name="call">The entry point that reported it.</param>
/// <param name="codeName">The result code's name.</param>
/// <param name="code">The result code.</param>
/// <param name="kernel">The kernel that the call was about, if it was about one.</param>
public sealed class DeviceLostException(string message, string call, string codeName, int code, string? kernel)
    : AcceleratorException(message, call, codeName, code, kernel);
