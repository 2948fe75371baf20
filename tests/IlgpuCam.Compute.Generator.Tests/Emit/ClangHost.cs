using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using IlgpuCam.Compute.Generator.Emit;
using IlgpuCam.Compute.Generator.Ir;
using IlgpuCam.Testing;

namespace IlgpuCam.Compute.Generator.Tests.Emit;

/// <summary>CUDA C through clang: to PTX, and to the host's own code, where a thread stands for a work-item.</summary>
internal static unsafe class ClangHost
{
    // What clang knows for NVIDIA's devices only, and the keywords.
    private const string Before = """
        #include <pthread.h>
        #include <cmath>
        #define ic_fn static inline
        #define ic_kernel static
        #define ic_group_size(n)
        #define ic_shared static
        #define ic_dynamic_shared
        static inline int __nvvm_read_ptx_sreg_dynamic_smem_size() { return DYNAMIC; }
        static char dynamic_shared[65536] __attribute__((aligned(16)));
        static int standin_dims[6], standin_block[3];
        static thread_local int standin_thread[3];
        static pthread_barrier_t standin_all;
        static unsigned long long standin_exchange[1024];
        #define REGISTER(name, value) static inline unsigned __nvvm_read_ptx_sreg_##name() { return value; }
        REGISTER(nctaid_x, standin_dims[0]) REGISTER(nctaid_y, standin_dims[1]) REGISTER(nctaid_z, standin_dims[2]) REGISTER(ntid_x, standin_dims[3]) REGISTER(ntid_y, standin_dims[4]) REGISTER(ntid_z, standin_dims[5])
        REGISTER(ctaid_x, standin_block[0]) REGISTER(ctaid_y, standin_block[1]) REGISTER(ctaid_z, standin_block[2]) REGISTER(tid_x, standin_thread[0]) REGISTER(tid_y, standin_thread[1]) REGISTER(tid_z, standin_thread[2])
        static inline int standin_item() { return standin_thread[0] + standin_dims[3] * (standin_thread[1] + standin_dims[4] * standin_thread[2]); }
        REGISTER(laneid, standin_item() & 31)
        static inline void __nvvm_bar_sync(int) { pthread_barrier_wait(&standin_all); }
        static inline float __nvvm_sqrt_rn_f(float x) { return __builtin_sqrtf(x); }
        static inline double __nvvm_sqrt_rn_d(double x) { return __builtin_sqrt(x); }
        static inline float __nvvm_fmin_nan_f(float x, float y) { return x != x || y != y ? __builtin_nanf("") : x == y ? (std::signbit(x) ? x : y) : x < y ? x : y; }
        static inline float __nvvm_fmax_nan_f(float x, float y) { return x != x || y != y ? __builtin_nanf("") : x == y ? (std::signbit(x) ? y : x) : x > y ? x : y; }
        static unsigned standin_swap(unsigned x, int from)
        {
            const int me = standin_item();
            standin_exchange[me] = x;
            pthread_barrier_wait(&standin_all);
            const int source = (me & ~31) + from;
            const unsigned result = (unsigned)standin_exchange[source < standin_dims[3] * standin_dims[4] * standin_dims[5] ? source : me];
            pthread_barrier_wait(&standin_all);
            return result;
        }
        static inline int __nvvm_shfl_sync_idx_i32(unsigned, int x, int n, int) { return (int)standin_swap(x, n & 31); }
        static inline int __nvvm_shfl_sync_bfly_i32(unsigned, int x, int n, int) { return (int)standin_swap(x, (standin_item() & 31) ^ (n & 31)); }
        static inline int __nvvm_shfl_sync_down_i32(unsigned, int x, int n, int) { const int j = (standin_item() & 31) + (n & 31); return (int)standin_swap(x, j > 31 ? standin_item() & 31 : j); }
        static inline int __nvvm_shfl_sync_up_i32(unsigned, int x, int n, int) { const int j = (standin_item() & 31) - (n & 31); return (int)standin_swap(x, j < 0 ? standin_item() & 31 : j); }
        #define FLOAT(name) static inline float __nvvm_shfl_sync_##name##_f32(unsigned m, float x, int n, int c) { return __builtin_bit_cast(float, __nvvm_shfl_sync_##name##_i32(m, __builtin_bit_cast(int, x), n, c)); }
        FLOAT(idx) FLOAT(bfly) FLOAT(down) FLOAT(up)
        """;

    private const string After = """

        static void** standin_given;
        static void* standin_work(void* number)
        {
            const int n = (int)(long)number;
            standin_thread[0] = n % standin_dims[3]; standin_thread[1] = n / standin_dims[3] % standin_dims[4]; standin_thread[2] = n / (standin_dims[3] * standin_dims[4]);
            CALL;
            return nullptr;
        }
        extern "C" void run_all(void** arguments, const int* sizes)
        {
            standin_given = arguments;
            for (int i = 0; i < 6; i++) { standin_dims[i] = sizes[i]; }
            const int size = standin_dims[3] * standin_dims[4] * standin_dims[5];
            pthread_t threads[1024];
            pthread_barrier_init(&standin_all, nullptr, size);
            for (standin_block[2] = 0; standin_block[2] < standin_dims[2]; standin_block[2]++)
            for (standin_block[1] = 0; standin_block[1] < standin_dims[1]; standin_block[1]++)
            for (standin_block[0] = 0; standin_block[0] < standin_dims[0]; standin_block[0]++)
            {
                if (!THREADED) { for (long i = 1; i < size; i++) { standin_work((void*)i); } }
                else { for (long i = 1; i < size; i++) { pthread_create(&threads[i], nullptr, standin_work, (void*)i); } }
                standin_work(nullptr);
                for (int i = 1; THREADED && i < size; i++) { pthread_join(threads[i], nullptr); }
            }
        }
        """;

    private static readonly ConcurrentDictionary<string, nint> Loaded = new();

    public static string? SkipReason { get; } = Find();

    /// <summary>The PTX of a kernel, by the flags that kernels are built with.</summary>
    public static string Ptx(IrKernel kernel)
    {
        using var folder = new TemporaryFolder();
        var source = Path.Combine(folder.Path, "kernel.cu");
        var target = Path.Combine(folder.Path, "kernel.ptx");
        File.WriteAllText(source, CudaEmitter.Emit(kernel));
        Clang(
            "-x", "cuda", "--cuda-device-only", "--cuda-gpu-arch=sm_80", "--cuda-feature=+ptx70", "-nocudainc", "-nocudalib", "-O3", "-ffp-contract=off", "-Wall", "-Werror", "-Wno-unused-function", "-Wno-unused-variable",
            "-S", source, "-o", target);
        return File.ReadAllText(target);
    }

    /// <summary>Runs the kernel's CUDA C as the host's code.</summary>
    public static byte[][] Run(Launch launch)
    {
        var kernel = launch.Kernel;
        var types = new CTypes(CudaDialect.Dialect);
        var arguments = new List<string>();
        for (var i = 0; i < kernel.Parameters.Count; i++)
        {
            arguments.Add(kernel.Parameters[i].Type is ViewType view
                ? $"({types.Pointer(view)})standin_given[{i}], (i64)(long)standin_given[{i + kernel.Parameters.Count}]"
                : $"*({types.Name(kernel.Parameters[i].Type)}*)standin_given[{i}]");
        }

        var isThreaded = IrWalk.All(kernel.Body).Any(s => s is BarrierStatement) || KernelFacts.Of(kernel).UsesShuffles;
        var after = After.Replace("CALL", $"{kernel.Name}({string.Join(", ", arguments)})", StringComparison.Ordinal).Replace("THREADED", isThreaded ? "true" : "false", StringComparison.Ordinal);
        var before = Before.Replace("DYNAMIC", launch.DynamicShared.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var text = $"{before}\n{CudaEmitter.Emit(kernel)}\n{after}\n";
        var run = (delegate* unmanaged<nint*, int*, void>)NativeLibrary.GetExport(Loaded.GetOrAdd(text, Load), "run_all");
        var results = launch.Arguments.Select(a => a.ToArray()).ToArray();
        var given = stackalloc nint[2 * results.Length];
        for (var i = 0; i < results.Length; i++)
        {
            // Vectors need memory that is aligned to them.
            given[i] = (nint)NativeMemory.AlignedAlloc((nuint)Math.Max(results[i].Length, 1), 64);
            results[i].CopyTo(new Span<byte>((void*)given[i], results[i].Length));
            given[i + results.Length] = kernel.Parameters[i].Type is ViewType view ? results[i].Length / KernelFacts.SizeOf(view.Element) : 0;
        }

        fixed (int* dimensions = launch.Dimensions)
        {
            run(given, dimensions);
        }

        for (var i = 0; i < results.Length; i++)
        {
            new Span<byte>((void*)given[i], results[i].Length).CopyTo(results[i]);
            NativeMemory.AlignedFree((void*)given[i]);
        }

        return results;
    }

    private static nint Load(string text)
    {
        using var folder = new TemporaryFolder();
        var source = Path.Combine(folder.Path, "kernel.cpp");
        var target = Path.Combine(folder.Path, "kernel.so");
        File.WriteAllText(source, text);
        Clang("-O2", "-march=native", "-ffp-contract=off", "-fPIC", "-shared", "-w", source, "-o", target, "-lm", "-lpthread");
        return NativeLibrary.Load(target);
    }

    private static void Clang(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("clang-19", arguments) { RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
    }

    private static string? Find()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("clang-19", "--version") { RedirectStandardOutput = true })!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "clang-19 is not installed";
        }
    }
}
