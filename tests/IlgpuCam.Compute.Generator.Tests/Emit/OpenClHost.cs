using System.Runtime.InteropServices;
using System.Text;
using IlgpuCam.Compute.Generator.Emit;
using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Tests.Emit;

/// <summary>As much of an OpenCL host as it takes to run one kernel and look at its buffers.</summary>
internal static unsafe partial class OpenClHost
{
    private const string Library = "libOpenCL.so.1";

    private static nint _device;
    private static nint _context;
    private static nint _queue;

    public static string? SkipReason { get; } = Open();

    public static byte[][] Run(Launch launch)
    {
        var kernel = launch.Kernel;
        var source = Encoding.UTF8.GetBytes(OpenClEmitter.Emit(kernel) + "\0");
        int error;
        nint program;
        fixed (byte* text = source)
        {
            var pointer = text;
            program = clCreateProgramWithSource(_context, 1, &pointer, null, &error);
        }

        var device = _device;
        if (clBuildProgram(program, 1, &device, "-cl-std=CL1.2 -cl-fp32-correctly-rounded-divide-sqrt", 0, 0) != 0)
        {
            var log = new byte[1 << 16];
            nuint length;
            fixed (byte* p = log)
            {
                _ = clGetProgramBuildInfo(program, device, 0x1183, (nuint)log.Length, p, &length);
            }

            Assert.Fail($"{Encoding.UTF8.GetString(log, 0, (int)length)}\n{OpenClEmitter.Emit(kernel)}");
        }

        var function = clCreateKernel(program, kernel.Name, &error);
        Check(error);
        var buffers = new nint[launch.Arguments.Length];
        var position = 0u;
        for (var i = 0; i < buffers.Length; i++)
        {
            fixed (byte* bytes = launch.Arguments[i])
            {
                if (kernel.Parameters[i].Type is not ViewType view)
                {
                    Check(clSetKernelArg(function, position++, (nuint)launch.Arguments[i].Length, bytes));
                    continue;
                }

                // Read and write, filled from the host.
                var buffer = buffers[i] = clCreateBuffer(_context, 0x1 | 0x20, (nuint)launch.Arguments[i].Length, bytes, &error);
                Check(error);
                long offset = 0, count = launch.Arguments[i].Length / KernelFacts.SizeOf(view.Element);
                Check(clSetKernelArg(function, position++, (nuint)sizeof(nint), &buffer));
                Check(clSetKernelArg(function, position++, sizeof(long), &offset));
                Check(clSetKernelArg(function, position++, sizeof(long), &count));
            }
        }

        if (launch.DynamicShared > 0)
        {
            var bytes = launch.DynamicShared;
            Check(clSetKernelArg(function, position++, (nuint)bytes, null));
            Check(clSetKernelArg(function, position, sizeof(int), &bytes));
        }

        var local = stackalloc nuint[3] { (nuint)launch.Group.X, (nuint)launch.Group.Y, (nuint)launch.Group.Z };
        var global = stackalloc nuint[3] { (nuint)(launch.Grid.X * launch.Group.X), (nuint)(launch.Grid.Y * launch.Group.Y), (nuint)(launch.Grid.Z * launch.Group.Z) };
        Check(clEnqueueNDRangeKernel(_queue, function, 3, null, global, local, 0, null, null));
        var results = launch.Arguments.Select(a => a.ToArray()).ToArray();
        for (var i = 0; i < buffers.Length; i++)
        {
            if (buffers[i] != 0)
            {
                fixed (byte* bytes = results[i])
                {
                    Check(clEnqueueReadBuffer(_queue, buffers[i], 1, 0, (nuint)results[i].Length, bytes, 0, null, null));
                }

                Check(clReleaseMemObject(buffers[i]));
            }
        }

        Check(clReleaseKernel(function));
        Check(clReleaseProgram(program));
        return results;
    }

    private static void Check(int error) => Assert.True(error == 0, $"OpenCL error {error}");

    private static string? Open()
    {
        if (!NativeLibrary.TryLoad(Library, out _))
        {
            return "no libOpenCL";
        }

        nint platform, device;
        uint count;
        int error;
        if (clGetPlatformIDs(1, &platform, &count) != 0 || clGetDeviceIDs(platform, 0xFFFFFFFF, 1, &device, &count) != 0)
        {
            return "no OpenCL device";
        }

        _device = device;
        _context = clCreateContext(0, 1, &device, 0, 0, &error);
        _queue = clCreateCommandQueue(_context, device, 0, &error);
        return error == 0 ? null : $"OpenCL error {error}";
    }

    [LibraryImport(Library)]
    private static partial int clGetPlatformIDs(uint entries, nint* platforms, uint* count);

    [LibraryImport(Library)]
    private static partial int clGetDeviceIDs(nint platform, ulong type, uint entries, nint* devices, uint* count);

    [LibraryImport(Library)]
    private static partial nint clCreateContext(nint properties, uint count, nint* devices, nint callback, nint data, int* error);

    [LibraryImport(Library)]
    private static partial nint clCreateCommandQueue(nint context, nint device, ulong properties, int* error);

    [LibraryImport(Library)]
    private static partial nint clCreateProgramWithSource(nint context, uint count, byte** texts, nuint* lengths, int* error);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int clBuildProgram(nint program, uint count, nint* devices, string options, nint callback, nint data);

    [LibraryImport(Library)]
    private static partial int clGetProgramBuildInfo(nint program, nint device, uint name, nuint size, void* value, nuint* length);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint clCreateKernel(nint program, string name, int* error);

    [LibraryImport(Library)]
    private static partial nint clCreateBuffer(nint context, ulong flags, nuint size, void* host, int* error);

    [LibraryImport(Library)]
    private static partial int clSetKernelArg(nint kernel, uint index, nuint size, void* value);

    [LibraryImport(Library)]
    private static partial int clEnqueueNDRangeKernel(nint queue, nint kernel, uint dimensions, nuint* offset, nuint* global, nuint* local, uint count, nint* waits, nint* done);

    [LibraryImport(Library)]
    private static partial int clEnqueueReadBuffer(nint queue, nint buffer, uint blocking, nuint offset, nuint size, void* target, uint count, nint* waits, nint* done);

    [LibraryImport(Library)]
    private static partial int clReleaseMemObject(nint buffer);

    [LibraryImport(Library)]
    private static partial int clReleaseKernel(nint kernel);

    [LibraryImport(Library)]
    private static partial int clReleaseProgram(nint program);
}
