using System.Text;
using IlgpuCam.Compute.Generator.Front;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace IlgpuCam.Compute.Generator.Generate;

/// <summary>Writes the overload beside a kernel that launches it: a stream and a configuration, then the kernel's own parameters.</summary>
internal static class LauncherWriter
{
    private const string Argument = "global::IlgpuCam.Compute.Launching.KernelArgument";

    public static string Write(IMethodSymbol method, IReadOnlyList<KernelInstance> instances)
    {
        var text = new StringBuilder();
        var (stream, config, arguments, definition) = (Own(method, "stream"), Own(method, "config"), Own(method, "arguments"), Own(method, "definition"));
        text.Append(Head(method, "unsafe ", "global::IlgpuCam.Compute.AcceleratorStream", "global::IlgpuCam.Compute.KernelConfig")).Append("\n    {\n");
        if (method.IsGenericMethod)
        {
            text.Append($"        global::IlgpuCam.Compute.Launching.KernelDefinition {definition};\n");
            foreach (var instance in instances)
            {
                var same = method.TypeParameters.Select((t, i) => $"typeof({t.Name}) == typeof({CSharpText.Type(instance.Method.TypeArguments[i])})");
                text.Append($"        if ({string.Join(" && ", same)})\n        {{\n            {definition} = {DefinitionWriter.ClassName(instance.Kernel)}.Definition;\n        }}\n        else\n");
            }

            var names = string.Join(", ", instances.Select(i => $"<{string.Join(", ", i.Method.TypeArguments.Select(t => t.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)))}>"));
            var message = CSharpText.Literal($"Kernel {method.Name} has no instance for these type arguments; there are {names}.");
            text.Append($"        {{\n            throw new global::System.ArgumentException({message});\n        }}\n\n");
        }

        var values = method.Parameters.Select(p => $"{Argument}.Of({(TypeMapper.IsView(p.Type) ? "" : "&")}{CSharpText.Name(p.Name)})");
        text.Append($"        global::System.ReadOnlySpan<{Argument}> {arguments} = [{string.Join(", ", values)}];\n");
        text.Append($"        {stream}.Launch({(method.IsGenericMethod ? definition : $"{DefinitionWriter.ClassName(instances[0].Kernel)}.Definition")}, {config}, {arguments});\n    }}\n");
        return text.ToString();
    }

    /// <summary>A name that no parameter has.</summary>
    public static string Own(IMethodSymbol method, string name) => method.Parameters.Any(p => p.Name == name) ? Own(method, $"{name}_") : name;

    /// <summary>The kernel's type parameters, in brackets; empty where it has none.</summary>
    public static string Generics(IMethodSymbol method) => method.IsGenericMethod ? $"<{string.Join(", ", method.TypeParameters.Select(t => t.Name))}>" : "";

    /// <summary>The overload up to its body.</summary>
    public static string Head(IMethodSymbol method, string modifiers, string streamType, string configType)
    {
        var (stream, config) = (Own(method, "stream"), Own(method, "config"));
        var parameters = method.Parameters.Select(p => $", {CSharpText.Type(p.Type)} {CSharpText.Name(p.Name)}");
        return $"    /// <summary>Launches the kernel <c>{method.Name}</c> with these arguments.</summary>\n"
            + $"    /// <param name=\"{stream}\">The stream that it runs in.</param>\n    /// <param name=\"{config}\">Numbers of groups and of work-items in a group.</param>\n"
            + $"    {SyntaxFacts.GetText(method.DeclaredAccessibility)} static {modifiers}void {CSharpText.Name(method.Name)}{Generics(method)}"
            + $"({streamType} {stream}, {configType} {config}{string.Concat(parameters)}){CSharpText.Constraints(method)}";
    }
}
