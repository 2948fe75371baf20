using System.Runtime.InteropServices;
using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Tests.Emit;

/// <summary>A kernel with its grid and its arguments: bytes of arrays for views, bytes of the value for all else.</summary>
internal sealed record Launch(IrKernel Kernel, (int X, int Y, int Z) Grid, (int X, int Y, int Z) Group, byte[][] Arguments, int DynamicShared = 0, string Structs = "")
{
    public int[] Dimensions => [Grid.X, Grid.Y, Grid.Z, Group.X, Group.Y, Group.Z];

    public static byte[] Bytes<T>(params T[] values)
        where T : unmanaged => MemoryMarshal.AsBytes<T>(values).ToArray();

    public static T[] Values<T>(byte[] bytes)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(bytes).ToArray();

    /// <summary>Every way of running it that this machine has, with the arguments' bytes afterwards.</summary>
    public IEnumerable<(string Where, byte[][] After)> Everywhere(bool isDebuggedToo = true)
    {
        yield return ("emulator", EmulatorHost.Run(this, isDebugged: false));
        if (isDebuggedToo)
        {
            yield return ("debugged", EmulatorHost.Run(this, isDebugged: true));
        }

        if (ClangHost.SkipReason is null)
        {
            yield return ("CUDA C on the host", ClangHost.Run(this));
        }

        if (OpenClHost.SkipReason is null)
        {
            yield return ("OpenCL", OpenClHost.Run(this));
        }
    }

    /// <summary>Runs everywhere and expects the values in one argument.</summary>
    public void Gives<T>(int argument, params T[] expected)
        where T : unmanaged
    {
        foreach (var (where, after) in Everywhere())
        {
            Assert.True(Same(Values<T>(after[argument]), expected, out var at), $"{where}: element {at} is {Values<T>(after[argument])[at]}, expected {expected[at]}");
        }
    }

    /// <summary>Whether the bits agree; any NaN is as good as another.</summary>
    public static bool Same<T>(T[] left, T[] right, out int at)
        where T : unmanaged
    {
        for (at = 0; at < left.Length; at++)
        {
            if (!left[at].Equals(right[at]) || !Bytes(left[at]).SequenceEqual(Bytes(right[at])) && !IsNaN(left[at]))
            {
                return false;
            }
        }

        at = 0;
        return true;
    }

    private static bool IsNaN<T>(T value) => value is float.NaN or double.NaN || (value is Half half && Half.IsNaN(half));
}
