namespace IlgpuCam.Compute;

/// <summary>
/// Memory as a kind of device has it, and the streams that may still be at it: buffers come and go, and the memory serves one after the
/// other.
/// </summary>
/// <remarks>
/// A stream that uses the memory for a new buffer waits for the other streams that used it for the last one; its own order takes care of
/// its own work.
/// </remarks>
internal abstract unsafe class DeviceMemory : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<AcceleratorStream> _users = [];
    private readonly List<(AcceleratorStream Stream, long Work)> _formerUsers = [];
    private volatile AcceleratorStream? _lastUser;

    /// <summary>Its address where it is in host memory, else null.</summary>
    internal virtual byte* Host => null;

    /// <summary>Called before a stream is given work that uses the memory.</summary>
    internal void Use(AcceleratorStream stream)
    {
        if (ReferenceEquals(_lastUser, stream))
        {
            return;
        }

        lock (_gate)
        {
            for (var i = _formerUsers.Count - 1; i >= 0; i--)
            {
                var (former, work) = _formerUsers[i];
                if (!ReferenceEquals(former, stream))
                {
                    former.WaitUntil(work);
                    _formerUsers.RemoveAt(i);
                }
            }

            if (!_users.Contains(stream))
            {
                _users.Add(stream);
            }

            _lastUser = stream;
        }
    }

    /// <summary>Called when the buffer that had the memory is disposed: its streams may still be at it.</summary>
    internal void Retire()
    {
        lock (_gate)
        {
            foreach (var user in _users)
            {
                _formerUsers.RemoveAll(f => ReferenceEquals(f.Stream, user));
                _formerUsers.Add((user, user.Submitted));
            }

            _users.Clear();
            _lastUser = null;
        }
    }

    /// <summary>Waits until no stream is at it for a buffer that was disposed.</summary>
    internal void WaitForFormerUsers()
    {
        lock (_gate)
        {
            _formerUsers.ForEach(f => f.Stream.WaitUntil(f.Work));
            _formerUsers.Clear();
        }
    }

    /// <inheritdoc/>
    public abstract void Dispose();
}
