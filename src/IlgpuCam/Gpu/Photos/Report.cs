using IlgpuCam.Compute;
using IlgpuCam.Kernels;

namespace IlgpuCam.Gpu.Photos;

/// <summary>What a batch leaves in one buffer, so that it comes back in one copy: logits, best classes, boxes, and behind them the maps, which stay where nobody asks for them.</summary>
/// <param name="Classes">Classes of the network.</param>
/// <param name="MapLength">Elements of a map.</param>
/// <param name="Shape">The batch.</param>
internal readonly record struct Report(int Classes, int MapLength, BatchShape Shape)
{
    /// <summary>Elements with the maps.</summary>
    internal long Length => ShortLength + ((long)Shape.Maps * MapLength);

    /// <summary>Elements without the maps.</summary>
    internal int ShortLength => checked(WinnersStart + (Shape.Photos * Shape.Top) + (Shape.Maps * ConnectedComponents.ResultLength));

    private int WinnersStart => checked(Shape.Photos * Classes);

    private int ResultsStart => WinnersStart + (Shape.Photos * Shape.Top);

    /// <summary>[photos, classes].</summary>
    internal ArrayView<float> Logits(ArrayView<int> report) => report.SubView(0, WinnersStart).Cast<float>();

    /// <summary>[photos, top].</summary>
    internal ArrayView<int> Winners(ArrayView<int> report) => report.SubView(WinnersStart, ResultsStart - WinnersStart);

    /// <summary>[maps, <see cref="ConnectedComponents.ResultLength"/>].</summary>
    internal ArrayView<int> Results(ArrayView<int> report) => report.SubView(ResultsStart, ShortLength - ResultsStart);

    /// <summary>[maps, elements of a map].</summary>
    internal ArrayView<float> Maps(ArrayView<int> report) => report.SubView(ShortLength, (long)Shape.Maps * MapLength).Cast<float>();

    /// <summary>The logits of a photo.</summary>
    internal ReadOnlySpan<int> Logits(ReadOnlySpan<int> report, int photo) => report.Slice(photo * Classes, Classes);

    /// <summary>The best classes of a photo.</summary>
    internal ReadOnlySpan<int> Winners(ReadOnlySpan<int> report, int photo) => report.Slice(WinnersStart + (photo * Shape.Top), Shape.Top);

    /// <summary>The numbers of a map's largest component.</summary>
    internal ReadOnlySpan<int> Result(ReadOnlySpan<int> report, int map) =>
        report.Slice(ResultsStart + (map * ConnectedComponents.ResultLength), ConnectedComponents.ResultLength);

    /// <summary>A map, where the maps came, too.</summary>
    internal ReadOnlySpan<int> Map(ReadOnlySpan<int> report, int map) => report.Slice(checked(ShortLength + (map * MapLength)), MapLength);
}
