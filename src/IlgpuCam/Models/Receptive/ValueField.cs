namespace IlgpuCam.Models.Receptive;

/// <summary>What the elements of a value see of the input.</summary>
/// <param name="Rows">Along the image's height.</param>
/// <param name="Columns">Along its width.</param>
/// <param name="IsGated">Whether another way from the whole image is left out.</param>
internal sealed record ValueField(AxisField Rows, AxisField Columns, bool IsGated = false)
{
    internal bool IsWhole => Rows.IsWhole && Columns.IsWhole;

    /// <summary>The same with both axes changed.</summary>
    internal ValueField Map(Func<AxisField, AxisField> change) => this with { Rows = change(Rows), Columns = change(Columns) };

    /// <summary>Whether an axis is one of the two.</summary>
    internal bool Has(int axis) => axis >= 0 && (Rows.Axis == axis || Columns.Axis == axis);

    /// <summary>The same, with statistics of whole maps in it.</summary>
    internal ValueField Gated(bool isGated = true) => this with { IsGated = IsGated || isGated };

    /// <summary>A value all of whose elements see all pixels.</summary>
    internal ValueField Everything() => Map(f => AxisField.Everything(f.Axis));

    internal ReceptiveField ToReceptiveField() => new(Rows.ToExtent(), Columns.ToExtent(), IsGated && !IsWhole);
}
