namespace IlgpuCam.Models.Operators;

/// <summary>Rows and columns added around a map.</summary>
/// <param name="Top">Rows above.</param>
/// <param name="Left">Columns on the left.</param>
/// <param name="Bottom">Rows below.</param>
/// <param name="Right">Columns on the right.</param>
public readonly record struct Padding2d(int Top, int Left, int Bottom, int Right);
