using IlgpuCam.Compute;
using IlgpuCam.Kernels;
using IlgpuCam.Localize;

namespace IlgpuCam.Tests.Gpu.Cases;

/// <summary>Peak, mask and largest component of maps by the kernels.</summary>
internal static class DeviceLocator
{
    private const int PeakParts = 3;
    private const int AddingGroups = 2;

    /// <summary>Where maps lie on their photos, one behind the other.</summary>
    internal static MapPlacement[] Places(Placement[] placements, int height, int width)
    {
        var offset = 0;
        return Array.ConvertAll(placements, p =>
        {
            var covered = p.Covered;
            var (scaleX, shiftX) = MapInterpolator.Line(width, p.Left, p.Width);
            var (scaleY, shiftY) = MapInterpolator.Line(height, p.Top, p.Height);
            MapPlacement place = new()
            {
                X0 = covered.X0,
                Y0 = covered.Y0,
                Width = covered.Width,
                Height = covered.Height,
                Offset = offset,
                ScaleX = scaleX,
                ShiftX = shiftX,
                ScaleY = scaleY,
                ShiftY = shiftY,
            };
            offset += covered.Width * covered.Height;
            return place;
        });
    }

    /// <summary>What <see cref="ConnectedComponents.SelectLargest"/> finds of each map.</summary>
    /// <param name="device">The device.</param>
    /// <param name="maps">[maps, height, width].</param>
    /// <param name="height">Rows of a map.</param>
    /// <param name="width">Columns of a map.</param>
    /// <param name="placements">One a map.</param>
    /// <param name="connectivity">4 or 8.</param>
    /// <param name="threshold">The share of the maximum.</param>
    internal static LocatedBox[] Locate(CaseDevice device, float[] maps, int height, int width, Placement[] placements, int connectivity, float threshold)
    {
        var (count, places) = (placements.Length, Places(placements, height, width));
        var covered = places.Sum(p => p.Width * p.Height);
        var (values, table) = (device.Upload(maps), device.Upload(places));
        var (maxima, peaks) = (device.Scratch<float>(count * PeakParts), device.Scratch<int>(count * PeakParts));
        var (labels, statistics, firsts) = (device.Scratch<int>(covered), device.Scratch<int>(covered * ConnectedComponents.Statistics), device.Scratch<int>(covered));
        var (counts, results) = (device.Result(count, 0), device.Result(count * ConnectedComponents.ResultLength, -1));
        var tiles = new KernelConfig(
            new Index3D(CaseDevice.Parts(places.Max(p => p.Width), ConnectedComponents.TileWidth), CaseDevice.Parts(places.Max(p => p.Height), ConnectedComponents.TileHeight), count),
            new Index3D(ConnectedComponents.TileWidth, ConnectedComponents.TileHeight, 1));
        device.Launch(s =>
        {
            Upsampling.Peaks(s, (new Index3D(PeakParts, count, 1), new Index3D(Upsampling.GroupSize, 1, 1)), values, table, maxima, peaks, width, height);
            ConnectedComponents.LabelTiles(s, tiles, values, table, maxima, labels, statistics, firsts, counts.View, width, height, PeakParts, threshold, connectivity);
            ConnectedComponents.JoinTiles(s, tiles, table, labels, connectivity);
            ConnectedComponents.AddTiles(s, (new Index3D(AddingGroups, count, 1), new Index3D(ConnectedComponents.GroupSize, 1, 1)), table, labels, statistics, firsts, counts.View);
            ConnectedComponents.SelectLargest(
                s, (count, ConnectedComponents.GroupSize), table, labels, statistics, firsts, counts.View, maxima, peaks, results.View, PeakParts);
        });
        var numbers = results.GetAsArray1D();
        return [.. Enumerable.Range(0, count).Select(i => LocatedBox.Read(numbers.AsSpan(i * ConnectedComponents.ResultLength, ConnectedComponents.ResultLength)))];
    }
}
