using System.Runtime.InteropServices;
using IlgpuCam.Testing;

namespace IlgpuCam.Compute.Tests.Cuda;

/// <summary>The calls that only the stand-in has.</summary>
internal static unsafe class StandinControls
{
    private static readonly nint Library = NativeLibrary.Load(CudaStandin.Library);

    /// <summary>What the stand-in last refused or found wrong.</summary>
    internal static string LastReport => Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)Export("cuStandinLastReport"))())!;

    /// <summary>How many objects of a kind are alive.</summary>
    internal static long Alive(StandinObject kind) => ((delegate* unmanaged<int, nint>)Export("cuStandinAlive"))((int)kind);

    /// <summary>All kinds' counts, in order.</summary>
    internal static long[] AliveOfAll() => [.. Enum.GetValues<StandinObject>().Select(Alive)];

    /// <summary>Loses the device at a launch: 0 for the next; -1 for never.</summary>
    internal static void LoseAfter(int launches) => ((delegate* unmanaged<nint, void>)Export("cuStandinLoseAfter"))(launches);

    private static nint Export(string name) => NativeLibrary.GetExport(Library, name);
}
