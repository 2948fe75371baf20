namespace IlgpuCam.Cpu.Planning;

/// <summary>A piece of memory that one or several values lie in, and the steps during which it is needed.</summary>
/// <param name="owner">The node or input it is for, as errors name it.</param>
/// <param name="length">Floats.</param>
internal sealed class Storage(string owner, long length)
{
    internal string Owner { get; } = owner;

    internal long Length { get; } = length;

    /// <summary>The first step that writes to it.</summary>
    internal int FirstStep { get; private set; } = int.MaxValue;

    /// <summary>The last step that reads or writes it.</summary>
    internal int LastStep { get; private set; } = -1;

    /// <summary>Where it starts in the arena, in floats.</summary>
    internal long Offset { get; set; }

    /// <summary>The memory itself where it is a constant; it is not in the arena then.</summary>
    internal AlignedBuffer? Constant { get; init; }

    /// <summary>Whether it is the caller's tensor.</summary>
    internal bool IsExternal { get; init; }

    internal void UsedBy(int step)
    {
        FirstStep = Math.Min(FirstStep, step);
        LastStep = Math.Max(LastStep, step);
    }
}
