using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>A kernel as C# for the emulator: static methods to be placed in an unsafe class.</summary>
internal static class EmulatorEmitter
{
    private const string Launching = "global::IlgpuCam.Compute.Launching";

    /// <summary>The fast mode: all work-items of a group, as loops split at barriers.</summary>
    public static string EmitGroup(IrKernel kernel, string method)
    {
        var text = new CodeText();
        var places = new GroupPlaces(kernel);
        var expressions = new GroupExpressions(kernel, method, places);
        text.Open($"internal static void {method}({Launching}.EmulatedGroupContext group, global::System.ReadOnlySpan<{Launching}.KernelArgument> arguments)");
        text.Open("unchecked");
        new GroupWriter(kernel, places, expressions, text).Write();
        text.Close();
        text.Close();
        Helpers(
            kernel, expressions, text,
            f => f.UsesIndices ? $"{Launching}.EmulatedGroupContext group, int item, " : string.Empty,
            () => new CSharpStatements(expressions, text),
            () => expressions.IsInFunction = true);
        return text.ToString();
    }

    /// <summary>The debugging mode: one work-item, which reports what it does.</summary>
    public static string EmitItem(IrKernel kernel, string method)
    {
        var text = new CodeText();
        var expressions = new ItemExpressions(kernel, method);
        text.Open($"internal static void {method}({Launching}.DebuggedItem item, global::System.ReadOnlySpan<{Launching}.KernelArgument> arguments)");
        text.Open("unchecked");
        var statements = new ItemStatements(expressions, text);
        for (var i = 0; i < kernel.Parameters.Count; i++)
        {
            text.Line($"var {CExpressions.Name(kernel.Parameters[i])} = {Argument(kernel.Parameters[i], i)};");
        }

        statements.DeclareLocals(KernelFacts.DeclaredIn(kernel.Body));
        statements.Write(kernel.Body);
        text.Close();
        text.Close();
        Helpers(kernel, expressions, text, _ => $"{Launching}.DebuggedItem item, ", () => new ItemStatements(expressions, text), () => { });
        return text.ToString();
    }

    /// <summary>How a parameter's value is read.</summary>
    public static string Argument(IrVariable parameter, int position) => parameter.Type is ViewType view
        ? $"arguments[{position}].View<{view.Element.CSharp}>()"
        : $"arguments[{position}].Value<{parameter.Type.CSharp}>()";

    private static void Helpers(
        IrKernel kernel, CSharpExpressions expressions, CodeText text, Func<IrFunction, string> context, Func<CSharpStatements> statements, Action begin)
    {
        begin();
        foreach (var function in kernel.Functions)
        {
            text.Line(string.Empty);
            var parameters = string.Join(", ", function.Parameters.Select(p => $"{p.Type.CSharp} {CExpressions.Name(p)}"));
            var first = context(function);
            parameters = parameters.Length == 0 ? first.TrimEnd(' ', ',') : first + parameters;
            text.Open($"private static {function.Returns.CSharp} {expressions.FunctionName(function.Name)}({parameters})");
            text.Open("unchecked");
            var writer = statements();
            writer.DeclareLocals(KernelFacts.DeclaredIn(function.Body));
            writer.Write(function.Body);
            text.Close();
            text.Close();
        }

        foreach (var (operation, type) in expressions.Atomics)
        {
            CSharpAtomics.Write(expressions.Prefix, operation, type, text);
        }
    }
}
