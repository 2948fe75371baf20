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
        string Own(string name) => method.Parameters.Any(p => p.Name == name) ? Own($"{name}_") : name;
        var (stream, config, arguments, definition) = (Own("stream"), Own("config"), Own("arguments"), Own("definition"));
        var generics = method.IsGenericMethod ? $"<{string.Join(", ", method.TypeParameters.Select(t => t.Name))}>" : "";
        var parameters = method.Parameters.Select(p => $", {CSharpText.Type(p.Type)} {CSharpText.Name(p.Name)}");
        text.Append($"    /// <summary>Launches the kernel <c>{method.Name}</c> with these arguments.</summary>\n");
        text.Append($"    /// <param name=\"{stream}\">The stream that it runs in.</param>\n    /// <param name=\"{config}\">Numbers of groups and of work-items in a group.</param>\n");
        text.Append($"    {SyntaxFacts.GetText(method.DeclaredAccessibility)} static unsafe void {CSharpText.Name(method.Name)}{generics}(global::IlgpuCam.Compute.AcceleratorStream {stream}, ");
        text.Append($"global::IlgpuCam.Compute.KernelConfig {config}{string.Concat(parameters)}){CSharpText.Constraints(method)}\n    {{\n");
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
}
