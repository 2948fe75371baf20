namespace ILGPU.Runtime
{
    public static class Stride1D
    {
        public readonly struct Dense;
    }

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

    public sealed class MemoryBuffer1D<T, TStride> : IDisposable
        where T : unmanaged
        where TStride : struct
    {
        internal MemoryBuffer1D(T[] memory)
        {
            Memory = memory;
        }

        public ArrayView1D<T, TStride> View => new(new(Memory, 0, Memory.Length));

        internal T[] Memory { get; }

        public void Dispose()
        {
        }
    }

    public abstract class Accelerator : IDisposable
    {
        public MemoryBuffer1D<T, Stride1D.Dense> Allocate1D<T>(T[] data)
            where T : unmanaged => new([.. data]);

        public void Synchronize()
        {
        }

        public void Dispose() => GC.SuppressFinalize(this);

        /// <summary>Group after group, a thread a work-item.</summary>
        internal static void Run(KernelConfig config, Action item)
        {
            var (grid, group) = (config.GridDim, config.GroupDim);
            for (var g = 0; g < grid.X * grid.Y * grid.Z; g++)
            {
                var place = new Index3D(g % grid.X, g / grid.X % grid.Y, g / grid.X / grid.Y);
                using var shared = new RunningGroup(group.X * group.Y * group.Z);
                Exception? fault = null;
                var threads = Enumerable.Range(0, group.X * group.Y * group.Z).Select(t => new Thread(() =>
                {
                    RunningItem.Current = new(place, new(t % group.X, t / group.X % group.Y, t / group.X / group.Y), config, shared);
                    try
                    {
                        item();
                    }
                    catch (ArgumentException e)
                    {
                        fault = e;
                        shared.Barrier.RemoveParticipant();
                    }
                })).ToList();
                threads.ForEach(t => t.Start());
                threads.ForEach(t => t.Join());
                if (fault is not null)
                {
                    throw new InvalidOperationException("A kernel failed.", fault);
                }
            }
        }
    }

    public static class MemoryExtensions
    {
        public static T[] GetAsArray1D<T>(this MemoryBuffer1D<T, Stride1D.Dense> buffer)
            where T : unmanaged => [.. buffer.Memory];
    }

    /// <summary>The numbers of parameters that the tests use.</summary>
    public static class KernelLoaders
    {
        public static Action<KernelConfig, T1, T2, T3, T4> LoadStreamKernel<T1, T2, T3, T4>(this Accelerator accelerator, Action<T1, T2, T3, T4> action)
            where T1 : struct
            where T2 : struct
            where T3 : struct
            where T4 : struct => (config, a, b, c, d) => Accelerator.Run(config, () => action(a, b, c, d));

        public static Action<KernelConfig, T1, T2, T3, T4, T5, T6> LoadStreamKernel<T1, T2, T3, T4, T5, T6>(this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6> action)
            where T1 : struct
            where T2 : struct
            where T3 : struct
            where T4 : struct
            where T5 : struct
            where T6 : struct => (config, a, b, c, d, e, f) => Accelerator.Run(config, () => action(a, b, c, d, e, f));

        public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8>(
            this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8> action)
            where T1 : struct
            where T2 : struct
            where T3 : struct
            where T4 : struct
            where T5 : struct
            where T6 : struct
            where T7 : struct
            where T8 : struct => (config, a, b, c, d, e, f, g, h) => Accelerator.Run(config, () => action(a, b, c, d, e, f, g, h));

        public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>(
            this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> action)
            where T1 : struct
            where T2 : struct
            where T3 : struct
            where T4 : struct
            where T5 : struct
            where T6 : struct
            where T7 : struct
            where T8 : struct
            where T9 : struct
            where T10 : struct
            where T11 : struct
            where T12 : struct => (config, a, b, c, d, e, f, g, h, i, j, k, l) => Accelerator.Run(config, () => action(a, b, c, d, e, f, g, h, i, j, k, l));
    }
}

namespace ILGPU.Runtime.CPU
{
    public sealed class CPUDevice(int numThreadsPerWarp, int numWarpsPerMultiprocessor, int numMultiprocessors)
    {
        public int MaxNumThreadsPerGroup => numThreadsPerWarp * numWarpsPerMultiprocessor * Math.Min(numMultiprocessors, 1);
    }

    public sealed class CPUAccelerator : Accelerator;

    public static class CPUContextExtensions
    {
        public static Context.Builder CPU(this Context.Builder builder, CPUDevice device) => builder;

        public static CPUAccelerator CreateCPUAccelerator(this Context context, int cpuDeviceIndex) => new();
    }
}

namespace ILGPU.Algorithms
{
    public static class AlgorithmContext
    {
        public static Context.Builder EnableAlgorithms(this Context.Builder builder) => builder;
    }

    public static class XMath
    {
        public static float Exp(float x) => MathF.Exp(x);

        public static float Log(float x) => MathF.Log(x);

        public static float Pow(float x, float y) => MathF.Pow(x, y);

        public static float Sin(float x) => MathF.Sin(x);

        public static float Cos(float x) => MathF.Cos(x);

        public static float Tanh(float x) => MathF.Tanh(x);
    }
}
