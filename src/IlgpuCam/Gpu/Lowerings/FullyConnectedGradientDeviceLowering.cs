namespace IlgpuCam.Gpu.Lowerings;

/// <summary>The way back through a fully connected layer: a layer with the weights transposed.</summary>
internal sealed class FullyConnectedGradientDeviceLowering : DeviceLowering
{
    internal override bool Emit(DeviceOperation operation, DevicePlanBuilder builder)
    {
        var weights = operation.Context.RequireConstant(1);
        var (images, rows, columns) = (operation.Input(0).Shape[0], weights.Shape[0], weights.Shape[1]);
        var values = weights.ToFloats();
        var transposed = new float[values.Length];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                transposed[(column * rows) + row] = values[(row * columns) + column];
            }
        }

        FullyConnectedDeviceLowering.Emit(operation, builder, images, rows, columns, builder.Upload<float>(transposed), builder.Upload<float>(new float[columns]));
        return true;
    }
}
