using System.Globalization;

namespace IlgpuCam.Models;

/// <summary>Finds names that no value has. However many are asked for under one name, each is found in a few steps.</summary>
/// <param name="isTaken">Whether a value has a name, apart from those that were found here.</param>
internal sealed class FreshNames(Func<string, bool> isTaken)
{
    private readonly HashSet<string> _found = [];
    private readonly Dictionary<string, int> _copies = [];

    /// <summary>The name itself where it is free, or else one that begins with it.</summary>
    internal string Of(string name)
    {
        var copies = _copies.GetValueOrDefault(name);
        var fresh = copies == 0 ? name : Copy(name, ++copies);
        while (isTaken(fresh) || !_found.Add(fresh))
        {
            fresh = Copy(name, ++copies);
        }

        _copies[name] = copies;
        return fresh;
    }

    private static string Copy(string name, int number) => number == 1 ? $"{name}_" : string.Create(CultureInfo.InvariantCulture, $"{name}_{number}");
}
