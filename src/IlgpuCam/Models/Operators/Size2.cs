namespace IlgpuCam.Models.Operators;

/// <summary>A vertical and a horizontal number: a kernel's size, a stride, a dilation.</summary>
/// <param name="Height">The vertical one.</param>
/// <param name="Width">The horizontal one.</param>
public readonly record struct Size2(int Height, int Width)
{
    /// <summary>1 and 1.</summary>
    public static Size2 One => new(1, 1);

    /// <inheritdoc/>
    public override string ToString() => $"{Height}x{Width}";
}
