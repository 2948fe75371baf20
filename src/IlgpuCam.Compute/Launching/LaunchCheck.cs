namespace IlgpuCam.Compute.Launching;

/// <summary>Checks a launch before a driver sees it.</summary>
internal static class LaunchCheck
{
    private const int MaximumGrid = 65535;

    internal static void Require(KernelDefinition kernel, in KernelConfig config, ReadOnlySpan<KernelArgument> arguments, AcceleratorStream stream)
    {
        var device = stream.Accelerator.Device;
        var (grid, group) = (config.GridDim, config.GroupDim);
        if (grid.X < 1 || grid.Y is < 1 or > MaximumGrid || grid.Z is < 1 or > MaximumGrid)
        {
            throw Error(kernel, $"a grid of at least one group, and at most {MaximumGrid} along the second and third axis, was expected, found {grid}");
        }

        var largest = kernel.MaxGroupSize > 0 ? Math.Min(kernel.MaxGroupSize, device.MaxGroupSize) : device.MaxGroupSize;
        if (group.X < 1 || group.Y < 1 || group.Z < 1 || group.Size > largest)
        {
            throw Error(kernel, $"groups of 1 to {largest} work-items were expected on {device.Id}, found {group}");
        }

        if (config.DynamicSharedBytes < 0 || (config.DynamicSharedBytes > 0 && !kernel.UsesDynamicShared)
            || kernel.SharedBytes + (long)config.DynamicSharedBytes + ShuffleBytes(kernel, device) > device.SharedMemoryPerGroup)
        {
            throw Error(
                kernel,
                $"{kernel.SharedBytes} bytes of shared memory and {config.DynamicSharedBytes} dynamic ones do not fit {(kernel.UsesDynamicShared ? "the device" : "a kernel without dynamic ones")}; {device.Id} has {device.SharedMemoryPerGroup}");
        }

        if ((kernel.UsesFloat64 && !device.HasFloat64) || (kernel.UsesInt64Atomics && !device.HasInt64Atomics))
        {
            throw Error(kernel, $"{device.Id} has no {(kernel.UsesFloat64 && !device.HasFloat64 ? "double precision" : "atomics on 64-bit integers")}");
        }

        if (arguments.Length != kernel.Parameters.Count)
        {
            throw Error(kernel, $"{kernel.Parameters.Count} arguments were expected, found {arguments.Length}");
        }

        for (var i = 0; i < arguments.Length; i++)
        {
            Require(kernel, kernel.Parameters[i], arguments[i], stream);
        }
    }

    private static void Require(KernelDefinition kernel, KernelParameter parameter, in KernelArgument argument, AcceleratorStream stream)
    {
        if (argument.IsView != (parameter.Kind == KernelParameterKind.View) || argument.ElementSize != parameter.ElementSize)
        {
            throw Error(
                kernel, $"'{parameter.Name}' is a {parameter.Kind} of {parameter.ElementSize} bytes, found a {(argument.IsView ? "view" : "value")} of {argument.ElementSize}");
        }

        if (!argument.IsView)
        {
            return;
        }

        if (argument.Buffer is not { } buffer || !ReferenceEquals(buffer.Accelerator, stream.Accelerator))
        {
            throw Error(kernel, $"'{parameter.Name}' has to be a view of memory of {stream.Accelerator.Device.Id}");
        }

        _ = buffer.RequireMemory();
        if (argument.Offset % parameter.ElementSize != 0)
        {
            throw Error(kernel, $"'{parameter.Name}' starts at byte {argument.Offset}, which is no multiple of its elements' {parameter.ElementSize} bytes");
        }
    }

    // OpenCL has no shuffles: values go through shared memory, 8 bytes a work-item.
    private static long ShuffleBytes(KernelDefinition kernel, Device device) =>
        kernel.UsesShuffles && device.Kind == DeviceKind.OpenCl ? 8L * kernel.MaxGroupSize : 0;

    private static ArgumentException Error(KernelDefinition kernel, string what) => new($"kernel {kernel.Name}: {what}");
}
