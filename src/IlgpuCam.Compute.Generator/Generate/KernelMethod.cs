using System.Security.Cryptography;
using System.Text;
using IlgpuCam.Compute.Generator.Diagnostics;
using IlgpuCam.Compute.Generator.Front;
using IlgpuCam.Compute.Generator.Ir;
using IlgpuCam.Compute.Generator.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IlgpuCam.Compute.Generator.Generate;

/// <summary>From a method with the attribute to its generated file: reads the attributes, checks the declaration, compiles each instance.</summary>
internal static class KernelMethod
{
    private const int DefaultUnroll = 16;

    public static KernelOutput Compile(GeneratorAttributeSyntaxContext context, CancellationToken token)
    {
        var method = (IMethodSymbol)context.TargetSymbol;
        var hint = $"{method.ContainingType.Name}.{method.Name}-{Hash(method.GetDocumentationCommentId() ?? method.ToDisplayString()).Substring(0, 8)}.g.cs";
        var location = ((MethodDeclarationSyntax)context.TargetNode).Identifier.GetLocation();
        List<DiagnosticInfo> diagnostics = [];
        List<KernelInstance> instances = [];
        CheckDeclaration(method, location, diagnostics);
        if (IlgpuLauncherWriter.IsFor(context.SemanticModel.Compilation))
        {
            // ILGPU has a compiler of its own.
            return new(
                hint, diagnostics.Count > 0 ? "" : FileWriter.InClass(method, IlgpuLauncherWriter.Write(method)), EquatableArray<KernelEntry>.Empty, EquatableArray<DiagnosticInfo>.From(diagnostics));
        }

        if (diagnostics.Count == 0)
        {
            foreach (var (concrete, options, place) in Instances(context, method, location, diagnostics, token))
            {
                var (kernel, found) = KernelCompiler.Compile(context.SemanticModel.Compilation, concrete, options, token);
                diagnostics.AddRange(found.Where(d => !diagnostics.Contains(d)));
                if (kernel is not null)
                {
                    instances.Add(new(concrete, kernel, place));
                }
                else if (found.Count == 0 && context.SemanticModel.GetDiagnostics(context.TargetNode.Span, token).All(d =>
                    d.Severity != DiagnosticSeverity.Error))
                {
                    diagnostics.Add(DiagnosticInfo.At(Descriptors.UnsupportedExpression, place, "code that the C# compiler does not accept"));
                }
            }
        }

        var failed = diagnostics.Count > 0 || instances.Count == 0;
        return new(
            hint,
            failed ? "" : FileWriter.Write(method, instances),
            failed ? EquatableArray<KernelEntry>.Empty : EquatableArray<KernelEntry>.From(instances.Select(i => Entry(method, i, hint))),
            EquatableArray<DiagnosticInfo>.From(diagnostics));
    }

    /// <summary>SHA-256 of a text, in lower-case hexadecimal digits.</summary>
    public static string Hash(string text)
    {
        using var sha = SHA256.Create();
        var digits = new StringBuilder();
        foreach (var value in sha.ComputeHash(Encoding.UTF8.GetBytes(text)))
        {
            digits.Append(value.ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return digits.ToString();
    }

    private static KernelEntry Entry(IMethodSymbol method, KernelInstance instance, string hint)
    {
        var space = method.ContainingNamespace is { IsGlobalNamespace: false } n ? $"{n.ToDisplayString()}." : "";
        return new(
            instance.Kernel.Name, $"global::{space}{DefinitionWriter.ClassName(instance.Kernel)}", hint,
            DiagnosticInfo.At(Descriptors.DuplicateName, instance.Location, instance.Kernel.Name));
    }

    private static void CheckDeclaration(IMethodSymbol method, Location location, List<DiagnosticInfo> diagnostics)
    {
        void Add(DiagnosticDescriptor descriptor, params string[] arguments) => diagnostics.Add(DiagnosticInfo.At(descriptor, location, arguments));

        if (!method.IsStatic)
        {
            Add(Descriptors.CapturedState, "this");
        }

        if (!method.ReturnsVoid || method.IsAsync)
        {
            Add(Descriptors.Signature, method.Name, "it must return nothing");
        }

        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.IsGenericType)
            {
                Add(Descriptors.Signature, method.Name, "its class is generic; make the method generic instead");
            }

            if (!type.DeclaringSyntaxReferences.Any(r =>
                r.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword)))
            {
                Add(Descriptors.NotPartial, type.Name);
            }
        }
    }

    private static IEnumerable<(IMethodSymbol Method, KernelOptions Options, Location Location)> Instances(
        GeneratorAttributeSyntaxContext context, IMethodSymbol method, Location location, List<DiagnosticInfo> diagnostics, CancellationToken token)
    {
        var attribute = context.Attributes[0];
        object? Named(string name) => attribute.NamedArguments.FirstOrDefault(a => a.Key == name).Value.Value;
        var name = Named("Name") as string is { Length: > 0 } given ? SymbolNames.Identifier(given) : SymbolNames.Identifier($"{method.ContainingType.Name}_{method.Name}");
        var options = new KernelOptions(name, Named("Unroll") as int? ?? DefaultUnroll, Named("MaxGroupSize") as int? ?? 0);
        var attributes = method.GetAttributes().Where(a =>
            a.AttributeClass is { } c && SymbolNames.FullName(c) == KnownNames.KernelInstanceAttribute).ToList();
        if (!method.IsGenericMethod)
        {
            if (attributes.Count > 0)
            {
                diagnostics.Add(DiagnosticInfo.At(Descriptors.InstanceMismatch, location, method.Name, "it is not generic"));
            }

            yield return (method, options, location);
            yield break;
        }

        if (attributes.Count == 0)
        {
            diagnostics.Add(DiagnosticInfo.At(Descriptors.NoInstance, location, method.Name));
        }

        foreach (var instance in attributes)
        {
            var place = instance.ApplicationSyntaxReference?.GetSyntax(token).GetLocation() ?? location;
            var arguments = instance.AttributeClass!.TypeArguments;
            if (Mismatch(context.SemanticModel.Compilation, method, arguments) is { } reason)
            {
                diagnostics.Add(DiagnosticInfo.At(Descriptors.InstanceMismatch, place, method.Name, reason));
                continue;
            }

            yield return (method.Construct([.. arguments]), options with { Name = $"{name}_{string.Join("_", arguments.Select(SymbolNames.Identifier))}" }, place);
        }
    }

    private static string? Mismatch(Compilation compilation, IMethodSymbol method, IReadOnlyList<ITypeSymbol> arguments)
    {
        if (arguments.Count != method.Arity)
        {
            return $"it has {arguments.Count} type arguments where {method.Arity} are needed";
        }

        var concrete = Substitution.Inside(method.Construct([.. arguments]), Substitution.None);
        for (var i = 0; i < arguments.Count; i++)
        {
            var parameter = method.TypeParameters[i];
            if (!arguments[i].IsValueType)
            {
                return $"'{arguments[i].Name}' is not a struct";
            }

            if (parameter.ConstraintTypes.FirstOrDefault(c =>
                !compilation.HasImplicitConversion(arguments[i], concrete.Apply(c))) is { } constraint)
            {
                return $"'{arguments[i].Name}' is no '{constraint.Name}'";
            }
        }

        return null;
    }
}
