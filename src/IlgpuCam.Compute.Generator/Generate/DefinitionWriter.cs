using System.Text;
using IlgpuCam.Compute.Generator.Emit;
using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Generate;

/// <summary>
/// Writes the class with all that a launch needs of one kernel: what it is, its text for each device, and the emulator's methods.
/// </summary>
internal static class DefinitionWriter
{
    private const string Launching = "global::IlgpuCam.Compute.Launching";

    /// <summary>The class of a kernel's definition, in the namespace of the kernel's class.</summary>
    public static string ClassName(IrKernel kernel) => $"{kernel.Name.Replace("_", "")}Definition";

    public static string Write(KernelInstance instance)
    {
        var kernel = instance.Kernel;
        var facts = KernelFacts.Of(kernel);
        var cuda = CudaEmitter.Emit(kernel).Replace("\r\n", "\n");
        var name = ClassName(kernel);
        var text = new StringBuilder();
        text.Append($"/// <summary>Kernel <c>{kernel.Name}</c> of {kernel.SourceFile}.</summary>\ninternal static unsafe partial class {name}\n{{\n");
        text.Append($"    public static {Launching}.KernelDefinition Definition {{ get; }} = new()\n    {{\n");
        text.Append($"        Name = {CSharpText.Literal(kernel.Name)},\n");
        text.Append($"        SourceFile = {CSharpText.Literal(kernel.SourceFile)},\n");
        text.Append($"        Parameters =\n        [\n{string.Concat(kernel.Parameters.Select((p, i) => Parameter(instance.Method.Parameters[i].Name, p.Type, instance.Method.Parameters[i].Type)))}        ],\n");
        text.Append($"        SharedBytes = {facts.SharedBytes},\n");
        text.Append($"        UsesDynamicShared = {Bool(facts.UsesDynamicShared)},\n");
        text.Append($"        MaxGroupSize = {kernel.MaxGroupSize},\n");
        text.Append($"        UsesShuffles = {Bool(facts.UsesShuffles)},\n");
        text.Append($"        UsesFloat64 = {Bool(facts.UsesFloat64)},\n");
        text.Append($"        UsesInt64Atomics = {Bool(facts.UsesInt64Atomics)},\n");
        text.Append($"        IsCudaOnly = {Bool(facts.IsCudaOnly)},\n");
        text.Append("        OpenClSource = OpenClText,\n");
        text.Append($"        CudaHash = {CSharpText.Literal(KernelMethod.Hash(cuda))},\n");
        text.Append($"        Ptx = static () => typeof({name}).Assembly.GetManifestResourceStream({CSharpText.Literal($"ptx/{kernel.Name}.ptx")}),\n");
        text.Append("        Emulate = EmulateGroup,\n        Debug = DebugItem,\n    };\n\n");
        text.Append($"    /// <summary>OpenCL C.</summary>\n    internal static string OpenClText() => {(facts.IsCudaOnly ? "string.Empty" : CSharpText.Raw(OpenClEmitter.Emit(kernel).Replace("\r\n", "\n")))};\n\n");
        text.Append($"    /// <summary>CUDA C, which only the catalog asks for.</summary>\n    internal static string CudaText() => {CSharpText.Raw(cuda)};\n\n");
        text.Append(EmulatorEmitter.EmitGroup(kernel, "EmulateGroup")).Append('\n');
        text.Append(EmulatorEmitter.EmitItem(kernel, "DebugItem"));
        foreach (var structure in kernel.Structs.Where(s => s.CSharpName == s.Name))
        {
            text.Append('\n').Append(Mirror(structure));
        }

        return text.Append("}\n").ToString();
    }

    private static string Parameter(string name, IrType type, Microsoft.CodeAnalysis.ITypeSymbol symbol)
    {
        var value = type is ViewType view ? view.Element : type;
        var (kind, shown) = type switch
        {
            ViewType => ("View", ((Microsoft.CodeAnalysis.INamedTypeSymbol)symbol).TypeArguments[0]),
            StructType => ("Struct", symbol),
            _ => ("Scalar", symbol),
        };
        return $"            new({CSharpText.Literal(name)}, {Launching}.KernelParameterKind.{kind}, {CSharpText.Literal(shown.ToDisplayString())}, {KernelFacts.SizeOf(value)}),\n";
    }

    /// <summary>A struct of the same layout with public fields, for the emulator's code: the original's may be private or read-only.</summary>
    private static string Mirror(StructType structure)
    {
        var fields = string.Concat(structure.Fields.Select(f => $"        public {f.Type.CSharp} {f.CSharpName};\n"));
        return $"    [global::System.Runtime.InteropServices.StructLayout(global::System.Runtime.InteropServices.LayoutKind.Sequential)]\n    internal struct {structure.CSharpName}\n    {{\n{fields}    }}\n";
    }

    private static string Bool(bool value) => value ? "true" : "false";
}
