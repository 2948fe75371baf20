using System.Buffers;
using System.Collections.Immutable;
using IlgpuCam.Explain;

namespace IlgpuCam.Localize;

/// <summary>
/// From an activation map to a box on the photo: the map is upsampled bilinearly (half-pixel centres, edges clamped), pixels of at least
/// a share of the maximum form the mask, and the box is that of the mask's largest connected component (Zhou et al. 2016, section 3.2).
/// The map at the photo's resolution exists only where <see cref="Upsample(ReadOnlySpan{float}, int, int, Placement, Span{float})"/> is asked for it.
/// </summary>
/// <remarks>
/// Pixels outside the input (after a crop) have the value 0, are in no mask and no component, and do not count for peak and maximum.
/// NaN is never the maximum and in no mask; it spreads to the pixels between its neighbours. Of components with equally many pixels, the one whose first pixel
/// in row-major order comes first is chosen. Safe for use from several threads; scratch memory comes from the shared pools, so nothing is allocated.
/// </remarks>
public static class Localizer
{
    /// <summary>Localises the evidence of a map.</summary>
    /// <param name="map">The map.</param>
    /// <param name="placement">Where the network's input lies on the photo.</param>
    /// <param name="options">Threshold and connectivity; the defaults if null.</param>
    /// <exception cref="ArgumentException">The placement is an unset value.</exception>
    public static Localization Locate(ActivationMap map, Placement placement, LocalizerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(map);
        return Locate(map.Values, map.Height, map.Width, placement, options);
    }

    /// <summary>Localises the evidence of a map.</summary>
    /// <param name="map">The map's values, rows from top to bottom.</param>
    /// <param name="height">The map's rows, at least 1.</param>
    /// <param name="width">The map's columns, at least 1.</param>
    /// <param name="placement">Where the network's input lies on the photo.</param>
    /// <param name="options">Threshold and connectivity; the defaults if null.</param>
    /// <exception cref="ArgumentException">The sizes do not fit the map, or the placement is an unset value.</exception>
    public static Localization Locate(ReadOnlySpan<float> map, int height, int width, Placement placement, LocalizerOptions? options = null)
    {
        options ??= LocalizerOptions.Default;
        return Locate(map, height, width, placement, options, needsBoxes: options.Boxes == BoxMode.TightLoose, out _);
    }

    /// <summary>Localises the evidence of a map with all the boxes that <see cref="LocalizerOptions.Boxes"/> asks for.</summary>
    /// <param name="map">The map.</param>
    /// <param name="placement">Where the network's input lies on the photo.</param>
    /// <param name="options">Threshold, connectivity and boxes; the defaults if null.</param>
    /// <param name="boxes">The boxes, of which the result has the first; none where the map shows no evidence.</param>
    /// <exception cref="ArgumentException">The placement is an unset value.</exception>
    public static Localization Locate(ActivationMap map, Placement placement, LocalizerOptions? options, out ImmutableArray<PixelBox> boxes)
    {
        ArgumentNullException.ThrowIfNull(map);
        return Locate(map.Values, map.Height, map.Width, placement, options ?? LocalizerOptions.Default, needsBoxes: true, out boxes);
    }

    /// <summary>Localises the evidence of a map and draws the chosen component.</summary>
    /// <param name="map">The map's values, rows from top to bottom.</param>
    /// <param name="height">The map's rows, at least 1.</param>
    /// <param name="width">The map's columns, at least 1.</param>
    /// <param name="placement">Where the network's input lies on the photo.</param>
    /// <param name="options">Threshold and connectivity; the defaults if null.</param>
    /// <param name="destination">Receives a byte for each of the photo's pixels in row-major order: 255 in the component, 0 elsewhere.</param>
    /// <exception cref="ArgumentException">The sizes do not fit the spans, or the placement is an unset value.</exception>
    public static Localization Mask(
        ReadOnlySpan<float> map, int height, int width, Placement placement, LocalizerOptions? options, Span<byte> destination)
    {
        CheckPhoto(placement, destination.Length);
        options ??= LocalizerOptions.Default;
        var components = new RunComponents(options.Connectivity);
        var result = Locate(map, height, width, placement, options, ref components, out var chosen);
        destination.Clear();
        foreach (var run in components.Runs)
        {
            if (run.Parent == chosen)
            {
                destination.Slice((run.Row * placement.PhotoWidth) + run.Start, run.End - run.Start).Fill(255);
            }
        }

        components.Dispose();
        return result;
    }

    /// <summary>Localises the evidence of a map and draws the chosen component.</summary>
    /// <param name="map">The map.</param>
    /// <param name="placement">Where the network's input lies on the photo.</param>
    /// <param name="options">Threshold and connectivity; the defaults if null.</param>
    /// <param name="destination">Receives a byte for each of the photo's pixels in row-major order: 255 in the component, 0 elsewhere.</param>
    /// <exception cref="ArgumentException">The destination has another length, or the placement is an unset value.</exception>
    public static Localization Mask(ActivationMap map, Placement placement, LocalizerOptions? options, Span<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(map);
        return Mask(map.Values, map.Height, map.Width, placement, options, destination);
    }

    /// <summary>Computes the map at the photo's resolution, 0 where the input does not cover the photo.</summary>
    /// <param name="map">The map's values, rows from top to bottom.</param>
    /// <param name="height">The map's rows, at least 1.</param>
    /// <param name="width">The map's columns, at least 1.</param>
    /// <param name="placement">Where the network's input lies on the photo.</param>
    /// <param name="destination">Receives a value for each of the photo's pixels in row-major order.</param>
    /// <exception cref="ArgumentException">The sizes do not fit the spans, or the placement is an unset value.</exception>
    public static void Upsample(ReadOnlySpan<float> map, int height, int width, Placement placement, Span<float> destination)
    {
        CheckPhoto(placement, destination.Length);
        MapSizes.Check(height, width, map.Length, nameof(map));
        var covered = placement.Covered;
        var row = ArrayPool<float>.Shared.Rent(MapInterpolator.Padded(covered.Width));
        using var interpolator = new MapInterpolator(map, height, width, placement);
        destination.Clear();
        for (var y = covered.Y0; y < covered.Y1; y++)
        {
            interpolator.SelectRow(y);
            interpolator.WriteRow(row);
            row.AsSpan(0, covered.Width).CopyTo(destination[((y * placement.PhotoWidth) + covered.X0)..]);
        }

        ArrayPool<float>.Shared.Return(row);
    }

    /// <summary>Computes the map at the photo's resolution, 0 where the input does not cover the photo.</summary>
    /// <param name="map">The map.</param>
    /// <param name="placement">Where the network's input lies on the photo.</param>
    /// <param name="destination">Receives a value for each of the photo's pixels in row-major order.</param>
    /// <exception cref="ArgumentException">The destination has another length, or the placement is an unset value.</exception>
    public static void Upsample(ActivationMap map, Placement placement, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(map);
        Upsample(map.Values, map.Height, map.Width, placement, destination);
    }

    private static Localization Locate(
        ReadOnlySpan<float> map, int height, int width, Placement placement, LocalizerOptions options, bool needsBoxes, out ImmutableArray<PixelBox> boxes)
    {
        var components = new RunComponents(options.Connectivity);
        var result = Locate(map, height, width, placement, options, ref components, out _);
        boxes = needsBoxes ? options.Boxes switch
        {
            BoxMode.TightLoose => TightLoose(map, height, width, placement, options.Levels),
            BoxMode.All => components.Boxes(),
            _ => result.Box is { } box ? [box] : [],
        }
        : [];
        components.Dispose();
        return needsBoxes && options.Boxes == BoxMode.TightLoose ? result with { Box = boxes.IsEmpty ? null : boxes[0], ComponentArea = 0 } : result;
    }

    // What the network did not see is no part of the picture that the boxes are made of.
    private static ImmutableArray<PixelBox> TightLoose(ReadOnlySpan<float> map, int height, int width, Placement placement, BoxLevels levels)
    {
        var covered = placement.Covered;
        var row = ArrayPool<float>.Shared.Rent(MapInterpolator.Padded(covered.Width));
        var values = ArrayPool<float>.Shared.Rent(checked((int)covered.Area));
        using var interpolator = new MapInterpolator(map, height, width, placement);
        for (var y = 0; y < covered.Height; y++)
        {
            interpolator.SelectRow(covered.Y0 + y);
            interpolator.WriteRow(row);
            row.AsSpan(0, covered.Width).CopyTo(values.AsSpan(y * covered.Width));
        }

        var boxes = TightLooseBoxes.Find(values.AsSpan(0, (int)covered.Area), covered.Width, covered.Height, levels);
        ArrayPool<float>.Shared.Return(row);
        ArrayPool<float>.Shared.Return(values);
        return [.. boxes.Select(b => new PixelBox(b.X0 + covered.X0, b.Y0 + covered.Y0, b.X1 + covered.X0, b.Y1 + covered.Y0))];
    }

    private static Localization Locate(
        ReadOnlySpan<float> map, int height, int width, Placement placement, LocalizerOptions options, ref RunComponents components, out int chosen)
    {
        CheckPlacement(placement);
        MapSizes.Check(height, width, map.Length, nameof(map));
        using var interpolator = new MapInterpolator(map, height, width, placement);
        var (maximum, peak) = MaskScan.FindPeak(interpolator);
        chosen = -1;
        if (maximum > 0)
        {
            var reference = options.Percentile == 100 ? maximum : MapPercentile.Of(interpolator, options.Percentile);

            // Where most of the map speaks against the class, the percentile says nothing; what is positive belongs to the mask.
            MaskScan.Collect(interpolator, reference > 0 ? (float)options.Threshold * reference : float.Epsilon, ref components);
            chosen = components.Largest();
        }

        if (chosen < 0)
        {
            return new(null, 0, peak, maximum);
        }

        var component = components.Runs[chosen];
        return new(new PixelBox(component.Left, component.Row, component.Right, component.Bottom), component.Area, peak, maximum);
    }

    private static void CheckPlacement(Placement placement)
    {
        if (placement.PhotoWidth == 0)
        {
            throw new ArgumentException("the placement is an unset value", nameof(placement));
        }
    }

    private static void CheckPhoto(Placement placement, int destinationLength)
    {
        CheckPlacement(placement);
        if ((long)placement.PhotoWidth * placement.PhotoHeight != destinationLength)
        {
            throw new ArgumentException(
                $"a photo of {placement.PhotoWidth}x{placement.PhotoHeight} has {(long)placement.PhotoWidth * placement.PhotoHeight} pixels, found room for {destinationLength}",
                nameof(destinationLength));
        }
    }
}
