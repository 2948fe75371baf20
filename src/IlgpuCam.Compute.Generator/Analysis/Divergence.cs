using IlgpuCam.Compute.Generator.Diagnostics;
using IlgpuCam.Compute.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace IlgpuCam.Compute.Generator.Analysis;

/// <summary>
/// Finds barriers and shuffles that not all work-items of a group may reach. A value differs between work-items where it comes from
/// <c>Group.Idx</c> or the lane, an atomic, a shuffle, memory at an address that
/// differs or of the work-item itself, or was assigned where only some of them come by. What is the same for the group: constants,
/// parameters, <c>Grid.Idx</c>, dimensions, and memory at one address.
/// </summary>
/// <remarks>The order of assignments plays no part: a variable that differs at one place differs at all, which refuses too much and never too little.</remarks>
internal sealed class Divergence(Func<string, bool> functionDiverges, IReadOnlyList<Location> sites, IReadOnlyDictionary<string, Location> shuffles)
{
    private readonly HashSet<string> _divergent = [];
    private readonly List<DiagnosticInfo> _found = [];
    private readonly List<JumpStatement> _returns = [];
    private bool _changed;
    private bool _isReporting;

    /// <summary>The diagnostics of a kernel's body.</summary>
    public IReadOnlyList<DiagnosticInfo> Run(IrStatement body)
    {
        do
        {
            _changed = false;
            Visit(body, Flow.Uniform);
        }
        while (_changed);

        _isReporting = true;
        Visit(body, Flow.Uniform);
        return _found;
    }

    /// <summary>Where control flow stands: together, or apart; apart only because some work-items may have returned.</summary>
    private enum Flow
    {
        Uniform,
        SomeReturned,
        Divergent,
    }

    /// <summary>How some work-items may leave a statement while others stay.</summary>
    private sealed class Exits
    {
        public bool Breaks { get; set; }

        public bool Continues { get; set; }

        public Dictionary<int, JumpStatement> Jumps { get; } = [];

        public Flow After => Breaks || Continues || Jumps.Values.Any(j => !j.IsReturn) ? Flow.Divergent : Jumps.Count > 0
            ? Flow.SomeReturned : Flow.Uniform;

        public void Add(Exits other)
        {
            Breaks |= other.Breaks;
            Continues |= other.Continues;
            foreach (var jump in other.Jumps)
            {
                Jumps[jump.Key] = jump.Value;
            }
        }
    }

    private Exits Visit(IrStatement statement, Flow flow)
    {
        var exits = new Exits();
        switch (statement)
        {
            case BlockStatement block:
                foreach (var inner in block.Statements)
                {
                    exits.Add(Visit(inner, Worse(flow, exits.After)));
                }

                break;
            case LabeledBlock labeled:
                exits.Add(Visit(labeled.Body, flow));
                exits.Jumps.Remove(labeled.Label);
                break;
            case IfStatement branch:
                var inside = Differs(branch.Condition) ? Flow.Divergent : flow;
                exits.Add(Visit(branch.Then, inside));
                if (branch.Else is { } otherwise)
                {
                    exits.Add(Visit(otherwise, inside));
                }

                break;
            case LoopStatement loop:
                exits.Add(VisitLoop(loop, flow));
                break;
            case BreakStatement:
                exits.Breaks = flow != Flow.Uniform;
                break;
            case ContinueStatement:
                exits.Continues = flow != Flow.Uniform;
                break;
            case JumpStatement jump when flow != Flow.Uniform:
                exits.Jumps[jump.Label] = jump;
                if (jump.IsReturn && !_returns.Contains(jump))
                {
                    _returns.Add(jump);
                }

                break;
            case BarrierStatement barrier:
                Report(flow, sites[barrier.Site], "barrier");
                break;
            default:
                VisitSimple(statement, flow);
                break;
        }

        return exits;
    }

    private Exits VisitLoop(LoopStatement loop, Flow flow)
    {
        var turn = loop.Condition is { } condition && Differs(condition) ? Flow.Divergent : flow;
        var reporting = _isReporting;
        _isReporting = false;
        var exits = Visit(loop.Body, turn);
        _isReporting = reporting;

        // Work-items that leave early make the later turns different for the others.
        if (exits.Breaks || exits.Jumps.Count > 0)
        {
            turn = Worse(turn, exits.Breaks ? Flow.Divergent : exits.After);
        }

        exits.Add(Visit(loop.Body, turn));
        exits.Add(Visit(loop.Step, turn));
        exits.Breaks = exits.Continues = false;
        return exits;
    }

    private void VisitSimple(IrStatement statement, Flow flow)
    {
        switch (statement)
        {
            case DeclareStatement { Value: { } value } declare:
                if (IrWalk.IsShuffle(value) && shuffles.TryGetValue(declare.Variable.Name, out var location))
                {
                    Report(flow, location, value is IntrinsicExpression { Intrinsic: >= Intrinsic.MultiplyTf32 } ? "operation of a warp" : "shuffle");
                }

                Write(declare.Variable, flow != Flow.Uniform || Differs(value));
                break;
            case AssignStatement assign:
                Write(IrWalk.Root(assign.Target), flow != Flow.Uniform || Differs(assign.Value) || Differs(assign.Target));
                break;
        }

        // What a call may write through its references.
        foreach (var call in IrWalk.Expressions(statement).SelectMany(IrWalk.All).OfType<CallExpression>())
        {
            foreach (var address in call.Arguments.OfType<AddressExpression>())
            {
                Write(IrWalk.Root(address.Place), flow != Flow.Uniform || Differs(call));
            }
        }
    }

    private void Write(IrVariable? variable, bool differs)
    {
        if (variable is not null && differs && _divergent.Add(variable.Name))
        {
            _changed = true;
        }
    }

    private bool Differs(IrExpression expression) => expression switch
    {
        VariableExpression { Variable: { Type: ReferenceType { Space: AddressSpace.Local } } } => true,
        VariableExpression variable => _divergent.Contains(variable.Variable.Name),
        ElementExpression { View.Type: ViewType { Space: AddressSpace.Local } } => true,
        IntrinsicExpression { Intrinsic: >= Intrinsic.GroupIdxX and <= Intrinsic.GroupIdxZ or (>= Intrinsic.WarpLane and <= Intrinsic.AtomicCompareExchange) } => true,
        CallExpression call when functionDiverges(call.Function) => true,
        _ => IrWalk.Children(expression).Any(Differs),
    };

    private void Report(Flow flow, Location location, string what)
    {
        if (!_isReporting || flow == Flow.Uniform)
        {
            return;
        }

        if (flow == Flow.Divergent || _returns.Count == 0)
        {
            Add(DiagnosticInfo.At(Descriptors.DivergentBarrier, location, what));
            return;
        }

        foreach (var jump in _returns)
        {
            Add(DiagnosticInfo.At(Descriptors.DivergentReturn, sites[jump.Site]));
        }
    }

    private void Add(DiagnosticInfo diagnostic)
    {
        if (!_found.Contains(diagnostic))
        {
            _found.Add(diagnostic);
        }
    }

    private static Flow Worse(Flow a, Flow b) => a > b ? a : b;
}
