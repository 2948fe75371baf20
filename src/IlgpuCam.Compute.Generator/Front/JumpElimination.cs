using IlgpuCam.Compute.Generator.Folding;
using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Front;

/// <summary>
/// Turns jumps to the end of a block into branches: what follows <c>if (c) { return; }</c> goes into an <c>else</c>; where that does not
/// do, out of loops above all, a flag says that the rest is skipped.
/// </summary>
internal sealed class JumpElimination(NameScope names)
{
    private int _label;
    private IrVariable? _flag;

    /// <summary>The block without jumps to its own end or that of blocks inside it.</summary>
    public BlockStatement Run(LabeledBlock block)
    {
        var statements = Inner(block.Body.Statements);
        var (outerLabel, outerFlag) = (_label, _flag);
        (_label, _flag) = (block.Label, null);
        var result = Plain(statements);
        if (_flag is { } flag)
        {
            result.Insert(0, new DeclareStatement(flag, Fold.Bool(false), block.Line));
        }

        (_label, _flag) = (outerLabel, outerFlag);
        return Block(result);
    }

    /// <summary>The blocks inside first.</summary>
    private List<IrStatement> Inner(IEnumerable<IrStatement> statements)
    {
        List<IrStatement> result = [];
        foreach (var statement in statements)
        {
            switch (statement)
            {
                case LabeledBlock labeled:
                    result.AddRange(Run(labeled).Statements);
                    break;
                case BlockStatement block:
                    result.AddRange(Inner(block.Statements));
                    break;
                case IfStatement branch:
                    result.Add(branch with { Then = Block(Inner(branch.Then.Statements)), Else = branch.Else is { } other
                        ? Block(Inner(other.Statements)) : null });
                    break;
                case LoopStatement loop:
                    result.Add(loop with { Body = Block(Inner(loop.Body.Statements)), Step = Block(Inner(loop.Step.Statements)) });
                    break;
                default:
                    result.Add(statement);
                    break;
            }
        }

        return result;
    }

    /// <summary>Outside loops, as long as the end can be reached by going into the other branch.</summary>
    private List<IrStatement> Plain(IReadOnlyList<IrStatement> list)
    {
        var result = new List<IrStatement>();
        for (var i = 0; i < list.Count; i++)
        {
            var statement = list[i];
            if (!Jumps(statement))
            {
                result.Add(statement);
                continue;
            }

            var rest = list.Skip(i + 1).ToList();
            switch (statement)
            {
                case IfStatement branch:
                    IReadOnlyList<IrStatement> then = branch.Then.Statements, otherwise = branch.Else?.Statements ?? [];
                    if (rest.Count == 0)
                    {
                        result.Add(Branch(branch, Plain(then), Plain(otherwise)));
                    }
                    else if (EndsInJump(then))
                    {
                        result.Add(Branch(branch, Plain(then), Plain([.. otherwise, .. rest])));
                    }
                    else if (EndsInJump(otherwise))
                    {
                        result.Add(Branch(branch, Plain([.. then, .. rest]), Plain(otherwise)));
                    }
                    else
                    {
                        result.Add(Branch(branch, Flagged(then, false), Flagged(otherwise, false)));
                        result.Add(UnlessJumped(Plain(rest)));
                    }

                    break;
                case LoopStatement loop:
                    result.Add(loop with { Body = Block(Flagged(loop.Body.Statements, true)) });
                    if (rest.Count > 0)
                    {
                        result.Add(UnlessJumped(Plain(rest)));
                    }

                    break;
            }

            return result;
        }

        return result;
    }

    /// <summary>Inside loops, and where both ways may go on: the flag is set, and a loop left.</summary>
    private List<IrStatement> Flagged(IReadOnlyList<IrStatement> list, bool inLoop)
    {
        var result = new List<IrStatement>();
        for (var i = 0; i < list.Count; i++)
        {
            var statement = list[i];
            switch (statement)
            {
                case JumpStatement jump when jump.Label == _label:
                    result.Add(new AssignStatement(new VariableExpression(Flag()), Fold.Bool(true), jump.Line));
                    if (inLoop)
                    {
                        result.Add(new BreakStatement(false, jump.Line));
                    }

                    return result;
                case IfStatement branch when Jumps(branch):
                    result.Add(Branch(branch, Flagged(branch.Then.Statements, inLoop), Flagged(branch.Else?.Statements ?? [], inLoop)));
                    if (!inLoop)
                    {
                        return WithRest(result, list, i);
                    }

                    break;
                case LoopStatement loop when Jumps(loop):
                    result.Add(loop with { Body = Block(Flagged(loop.Body.Statements, true)) });
                    if (!inLoop)
                    {
                        return WithRest(result, list, i);
                    }

                    result.Add(new IfStatement(new VariableExpression(Flag()),
                        new(EquatableArray<IrStatement>.From([new BreakStatement(false, loop.Line)]), loop.Line), null, false, loop.Line));
                    break;
                default:
                    result.Add(statement);
                    break;
            }
        }

        return result;
    }

    private List<IrStatement> WithRest(List<IrStatement> result, IReadOnlyList<IrStatement> list, int index)
    {
        var rest = Flagged([.. list.Skip(index + 1)], false);
        if (rest.Count > 0)
        {
            result.Add(UnlessJumped(rest));
        }

        return result;
    }

    private IrVariable Flag() => _flag ??= new(names.Unique("left"), ScalarType.Bool);

    private IfStatement UnlessJumped(List<IrStatement> rest) =>
        new(Fold.Unary(UnaryOperator.LogicalNot, new VariableExpression(Flag())), Block(rest), null, false, rest.Count == 0 ? 0 : rest[0].Line);

    private bool Jumps(IrStatement statement) => IrWalk.All(statement).Any(s => s is JumpStatement jump && jump.Label == _label);

    private bool EndsInJump(IReadOnlyList<IrStatement> list) => list.Count > 0 && list[list.Count - 1] switch
    {
        JumpStatement jump => jump.Label == _label,
        IfStatement { Else: { } otherwise } branch => EndsInJump(branch.Then.Statements) && EndsInJump(otherwise.Statements),
        _ => false,
    };

    /// <summary>A branch whose first way may have become empty.</summary>
    private static IfStatement Branch(IfStatement branch, List<IrStatement> then, List<IrStatement> otherwise) =>
        then.Count == 0 && otherwise.Count > 0
        ? branch with { Condition = Fold.Unary(UnaryOperator.LogicalNot, branch.Condition), Then = Block(otherwise), Else = null }
        : branch with { Then = Block(then), Else = otherwise.Count == 0 ? null : Block(otherwise) };

    private static BlockStatement Block(List<IrStatement> statements) =>
        new(EquatableArray<IrStatement>.From(statements), statements.Count == 0 ? 0 : statements[0].Line);
}
