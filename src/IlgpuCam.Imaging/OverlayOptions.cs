namespace IlgpuCam.Imaging;

/// <summary>How a map, a box and a label are drawn over a photo.</summary>
public sealed record OverlayOptions
{
    /// <summary>Turbo, fading out towards low values.</summary>
    public static OverlayOptions Default { get; } = new();

    /// <summary>The colours of the map.</summary>
    public Colormap Colormap { get; init; } = Colormap.Turbo;

    /// <summary>Which values get the lowest and the highest colour.</summary>
    public HeatRange Range { get; init; } = HeatRange.ZeroToMaximum;

    /// <summary>The share of the map's colour, from 0 to 1, where the map is highest.</summary>
    public float Opacity { get; init; } = 0.6f;

    /// <summary>Whether low values let the photo through: the share of colour then rises with the value. If not, it is the same everywhere.</summary>
    public bool FadeOut { get; init; } = true;

    /// <summary>The colour of boxes; they have a dark seam, so that they are seen on any ground.</summary>
    public RgbColor BoxColor { get; init; } = RgbColor.White;
}
