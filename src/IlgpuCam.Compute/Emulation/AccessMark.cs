namespace IlgpuCam.Compute.Emulation;

/// <summary>Who used a byte last, in one way.</summary>
internal struct AccessMark
{
    // Several work-items, or several groups.
    internal const int Many = -1;

    private int _item;
    private int _epoch;
    private long _group;

    internal int Line { get; private set; }

    internal bool IsAtomic { get; private set; }

    internal bool IsSet { get; private set; }

    /// <summary>Whether nothing orders the use before an access of a work-item after so many barriers.</summary>
    internal readonly bool IsUnordered(int item, long group, int epoch) => IsSet && (_group != group || (_epoch == epoch && _item != item));

    internal readonly string By => _group == Many ? "work-items of several groups" : _item == Many ? "several work-items" : $"work-item {_item} of group {_group}";

    /// <summary>Adds a use; a later one after a barrier of the same group takes the place of the earlier.</summary>
    internal void Set(int item, long group, int epoch, int line, bool isAtomic)
    {
        if (IsSet && _group != group)
        {
            _group = Many;
        }
        else
        {
            _item = IsSet && _epoch == epoch && _item != item ? Many : item;
            _group = group;
        }

        (_epoch, Line, IsAtomic, IsSet) = (epoch, line, isAtomic, true);
    }
}
