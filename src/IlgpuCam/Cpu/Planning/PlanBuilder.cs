using IlgpuCam.Cpu.Kernels;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cpu.Planning;

/// <summary>Turns a network of known shapes into steps and a memory plan.</summary>
internal sealed class PlanBuilder
{
    private readonly InferredNetwork _network;
    private readonly LoweringTable _table;
    private readonly Dictionary<string, Value> _values = [];
    private readonly List<Value> _order = [];
    private List<Operation> _operations = [];
    private readonly List<Step> _steps = [];
    private readonly HashSet<Storage> _storages = [];

    internal PlanBuilder(InferredNetwork network, LoweringTable table, int threads, PackedWeights packed)
    {
        _network = network;
        _table = table;
        Threads = threads;
        Budget = new(network.Constants.Values.Aggregate((Int128)0, (sum, c) => sum + c.Shape.ElementCount), packed);
    }

    /// <summary>Channels side by side in <see cref="Layout.Blocked"/>.</summary>
    internal int Lanes => _table.Lanes;

    /// <summary>Threads that will run the plan.</summary>
    internal int Threads { get; }

    /// <summary>Whether inverted residuals are computed as one; null for where it is worth it.</summary>
    internal bool? FusesResiduals { get; init; }

    /// <summary>Bounds the memory of all packed weights.</summary>
    internal PackingBudget Budget { get; }

    /// <summary>Scratch memory of steps with one turn a thread.</summary>
    internal TurnScratch Scratch { get; } = new();

    /// <summary>Plans the whole network.</summary>
    /// <exception cref="NetworkException">A node is not supported, or the memory is too much.</exception>
    internal PlanSteps Build()
    {
        CreateValues();
        var outputs = _network.Network.Outputs.Select(o => _values[o]).ToArray();
        _operations = PooledConvolutions.Fuse(_operations, outputs, _table.CanPool);
        _operations = InvertedResidual.Fuse(_operations, outputs, w => _table.CanFuse(w) && (FusesResiduals ?? w.IsWorth(Threads)));
        _operations.ForEach(o => _table.For(o).Wire(o, this));
        ConcatLowering.Place(_operations, Lanes);
        foreach (var output in outputs.Where(o => o.Producer is null))
        {
            output.Require(Layout.Plain);
        }

        FormBuilder.Build(_order, Lanes);
        var inputSteps = CopyInputs();
        FillConstants();
        var origins = new StepOrigin[_operations.Count];
        var inputCount = _steps.Count;
        for (var i = 0; i < _operations.Count; i++)
        {
            var (operation, first) = (_operations[i], _steps.Count);
            _table.For(operation).Emit(operation, this);
            Convert(operation.Output);
            var node = operation.Node;
            var kind = operation.Operator.Kind + (operation.Pools ? "+max" : string.Empty);
            origins[i] = new(
                first - inputCount, _steps.Count - inputCount, node.Name.Length > 0 ? node.Name : node.Output, kind, operation.Output.Shape,
                operation.Chain?.MultiplyAdds ?? operation.Operator.MultiplyAdds(operation.Context));
        }

        var outputSteps = outputs.Select(o => AddStep(LoweringTable.Reorder(o.NativeForm, External(o)), [o.NativeForm])).ToArray();
        ReleaseConstants();
        var steps = _steps.Skip(inputCount).SkipLast(outputSteps.Length).ToArray();
        return new(inputSteps, steps, origins, outputSteps, MemoryPlan.Place(_storages), Budget.Spent);
    }

    /// <summary>Adds a step that computes a form from others; its border is cleared first.</summary>
    /// <param name="step">The step.</param>
    /// <param name="output">What it writes.</param>
    /// <param name="inputs">What it reads.</param>
    internal void Add(Step step, Form output, params ReadOnlySpan<Form> inputs)
    {
        if (output.HasBorder)
        {
            AddStep(new BorderStep(output), [output]);
        }

        AddMore(step, output, inputs);
    }

    /// <summary>Adds a step that computes more of a form whose border is clear already.</summary>
    internal void AddMore(Step step, Form output, params ReadOnlySpan<Form> inputs) => AddStep(step, [output, .. inputs]);

    /// <summary>Adds a step that changes a form in place.</summary>
    internal void AddInPlace(Step step, Form form) => AddStep(step, [form]);

    private static Form External(Value value) => Form.Plain(value.Shape, new(value.Name, value.Shape.ElementCount) { IsExternal = true });

    private Step AddStep(Step step, ReadOnlySpan<Form> forms)
    {
        foreach (var form in forms)
        {
            if (form.Storage is { Constant: null, IsExternal: false })
            {
                form.Storage.UsedBy(_steps.Count);
                _storages.Add(form.Storage);
            }
        }

        _steps.Add(step);
        return step;
    }

    private void CreateValues()
    {
        for (var i = 0; i < _network.Network.Inputs.Length; i++)
        {
            var name = _network.Network.Inputs[i].Name;
            Register(name, new(name, _network.Values[name].Shape) { Input = i });
        }

        foreach (var (name, constant) in _network.Constants)
        {
            Register(name, new(name, constant.Shape) { Constant = constant });
        }

        CheckSupport();
        foreach (var fused in StoreFusion.Find(_network))
        {
            var inputs = fused.Node.Inputs.Select(i => i.Length > 0 ? _values[i] : null).ToArray();
            if (IsSameNumbers(fused.Node))
            {
                _values[fused.Output] = inputs[0]!;
                continue;
            }

            var output = new Value(fused.Output, _network.Values[fused.Output].Shape);
            Register(fused.Output, output);
            output.Producer = new(fused.Node, _network.Context(fused.Node), inputs, output)
            {
                Residual = fused.Residual is { } residual ? _values[residual] : null,
                Activation = fused.StoreActivation,
            };
            _operations.Add(output.Producer);
        }
    }

    private void Register(string name, Value value)
    {
        _values[name] = value;
        _order.Add(value);
    }

    private void CheckSupport()
    {
        var missing = _network.Nodes
            .Where(n => !IsSameNumbers(n) && (_table.For(n.Operator) is null || !(_network.Values[n.Output].Type.IsFloat() || IsExact(n.Operator))))
            .ToArray();
        if (missing.Length > 0)
        {
            var names = missing.Select(n => $"'{n.Name}' ({n.Operator.Kind}, {_network.Values[n.Output].Type})");
            throw new NetworkException(
                $"The cpu backend does not support {string.Join(", ", names)}; on float values it supports {string.Join(", ", LoweringTable.Kinds)}.");
        }
    }

    /// <summary>Whether a node gives what it reads: truth values and integers are floats in memory.</summary>
    private bool IsSameNumbers(Node node) => node.Operator is Identity
        || (node.Operator is Cast cast && (cast.Type.IsFloat() || _network.Values[node.Inputs[0]].Type is var from && (from == cast.Type || from == ElementType.Bool)));

    /// <summary>Whether an operator on truth values and integers gives the same on floats.</summary>
    private static bool IsExact(Operator op) => op is Cast or Compare or Equal or Where or MovingOperator or Reshape or Flatten or Squeeze or Unsqueeze or Concat or Gather
        or Activate { IsExact: true } or Models.Operators.Add or Multiply or Arithmetic { Operation: ArithmeticOperation.Subtract or ArithmeticOperation.Minimum or ArithmeticOperation.Maximum }
        or Reduce { Reduction: ReductionKind.Sum or ReductionKind.Max or ReductionKind.Min };

    /// <summary>One step for each form of each input; they come first.</summary>
    private Step[][] CopyInputs() => [.. _order.Where(v => v.Input >= 0).Select(input =>
    {
        var first = _steps.Count;
        foreach (var layout in Enum.GetValues<Layout>().Where(input.Has))
        {
            Add(LoweringTable.Reorder(External(input), input[layout]), input[layout]);
        }

        return _steps.Skip(first).ToArray();
    })];

    /// <summary>Fills the forms of the constants, now and for good.</summary>
    private unsafe void FillConstants()
    {
        foreach (var value in _order.Where(v => v.Constant is not null && v.Has(Layout.Plain)))
        {
            var plain = value[Layout.Plain];
            value.Constant!.CopyTo(plain.Storage.Constant!.Span);
            foreach (var layout in new[] { Layout.Planar, Layout.Blocked }.Where(value.Has))
            {
                var step = LoweringTable.Reorder(plain, value[layout]);
                for (var task = 0; task < step.Tasks; task++)
                {
                    step.Execute(task, null);
                }
            }
        }
    }

    /// <summary>All constants are copied now, those that nothing packed as well.</summary>
    private void ReleaseConstants()
    {
        foreach (var constant in _network.Constants.Values)
        {
            constant.ReleasePages();
        }
    }

    /// <summary>Adds the steps that bring a value into the other layouts it is needed in.</summary>
    private void Convert(Value value)
    {
        foreach (var layout in Enum.GetValues<Layout>().Where(l => l != value.Native && value.Has(l)))
        {
            Add(LoweringTable.Reorder(value.NativeForm, value[layout]), value[layout], value.NativeForm);
        }
    }
}
