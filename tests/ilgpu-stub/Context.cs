namespace ILGPU;

public sealed class Context : IDisposable
{
    private Context()
    {
    }

    public static Context Create(Action<Builder> buildingCallback)
    {
        ArgumentNullException.ThrowIfNull(buildingCallback);
        buildingCallback(new());
        return new();
    }

    public void Dispose()
    {
    }

    public sealed class Builder;
}
