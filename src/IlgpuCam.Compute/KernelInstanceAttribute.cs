namespace IlgpuCam.Compute;

/// <summary>One instance of a generic kernel: the type arguments it is compiled for.</summary>
/// <typeparam name="T">Type argument 1.</typeparam>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class KernelInstanceAttribute<T> : Attribute
    where T : struct;

/// <summary>One instance of a generic kernel: the type arguments it is compiled for.</summary>
/// <typeparam name="T1">Type argument 1.</typeparam>
/// <typeparam name="T2">Type argument 2.</typeparam>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class KernelInstanceAttribute<T1, T2> : Attribute
    where T1 : struct
    where T2 : struct;

/// <summary>One instance of a generic kernel: the type arguments it is compiled for.</summary>
/// <typeparam name="T1">Type argument 1.</typeparam>
/// <typeparam name="T2">Type argument 2.</typeparam>
/// <typeparam name="T3">Type argument 3.</typeparam>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class KernelInstanceAttribute<T1, T2, T3> : Attribute
    where T1 : struct
    where T2 : struct
    where T3 : struct;

/// <summary>One instance of a generic kernel: the type arguments it is compiled for.</summary>
/// <typeparam name="T1">Type argument 1.</typeparam>
/// <typeparam name="T2">Type argument 2.</typeparam>
/// <typeparam name="T3">Type argument 3.</typeparam>
/// <typeparam name="T4">Type argument 4.</typeparam>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class KernelInstanceAttribute<T1, T2, T3, T4> : Attribute
    where T1 : struct
    where T2 : struct
    where T3 : struct
    where T4 : struct;
