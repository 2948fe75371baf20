namespace IlgpuCam.Compute;

/// <summary>The 32 consecutive work-items (x fastest) of a group that exchange values without memory; the last warp of a group may be partial. Only inside a kernel, where all work-items of the group come.</summary>
public static class Warp
{
    /// <summary>Work-items of a warp: 32 on every device.</summary>
    public static int WarpSize => 32;

    /// <summary>Place of the work-item in its warp, from 0.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static int LaneIdx => throw KernelOnly.Error("Warp.LaneIdx");

    /// <summary>The value of one lane of the warp.</summary>
    /// <param name="value">The own value.</param>
    /// <param name="lane">Number of the lane; its low five bits count.</param>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static int Shuffle(int value, int lane) => throw KernelOnly.Error("Warp.Shuffle");

    /// <summary>The value of one lane of the warp.</summary>
    /// <param name="value">The own value.</param>
    /// <param name="lane">Number of the lane; its low five bits count.</param>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static uint Shuffle(uint value, int lane) => throw KernelOnly.Error("Warp.Shuffle");

    /// <summary>The value of one lane of the warp.</summary>
    /// <param name="value">The own value.</param>
    /// <param name="lane">Number of the lane; its low five bits count.</param>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static long Shuffle(long value, int lane) => throw KernelOnly.Error("Warp.Shuffle");

    /// <summary>The value of one lane of the warp.</summary>
    /// <param name="value">The own value.</param>
    /// <param name="lane">Number of the lane; its low five bits count.</param>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static ulong Shuffle(ulong value, int lane) => throw KernelOnly.Error("Warp.Shuffle");

    /// <summary>The value of one lane of the warp.</summary>
    /// <param name="value">The own value.</param>
    /// <param name="lane">Number of the lane; its low five bits count.</param>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static float Shuffle(float value, int lane) => throw KernelOnly.Error("Warp.Shuffle");

    /// <summary>The value of one lane of the warp.</summary>
    /// <param name="value">The own value.</param>
    /// <param name="lane">Number of the lane; its low five bits count.</param>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static double Shuffle(double value, int lane) => throw KernelOnly.Error("Warp.Shuffle");

    /// <summary>The value of the lane whose number differs in the bits of the mask.</summary>
    /// <param name="value">The own value.</param>
    /// <param name="mask">Bits of the lane number to turn.</param>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static int ShuffleXor(int value, int mask) => throw KernelOnly.Error("Warp.ShuffleXor");

    /// <summary>The value of the lane whose number differs in the bits of the mask.</summary>
    /// <param name="value">The own value.</param>
    /// <param name="mask">Bits of the lane number to turn.</param>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static uint ShuffleXor(uint value, int mask) => throw KernelOnly.Error("Warp.ShuffleXor");

    /// <summary>The value of the lane whose number differs in the bits of the mask.</summary>
    /// <param name="value">The own value.</param>
    /// <param name="mask">Bits of the lane number to turn.</param>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static long ShuffleXor(long value, int mask) => throw KernelOnly.Error("Warp.ShuffleXor");

    /// <summary>The value of the lane whose number differs in the bits of the mask.</summary>
    /// <param name="value">The own value.</param>
    /// <param name="mask">Bits of the lane number to turn.</param>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static ulong ShuffleXor(ulong value, int mask) => throw KernelOnly.Error("Warp.ShuffleXor");

    /// <summary>The value of the lane whose number differs in the bits of the mask.</summary>
    /// <param name="value">The own value.</param>
    /// <param name="mask">Bits of the lane number to turn.</param>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static float ShuffleXor(float value, int mask) => throw KernelOnly.Error("Warp.ShuffleXor");

    /// <summary>The value of the lane whose number differs in the bits of the mask.</summary>
    /// <param name="value">The own value.</param>
    /// <param name="mask">Bits of the lane number to turn.</param>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static double ShuffleXor(double value, int mask) => throw KernelOnly.Error("Warp.ShuffleXor");

    /// <summary>The value of the lane so many further on; the own value where that leaves the warp.</summary>
    /// <param name="value">The own value.</param>
    /// <param name="delta">Distance in lanes.</param>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static int ShuffleDown(int value, int delta) => throw KernelOnly.Error("Warp.ShuffleDown");

    /// <summary>The value of the lane so many further on; the own value where that leaves the warp.</summary>
    /// <param name="value">The own value.</param>
    /// <param name="delta">Distance in lanes.</param>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static uint ShuffleDown(uint value, int delta) => throw KernelOnly.Error("Warp.ShuffleDown");

    /// <summary>The value of the lane so many further on; the own value where that leaves the warp.</summary>
    /// <param name="value">The own value.</param>
    /// <param name="delta">Distance in lanes.</param>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static long ShuffleDown(long value, int delta) => throw KernelOnly.Error("Warp.ShuffleDown");

    /// <summary>The value of the lane so many further on; the own value where that leaves the warp.</summary>
    /// <param name="value">The own value.</param>
    /// <param name="delta">Distance in lanes.</param>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static ulong ShuffleDown(ulong value, int delta) => throw KernelOnly.Error("Warp.ShuffleDown");

    /// <summary>The value of the lane so many further on; the own value where that leaves the warp.</summary>
    /// <param name="value">The own value.</param>
    /// <param name="delta">Distance in lanes.</param>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static float ShuffleDown(float value, int delta) => throw KernelOnly.Error("Warp.ShuffleDown");

    /// <summary>The value of the lane so many further on; the own value where that leaves the warp.</summary>
    /// <param name="value">The own value.</param>
    /// <param name="delta">Distance in lanes.</param>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static double ShuffleDown(double value, int delta) => throw KernelOnly.Error("Warp.ShuffleDown");

    /// <summary>The value of the lane so many before; the own value where that leaves the warp.</summary>
    /// <param name="value">The own value.</param>
    /// <param name="delta">Distance in lanes.</param>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static int ShuffleUp(int value, int delta) => throw KernelOnly.Error("Warp.ShuffleUp");

    /// <summary>The value of the lane so many before; the own value where that leaves the warp.</summary>
    /// <param name="value">The own value.</param>
    /// <param name="delta">Distance in lanes.</param>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static uint ShuffleUp(uint value, int delta) => throw KernelOnly.Error("Warp.ShuffleUp");

    /// <summary>The value of the lane so many before; the own value where that leaves the warp.</summary>
    /// <param name="value">The own value.</param>
    /// <param name="delta">Distance in lanes.</param>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static long ShuffleUp(long value, int delta) => throw KernelOnly.Error("Warp.ShuffleUp");

    /// <summary>The value of the lane so many before; the own value where that leaves the warp.</summary>
    /// <param name="value">The own value.</param>
    /// <param name="delta">Distance in lanes.</param>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static ulong ShuffleUp(ulong value, int delta) => throw KernelOnly.Error("Warp.ShuffleUp");

    /// <summary>The value of the lane so many before; the own value where that leaves the warp.</summary>
    /// <param name="value">The own value.</param>
    /// <param name="delta">Distance in lanes.</param>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static float ShuffleUp(float value, int delta) => throw KernelOnly.Error("Warp.ShuffleUp");

    /// <summary>The value of the lane so many before; the own value where that leaves the warp.</summary>
    /// <param name="value">The own value.</param>
    /// <param name="delta">Distance in lanes.</param>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static double ShuffleUp(double value, int delta) => throw KernelOnly.Error("Warp.ShuffleUp");
}
