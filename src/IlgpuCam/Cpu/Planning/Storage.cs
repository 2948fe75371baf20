namespace IlgpuCam.Cpu.Planning;

/// <summary>A piece of memory that one or several values lie in, and the steps during which it is needed.</summary>
/// <param name="owner">The node or input it is for, as errors name it.</param>
/// <param name="length">Floats.</param>
internal sealed class Storage(string owner, long length)
{
    internal string Owner { get; private set; } = owner;

    internal long Length { get; private set; } = length;

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

    /// <summary>Makes it as long as one more user needs.</summary>
    /// <param name="length">Floats; no fewer than before.</param>
    /// <param name="owner">The node that needs them, which errors name from now on.</param>
    internal void Grow(long length, string owner)
    {
        if (length > Length)
        {
            (Length, Owner) = (length, owner);
        }
    }
}
