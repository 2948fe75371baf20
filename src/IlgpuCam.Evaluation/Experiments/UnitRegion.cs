using IlgpuCam.Localize;

namespace IlgpuCam.Evaluation.Experiments;

/// <summary>A region by which a unit is activated.</summary>
/// <param name="ImagePath">The photo.</param>
/// <param name="Activation">The unit's value there.</param>
/// <param name="Around">The mean of its values there and at the eight places about, what lies outside the map counting as 0.</param>
/// <param name="Box">What it sees, in pixels of the photo.</param>
public sealed record UnitRegion(string ImagePath, float Activation, float Around, PixelBox Box);
