using IlgpuCam.Compute.Generator.Analysis;
using IlgpuCam.Compute.Generator.Diagnostics;
using IlgpuCam.Compute.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace IlgpuCam.Compute.Generator.Front;

/// <summary>Compiles one kernel, or one instance of a generic one, to the intermediate representation.</summary>
internal static class KernelCompiler
{
    /// <summary>The kernel; null where there are diagnostics, or errors that the C# compiler reports.</summary>
    public static (IrKernel? Kernel, IReadOnlyList<DiagnosticInfo> Diagnostics) Compile(Compilation compilation, IMethodSymbol method,
        KernelOptions options, CancellationToken token)
    {
        var module = new KernelModule(compilation, options.Unroll, token);
        var name = module.Names.Unique(options.Name);
        var binder = new BodyBinder(module, true);
        IrKernel? kernel = null;
        try
        {
            var substitution = Substitution.Inside(method, Substitution.None);
            var parameters = method.Parameters.Select(p => Parameter(p, module, binder)).ToList();
            var body = binder.BindKernel(method, substitution, parameters);
            kernel = module.HasFailed ? null : Finish(method, options with { Name = name }, module, binder, parameters, body);
        }
        catch (KernelException exception)
        {
            module.Report(exception);
        }
        catch (InlineRequiredException)
        {
            module.Report(new(Descriptors.Signature, method.Locations.FirstOrDefault(), method.Name,
                "a constructor in it contains a barrier, a shuffle or an allocation"));
        }

        return (module.HasFailed ? null : kernel, module.Diagnostics);
    }

    private static IrVariable Parameter(IParameterSymbol parameter, KernelModule module, BodyBinder binder)
    {
        var location = parameter.Locations.FirstOrDefault();
        if (parameter.RefKind != RefKind.None)
        {
            throw new KernelException(Descriptors.Signature, location, parameter.ContainingSymbol.Name, $"parameter '{parameter.Name}' is a reference");
        }

        var type = TypeMapper.IsView(parameter.Type)
            ? new ViewType(module.Types.Element(((INamedTypeSymbol)parameter.Type).TypeArguments[0], location), AddressSpace.Global)
            : module.Types.Element(parameter.Type, location);
        return binder.Parameter(parameter, type);
    }

    private static IrKernel Finish(
        IMethodSymbol method, KernelOptions options, KernelModule module, BodyBinder binder, IReadOnlyList<IrVariable> parameters,
            LabeledBlock body)
    {
        var location = method.Locations.FirstOrDefault();
        if (binder.Shuffles.Count > 0 && options.MaxGroupSize <= 0)
        {
            module.Report(new(Descriptors.MaxGroupSizeNeeded, location, method.Name));
        }

        var isGroupWide = GroupWideMarking.HasGroupOperation(body);
        if (isGroupWide)
        {
            foreach (var diagnostic in new Divergence(f => module.Find(f).IsDivergent, binder.Sites, binder.Shuffles).Run(body))
            {
                module.Report(new(diagnostic));
            }
        }

        var flat = isGroupWide ? new JumpElimination(binder.Names).Run(body)
            : new JumpElimination(binder.Names).Run(body with { Label = -1, Body = Returns(body) });
        var statements = EquatableArray<IrStatement>.From([.. binder.Allocations, .. flat.Statements]);
        return new(
            options.Name,
            Path.GetFileName(location?.GetLineSpan().Path ?? ""),
            EquatableArray<IrVariable>.From(parameters),
            GroupWideMarking.Mark(new(statements, flat.Line)),
            EquatableArray<StructType>.From(module.Types.Structs),
            EquatableArray<IrFunction>.From(Used(statements, module.Functions)),
            binder.Sites.Count,
            options.MaxGroupSize);
    }

    /// <summary>
    /// The functions that are still called: constants have taken the place of some, and others were bound for branches that fell away.
    /// </summary>
    private static IEnumerable<IrFunction> Used(IEnumerable<IrStatement> statements, IReadOnlyList<IrFunction> functions)
    {
        var used = new HashSet<string>(Calls(statements));
        foreach (var function in functions.Reverse().Where(f => used.Contains(f.Name)))
        {
            used.UnionWith(Calls([function.Body]));
        }

        return functions.Where(f => used.Contains(f.Name));
    }

    private static IEnumerable<string> Calls(IEnumerable<IrStatement> statements) =>
        statements.SelectMany(IrWalk.AllExpressions).OfType<CallExpression>().Select(c => c.Function);

    /// <summary>Without barriers a work-item may just return; a return at the end is none.</summary>
    private static BlockStatement Returns(LabeledBlock body)
    {
        var statements = body.Body.Statements.ToList();
        if (statements.Count > 0 && statements[statements.Count - 1] is JumpStatement last && last.Label == body.Label)
        {
            statements.RemoveAt(statements.Count - 1);
        }

        return new(EquatableArray<IrStatement>.From(statements.Select(s => Returns(s, body.Label))), body.Line);
    }

    private static IrStatement Returns(IrStatement statement, int label) => statement switch
    {
        JumpStatement jump when jump.Label == label => new ReturnStatement(null, jump.Line),
        BlockStatement block => Returns(block, label),
        LabeledBlock labeled => labeled with { Body = Returns(labeled.Body, label) },
        IfStatement branch => branch with { Then = Returns(branch.Then, label), Else = branch.Else is { } otherwise
            ? Returns(otherwise, label) : null },
        LoopStatement loop => loop with { Body = Returns(loop.Body, label) },
        _ => statement,
    };

    private static BlockStatement Returns(BlockStatement block, int label) =>
        block with { Statements = EquatableArray<IrStatement>.From(block.Statements.Select(s => Returns(s, label))) };
}
