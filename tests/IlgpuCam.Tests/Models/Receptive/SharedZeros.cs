using IlgpuCam.Models;
using IlgpuCam.Models.Architectures;
using IlgpuCam.Tensors;

namespace IlgpuCam.Tests.Models.Receptive;

/// <summary>Zeros for all weights, in one array: enough for shapes and fields.</summary>
internal sealed class SharedZeros : IWeightSource
{
    private byte[] _zeros = [];

    public Shape? ShapeOf(string name) => null;

    public ConstantTensor Get(string name, Shape shape, Initial initial)
    {
        var bytes = (int)shape.ElementCount * sizeof(float);
        if (bytes > _zeros.Length)
        {
            _zeros = new byte[2 * bytes];
        }

        return new(ElementType.Float32, shape, _zeros.AsMemory(0, bytes));
    }
}
