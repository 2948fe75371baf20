using IlgpuCam.Compute.Generator.Diagnostics;
using IlgpuCam.Compute.Generator.Folding;
using IlgpuCam.Compute.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace IlgpuCam.Compute.Generator.Front;

/// <content>Places and what is written to them.</content>
internal sealed partial class BodyBinder
{
    /// <summary>Something that can be written or referred to.</summary>
    private IrExpression Place(IOperation operation)
    {
        switch (operation)
        {
            case IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared }:
                return new VariableExpression(DeclareUnset(declared.Local, declared));
            case IDiscardOperation discard:
                var variable = new IrVariable(_names.Unique("discarded"), TypeOf(discard));
                _out.Add(new DeclareStatement(variable, null, _line));
                return new VariableExpression(variable);
            case IFieldReferenceOperation { Field.IsStatic: false, Instance: { Type.IsValueType: true } instance } field:
                var target = Place(instance);
                return target.Type is StructType type ? new FieldExpression(target, TypeMapper.FieldOf(type, field.Field))
                    : throw Refusals.For(operation);
            case IPropertyReferenceOperation { Instance: { Type.IsValueType: true } instance } property when AutoField(property.Property) is { } field:
                var owner = Place(instance);
                return new FieldExpression(owner, TypeMapper.FieldOf((StructType)owner.Type, field));
            case ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation or IPropertyReferenceOperation or IFieldReferenceOperation or IInvocationOperation:
                var value = Value(operation);
                return value is VariableExpression or ElementExpression or FieldExpression ? value : Temporary(value);
            default:
                return Temporary(Value(operation));
        }
    }

    private AddressExpression AddressOf(IrExpression place)
    {
        if (IrWalk.Root(place) is { Type: not ReferenceType } variable)
        {
            _addressTaken.Add(variable.Name);
        }

        return new(place, new(place.Type, SpaceOf(place)));
    }

    private static AddressSpace SpaceOf(IrExpression place) => place switch
    {
        ElementExpression element => ((ViewType)element.View.Type).Space,
        FieldExpression field => SpaceOf(field.Target),
        VariableExpression { Variable.Type: ReferenceType reference } => reference.Space,
        _ => AddressSpace.Local,
    };

    /// <summary>Assigns; where the value is wanted it comes back.</summary>
    private IrExpression? Assign(ISimpleAssignmentOperation operation, bool wantsValue)
    {
        if (operation.IsRef)
        {
            throw NotInKernel(operation, "a reference that is made to refer to something else");
        }

        if (operation.Target is IDiscardOperation)
        {
            return Value(operation.Value);
        }

        if (operation.Target is IPropertyReferenceOperation property && Setter(property) is { } setter)
        {
            IrExpression? assigned = null;
            Call(setter, property.Instance, [.. PropertyArguments(property), () => assigned = Stable(Value(operation.Value))], operation);
            return assigned;
        }

        if (operation.Target is ILocalReferenceOperation local && _frame.PendingViews.TryGetValue(local.Local, out var pending))
        {
            return AssignPendingView(local.Local, pending, operation.Value);
        }

        if (operation.Target is ILocalReferenceOperation or IParameterReferenceOperation)
        {
            var variable = Place(operation.Target);
            var assigned = Value(operation.Value);
            RequireOneSpace(operation, variable.Type, assigned.Type, operation.Target.Syntax.ToString());
            _out.Add(new AssignStatement(variable, wantsValue ? assigned : TakeTemporary(assigned), _line));
            return wantsValue ? Stable(variable) : null;
        }

        IrExpression? place = null;
        var operands = Operands(() => AddressOfTarget(operation.Target, p => place = p), () => Value(operation.Value));
        place = operands[0] is AddressExpression address ? address.Place : place!;
        var value = wantsValue ? Stable(operands[1]) : operands[1];
        _out.Add(new AssignStatement(place, value, _line));
        return value;
    }

    /// <summary>The place as an operand, so that later operands' effects leave alone which place it is. No reference is made.</summary>
    private AddressExpression AddressOfTarget(IOperation target, Action<IrExpression> found)
    {
        var place = Place(target);
        found(place);
        return new(place, new(place.Type, SpaceOf(place)));
    }

    private IrExpression AssignPendingView(ILocalSymbol local, (List<IrStatement> Statements, IrStatement Placeholder) pending, IOperation value)
    {
        var bound = Value(value);
        var variable = new IrVariable(_names.Unique(local.Name), bound.Type);
        pending.Statements[pending.Statements.FindIndex(s => ReferenceEquals(s, pending.Placeholder))] = new DeclareStatement(variable, null,
            pending.Placeholder.Line);
        _frame.PendingViews.Remove(local);
        _frame.Values[local] = new VariableExpression(variable);
        _out.Add(new AssignStatement(new VariableExpression(variable), bound, _line));
        return bound;
    }

    private IrExpression? AssignCompound(ICompoundAssignmentOperation operation, bool wantsValue)
    {
        RefuseChecked(operation, operation.IsChecked);
        if (operation.OperatorMethod is { } method && Operator(method, operation.ConstrainedToType, operation) is { } found)
        {
            return Update(operation.Target, operation.Value, true, wantsValue, read =>
                Call(found, null, [() => read, () => Value(operation.Value)], operation)!);
        }

        if (Operator(operation.OperatorKind) is not { } op)
        {
            throw operation.Type?.SpecialType == SpecialType.System_String
                ? new KernelException(Descriptors.Text, operation.Syntax.GetLocation()) : Refusals.For(operation);
        }

        return Update(operation.Target, operation.Value, true, wantsValue, read =>
        {
            var operands = Operands(() => read, () => Value(operation.Value));
            var (left, right) = (operands[0], operands[1]);
            if (left.Type is not ScalarType target || right.Type is not ScalarType type)
            {
                throw Refusals.For(operation);
            }

            // The value has been converted to the type that the operation is done in; only a shift's has not.
            var isShift = op is BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight or BinaryOperator.UnsignedShiftRight;
            var operand = Promoted(isShift || operation.Target.Type?.TypeKind == TypeKind.Enum ? target : type);
            return Fold.Convert(Apply(op, Fold.Convert(left, operand), right, operand, operation), target);
        });
    }

    private IrExpression? Increment(IIncrementOrDecrementOperation operation, bool wantsValue)
    {
        RefuseChecked(operation, operation.IsChecked);
        if (operation.OperatorMethod is { } method && Operator(method, operation.ConstrainedToType, operation) is not null)
        {
            throw NotInKernel(operation, "an increment operator of a user's type");
        }

        var op = operation.Kind == OperationKind.Increment ? BinaryOperator.Add : BinaryOperator.Subtract;
        return Update(operation.Target, null, !operation.IsPostfix, wantsValue, read =>
        {
            if (read.Type is not ScalarType { Kind: not (ScalarKind.Half or ScalarKind.Bool) } type)
            {
                throw Refusals.For(operation);
            }

            var promoted = Promoted(type);
            return Fold.Convert(Fold.Binary(op, Fold.Convert(read, promoted), Fold.Convert(Fold.Int(1), promoted), promoted), type);
        });
    }

    /// <summary>Reads a place, makes a new value of it and writes that back; which place it is is evaluated once.</summary>
    private IrExpression? Update(IOperation target, IOperation? operand, bool wantsNew, bool wantsValue, Func<IrExpression, IrExpression> change)
    {
        if (target is IPropertyReferenceOperation property && Setter(property) is { } setter)
        {
            // Getter and setter are called with the same instance and indices, which are evaluated for each.
            if (wantsValue || property.ChildOperations.Append(operand).OfType<IOperation>().Any(o =>
                WrittenSymbols.MayWrite(o) || o.DescendantsAndSelf().Any(d => d is IInvocationOperation)))
            {
                throw NotInKernel(target, "a compound assignment to a property that is used as a value or has effects of its own");
            }

            return Call(setter, property.Instance, [.. PropertyArguments(property), () => change(Value(property))], target);
        }

        var place = Simple(Place(target), operand is null || !WrittenSymbols.MayWrite(operand));
        if (!wantsValue)
        {
            var changed = change(place);
            _out.Add(new AssignStatement(place, changed, _line));
            return null;
        }

        var old = wantsNew ? place : Temporary(place);
        var value = change(old);
        if (wantsNew)
        {
            value = Stable(value);
        }

        _out.Add(new AssignStatement(place, value, _line));
        return wantsNew ? value : old;
    }

    /// <summary>A place whose index is a variable or a literal, so that it can be written twice.</summary>
    private IrExpression Simple(IrExpression place, bool variablesStay) => place switch
    {
        FieldExpression field => field with { Target = Simple(field.Target, variablesStay) },
        ElementExpression element => new ElementExpression(Simplest(element.View, variablesStay), Simplest(element.Index, variablesStay)),
        _ => place,
    };

    private IrExpression Simplest(IrExpression value, bool variablesStay) =>
        variablesStay && value is VariableExpression { Variable.Type: not ReferenceType } ? value : Stable(value);

    /// <summary>The value as something that no later statement changes.</summary>
    private IrExpression Stable(IrExpression value) =>
        IsConstant(value) || (value is VariableExpression { Variable: { Type: not ReferenceType } variable }
            && _fixed.Contains(variable.Name)) ? value : Temporary(value);

    /// <summary>The right side of the declaration that was written last where the value is just its temporary: that is not needed then.</summary>
    private IrExpression TakeTemporary(IrExpression value)
    {
        if (value is VariableExpression { Variable: var variable } && _temporaries.Contains(variable.Name) && _out.Count > 0
            && _out[_out.Count - 1] is DeclareStatement { Value: { } initial } last && last.Variable == variable
            && (!IrWalk.IsShuffle(initial)))
        {
            _out.RemoveAt(_out.Count - 1);
            return initial;
        }

        return value;
    }
}
