using System.Security.Cryptography;
using System.Text;
using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute.OpenCl;

/// <summary>Builds programs, and keeps what was built in the user's cache folder, by device, driver, options and text.</summary>
internal static unsafe class OpenClPrograms
{
    internal const string Variable = CacheFolder.Variable;

    internal static OpenClHandle Build(OpenClAccelerator accelerator, KernelDefinition definition)
    {
        if (definition.IsCudaOnly)
        {
            throw new AcceleratorException($"kernel {definition.Name} multiplies matrices or copies as only CUDA devices do; it has no text for {accelerator.Device.Id}");
        }

        var source = definition.OpenClSource();
        var file = CacheFile(accelerator, source);
        if (file is not null && FromCache(accelerator, file) is { } known)
        {
            return known;
        }

        var program = FromSource(accelerator, definition, source);
        if (file is not null)
        {
            Keep(accelerator, program, file);
        }

        return program;
    }

    private static string? CacheFile(OpenClAccelerator accelerator, string source)
    {
        var folder = CacheFolder.Find("opencl");
        var device = accelerator.Device;
        var key = $"{device.Vendor}\n{device.Name}\n{device.Driver}\n{accelerator.Options}\n{source}";
        return folder is null ? null : Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))) + ".bin");
    }

    private static OpenClHandle FromSource(OpenClAccelerator accelerator, KernelDefinition definition, string source)
    {
        var api = accelerator.Api;
        var text = Encoding.UTF8.GetBytes(source);
        int code;
        nint program;
        using var context = accelerator.Context.Borrow();
        fixed (byte* start = text)
        {
            var strings = start;
            var length = (nuint)text.Length;
            program = api.CreateProgramWithSource(context.Value, 1, &strings, &length, &code);
        }

        accelerator.Check(code, "clCreateProgramWithSource", definition.Name);
        var handle = new OpenClHandle(program, api.ReleaseProgram);
        try
        {
            code = Compile(accelerator, handle);
            if (code == OpenClCode.BuildProgramFailure)
            {
                var log = Log(accelerator, handle);
                const string Call = "clBuildProgram";
                throw new OpenClException(
                    $"{OpenClCode.Describe(code, Call, definition.Name)}: {log}", new(Call, code, OpenClCode.NameOf(code), definition.Name), log);
            }

            accelerator.Check(code, "clBuildProgram", definition.Name);
            return handle;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static int Compile(OpenClAccelerator accelerator, OpenClHandle program)
    {
        var device = accelerator.Handle;
        using var lent = program.Borrow();
        fixed (byte* options = Encoding.UTF8.GetBytes(accelerator.Options + '\0'))
        {
            return accelerator.Api.BuildProgram(lent.Value, 1, &device, options, null, null);
        }
    }

    private static string Log(OpenClAccelerator accelerator, OpenClHandle program)
    {
        nuint length = 0;
        using var lent = program.Borrow();
        if (accelerator.Api.GetProgramBuildInfo(lent.Value, accelerator.Handle, 0x1183, 0, null, &length) != OpenClCode.Success || length < 2)
        {
            return "the driver gives no log";
        }

        var bytes = new byte[length];
        fixed (byte* start = bytes)
        {
            accelerator.Check(accelerator.Api.GetProgramBuildInfo(lent.Value, accelerator.Handle, 0x1183, length, start, null), "clGetProgramBuildInfo");
        }

        return Encoding.UTF8.GetString(bytes.AsSpan(0, (int)length - 1)).Trim();
    }

    /// <summary>
    /// A program from the cache; null where there is none, it is damaged, or the driver does not take it, and then it is built anew.
    /// </summary>
    private static OpenClHandle? FromCache(OpenClAccelerator accelerator, string file)
    {
        byte[] kept;
        try
        {
            if (!File.Exists(file))
            {
                return null;
            }

            kept = File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Refuse(accelerator, file, e.Message);
            return null;
        }

        // 32 bytes of SHA-256, then what they are of.
        if (kept.Length <= SHA256.HashSizeInBytes || !SHA256.HashData(kept.AsSpan(SHA256.HashSizeInBytes)).AsSpan().SequenceEqual(kept.AsSpan(0, SHA256.HashSizeInBytes)))
        {
            Refuse(accelerator, file, "it is damaged");
            return null;
        }

        var program = FromBinary(accelerator, kept.AsSpan(SHA256.HashSizeInBytes));
        if (program is null)
        {
            Refuse(accelerator, file, "the driver does not take it");
        }

        return program;
    }

    private static void Refuse(OpenClAccelerator accelerator, string file, string reason) =>
        accelerator.Warn($"The compiled program {file} is not used, and compiled anew: {reason}");

    private static OpenClHandle? FromBinary(OpenClAccelerator accelerator, ReadOnlySpan<byte> binary)
    {
        var device = accelerator.Handle;
        int code, status;
        nint program;
        using var context = accelerator.Context.Borrow();
        fixed (byte* start = binary)
        {
            var binaries = start;
            var length = (nuint)binary.Length;
            program = accelerator.Api.CreateProgramWithBinary(context.Value, 1, &device, &length, &binaries, &status, &code);
        }

        if (code != OpenClCode.Success)
        {
            return null;
        }

        var handle = new OpenClHandle(program, accelerator.Api.ReleaseProgram);
        if (status == OpenClCode.Success && Compile(accelerator, handle) == OpenClCode.Success)
        {
            return handle;
        }

        handle.Dispose();
        return null;
    }

    /// <summary>Writes a program to the cache. A cache that cannot be written makes the next start slower and is no error.</summary>
    private static void Keep(OpenClAccelerator accelerator, OpenClHandle program, string file)
    {
        nuint length = 0;
        using var lent = program.Borrow();
        if (accelerator.Api.GetProgramInfo(lent.Value, 0x1165, (nuint)sizeof(nuint), &length, null) != OpenClCode.Success || length == 0)
        {
            return;
        }

        var binary = new byte[length];
        fixed (byte* start = binary)
        {
            var binaries = start;
            if (accelerator.Api.GetProgramInfo(lent.Value, 0x1166, (nuint)sizeof(nint), &binaries, null) != OpenClCode.Success)
            {
                return;
            }
        }

        var temporary = $"{file}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(temporary, [.. SHA256.HashData(binary), .. binary]);
            File.Move(temporary, file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            accelerator.Warn($"A compiled program could not be kept as {file}: {e.Message}");
            RemoveRest(accelerator, temporary);
        }
    }

    private static void RemoveRest(OpenClAccelerator accelerator, string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            accelerator.Warn($"{file} could not be removed: {e.Message}");
        }
    }
}
