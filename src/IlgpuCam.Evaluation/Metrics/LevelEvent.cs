namespace IlgpuCam.Evaluation.Metrics;

/// <summary>What happens when a level is reached: a pixel joins its piece, or two pieces meet.</summary>
/// <param name="Piece">The piece.</param>
/// <param name="Other">The other piece; the complement of the pixel's column where it is a pixel.</param>
/// <param name="Next">The next event of the same level; -1 for none.</param>
internal readonly record struct LevelEvent(int Piece, int Other, int Next);
