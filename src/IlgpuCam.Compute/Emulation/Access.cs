using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute.Emulation;

/// <summary>Who used memory, and when.</summary>
/// <param name="Group">The group.</param>
/// <param name="Number">The work-item's number in it.</param>
/// <param name="Epoch">The barriers that were behind the group.</param>
/// <param name="Line">The line of the source.</param>
internal readonly record struct Access(Index3D Group, int Number, int Epoch, int Line)
{
    /// <summary>The work-item, for messages.</summary>
    internal string Who => $"work-item {Number} of group ({Group.X}, {Group.Y}, {Group.Z})";

    internal static Access Of(DebuggedItem item) => new(new(item.GridX, item.GridY, item.GridZ), item.Number, item.Epoch, item.Line);

    /// <summary>Whether another work-item's use is not ordered with this one: no barrier of a common group lies between.</summary>
    internal bool Races(in Access other) => Group != other.Group || (Number != other.Number && Epoch == other.Epoch);
}
