namespace IlgpuCam.Kernels;

/// <summary>Where an element of a result is along its four axes.</summary>
public struct BroadcastPlace
{
    /// <summary>Along the first axis.</summary>
    public int I0;

    /// <summary>Along the second.</summary>
    public int I1;

    /// <summary>Along the third.</summary>
    public int I2;

    /// <summary>Along the last.</summary>
    public int I3;

    /// <summary>Splits an element's number.</summary>
    public static BroadcastPlace Of(int element, BroadcastShape shape)
    {
        BroadcastPlace place;
        var rest = element / shape.Length3;
        place.I3 = element - (rest * shape.Length3);
        place.I1 = rest / shape.Length2;
        place.I2 = rest - (place.I1 * shape.Length2);
        place.I0 = place.I1 / shape.Length1;
        place.I1 -= place.I0 * shape.Length1;
        return place;
    }

    /// <summary>Where the first operand has it.</summary>
    public readonly int Left(BroadcastShape shape) => (I0 * shape.Left0) + (I1 * shape.Left1) + (I2 * shape.Left2) + (I3 * shape.Left3);

    /// <summary>Where the second operand has it.</summary>
    public readonly int Right(BroadcastShape shape) => (I0 * shape.Right0) + (I1 * shape.Right1) + (I2 * shape.Right2) + (I3 * shape.Right3);
}
