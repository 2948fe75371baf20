using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>
/// Takes a kernel apart into stretches that every work-item runs through on its own, and what the group does as one: barriers, shuffles, and the branches, loops and jumps round these.
/// </summary>
internal abstract class GroupWalker
{
    /// <param name="statements">Statements in order.</param>
    /// <param name="isFollowed">Whether a work-item that leaves the kernel here would be missed later.</param>
    protected void Walk(IEnumerable<IrStatement> statements, bool isFollowed)
    {
        var list = statements.SelectMany(Flat).ToList();
        var stretch = new List<IrStatement>();
        for (var i = 0; i < list.Count; i++)
        {
            var statement = list[i];
            var isWaitedFor = isFollowed || list.Skip(i + 1).Any(s => IsWide(s, false));
            if (!IsWide(statement, isWaitedFor))
            {
                stretch.Add(statement);
                continue;
            }

            Flush(stretch);
            Wide(statement, isFollowed || i + 1 < list.Count);
        }

        Flush(stretch);
    }

    /// <summary>Statements that every work-item runs through by itself.</summary>
    protected abstract void Stretch(IReadOnlyList<IrStatement> statements);

    /// <summary>A branch that the whole group takes.</summary>
    protected abstract void If(IfStatement branch, bool isFollowed);

    /// <summary>A loop that the whole group goes round.</summary>
    protected abstract void Loop(LoopStatement loop);

    /// <summary>A shuffle, whose result goes to a variable or a place, or nowhere.</summary>
    protected abstract void Shuffle(IrStatement statement, IntrinsicExpression operation);

    /// <summary>A <c>break</c>, <c>continue</c> or <c>return</c> of the whole group.</summary>
    protected abstract void Jump(IrStatement statement);

    private void Flush(List<IrStatement> stretch)
    {
        if (stretch.Count > 0)
        {
            Stretch(stretch.ToArray());
            stretch.Clear();
        }
    }

    private void Wide(IrStatement statement, bool isFollowed)
    {
        switch (statement)
        {
            case BarrierStatement:
                break;
            case IfStatement branch:
                If(branch, isFollowed);
                break;
            case LoopStatement loop:
                Loop(loop);
                break;
            case BreakStatement or ContinueStatement or ReturnStatement:
                Jump(statement);
                break;
            default:
                Shuffle(statement, ShuffleOf(statement)!);
                break;
        }
    }

    private static IEnumerable<IrStatement> Flat(IrStatement statement) => statement is BlockStatement block ? block.Statements.SelectMany(Flat) : [statement];

    private static bool IsWide(IrStatement statement, bool isWaitedFor) => IrWalk.Statements(statement).Any(s => s switch
    {
        BarrierStatement => true,
        BreakStatement leave => leave.IsGroupWide,
        ContinueStatement next => next.IsGroupWide,
        ReturnStatement => isWaitedFor,
        IfStatement branch => branch.IsGroupWide,
        LoopStatement loop => loop.IsGroupWide,
        _ => ShuffleOf(s) is not null,
    });

    private static IntrinsicExpression? ShuffleOf(IrStatement statement)
    {
        var value = statement switch
        {
            DeclareStatement declare => declare.Value,
            AssignStatement assign => assign.Value,
            EvaluateStatement evaluate => evaluate.Value,
            _ => null,
        };
        return value is IntrinsicExpression operation && KernelFacts.IsShuffle(operation.Intrinsic) ? operation : null;
    }
}
