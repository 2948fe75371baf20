namespace IlgpuCam.Compute.Launching;

/// <summary>Tells somebody of launches, whether they run or are recorded: for measurements and tests.</summary>
public static class LaunchObserver
{
    [ThreadStatic]
    private static LaunchHandler? _handler;

    /// <summary>Does something, and tells of each launch that this thread puts into a stream meanwhile, before it is checked.</summary>
    /// <param name="launches">What launches.</param>
    /// <param name="handler">Is told.</param>
    public static void Observe(Action launches, LaunchHandler handler)
    {
        ArgumentNullException.ThrowIfNull(launches);
        ArgumentNullException.ThrowIfNull(handler);
        var outer = _handler;
        _handler = handler;
        try
        {
            launches();
        }
        finally
        {
            _handler = outer;
        }
    }

    internal static void Tell(KernelDefinition kernel, KernelConfig config, ReadOnlySpan<KernelArgument> arguments) => _handler?.Invoke(kernel, config, arguments);
}
