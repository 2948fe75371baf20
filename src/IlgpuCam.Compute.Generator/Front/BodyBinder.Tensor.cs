using IlgpuCam.Compute.Generator.Diagnostics;
using IlgpuCam.Compute.Generator.Folding;
using IlgpuCam.Compute.Generator.Ir;
using IlgpuCam.Compute.Generator.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace IlgpuCam.Compute.Generator.Front;

/// <content>Matrices that warps multiply, and copies that go on beside other work: what only CUDA devices and the emulator have.</content>
internal sealed partial class BodyBinder
{
    /// <summary>Groups of copies that can be on their way.</summary>
    private const int MostPending = 7;

    private (bool IsFound, IrExpression? Value)? TensorVocabulary(IInvocationOperation operation, IMethodSymbol method)
    {
        var name = SymbolNames.FullName(method);
        if (name.StartsWith(KnownNames.AsyncCopy, StringComparison.Ordinal))
        {
            _out.Add(new EvaluateStatement(AsyncCopy(operation, method), _line));
            return (true, null);
        }

        Intrinsic? kind = !name.StartsWith(KnownNames.TensorCore, StringComparison.Ordinal) ? null : method.Name switch
        {
            "MultiplyTf32" => Ir.Intrinsic.MultiplyTf32,
            "MultiplyHalf" => Ir.Intrinsic.MultiplyHalf,
            "MultiplyBFloat16" => Ir.Intrinsic.MultiplyBFloat16,
            "LoadMatrix" or "LoadMatrix2" or "LoadMatrix4" => Ir.Intrinsic.LoadMatrix,
            "LoadMatrixTransposed" or "LoadMatrixTransposed2" or "LoadMatrixTransposed4" => Ir.Intrinsic.LoadMatrixTransposed,
            _ => null,
        };
        if (kind is not { } intrinsic)
        {
            return null;
        }

        RequireKernel();
        var operands = InOrder(operation);
        var arguments = intrinsic >= Ir.Intrinsic.LoadMatrix ? [ElementAddress(operation, operands[0], operands[1], AddressSpace.Shared)] : operands;
        NewSite(operation);
        var result = Temporary(Fold.Intrinsic(intrinsic, TypeOf(operation), arguments), "exchanged");
        _shuffles[result.Variable.Name] = operation.Syntax.GetLocation();
        return (true, result);
    }

    private IrExpression AsyncCopy(IInvocationOperation operation, IMethodSymbol method)
    {
        var operands = InOrder(operation);
        switch (method.Name)
        {
            case "Commit":
                return Fold.Intrinsic(Ir.Intrinsic.CommitCopies, ScalarType.Void);
            case "Wait":
                return operands[0] is LiteralExpression { Value: int and >= 0 and <= MostPending }
                    ? Fold.Intrinsic(Ir.Intrinsic.WaitForCopies, ScalarType.Void, operands[0])
                    : throw new KernelException(Descriptors.TensorArgument, operation.Arguments[0].Syntax.GetLocation(), method.Name, $"a constant from 0 to {MostPending}");
            default:
                var kind = method.Name switch { "Copy4" => Ir.Intrinsic.CopyAsync4, "Copy8" => Ir.Intrinsic.CopyAsync8, _ => Ir.Intrinsic.CopyAsync16 };
                return Fold.Intrinsic(
                    kind,
                    ScalarType.Void,
                    ElementAddress(operation, operands[0], operands[1], AddressSpace.Shared),
                    ElementAddress(operation, operands[2], operands[3], AddressSpace.Global),
                    operands[4]);
        }
    }

    private IrExpression[] InOrder(IInvocationOperation operation) =>
        operation.Arguments.Any(a => a.Parameter!.Ordinal != operation.Arguments.IndexOf(a))
            ? throw NotInKernel(operation, "named arguments in another order here")
            : Operands(Arguments(operation.Arguments));

    private static AddressExpression ElementAddress(IInvocationOperation operation, IrExpression view, IrExpression index, AddressSpace space)
    {
        if (view.Type is not ViewType type)
        {
            throw Refusals.For(operation);
        }

        return type.Space == space
            ? new(new ElementExpression(view, index), new ReferenceType(type.Element, type.Space))
            : throw new KernelException(
                Descriptors.TensorArgument, operation.Syntax.GetLocation(), operation.TargetMethod.Name, $"a view of {SpaceName(space)} memory, found {SpaceName(type.Space)} memory");
    }
}
