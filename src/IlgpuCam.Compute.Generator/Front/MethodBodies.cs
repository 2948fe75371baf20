using IlgpuCam.Compute.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace IlgpuCam.Compute.Generator.Front;

/// <summary>Finds the operations of methods, accessors, local functions and constructors.</summary>
internal static class MethodBodies
{
    public static MethodBody Find(IMethodSymbol method, KernelModule module)
    {
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            var syntax = reference.GetSyntax(module.Token);
            if (syntax is TypeDeclarationSyntax declaration)
            {
                return new([.. Initialisers(declaration, module)]);
            }

            switch (module.Operation(syntax))
            {
                case IMethodBodyOperation { BlockBody: { } block }:
                    return new([block]);
                case IMethodBodyOperation { ExpressionBody: { } block }:
                    return new([block]);
                case ILocalFunctionOperation { Body: { } block }:
                    return new([block]);
                case IBlockOperation block:
                    return new([block]);
                case IConstructorBodyOperation constructor:
                    return Constructor(constructor, syntax, module);
            }
        }

        throw new KernelException(Descriptors.UnsupportedMember, method.Locations.FirstOrDefault(l => l.IsInSource), SymbolNames.FullName(method));
    }

    public static bool HasBody(IMethodSymbol method) =>
        method.DeclaringSyntaxReferences.Any(r => r.GetSyntax() switch
        {
            BaseMethodDeclarationSyntax m => m.Body is not null || m.ExpressionBody is not null,
            AccessorDeclarationSyntax a => a.Body is not null || a.ExpressionBody is not null,
            LocalFunctionStatementSyntax or ArrowExpressionClauseSyntax => true,
            TypeDeclarationSyntax => method.MethodKind == MethodKind.Constructor,
            _ => false,
        });

    private static MethodBody Constructor(IConstructorBodyOperation constructor, SyntaxNode syntax, KernelModule module)
    {
        List<IOperation> statements = [];
        if (constructor.Initializer is { } initializer)
        {
            statements.Add(initializer);
        }
        else if (syntax.Parent is TypeDeclarationSyntax declaration)
        {
            statements.AddRange(Initialisers(declaration, module));
        }

        statements.Add(constructor.BlockBody ?? constructor.ExpressionBody ?? throw new KernelException(null));
        return new(statements);
    }

    private static IEnumerable<IOperation> Initialisers(TypeDeclarationSyntax declaration, KernelModule module)
    {
        foreach (var member in declaration.Members)
        {
            if (member is FieldDeclarationSyntax field && !field.Modifiers.Any(m => m.ValueText is "static" or "const"))
            {
                foreach (var variable in field.Declaration.Variables)
                {
                    if (variable.Initializer is { } initializer && module.Operation(initializer) is { } operation)
                    {
                        yield return operation;
                    }
                }
            }
            else if (member is PropertyDeclarationSyntax { Initializer: { } propertyInitializer } property
                && !property.Modifiers.Any(m => m.ValueText is "static")
                && module.Operation(propertyInitializer) is { } operation)
            {
                yield return operation;
            }
        }
    }
}
