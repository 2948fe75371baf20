using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Front;

/// <summary>
/// Finds loops whose number of turns is known: a counter that starts at a constant, is compared with one and steps by one, and that nothing
/// else writes.
/// </summary>
internal static class UnrollHints
{
    private const int Most = 1 << 12;

    /// <summary>The number of turns; null where it is not known, where the loop may be left early, or where it is large.</summary>
    public static int? TripCount(IEnumerable<IrStatement> before, IrExpression? condition, IReadOnlyList<IrStatement> step,
        IReadOnlyList<IrStatement> body)
    {
        if (condition is not BinaryExpression { Left: VariableExpression { Variable: { Type: ScalarType { Kind: ScalarKind.Int32 } } counter }, Right: LiteralExpression { Value: int end } } test
            || step.Count != 1
            || step[0] is not AssignStatement { Target: VariableExpression target,
                Value: BinaryExpression { Left: VariableExpression source, Right: LiteralExpression { Value: int by } } change }
            || target.Variable != counter || source.Variable != counter
            || before.OfType<DeclareStatement>().LastOrDefault(d => d.Variable == counter) is not { Value: LiteralExpression { Value: int start } })
        {
            return null;
        }

        if (body.SelectMany(IrWalk.All).Any(s => s is AssignStatement assign && IrWalk.Root(assign.Target) == counter)
            || body.SelectMany(IrWalk.AllExpressions).Any(e => e is AddressExpression address && IrWalk.Root(address.Place) == counter)
            || body.Any(LeavesLoop))
        {
            return null;
        }

        var trips = 0;
        for (long i = start; Holds(test.Operator, i, end); trips++)
        {
            var next = change.Operator switch
            {
                BinaryOperator.Add => i + by,
                BinaryOperator.Subtract => i - by,
                BinaryOperator.Multiply => i * by,
                BinaryOperator.ShiftLeft => i << by,
                BinaryOperator.ShiftRight => i >> by,
                BinaryOperator.Divide when by != 0 => i / by,
                _ => i,
            };
            if (next == i || next is > int.MaxValue or < int.MinValue || trips > Most)
            {
                return null;
            }

            i = next;
        }

        return trips;
    }

    private static bool LeavesLoop(IrStatement statement) => statement switch
    {
        BreakStatement or ReturnStatement or JumpStatement => true,
        LoopStatement loop => IrWalk.All(loop).Any(s => s is ReturnStatement or JumpStatement),
        _ => IrWalk.Children(statement).Any(LeavesLoop),
    };

    private static bool Holds(BinaryOperator op, long value, long end) => op switch
    {
        BinaryOperator.Less => value < end,
        BinaryOperator.LessOrEqual => value <= end,
        BinaryOperator.Greater => value > end,
        BinaryOperator.GreaterOrEqual => value >= end,
        BinaryOperator.NotEqual => value != end,
        _ => false,
    };
}
