namespace ILGPU;

/// <summary>Atomics on int, which is what the kernels use. Each gives the old value; CompareExchange has the comparand before the value.</summary>
public static class Atomic
{
    public static int Add(ref int target, int value) => Interlocked.Add(ref target, value) - value;

    public static int Or(ref int target, int value) => Interlocked.Or(ref target, value);

    public static int And(ref int target, int value) => Interlocked.And(ref target, value);

    public static int Exchange(ref int target, int value) => Interlocked.Exchange(ref target, value);

    public static int CompareExchange(ref int target, int compare, int value) => Interlocked.CompareExchange(ref target, value, compare);

    public static int Min(ref int target, int value)
    {
        var old = Volatile.Read(ref target);
        int seen;
        while (old > value && (seen = Interlocked.CompareExchange(ref target, value, old)) != old)
        {
            old = seen;
        }

        return old;
    }

    public static int Max(ref int target, int value)
    {
        var old = Volatile.Read(ref target);
        int seen;
        while (old < value && (seen = Interlocked.CompareExchange(ref target, value, old)) != old)
        {
            old = seen;
        }

        return old;
    }
}
