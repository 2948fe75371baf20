namespace ILGPU;

public static class Grid
{
    public static int IdxX => RunningItem.Current.Grid.X;

    public static int IdxY => RunningItem.Current.Grid.Y;

    public static int IdxZ => RunningItem.Current.Grid.Z;

    public static int DimX => RunningItem.Current.Config.GridDim.X;

    public static int DimY => RunningItem.Current.Config.GridDim.Y;

    public static int DimZ => RunningItem.Current.Config.GridDim.Z;
}
