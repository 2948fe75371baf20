using ILGPU.Runtime.CPU;

namespace ILGPU;

public sealed class Context : IDisposable
{
    private Context(Builder builder)
    {
        Settings = builder;
    }

    internal Builder Settings { get; }

    public static Context Create(Action<Builder> buildingCallback)
    {
        ArgumentNullException.ThrowIfNull(buildingCallback);
        var builder = new Builder();
        buildingCallback(builder);
        return new(builder);
    }

    public void Dispose()
    {
    }

    public sealed class Builder
    {
        internal List<CPUDevice> Devices { get; } = [];

        internal bool HasAlgorithms { get; set; }
    }
}
