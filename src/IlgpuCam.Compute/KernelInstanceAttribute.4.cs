namespace IlgpuCam.Compute;

/// <summary>Asks for one instance of a generic kernel: its type arguments.</summary>
/// <typeparam name="T1">Type argument 1.</typeparam>
/// <typeparam name="T2">Type argument 2.</typeparam>
/// <typeparam name="T3">Type argument 3.</typeparam>
/// <typeparam name="T4">Type argument 4.</typeparam>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class KernelInstanceAttribute<T1, T2, T3, T4> : Attribute;
