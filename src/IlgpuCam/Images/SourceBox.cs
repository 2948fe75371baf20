namespace IlgpuCam.Images;

/// <summary>A part of a picture, in pixels from its upper left corner; the sides may lie between pixels.</summary>
/// <param name="X0">Left side, at least 0.</param>
/// <param name="Y0">Upper side, at least 0.</param>
/// <param name="X1">Right side, above <paramref name="X0"/>, at most the picture's width.</param>
/// <param name="Y1">Lower side, above <paramref name="Y0"/>, at most the picture's height.</param>
public readonly record struct SourceBox(float X0, float Y0, float X1, float Y1)
{
    /// <summary>Whether it holds anything and lies in a picture; not so where a side is no number.</summary>
    internal bool LiesIn(RgbImage image) => X0 >= 0 && Y0 >= 0 && X1 > X0 && Y1 > Y0 && X1 <= image.Width && Y1 <= image.Height;
}
