using System.Runtime.InteropServices;

namespace IlgpuCam.Tensors;

/// <summary>Takes pages of a mapped file out of the process's memory, where the system has a way to: on Linux, <c>madvise</c> (madvise(2)).</summary>
internal static unsafe class MappedPages
{
    private const int DontNeed = 4;

    private static readonly delegate* unmanaged<void*, nuint, int, int> Advise = Find();

    /// <summary>Whether this system has a way to.</summary>
    internal static bool IsSupported => Advise is not null;

    /// <summary>Releases all pages that a part touches. That is harmless for the bytes beside it: a page of a file that was never written comes back as it was.</summary>
    /// <param name="start">The first byte, inside a read-only mapping of a file.</param>
    /// <param name="length">The number of bytes.</param>
    internal static void Release(byte* start, int length)
    {
        if (Advise is not null && length > 0)
        {
            var mask = (nuint)Environment.SystemPageSize - 1;
            var first = (nuint)start & ~mask;
            var end = ((nuint)start + (nuint)length + mask) & ~mask;

            // Advice that is not taken changes nothing but the memory in use.
            _ = Advise((void*)first, end - first, DontNeed);
        }
    }

    // By glibc's name, which musl answers to as well; the value of DontNeed is the same on all of Linux.
    private static delegate* unmanaged<void*, nuint, int, int> Find() =>
        OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "madvise", out var advise)
            ? (delegate* unmanaged<void*, nuint, int, int>)advise
            : null;
}
