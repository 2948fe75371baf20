namespace ILGPU.Runtime.CPU;

public static class CPUContextExtensions
{
    public static Context.Builder CPU(this Context.Builder builder, CPUDevice device)
    {
        builder.Devices.Add(device);
        return builder;
    }

    public static CPUAccelerator CreateCPUAccelerator(this Context context, int cpuDeviceIndex) => new(context, context.Settings.Devices[cpuDeviceIndex]);
}
