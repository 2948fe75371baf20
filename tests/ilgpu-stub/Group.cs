namespace ILGPU;

public static class Group
{
    public static int IdxX => RunningItem.Current.Group.X;

    public static int IdxY => RunningItem.Current.Group.Y;

    public static int IdxZ => RunningItem.Current.Group.Z;

    public static int DimX => RunningItem.Current.Config.GroupDim.X;

    public static int DimY => RunningItem.Current.Config.GroupDim.Y;

    public static int DimZ => RunningItem.Current.Config.GroupDim.Z;

    public static void Barrier() => RunningItem.Current.Wait();
}
