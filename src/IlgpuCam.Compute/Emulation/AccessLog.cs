using System.Collections.Concurrent;
using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute.Emulation;

/// <summary>
/// The last accesses to every element. Two accesses of different work-items race where one of them writes, not both are atomic, and no barrier of a common group lies between them.
/// </summary>
internal sealed class AccessLog(string sourceFile, string kernel)
{
    private readonly ConcurrentDictionary<nint, Element> _elements = new();

    internal void Read(DebuggedItem item, nint address)
    {
        var element = _elements.GetOrAdd(address, _ => new());
        var now = Access.Of(item);
        lock (element)
        {
            Require(element.Writer, now, "reads", "wrote");
            if (element.Reader is null || !element.Reader.Value.Races(now))
            {
                element.Reader = now;
            }
            else
            {
                element.OtherReader = now;
            }
        }
    }

    internal void Write(DebuggedItem item, nint address, bool isAtomic)
    {
        var element = _elements.GetOrAdd(address, _ => new());
        var now = Access.Of(item) with { IsAtomic = isAtomic };
        lock (element)
        {
            Require(element.Reader, now, "writes", "read");
            Require(element.OtherReader, now, "writes", "read");
            if (element.Writer is not { IsAtomic: true } || !isAtomic)
            {
                Require(element.Writer, now, "writes", "wrote");
            }

            element.Writer = now;
            element.Reader = element.OtherReader = null;
        }
    }

    private void Require(Access? earlier, in Access now, string verb, string earlierVerb)
    {
        if (earlier is { } before && before.Races(now))
        {
            throw new KernelRaceException(
                $"{sourceFile}({now.Line}): in kernel {kernel}, {now.Who} {verb} what {before.Who} {earlierVerb} in line {before.Line}, and no barrier is between");
        }
    }

    private sealed class Element
    {
        public Access? Writer { get; set; }

        public Access? Reader { get; set; }

        public Access? OtherReader { get; set; }
    }

    private readonly record struct Access(Index3D Group, int Number, int Epoch, int Line, bool IsAtomic)
    {
        public string Who => $"work-item {Number} of group ({Group.X}, {Group.Y}, {Group.Z})";

        public static Access Of(DebuggedItem item) => new(new(item.GridX, item.GridY, item.GridZ), item.Number, item.Epoch, item.Line, false);

        public bool Races(in Access other) => Group != other.Group || (Number != other.Number && Epoch == other.Epoch);
    }
}
