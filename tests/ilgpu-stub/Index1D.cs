namespace ILGPU;

public readonly record struct Index1D(int X)
{
    public static implicit operator Index1D(int x) => new(x);

    public static implicit operator int(Index1D index) => index.X;
}
