namespace IlgpuCam.Compute.Launching;

/// <summary>Refuses a launch that a device would fail at, or not fail at and do wrong.</summary>
internal static class LaunchCheck
{
    // What warp shuffles take of shared memory on devices without them.
    private const int ShuffleBytes = 8;

    internal static void Check(Accelerator accelerator, KernelDefinition kernel, in KernelConfig config, ReadOnlySpan<KernelArgument> arguments)
    {
        CheckShape(accelerator.Device, kernel, config);
        if (arguments.Length != kernel.Parameters.Count)
        {
            throw new ArgumentException($"Kernel {kernel.Name} has {kernel.Parameters.Count} parameters, the launch {arguments.Length} arguments.", nameof(arguments));
        }

        for (var i = 0; i < arguments.Length; i++)
        {
            CheckArgument(accelerator, kernel, kernel.Parameters[i], arguments[i]);
        }
    }

    private static void CheckShape(Device device, KernelDefinition kernel, in KernelConfig config)
    {
        var (grid, group) = (config.GridDim, config.GroupDim);
        if (grid.X <= 0 || grid.Y <= 0 || grid.Z <= 0 || group.X <= 0 || group.Y <= 0 || group.Z <= 0)
        {
            throw new ArgumentException($"Kernel {kernel.Name}: a grid of {grid} groups of {group} work-items has nothing in it.", nameof(config));
        }

        var most = kernel.MaxGroupSize > 0 ? Math.Min(device.MaxGroupSize, kernel.MaxGroupSize) : device.MaxGroupSize;
        if (group.X > most || group.Y > most || group.Z > most || group.Size > most)
        {
            throw new ArgumentException(
                $"Kernel {kernel.Name}: a group of {group} work-items is more than the {most} that {(most == device.MaxGroupSize ? device.Name : "the kernel")} allows.", nameof(config));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(config.DynamicSharedBytes, nameof(config));
        var shuffles = kernel.UsesShuffles && device.Kind == DeviceKind.OpenCl ? (long)ShuffleBytes * kernel.MaxGroupSize : 0;
        var shared = kernel.SharedBytes + (long)config.DynamicSharedBytes + shuffles;
        if (shared > device.SharedMemoryPerGroup)
        {
            throw new ArgumentException(
                $"Kernel {kernel.Name}: {shared} bytes of shared memory are more than the {device.SharedMemoryPerGroup} of {device.Name}.", nameof(config));
        }

        if ((kernel.UsesFloat64 && !device.HasFloat64) || (kernel.UsesInt64Atomics && !device.HasInt64Atomics))
        {
            throw new NotSupportedException($"Kernel {kernel.Name} needs {(kernel.UsesFloat64 && !device.HasFloat64 ? "double precision" : "64-bit atomics")}, which {device.Name} lacks.");
        }
    }

    private static void CheckArgument(Accelerator accelerator, KernelDefinition kernel, KernelParameter parameter, in KernelArgument argument)
    {
        var isView = parameter.Kind == KernelParameterKind.View;
        if (argument.IsView != isView || argument.Size != parameter.ElementSize)
        {
            throw new ArgumentException(
                $"Kernel {kernel.Name}: parameter {parameter.Name} is a {parameter.Kind} of {parameter.ElementSize} bytes, the argument a {(argument.IsView ? "View" : "value")} of {argument.Size}.");
        }

        if (!isView)
        {
            return;
        }

        if (argument.Buffer is null)
        {
            if (argument.Length > 0)
            {
                throw new ArgumentException($"Kernel {kernel.Name}: parameter {parameter.Name} is a view of memory that is no buffer's.");
            }

            return;
        }

        if (argument.Buffer.Accelerator != accelerator)
        {
            throw new ArgumentException($"Kernel {kernel.Name}: parameter {parameter.Name} lies on {argument.Buffer.Accelerator}, the launch is on {accelerator}.");
        }

        _ = argument.Buffer.Block;
        if (argument.ByteOffset % parameter.ElementSize != 0)
        {
            throw new ArgumentException(
                $"Kernel {kernel.Name}: parameter {parameter.Name} starts at byte {argument.ByteOffset} of its buffer, no multiple of its elements' {parameter.ElementSize}.");
        }
    }
}
