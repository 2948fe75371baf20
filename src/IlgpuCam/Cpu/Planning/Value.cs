using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cpu.Planning;

/// <summary>A value of the network while it is planned: the layouts it is needed in, and then its forms.</summary>
internal sealed class Value(string name, Shape shape)
{
    private readonly Form?[] _forms = new Form?[3];
    private readonly Padding2d?[] _demands = new Padding2d?[3];

    internal string Name { get; } = name;

    internal Shape Shape { get; } = shape;

    /// <summary>Its number where it is known at compile time.</summary>
    internal ConstantTensor? Constant { get; init; }

    /// <summary>Which input of the network it is, or -1.</summary>
    internal int Input { get; init; } = -1;

    /// <summary>What computes it, if anything does.</summary>
    internal Operation? Producer { get; set; }

    /// <summary>The layout that its producer writes.</summary>
    internal Layout Native { get; private set; } = Layout.Plain;

    /// <summary>A value whose plain form is this one's as well, because only the shape differs.</summary>
    internal Value? SameElements { get; set; }

    /// <summary>The concatenation that this value is written into directly, and at which channel.</summary>
    internal (Value Whole, int Channel)? PartOf { get; set; }

    /// <summary>Makes a layout one that the value exists in, with at least this border.</summary>
    internal void Require(Layout layout, Padding2d border = default)
    {
        var known = _demands[(int)layout] ?? default;
        _demands[(int)layout] = new(
            Math.Max(known.Top, border.Top), Math.Max(known.Left, border.Left), Math.Max(known.Bottom, border.Bottom), Math.Max(known.Right, border.Right));
    }

    /// <summary>States the layout that the producer writes.</summary>
    internal void WrittenAs(Layout layout)
    {
        Native = layout;
        Require(layout);
    }

    internal Padding2d? Demand(Layout layout) => _demands[(int)layout];

    internal Form this[Layout layout]
    {
        get => _forms[(int)layout] ?? throw new InvalidOperationException($"'{Name}' has no {layout} form");
        set => _forms[(int)layout] = value;
    }

    internal bool Has(Layout layout) => _forms[(int)layout] is not null;

    internal Form NativeForm => this[Native];
}
