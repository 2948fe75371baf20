using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>Writes the body of the fast mode's method: a loop over the work-items for every stretch between barriers.</summary>
internal sealed class GroupWriter : GroupWalker
{
    private readonly IrKernel _kernel;
    private readonly GroupPlaces _places;
    private readonly GroupExpressions _expressions;
    private readonly CodeText _text;
    private readonly GroupStatements _statements;
    private string? _continue;
    private int _shuffles;

    public GroupWriter(IrKernel kernel, GroupPlaces places, GroupExpressions expressions, CodeText text)
    {
        (_kernel, _places, _expressions, _text) = (kernel, places, expressions, text);
        _statements = new(expressions, places, text);
    }

    public void Write()
    {
        _text.Line("var size = group.Size;");
        // What loops and branches of the group are decided by; allocated once, since scratch is given back only at the group's end.
        _text.Line("bool* conditions = group.Items<bool>();");
        Parameters();
        Allocations();
        foreach (var variable in KernelFacts.DeclaredIn(_kernel.Body))
        {
            if (_places.Of(variable) is GroupPlace.Group && !IsAllocation(variable))
            {
                _text.Line($"{variable.Type.CSharp} {CExpressions.Name(variable)} = default;");
            }
            else if (_places.Of(variable) is GroupPlace.Item)
            {
                _text.Line($"var {CExpressions.Name(variable)} = {Items(variable.Type)};");
            }
        }

        foreach (var operation in IrWalk.AllExpressions(_kernel.Body).OfType<IntrinsicExpression>().Where(o => KernelFacts.IsShuffle(o.Intrinsic)))
        {
            if (KernelFacts.IsMatrixOperation(operation.Intrinsic))
            {
                GroupMatrices.Declare(operation, _shuffles++, _text);
                continue;
            }

            _text.Line($"var shuffled_{_shuffles} = group.Items<{operation.Type.CSharp}>();");
            _text.Line($"var lanes_{_shuffles++} = group.Items<int>();");
        }

        _shuffles = 0;
        Walk([_kernel.Body], isFollowed: false);
    }

    protected override void Stretch(IReadOnlyList<IrStatement> statements)
    {
        if (statements.All(s => s is AllocateStatement a && _places.Of(a.View) is (GroupPlace.Group or GroupPlace.Memory)))
        {
            return;
        }

        var done = _statements.NewLabel("done");
        _statements.ReturnLabel = done;
        _statements.HasReturned = false;
        OpenItems(statements.SelectMany(GroupPlaces.Named), statements.SelectMany(IrWalk.AllExpressions));
        foreach (var statement in statements)
        {
            _statements.Write(statement);
        }

        CloseItems(_statements.HasReturned ? done : null);
    }

    protected override void If(IfStatement branch, bool isFollowed)
    {
        Test(branch.Condition, branch.Line);
        _text.Open("if (conditions[0])");
        Walk([branch.Then], isFollowed);
        _text.Close();
        if (branch.Else is { } otherwise)
        {
            _text.Open("else");
            Walk([otherwise], isFollowed);
            _text.Close();
        }
    }

    protected override void Loop(LoopStatement loop)
    {
        _text.Open("while (true)");
        if (loop.TestFirst)
        {
            Leave(loop);
        }

        var outer = _continue;
        _continue = _statements.NewLabel("next");
        Walk([loop.Body], isFollowed: true);
        if (StatementWriter.HasContinue(loop.Body))
        {
            _text.Line($"{_continue}:;");
        }

        _continue = outer;
        Walk([loop.Step], isFollowed: true);
        if (!loop.TestFirst)
        {
            Leave(loop);
        }

        _text.Close();
    }

    protected override void Shuffle(IrStatement statement, IntrinsicExpression operation)
    {
        var number = _shuffles++;
        OpenItems(GroupPlaces.Named(operation), IrWalk.All(operation));
        if (KernelFacts.IsMatrixOperation(operation.Intrinsic))
        {
            GroupMatrices.Give(operation, number, _expressions, _text);
            CloseItems(null);
            _text.Line(GroupMatrices.Run(operation, number));
            Take(statement, () => $"shuffled_{number}[item]");
            return;
        }

        _text.Line($"shuffled_{number}[item] = {_expressions.Text(operation.Arguments[0])};");
        _text.Line($"lanes_{number}[item] = {From(operation.Intrinsic, _expressions.Text(operation.Arguments[1]))};");
        CloseItems(null);

        // In a partial warp a lane that is not there gives the work-item's own value.
        Take(statement, () =>
        {
            _text.Line($"var from = (item & ~31) + lanes_{number}[item];");
            return $"shuffled_{number}[from < size ? from : item]";
        });
    }

    /// <summary>Puts what work-items exchanged where the statement wants it.</summary>
    private void Take(IrStatement statement, Func<string> value)
    {
        IrExpression? target = statement switch
        {
            DeclareStatement declare => new VariableExpression(declare.Variable),
            AssignStatement assign => assign.Target,
            _ => null,
        };
        if (target is null)
        {
            return;
        }

        OpenItems(GroupPlaces.Named(target), IrWalk.All(target));
        var taken = value();
        _text.Line($"{_expressions.Place(target)} = {taken};");
        CloseItems(null);
    }

    protected override void Jump(IrStatement statement) => _text.Line(statement switch
    {
        BreakStatement => "break;",
        ContinueStatement => $"goto {_continue};",
        _ => "return;",
    });

    // The lane a value comes from: where it would leave the warp, the work-item's own.
    private static string From(Intrinsic operation, string argument) => operation switch
    {
        Intrinsic.Shuffle => $"{argument} & 31",
        Intrinsic.ShuffleXor => $"(item & 31) ^ ({argument} & 31)",
        Intrinsic.ShuffleDown => $"(item & 31) + ({argument} & 31) > 31 ? item & 31 : (item & 31) + ({argument} & 31)",
        _ => $"(item & 31) < ({argument} & 31) ? item & 31 : (item & 31) - ({argument} & 31)",
    };

    private static string Items(IrType type) => type switch
    {
        ViewType => $"new {type.CSharp}[size]",
        ReferenceType => "group.Items<nint>()",
        _ => $"group.Items<{type.CSharp}>()",
    };

    private bool IsAllocation(IrVariable variable) => _places.Allocations.Any(a => a.View.Equals(variable));

    private void Parameters()
    {
        for (var i = 0; i < _kernel.Parameters.Count; i++)
        {
            var parameter = _kernel.Parameters[i];
            var name = CExpressions.Name(parameter);
            var value = EmulatorEmitter.Argument(parameter, i);
            if (_places.Of(parameter) == GroupPlace.Group)
            {
                _text.Line($"var {name} = {value};");
                continue;
            }

            _text.Line($"var {name}argument = {value};");
            if (_places.Of(parameter) == GroupPlace.Item)
            {
                _text.Line($"var {name} = {Items(parameter.Type)};");
                _text.Line($"for (var item = 0; item < size; item++) {{ {name}[item] = {name}argument; }}");
            }
        }
    }

    private void Allocations()
    {
        foreach (var allocation in _places.Allocations)
        {
            var view = (ViewType)allocation.View.Type;
            var element = view.Element.CSharp;
            var name = CExpressions.Name(allocation.View);
            var memory = view.Space != AddressSpace.Shared ? $"group.Local<{element}>({allocation.Count})"
                : allocation.Count == 0 ? $"group.DynamicShared<{element}>()"
                : $"group.Shared<{element}>({allocation.Count})";
            _text.Line($"var {name}{(_places.Of(allocation.View) == GroupPlace.Group ? string.Empty : "memory")} = {memory};");
        }
    }

    private void Leave(LoopStatement loop)
    {
        if (loop.Condition is { } condition)
        {
            Test(condition, loop.Line);
            _text.Line("if (!conditions[0]) { break; }");
        }
    }

    private void Test(IrExpression condition, int line)
    {
        OpenItems(GroupPlaces.Named(condition), IrWalk.All(condition));
        _text.Line($"conditions[item] = {_expressions.Text(condition)};");
        CloseItems(null);
        _text.Line($"group.RequireUniform(conditions, \"{_kernel.Name}\", {line});");
    }

    private void OpenItems(IEnumerable<IrVariable> named, IEnumerable<IrExpression> expressions)
    {
        var axes = expressions.OfType<IntrinsicExpression>().Select(o => o.Intrinsic)
            .Where(o => o is >= Intrinsic.GroupIdxX and <= Intrinsic.GroupIdxZ).Select(o => o - Intrinsic.GroupIdxX).DefaultIfEmpty(-1).Max();
        var indices = string.Concat(Enumerable.Range(0, axes + 1).Select(a => $", idx{"XYZ"[a]} = 0"));
        _text.Open($"for (int item = 0{indices}; item < size; item++{(axes == 0 ? ", idxX++" : string.Empty)})");
        if (axes == 0)
        {
            _text.Line("if (idxX == group.GroupDimX) { idxX = 0; }");
        }
        else if (axes > 0)
        {
            // Counted on at the head of every turn but the first, so that a return may jump to the end.
            _text.Line($"if (item > 0 && ++idxX == group.GroupDimX) {{ idxX = 0; {(axes == 1 ? "if (++idxY == group.GroupDimY) { idxY = 0; }" : "if (++idxY == group.GroupDimY) { idxY = 0; idxZ++; }")} }}");
        }

        foreach (var variable in named.Distinct())
        {
            var name = CExpressions.Name(variable);
            switch (_places.Of(variable))
            {
                case GroupPlace.Memory:
                    _text.Line($"var {name} = {GroupStatements.Allocated(_places.Allocations.First(a => a.View.Equals(variable)))};");
                    break;
                case GroupPlace.Stretch when _kernel.Parameters.Contains(variable):
                    _text.Line($"var {name} = {name}argument;");
                    break;
                case GroupPlace.Stretch:
                    _statements.DeclareLocals([variable]);
                    break;
            }
        }
    }

    private void CloseItems(string? label)
    {
        if (label is not null)
        {
            _text.Line($"{label}:;");
        }

        _text.Close();
    }
}
