namespace IlgpuCam.Compute.Kernels.Tests;

public static partial class ControlFlowKernels
{
    [Kernel]
    public static void Run(ArrayView<int> a, ArrayView<int> b, ArrayView<int> result)
    {
        var i = Grid.IdxX * Group.DimX + Group.IdxX;
        if (i >= result.IntLength)
        {
            return;
        }

        result[i] = Loops(a[i] & 63, b[i]) + 1000 * Switches(a[i] & 15, b[i]) + 7 * Order(a[i], b[i]);
    }

    public static int Loops(int a, int b)
    {
        var sum = 0;
        for (var i = 0; i < a; i++)
        {
            if (i == 3)
            {
                continue;
            }

            for (int j = a, k = 0; j > k; j -= 2, k++)
            {
                if (((b >> (j & 7)) & 1) == 0)
                {
                    break;
                }

                sum += j * k;
            }

            if (sum > 5000)
            {
                return sum;
            }
        }

        var n = a;
        while (n > 1 && n != 7)
        {
            n = n % 2 == 0 ? n / 2 : 3 * n + 1;
            sum++;
        }

        do
        {
            sum -= n--;
            if (n == 2)
            {
                continue;
            }
        }
        while (n-- > 0);
        for (var s = 128; s > 0; s >>= 1)
        {
            sum ^= s;
        }

        return sum;
    }

    public static int Switches(int a, int b)
    {
        var x = a switch
        {
            0 => 10,
            1 or 2 => 20,
            > 12 => 30,
            >= 5 and < 8 when b > 0 => 40,
            not 4 => 50,
            _ => 60,
        };
        for (var i = 0; i < 3; i++)
        {
            switch (a + i)
            {
                case 0:
                case 1:
                    x += 1;
                    break;
                case 2 when b < 0:
                    x += 2;
                    if (b < -5)
                    {
                        break;
                    }

                    x += 3;
                    break;
                case 9:
                    continue;
                case 11:
                    return x * 2;
                default:
                    x += 4;
                    break;
            }

            x += b is 3 or > 100 ? 1 : 0;
        }

        return x;
    }

    public static int Order(int a, int b)
    {
        var i = a & 7;
        var x = i++ + i * i-- - --i;
        var y = x = b;
        y += i = x & 3;
        var z = (i > 1 && i++ > 2) || ++i > 3 ? i : -i;
        x += Bump(ref i) * Bump(ref i) + i;
        return x + y * 3 + z * 5 + (b > 0 ? Bump(ref i) : i) + i;
    }

    private static int Bump(ref int value)
    {
        value += 2;
        return value;
    }
}

/// <summary>Loops, switches and the order of evaluation.</summary>
public sealed class ControlFlowTests
{
    [Theory, OnEveryAccelerator]
    public void Control_flow_goes_where_csharp_goes(string accelerator, int size) =>
        Accelerators.Check(
            accelerator, ControlFlowKernels.Run, Values.Ints(size, 2), Values.Ints(size, 3),
            (a, b) => unchecked(ControlFlowKernels.Loops(a & 63, b) + 1000 * ControlFlowKernels.Switches(a & 15, b) + 7 * ControlFlowKernels.Order(a, b)));
}
