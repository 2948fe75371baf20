using IlgpuCam.Compute.Generator.Diagnostics;
using IlgpuCam.Compute.Generator.Folding;
using IlgpuCam.Compute.Generator.Ir;
using IlgpuCam.Compute.Generator.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace IlgpuCam.Compute.Generator.Front;

/// <content>The vocabulary: views, allocations, barriers and the intrinsics of the table.</content>
internal sealed partial class BodyBinder
{
    /// <summary>The most bytes that one allocation may have: what every device has for a group.</summary>
    private const int LargestAllocation = 1 << 16;

    /// <summary>A method that is more than an intrinsic; the value is null where it has none.</summary>
    private (bool IsFound, IrExpression? Value)? Vocabulary(IInvocationOperation operation, IMethodSymbol method)
    {
        if (TypeMapper.IsView(method.ContainingType))
        {
            return (true, ViewMethod(operation, method));
        }

        switch (SymbolNames.FullName(method))
        {
            case KnownNames.Barrier:
                RequireKernel();
                _out.Add(new BarrierStatement(NewSite(operation), _line));
                return (true, null);
            case KnownNames.SharedAllocate:
                return (true, Allocate(operation, method, AddressSpace.Shared, AllocationCount(operation)));
            case KnownNames.SharedDynamic:
                return (true, Allocate(operation, method, AddressSpace.Shared, 0));
            case KnownNames.LocalAllocate:
                return (true, Allocate(operation, method, AddressSpace.Local, AllocationCount(operation)));
            case KnownNames.FloatClamp or KnownNames.MathClamp:
                var operands = Operands(Arguments(operation.Arguments));
                var type = operands[0].Type is ScalarType scalar ? Promoted(scalar) : throw Refusals.For(operation);
                var values = operands.Select(o => Fold.Convert(o, type)).ToArray();
                return (true, Narrowed(Fold.Intrinsic(Ir.Intrinsic.Min, type, Fold.Intrinsic(Ir.Intrinsic.Max, type, values[0], values[1]),
                    values[2]), operands[0].Type));
            default:
                return TensorVocabulary(operation, method);
        }
    }

    private void RequireKernel()
    {
        if (!isKernel)
        {
            throw new InlineRequiredException();
        }
    }

    private int NewSite(IOperation operation)
    {
        _sites.Add(operation.Syntax.GetLocation());
        return _sites.Count - 1;
    }

    private int AllocationCount(IInvocationOperation operation)
    {
        RequireKernel();
        var (statements, count) = CaptureValue(() => Fold.Convert(Value(operation.Arguments[0].Value), ScalarType.Int32));
        return statements.Count == 0 && count is LiteralExpression { Value: int and > 0 and <= LargestAllocation and var n }
            ? n
            : throw new KernelException(Descriptors.AllocationSize, operation.Arguments[0].Syntax.GetLocation(), $"{LargestAllocation}");
    }

    private VariableExpression Allocate(IInvocationOperation operation, IMethodSymbol method, AddressSpace space, int count)
    {
        RequireKernel();
        var location = operation.Syntax.GetLocation();
        var element = module.Types.Element(_frame.Substitution.Apply(method.TypeArguments[0]), location);
        var size = element is StructType type ? type.Size : ((ScalarType)element).Size;
        if ((long)count * size > LargestAllocation)
        {
            throw new KernelException(Descriptors.AllocationSize, location, $"{LargestAllocation / size}");
        }

        var view = new IrVariable(_names.Unique(_nameHint ?? (space == AddressSpace.Shared ? "shared" : "local_memory")),
            new ViewType(element, space));
        _fixed.Add(view.Name);
        _allocations.Add(new(view, count, _allocations.Count, _line));
        return new(view);
    }

    private IrExpression ViewMethod(IInvocationOperation operation, IMethodSymbol method)
    {
        var instance = operation.Instance ?? throw new KernelException(Descriptors.UnsupportedMember, operation.Syntax.GetLocation(),
            SymbolNames.FullName(method));
        var operands = Operands([() => Value(instance), .. Arguments(operation.Arguments)]);
        if (operands[0].Type is not ViewType view)
        {
            throw Refusals.For(operation);
        }

        switch (method.Name)
        {
            case "SubView" when operands.Length == 3:
                return new SubViewExpression(operands[0], operands[1], operands[2]);
            case "SubView" when operands.Length == 2:
                var (whole, offset) = (Stable(operands[0]), Stable(operands[1]));
                return new SubViewExpression(whole, offset,
                    Fold.Binary(BinaryOperator.Subtract, new LengthExpression(whole), Fold.Convert(offset, ScalarType.Int64), ScalarType.Int64));
            case "Cast":
                return new ViewCastExpression(
                    operands[0], new(module.Types.Element(_frame.Substitution.Apply(method.TypeArguments[0]),
                        operation.Syntax.GetLocation()), view.Space));
            default:
                throw new KernelException(Descriptors.UnsupportedMember, operation.Syntax.GetLocation(), $"ArrayView.{method.Name}");
        }
    }

    private IrExpression Intrinsic(IntrinsicEntry entry, IInvocationOperation operation, IMethodSymbol method)
    {
        var location = operation.Syntax.GetLocation();
        var operands = Operands(Arguments(operation.Arguments));
        var type = TypeOf(operation);
        var isAtomic = entry.Intrinsic is >= Ir.Intrinsic.AtomicAdd and <= Ir.Intrinsic.AtomicCompareExchange;

        // What decides is the value, except where that is fixed: counts of bits, tests, and reinterpretations.
        var subject = entry.Intrinsic >= Ir.Intrinsic.IsNaN ? operands[0].Type : type;
        var arity = isAtomic ? (entry.Intrinsic == Ir.Intrinsic.AtomicCompareExchange ? 3 : 2) : Arity(entry.Intrinsic);
        if (subject is not ScalarType scalar || (DomainOf(scalar) & entry.Domain) == 0
            || (entry.Intrinsic < Ir.Intrinsic.Abs && scalar != Promoted(scalar)) || operands.Length != arity
                || operation.Arguments.Any(a => a.Parameter!.Ordinal != operation.Arguments.IndexOf(a)))
        {
            throw new KernelException(
                Descriptors.UnsupportedMember, location, $"{SymbolNames.FullName(method)}({string.Join(", ", method.Parameters.Select(p => p.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)))})");
        }

        if (isAtomic)
        {
            if (operands[0] is AddressExpression { Reference.Space: AddressSpace.Local })
            {
                throw NotInKernel(operation, "an atomic operation on a variable of one work-item");
            }

            return Temporary(Fold.Intrinsic(entry.Intrinsic, type, operands), "old");
        }

        if (entry.Intrinsic is >= Ir.Intrinsic.Shuffle and <= Ir.Intrinsic.ShuffleUp)
        {
            RequireKernel();
            NewSite(operation);
            var shuffled = Temporary(Fold.Intrinsic(entry.Intrinsic, type, operands), "shuffled");
            _shuffles[shuffled.Variable.Name] = location;
            return shuffled;
        }

        if (entry.Intrinsic < Ir.Intrinsic.IsNaN && scalar != Promoted(scalar))
        {
            return Fold.Convert(Fold.Intrinsic(entry.Intrinsic, ScalarType.Int32, [.. operands.Select(Promote)]), scalar);
        }

        return Fold.Intrinsic(entry.Intrinsic, type, operands);
    }

    private IrExpression PropertyIntrinsic(IntrinsicEntry entry)
    {
        _usesIndices = true;
        _isDivergent |= entry.Intrinsic is >= Ir.Intrinsic.GroupIdxX and <= Ir.Intrinsic.GroupIdxZ or Ir.Intrinsic.WarpLane;
        return Fold.Intrinsic(entry.Intrinsic, ScalarType.Int32);
    }

    private static int Arity(Intrinsic intrinsic) => intrinsic switch
    {
        Ir.Intrinsic.FusedMultiplyAdd => 3,
        Ir.Intrinsic.Min or Ir.Intrinsic.Max or Ir.Intrinsic.CopySign or Ir.Intrinsic.Pow or Ir.Intrinsic.PackHalf or Ir.Intrinsic.PackBFloat16 or (>= Ir.Intrinsic.Shuffle and <= Ir.Intrinsic.ShuffleUp) => 2,
        _ => 1,
    };

    private static Domain DomainOf(ScalarType type) => type.Kind switch
    {
        ScalarKind.Float32 => Domain.Float32,
        ScalarKind.Float64 => Domain.Float64,
        ScalarKind.Int64 or ScalarKind.UInt64 => Domain.Int64,
        >= ScalarKind.Int8 and <= ScalarKind.UInt32 => Domain.Int32,
        _ => Domain.None,
    };
}
