namespace ILGPU;

public readonly record struct Index2D(int X, int Y);
