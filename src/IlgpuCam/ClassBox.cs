using IlgpuCam.Localize;

namespace IlgpuCam;

/// <summary>A class with a box: one of the guesses that an evaluation counts.</summary>
/// <param name="ClassIndex">The class, from 0.</param>
/// <param name="Box">The box in pixels of the photo.</param>
public readonly record struct ClassBox(int ClassIndex, PixelBox Box);
