using System.Numerics;

namespace IlgpuCam.Models.Operators;

/// <summary>A function of two numbers of one type, for folding.</summary>
internal interface IBinaryFunction
{
    /// <summary>The result; integers wrap around.</summary>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <param name="a">The first number.</param>
    /// <param name="b">The second number.</param>
    static abstract T Apply<T>(T a, T b)
        where T : unmanaged, INumber<T>;
}
