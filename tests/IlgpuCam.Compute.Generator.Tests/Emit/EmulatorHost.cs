using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Reflection;
using System.Runtime.InteropServices;
using IlgpuCam.Compute.Generator.Emit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace IlgpuCam.Compute.Generator.Tests.Emit;

/// <summary>Compiles a kernel's C# against a small run time and runs it.</summary>
internal static class EmulatorHost
{
    private static readonly MetadataReference[] References = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator).Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal)).Select(p => MetadataReference.CreateFromFile(p))];

    private static readonly ConcurrentDictionary<string, MethodInfo> Compiled = new();

    public static byte[][] Run(Launch launch, bool isDebugged)
    {
        var text = $"{launch.Structs}\ninternal static unsafe partial class Generated\n{{\n{EmulatorEmitter.EmitGroup(launch.Kernel, "Group")}\n{EmulatorEmitter.EmitItem(launch.Kernel, "Item")}\n}}\n";
        var run = Compiled.GetOrAdd(text, Compile);
        var results = launch.Arguments.Select(a => a.ToArray()).ToArray();
        var pins = results.Select(r => GCHandle.Alloc(r, GCHandleType.Pinned)).ToArray();
        try
        {
            run.Invoke(null, [pins.Select(p => p.AddrOfPinnedObject()).ToArray(), results.Select(r => (long)r.Length).ToArray(), launch.Dimensions, launch.DynamicShared, isDebugged]);
        }
        catch (TargetInvocationException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerException!);
        }
        finally
        {
            foreach (var pin in pins)
            {
                pin.Free();
            }
        }

        return results;
    }

    private static MethodInfo Compile(string text)
    {
        var compilation = CSharpCompilation.Create(
            "Emulated",
            [CSharpSyntaxTree.ParseText(MiniRuntime.Source), CSharpSyntaxTree.ParseText(text)],
            [.. References, MetadataReference.CreateFromFile(typeof(XMath).Assembly.Location)],
            new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, checkOverflow: true, allowUnsafe: true));
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(5)) + "\n" + text);
        return Assembly.Load(stream.ToArray()).GetType("Driver")!.GetMethod("Run")!;
    }
}
