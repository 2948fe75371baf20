namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>Where the fast mode keeps a variable.</summary>
internal enum GroupPlace
{
    /// <summary>One for the group: all work-items give it the same value, once.</summary>
    Group,

    /// <summary>One for each work-item, kept over barriers.</summary>
    Item,

    /// <summary>A local of the one stretch that uses it.</summary>
    Stretch,

    /// <summary>A view of memory of the work-item, made anew where it is used.</summary>
    Memory,
}
