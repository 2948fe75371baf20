using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.InteropServices;

namespace IlgpuCam.Compute;

/// <summary>The one resolver that an assembly may have: drivers' libraries are found at run time, under names of our own.</summary>
internal static class NativeLibraries
{
    private static readonly ConcurrentDictionary<string, Func<nint>> Libraries = new();

    static NativeLibraries() => NativeLibrary.SetDllImportResolver(
        Assembly.GetExecutingAssembly(), static (name, _, _) => Libraries.TryGetValue(name, out var library) ? library() : 0);

    /// <summary>Gives imports of a name their library.</summary>
    /// <param name="name">The name in LibraryImport.</param>
    /// <param name="library">The library, already open.</param>
    internal static void Register(string name, Func<nint> library) => Libraries[name] = library;
}
