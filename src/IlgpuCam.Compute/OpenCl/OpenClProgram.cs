using System.Text;
using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute.OpenCl;

/// <summary>Compiles a kernel's text, or takes what an earlier run compiled.</summary>
internal static unsafe class OpenClProgram
{
    private const uint BinarySizes = 0x1165;
    private const uint Binaries = 0x1166;
    private const uint BuildLog = 0x1183;
    private const int MaxLogBytes = 1 << 20;
    private const int MaxBinaryBytes = 1 << 28;

    internal static OpenClHandle Build(OpenClAccelerator accelerator, KernelDefinition kernel, OpenClProgramCache cache)
    {
        var source = kernel.OpenClSource();
        var options = "-cl-std=CL1.2" + (accelerator.Device.HasExactDivision ? " -cl-fp32-correctly-rounded-divide-sqrt" : "");
        var key = cache.Key(source, options);
        if (cache.Read(key) is { } binary)
        {
            if (FromBinary(accelerator, kernel.Name, binary, options) is { } known)
            {
                return known;
            }

            cache.Refuse(key, "the driver does not take it");
        }

        var program = FromSource(accelerator, kernel.Name, source, options);
        try
        {
            if (cache.IsEnabled)
            {
                cache.Write(key, Binary(program.Value, kernel.Name));
            }

            return program;
        }
        catch
        {
            program.Dispose();
            throw;
        }
    }

    private static OpenClHandle FromSource(OpenClAccelerator accelerator, string kernel, string source, string options)
    {
        int code;
        OpenClHandle program;
        fixed (byte* text = Encoding.UTF8.GetBytes(source + '\0'))
        {
            var start = text;
            program = OpenClHandle.Program(accelerator.Handles, OpenClDriver.CreateProgramWithSource(accelerator.Context, 1, &start, null, &code));
        }

        try
        {
            OpenClCall.Check(code, "clCreateProgramWithSource", kernel);
            code = Compile(accelerator, program, options);
            if (code != 0)
            {
                var log = Log(program.Value, accelerator.Id);
                var name = OpenClCall.Name(code);
                throw new AcceleratorException($"clBuildProgram for kernel {kernel} on {accelerator.Name} returned {name}: {log}", "clBuildProgram", name, code, kernel, log);
            }

            return program;
        }
        catch
        {
            program.Dispose();
            throw;
        }
    }

    private static OpenClHandle? FromBinary(OpenClAccelerator accelerator, string kernel, byte[] binary, string options)
    {
        int code;
        int status;
        var id = accelerator.Id;
        var length = (nuint)binary.Length;
        OpenClHandle program;
        fixed (byte* bytes = binary)
        {
            var start = bytes;
            program = OpenClHandle.Program(accelerator.Handles, OpenClDriver.CreateProgramWithBinary(accelerator.Context, 1, &id, &length, &start, &status, &code));
        }

        if (code == 0 && status == 0 && Compile(accelerator, program, options) == 0)
        {
            return program;
        }

        program.Dispose();
        return null;
    }

    private static int Compile(OpenClAccelerator accelerator, OpenClHandle program, string options)
    {
        var id = accelerator.Id;
        fixed (byte* text = Encoding.UTF8.GetBytes(options + '\0'))
        {
            return OpenClDriver.BuildProgram(program.Value, 1, &id, text, 0, 0);
        }
    }

    private static byte[] Binary(nint program, string kernel)
    {
        nuint size;
        OpenClCall.Check(OpenClDriver.GetProgramInfo(program, BinarySizes, (nuint)sizeof(nuint), &size, null), "clGetProgramInfo", kernel);
        if (size is 0 or > MaxBinaryBytes)
        {
            return [];
        }

        var binary = new byte[(int)size];
        fixed (byte* bytes = binary)
        {
            var start = bytes;
            OpenClCall.Check(OpenClDriver.GetProgramInfo(program, Binaries, (nuint)sizeof(nint), &start, null), "clGetProgramInfo", kernel);
        }

        return binary;
    }

    private static string Log(nint program, nint device)
    {
        nuint size = 0;
        if (OpenClDriver.GetProgramBuildInfo(program, device, BuildLog, 0, null, &size) != 0)
        {
            return "the driver gives no log";
        }

        var bytes = new byte[(int)nuint.Min(size, MaxLogBytes)];
        fixed (byte* start = bytes)
        {
            return OpenClDriver.GetProgramBuildInfo(program, device, BuildLog, (nuint)bytes.Length, start, null) == 0
                ? Encoding.UTF8.GetString(bytes).TrimEnd('\0').Trim() : "the driver gives no log";
        }
    }
}
