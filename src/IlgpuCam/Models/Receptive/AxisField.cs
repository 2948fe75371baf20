namespace IlgpuCam.Models.Receptive;

/// <summary>One spatial axis of a value while fields are computed: which axis it is, and the pixels that its first element sees.</summary>
/// <param name="Axis">The axis of the value; -1 where it has gone, and the value holds what was one element of it.</param>
/// <param name="First">The first pixel that element 0 sees.</param>
/// <param name="Last">The last one.</param>
/// <param name="Stride">Pixels from an element to the next.</param>
/// <param name="IsWhole">Whether every element may see every pixel; the other numbers then mean nothing.</param>
internal readonly record struct AxisField(int Axis, double First, double Last, double Stride, bool IsWhole = false)
{
    internal static AxisField Input(int axis) => new(axis, 0, 0, 1);

    internal static AxisField Everything(int axis) => new(axis, 0, 0, 0, IsWhole: true);

    /// <summary>The field after an operator that reads along this axis.</summary>
    internal AxisField Through(AxisStep step) => IsWhole ? this : this with
    {
        First = First + Math.Min(step.Low * Stride, step.High * Stride),
        Last = Last + Math.Max(step.Low * Stride, step.High * Stride),
        Stride = Stride * step.Stride,
    };

    /// <summary>The extent that holds those of two values whose elements stand at the same places.</summary>
    /// <param name="other">The other value's field.</param>
    /// <param name="length">Elements along the axis.</param>
    internal AxisField Join(AxisField other, int length)
    {
        if (IsWhole || other.IsWhole)
        {
            return Everything(Axis);
        }

        // Where the steps differ, the two drift apart towards one of the ends.
        var drift = Math.Max(length - 1, 0) * (other.Stride - Stride);
        return this with { First = Math.Min(First, other.First + Math.Min(0, drift)), Last = Math.Max(Last, other.Last + Math.Max(0, drift)) };
    }

    internal ReceptiveExtent? ToExtent() => IsWhole ? null : new(Last - First + 1, Stride, (First + Last) / 2);
}
