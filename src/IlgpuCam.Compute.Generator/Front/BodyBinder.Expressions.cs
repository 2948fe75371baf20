using IlgpuCam.Compute.Generator.Diagnostics;
using IlgpuCam.Compute.Generator.Folding;
using IlgpuCam.Compute.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace IlgpuCam.Compute.Generator.Front;

/// <content>Values.</content>
internal sealed partial class BodyBinder
{
    private IrExpression Value(IOperation operation)
    {
        module.Token.ThrowIfCancellationRequested();
        if (operation.ConstantValue is { HasValue: true, Value: var constant } && operation.Type is { } type && constant is not null)
        {
            return TypeOf(operation) is ScalarType scalar ? ConstantOf(constant, scalar)
                : throw new KernelException(Descriptors.Text, operation.Syntax.GetLocation());
        }

        return operation switch
        {
            ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation => Variable(operation),
            IFieldReferenceOperation field => FieldValue(field),
            IPropertyReferenceOperation property => PropertyValue(property),
            IInvocationOperation invocation => Invocation(invocation) ?? throw NotInKernel(operation, "the value of a method that has none"),
            IBinaryOperation binary => Binary(binary),
            IUnaryOperation unary => Unary(unary),
            IConversionOperation conversion => Conversion(conversion),
            IConditionalOperation conditional => Conditional(conditional),
            ISimpleAssignmentOperation assignment => Assign(assignment, true)!,
            ICompoundAssignmentOperation compound => AssignCompound(compound, true)!,
            IIncrementOrDecrementOperation increment => Increment(increment, true)!,
            IObjectCreationOperation creation => Create(creation),
            IWithOperation with => With(with),
            IDefaultValueOperation => Default(operation),
            IIsPatternOperation pattern => IsPattern(pattern),
            ISwitchExpressionOperation choice => SwitchExpression(choice),
            IDeclarationExpressionOperation declaration => Place(declaration),
            ISizeOfOperation size => SizeOf(size),
            _ => throw Refusals.For(operation),
        };
    }

    /// <summary>A constant of a scalar type; enums come as their underlying values.</summary>
    private static IrExpression ConstantOf(object constant, ScalarType type) => Fold.Constant(constant, type);

    private IrExpression Variable(IOperation operation)
    {
        if (operation is IInstanceReferenceOperation)
        {
            return _frame.This is { } self
                ? new VariableExpression(self)
                : throw new KernelException(Descriptors.CapturedState, operation.Syntax.GetLocation(), "this");
        }

        var symbol = operation is ILocalReferenceOperation local ? (ISymbol)local.Local
            : ((IParameterReferenceOperation)operation).Parameter.OriginalDefinition;
        if (_frame.Values.TryGetValue(symbol, out var value))
        {
            return value;
        }

        // A variable of the method round a local function, or a parameter of a primary constructor; otherwise its declaration has been
        // refused before.
        throw SymbolEqualityComparer.Default.Equals(symbol.ContainingSymbol.OriginalDefinition, _frame.Method.OriginalDefinition)
            ? new KernelException(null)
            : new KernelException(Descriptors.CapturedState, operation.Syntax.GetLocation(), symbol.Name);
    }

    private IrExpression FieldValue(IFieldReferenceOperation operation)
    {
        var field = operation.Field;
        if (field.IsStatic)
        {
            return StaticValue(operation, field, field.IsReadOnly);
        }

        if (operation.Instance is not { Type.IsValueType: true } instance)
        {
            throw new KernelException(Descriptors.CapturedState, operation.Syntax.GetLocation(), field.Name);
        }

        var target = Value(instance);
        return target.Type is StructType type ? new FieldExpression(target, TypeMapper.FieldOf(type, field)) : throw Refusals.For(operation);
    }

    /// <summary>A static field or property whose initialiser is a constant.</summary>
    private IrExpression StaticValue(IOperation operation, ISymbol member, bool isReadOnly)
    {
        var location = operation.Syntax.GetLocation();
        if (!isReadOnly)
        {
            throw new KernelException(Descriptors.CapturedState, location, member.Name);
        }

        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            var initialiser = reference.GetSyntax(module.Token) switch
            {
                Microsoft.CodeAnalysis.CSharp.Syntax.VariableDeclaratorSyntax { Initializer: { } i } => i,
                Microsoft.CodeAnalysis.CSharp.Syntax.PropertyDeclarationSyntax { Initializer: { } i } => i,
                _ => null,
            };
            if (initialiser is not null && module.Operation(initialiser) is ISymbolInitializerOperation { Value: { } value })
            {
                var outer = _frame;
                _frame = new(outer.Method, Substitution.Inside(member.ContainingType), FrameKind.Inlined);
                try
                {
                    var (statements, bound) = CaptureValue(() => Value(value));
                    if (statements.Count == 0 && IsConstant(bound))
                    {
                        return bound;
                    }
                }
                catch (KernelException)
                {
                    // Reported below, at the place that uses it.
                }
                finally
                {
                    _frame = outer;
                }
            }
        }

        throw new KernelException(Descriptors.CapturedState, location, member.Name);
    }

    private IrExpression Conditional(IConditionalOperation operation)
    {
        if (operation.WhenFalse is null || operation.IsRef)
        {
            throw NotInKernel(operation, "a conditional reference");
        }

        var condition = Value(operation.Condition);
        if (condition is LiteralExpression { Value: bool chosen })
        {
            return Value(chosen ? operation.WhenTrue : operation.WhenFalse);
        }

        var whenTrue = CaptureValue(() => Value(operation.WhenTrue));
        var whenFalse = CaptureValue(() => Value(operation.WhenFalse));
        RequireOneSpace(operation, whenTrue.Value.Type, whenFalse.Value.Type, "the value");
        if (whenTrue.Statements.Count == 0 && whenFalse.Statements.Count == 0)
        {
            return Fold.Conditional(condition, whenTrue.Value, whenFalse.Value);
        }

        var result = new IrVariable(_names.Unique("t"), whenTrue.Value.Type);
        _out.Add(new DeclareStatement(result, null, _line));
        foreach (var branch in new[] { whenTrue, whenFalse })
        {
            branch.Statements.Add(new AssignStatement(new VariableExpression(result), branch.Value, _line));
        }

        _out.Add(new IfStatement(condition, Block(whenTrue.Statements), Block(whenFalse.Statements), false, _line));
        return new VariableExpression(result);
    }

    private static void RequireOneSpace(IOperation operation, IrType first, IrType second, string name)
    {
        if (first is ViewType a && second is ViewType b && a.Space != b.Space)
        {
            throw SpacesDisagree(operation.Syntax.GetLocation(), name, a.Space, b.Space);
        }
    }

    private IrExpression Default(IOperation operation) => TypeOf(operation) switch
    {
        ScalarType { Kind: ScalarKind.Half } half => new DefaultExpression(half),
        ScalarType { Kind: ScalarKind.Bool } => Fold.Bool(false),
        ScalarType scalar => Fold.Convert(Fold.Int(0), scalar),
        var type => new DefaultExpression(type),
    };

    private LiteralExpression SizeOf(ISizeOfOperation operation) =>
        Fold.Int(module.Types.Map(_frame.Substitution.Apply(operation.TypeOperand), operation.Syntax.GetLocation()) switch
        {
            StructType type => type.Size,
            var type => ((ScalarType)type).Size,
        });
}
