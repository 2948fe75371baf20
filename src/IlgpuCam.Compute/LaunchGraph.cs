namespace IlgpuCam.Compute;

/// <summary>Launches, copies and fillings that were recorded once (<see cref="AcceleratorStream.Record(Action{AcceleratorStream})"/>) and are done again with one call.</summary>
public class LaunchGraph : IDisposable
{
    private bool _disposed;

    internal LaunchGraph(Accelerator accelerator, RecordedCommand[] commands)
    {
        Accelerator = accelerator;
        Commands = commands;
    }

    /// <summary>Where it was recorded.</summary>
    public Accelerator Accelerator { get; }

    /// <summary>Number of launches, copies and fillings.</summary>
    public int Count => Commands.Length;

    internal RecordedCommand[] Commands { get; }

    /// <summary>Frees it; what was launched of it is still done.</summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            DisposeCore();
        }

        GC.SuppressFinalize(this);
    }

    internal void Check()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        foreach (var command in Commands)
        {
            command.Check();
        }
    }

    internal virtual void RunCore(AcceleratorStream stream)
    {
        foreach (var command in Commands)
        {
            command.Run(stream);
        }
    }

    private protected virtual void DisposeCore()
    {
    }
}
