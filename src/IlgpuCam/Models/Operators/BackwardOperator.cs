namespace IlgpuCam.Models.Operators;

/// <summary>An operator that only backward passes have, see <see cref="Gradients.GradientNetwork"/>. They are made for one network and one shape, and no file holds them.</summary>
public abstract record BackwardOperator : Operator;
