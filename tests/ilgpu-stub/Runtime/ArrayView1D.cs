namespace ILGPU.Runtime;

public readonly struct ArrayView1D<T, TStride>
    where T : unmanaged
    where TStride : struct
{
    internal ArrayView1D(ArrayView<T> view)
    {
        BaseView = view;
    }

    public ArrayView<T> BaseView { get; }
}
