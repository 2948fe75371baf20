namespace IlgpuCam.Evaluation.Records;

/// <summary>What one photo adds to one curve over thresholds.</summary>
/// <param name="Curve">The curve's name, such as <c>MaxBoxAcc</c>.</param>
/// <param name="Data">The photo's share, as the curve's own accumulator writes it.</param>
public readonly record struct CurveShare(string Curve, string Data);
