namespace IlgpuCam.Kernels;

/// <summary>
/// The components of the pixels at or above a share of the map's maximum, and the box of the largest: sets within tiles are joined in shared memory, then across the tiles' borders, then the numbers of each
/// tile's sets are added to those of the set's first pixel. Every result is independent of the order in which work-items run.
/// </summary>
public static partial class ConnectedComponents
{
    /// <summary>Columns of a tile.</summary>
    public const int TileWidth = 32;

    /// <summary>Rows of a tile.</summary>
    public const int TileHeight = 8;

    /// <summary>Work-items of a group that selects the largest component.</summary>
    public const int GroupSize = 128;

    /// <summary>Numbers that are kept of a set: pixels, first column, last column, last row.</summary>
    public const int Statistics = 4;

    /// <summary>Numbers of a result: pixels of the component (0: none), box x0, y0, x1, y1 with exclusive ends, peak x, y, all in the photo's pixels, and the bits of the maximum.</summary>
    public const int ResultLength = 8;

    /// <summary>The sets within each tile. Launch with (tiles across, tiles down, maps) groups of <see cref="TileWidth"/> x <see cref="TileHeight"/>.</summary>
    /// <param name="maps">[maps, height, width].</param>
    /// <param name="placements">One a map.</param>
    /// <param name="maxima">[maps, parts], from <see cref="Upsampling"/>.</param>
    /// <param name="labels">The covered pixels of all maps: receives the first pixel of the set within the tile, or -1.</param>
    /// <param name="statistics">For each covered pixel that is the first of a set within its tile, that set's numbers.</param>
    /// <param name="firsts">The covered pixels of all maps: the first pixels of the tiles' sets, in any order.</param>
    /// <param name="counts">One a map, 0 before: how many those are.</param>
    /// <param name="width">Columns of a map.</param>
    /// <param name="height">Rows of a map.</param>
    /// <param name="parts">Parts of a maximum.</param>
    /// <param name="threshold">The share of the maximum.</param>
    /// <param name="connectivity">4 or 8.</param>
    [Kernel(MaxGroupSize = TileWidth * TileHeight)]
    public static void LabelTiles(
        ArrayView<float> maps,
        ArrayView<MapPlacement> placements,
        ArrayView<float> maxima,
        ArrayView<int> labels,
        ArrayView<int> statistics,
        ArrayView<int> firsts,
        ArrayView<int> counts,
        int width,
        int height,
        int parts,
        float threshold,
        int connectivity)
    {
        var parents = SharedMemory.Allocate<int>(TileWidth * TileHeight);
        var numbers = SharedMemory.Allocate<int>(TileWidth * TileHeight * Statistics);
        var inside = SharedMemory.Allocate<int>(TileWidth * TileHeight);
        var placement = placements[Grid.IdxZ];
        var maximum = float.NegativeInfinity;
        for (var i = 0; i < parts; i++)
        {
            var part = maxima[(Grid.IdxZ * parts) + i];
            maximum = part > maximum ? part : maximum;
        }

        var x = (Grid.IdxX * TileWidth) + Group.IdxX;
        var y = (Grid.IdxY * TileHeight) + Group.IdxY;
        var local = (Group.IdxY * TileWidth) + Group.IdxX;
        var isCovered = x < placement.Width && y < placement.Height;
        var isSet = isCovered && maximum > 0
            && Upsampling.Value(maps, Grid.IdxZ * width * height, width, height, placement, x, y) >= threshold * maximum;
        inside[local] = isSet ? 1 : 0;
        parents[local] = local;
        numbers[Statistics * local] = 0;
        numbers[(Statistics * local) + 1] = int.MaxValue;
        numbers[(Statistics * local) + 2] = -1;
        numbers[(Statistics * local) + 3] = -1;
        Group.Barrier();
        if (isSet)
        {
            if (Group.IdxX > 0 && inside[local - 1] != 0)
            {
                UnionFind.Unite(parents, local, local - 1);
            }

            if (Group.IdxY > 0)
            {
                if (inside[local - TileWidth] != 0)
                {
                    UnionFind.Unite(parents, local, local - TileWidth);
                }

                if (connectivity == 8)
                {
                    if (Group.IdxX > 0 && inside[local - TileWidth - 1] != 0)
                    {
                        UnionFind.Unite(parents, local, local - TileWidth - 1);
                    }

                    if (Group.IdxX < TileWidth - 1 && inside[local - TileWidth + 1] != 0)
                    {
                        UnionFind.Unite(parents, local, local - TileWidth + 1);
                    }
                }
            }
        }

        Group.Barrier();
        var first = 0;
        if (isSet)
        {
            first = UnionFind.Find(parents, local);
            Atomic.Add(ref numbers[Statistics * first], 1);
            Atomic.Min(ref numbers[(Statistics * first) + 1], x);
            Atomic.Max(ref numbers[(Statistics * first) + 2], x);
            Atomic.Max(ref numbers[(Statistics * first) + 3], y);
        }

        Group.Barrier();
        if (isCovered)
        {
            var pixel = (y * placement.Width) + x;
            var label = -1;
            if (isSet)
            {
                label = (((Grid.IdxY * TileHeight) + (first / TileWidth)) * placement.Width) + (Grid.IdxX * TileWidth) + (first % TileWidth);
                if (first == local)
                {
                    for (var i = 0; i < Statistics; i++)
                    {
                        statistics[(Statistics * (placement.Offset + pixel)) + i] = numbers[(Statistics * local) + i];
                    }

                    var place = Atomic.Add(ref counts[Grid.IdxZ], 1);
                    firsts[placement.Offset + place] = pixel;
                }
            }

            labels[placement.Offset + pixel] = label;
        }
    }

    /// <summary>Joins sets across the borders of tiles. Launch as <c>LabelTiles</c>.</summary>
    /// <param name="placements">One a map.</param>
    /// <param name="labels">The covered pixels of all maps.</param>
    /// <param name="connectivity">4 or 8.</param>
    [Kernel(MaxGroupSize = TileWidth * TileHeight)]
    public static void JoinTiles(ArrayView<MapPlacement> placements, ArrayView<int> labels, int connectivity)
    {
        var placement = placements[Grid.IdxZ];
        var x = (Grid.IdxX * TileWidth) + Group.IdxX;
        var y = (Grid.IdxY * TileHeight) + Group.IdxY;
        var isTop = Group.IdxY == 0 && y > 0;
        var isLeft = Group.IdxX == 0 && x > 0;
        var isRight = Group.IdxX == TileWidth - 1 && x + 1 < placement.Width;
        if (x < placement.Width && y < placement.Height && (isTop || isLeft || (isRight && connectivity == 8 && y > 0)))
        {
            var parents = labels.SubView(placement.Offset, placement.Width * placement.Height);
            var pixel = (y * placement.Width) + x;
            if (IsSet(parents, pixel))
            {
                if (isLeft)
                {
                    JoinIfSet(parents, pixel, pixel - 1);
                }

                if (isTop)
                {
                    JoinIfSet(parents, pixel, pixel - placement.Width);
                }

                if (connectivity == 8 && y > 0)
                {
                    if ((isTop || isLeft) && x > 0)
                    {
                        JoinIfSet(parents, pixel, pixel - placement.Width - 1);
                    }

                    if ((isTop || isRight) && x + 1 < placement.Width)
                    {
                        JoinIfSet(parents, pixel, pixel - placement.Width + 1);
                    }
                }
            }
        }
    }

    /// <summary>Adds the numbers of each tile's sets to those of the whole set's first pixel. Launch with (any number, maps) groups of <see cref="GroupSize"/>.</summary>
    /// <param name="placements">One a map.</param>
    /// <param name="labels">The covered pixels of all maps.</param>
    /// <param name="statistics">See <c>LabelTiles</c>.</param>
    /// <param name="firsts">See <c>LabelTiles</c>.</param>
    /// <param name="counts">See <c>LabelTiles</c>.</param>
    [Kernel(MaxGroupSize = GroupSize)]
    public static void AddTiles(ArrayView<MapPlacement> placements, ArrayView<int> labels, ArrayView<int> statistics, ArrayView<int> firsts, ArrayView<int> counts)
    {
        var placement = placements[Grid.IdxY];
        for (var i = (Grid.IdxX * GroupSize) + Group.IdxX; i < counts[Grid.IdxY]; i += GroupSize * Grid.DimX)
        {
            var pixel = firsts[placement.Offset + i];
            var root = pixel;
            while (labels[placement.Offset + root] != root)
            {
                root = labels[placement.Offset + root];
            }

            if (root != pixel)
            {
                var from = Statistics * (placement.Offset + pixel);
                var to = Statistics * (placement.Offset + root);
                Atomic.Add(ref statistics[to], statistics[from]);
                Atomic.Min(ref statistics[to + 1], statistics[from + 1]);
                Atomic.Max(ref statistics[to + 2], statistics[from + 2]);
                Atomic.Max(ref statistics[to + 3], statistics[from + 3]);
            }
        }
    }

    /// <summary>The box of each map's largest component, the one whose first pixel comes first where several are as large. Launch with (maps) groups of <see cref="GroupSize"/>.</summary>
    /// <param name="placements">One a map.</param>
    /// <param name="labels">The covered pixels of all maps.</param>
    /// <param name="statistics">See <c>LabelTiles</c>.</param>
    /// <param name="firsts">See <c>LabelTiles</c>.</param>
    /// <param name="counts">See <c>LabelTiles</c>.</param>
    /// <param name="maxima">[maps, parts], from <see cref="Upsampling"/>.</param>
    /// <param name="peaks">[maps, parts], from <see cref="Upsampling"/>.</param>
    /// <param name="results">[maps, <see cref="ResultLength"/>].</param>
    /// <param name="parts">Parts of a maximum.</param>
    [Kernel(MaxGroupSize = GroupSize)]
    public static void SelectLargest(
        ArrayView<MapPlacement> placements,
        ArrayView<int> labels,
        ArrayView<int> statistics,
        ArrayView<int> firsts,
        ArrayView<int> counts,
        ArrayView<float> maxima,
        ArrayView<int> peaks,
        ArrayView<int> results,
        int parts)
    {
        var areas = SharedMemory.Allocate<int>(GroupSize);
        var pixels = SharedMemory.Allocate<int>(GroupSize);
        var placement = placements[Grid.IdxX];
        var area = 0;
        var first = int.MaxValue;
        for (var i = Group.IdxX; i < counts[Grid.IdxX]; i += GroupSize)
        {
            var pixel = firsts[placement.Offset + i];
            if (labels[placement.Offset + pixel] == pixel)
            {
                var candidate = statistics[Statistics * (placement.Offset + pixel)];
                if (IsLarger(candidate, pixel, area, first))
                {
                    area = candidate;
                    first = pixel;
                }
            }
        }

        areas[Group.IdxX] = area;
        pixels[Group.IdxX] = first;
        Group.Barrier();
        for (var half = GroupSize / 2; half > 0; half /= 2)
        {
            if (Group.IdxX < half && IsLarger(areas[Group.IdxX + half], pixels[Group.IdxX + half], areas[Group.IdxX], pixels[Group.IdxX]))
            {
                areas[Group.IdxX] = areas[Group.IdxX + half];
                pixels[Group.IdxX] = pixels[Group.IdxX + half];
            }

            Group.Barrier();
        }

        if (Group.IdxX == 0)
        {
            var maximum = float.NegativeInfinity;
            var peak = 0;
            for (var i = 0; i < parts; i++)
            {
                var part = maxima[(Grid.IdxX * parts) + i];
                if (part > float.NegativeInfinity && GroupReduction.IsBefore(part, peaks[(Grid.IdxX * parts) + i], maximum, peak))
                {
                    maximum = part;
                    peak = peaks[(Grid.IdxX * parts) + i];
                }
            }

            var result = results.SubView(Grid.IdxX * ResultLength, ResultLength);
            area = areas[0];
            first = pixels[0];
            result[0] = area;
            if (area > 0)
            {
                var numbers = Statistics * (placement.Offset + first);
                result[1] = placement.X0 + statistics[numbers + 1];
                result[2] = placement.Y0 + (first / placement.Width);
                result[3] = placement.X0 + statistics[numbers + 2] + 1;
                result[4] = placement.Y0 + statistics[numbers + 3] + 1;
            }
            else
            {
                for (var i = 1; i <= 4; i++)
                {
                    result[i] = 0;
                }
            }

            result[5] = placement.X0 + (peak % placement.Width);
            result[6] = placement.Y0 + (peak / placement.Width);
            result[7] = BitConverter.SingleToInt32Bits(maximum);
        }
    }

    private static bool IsLarger(int area, int first, int otherArea, int otherFirst) => area > otherArea || (area == otherArea && first < otherFirst);

    private static bool IsSet(ArrayView<int> parents, int pixel) => Atomic.Or(ref parents[pixel], 0) >= 0;

    private static void JoinIfSet(ArrayView<int> parents, int pixel, int other)
    {
        if (IsSet(parents, other))
        {
            UnionFind.Unite(parents, pixel, other);
        }
    }
}
