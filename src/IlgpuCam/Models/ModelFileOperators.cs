using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;
using Range = IlgpuCam.Models.Operators.Range;

namespace IlgpuCam.Models;

/// <summary>How each operator's attributes stand in a node's JSON: one entry an operator. <c>weights/FORMAT.md</c> lists the same.</summary>
internal static class ModelFileOperators
{
    private const int WindowLimit = 1 << 20;

    private static readonly ImmutableArray<(string, ActivationKind)> ActivationKinds =
    [
        ("none", ActivationKind.None), ("relu", ActivationKind.Relu), ("clip", ActivationKind.Clip), ("sigmoid", ActivationKind.Sigmoid),
        ("hard_sigmoid", ActivationKind.HardSigmoid), ("hard_swish", ActivationKind.HardSwish), ("silu", ActivationKind.Silu),
        ("leaky_relu", ActivationKind.LeakyRelu), ("thresholded_relu", ActivationKind.ThresholdedRelu), ("elu", ActivationKind.Elu),
        ("selu", ActivationKind.Selu), ("celu", ActivationKind.Celu), ("swish", ActivationKind.Swish),
        ("gelu", ActivationKind.Gelu), ("tanh_gelu", ActivationKind.TanhGelu), ("mish", ActivationKind.Mish),
        ("softplus", ActivationKind.Softplus), ("softsign", ActivationKind.Softsign), ("tanh", ActivationKind.Tanh),
        ("erf", ActivationKind.Erf), ("exp", ActivationKind.Exp), ("log", ActivationKind.Log),
        ("sqrt", ActivationKind.Sqrt), ("reciprocal", ActivationKind.Reciprocal), ("negate", ActivationKind.Negate),
        ("abs", ActivationKind.Abs), ("floor", ActivationKind.Floor), ("ceiling", ActivationKind.Ceiling),
        ("round", ActivationKind.Round), ("sin", ActivationKind.Sin), ("cos", ActivationKind.Cos),
    ];

    private static readonly ImmutableArray<(string, AutoPad)> AutoPads =
        [("explicit", AutoPad.Explicit), ("same_upper", AutoPad.SameUpper), ("same_lower", AutoPad.SameLower), ("valid", AutoPad.Valid)];

    private static readonly ImmutableArray<(string, PoolingKind)> Poolings = [("average", PoolingKind.Average), ("max", PoolingKind.Max)];

    private static readonly ImmutableArray<(string, ArithmeticOperation)> Operations =
    [
        ("subtract", ArithmeticOperation.Subtract), ("divide", ArithmeticOperation.Divide), ("power", ArithmeticOperation.Power),
        ("minimum", ArithmeticOperation.Minimum), ("maximum", ArithmeticOperation.Maximum), ("slope", ArithmeticOperation.Slope),
    ];

    private static readonly ImmutableArray<(string, Comparison)> Comparisons =
    [
        ("less", Comparison.Less), ("less_or_equal", Comparison.LessOrEqual), ("and", Comparison.And), ("or", Comparison.Or), ("xor", Comparison.Xor),
    ];

    private static readonly ImmutableArray<(string, ReductionKind)> Reductions =
    [
        ("mean", ReductionKind.Mean), ("max", ReductionKind.Max), ("min", ReductionKind.Min), ("sum", ReductionKind.Sum), ("product", ReductionKind.Product),
        ("l1", ReductionKind.L1), ("l2", ReductionKind.L2), ("sum_square", ReductionKind.SumSquare), ("log_sum", ReductionKind.LogSum),
        ("log_sum_exp", ReductionKind.LogSumExp),
    ];

    private static readonly ImmutableArray<(string, PadMode)> PadModes =
        [("constant", PadMode.Constant), ("reflect", PadMode.Reflect), ("edge", PadMode.Edge), ("wrap", PadMode.Wrap)];

    private static readonly ImmutableArray<(string, Interpolation)> Interpolations = [("nearest", Interpolation.Nearest), ("linear", Interpolation.Linear)];

    private static readonly ImmutableArray<(string, CoordinateMapping)> Mappings =
    [
        ("half_pixel", CoordinateMapping.HalfPixel), ("half_pixel_symmetric", CoordinateMapping.HalfPixelSymmetric),
        ("pytorch_half_pixel", CoordinateMapping.PytorchHalfPixel), ("align_corners", CoordinateMapping.AlignCorners),
        ("asymmetric", CoordinateMapping.Asymmetric), ("tf_half_pixel", CoordinateMapping.TensorFlowHalfPixel),
    ];

    private static readonly ImmutableArray<(string, NearestRounding)> Roundings =
    [
        ("round_prefer_floor", NearestRounding.PreferFloor), ("round_prefer_ceil", NearestRounding.PreferCeil), ("floor", NearestRounding.Floor),
        ("ceil", NearestRounding.Ceil),
    ];

    private static readonly ImmutableArray<(string, AspectRatio)> AspectRatios =
        [("stretch", AspectRatio.Stretch), ("not_larger", AspectRatio.NotLarger), ("not_smaller", AspectRatio.NotSmaller)];

    private static readonly ImmutableArray<(string, ElementType)> Types =
        [.. Enum.GetValues<ElementType>().Select(type => (SafeTensorsTypes.NameOf(type), type))];

    private static readonly FrozenDictionary<string, Format> Formats = new[]
    {
        For<Activate>("activate", (json, op) => WriteActivation(json, op.Activation), fields => new(ReadActivation(fields))),
        For<Add>("add", (json, op) => WriteActivation(json, op.Activation), fields => new(ReadActivation(fields))),
        For<Arithmetic>("arithmetic", (json, op) => Write(json, "operation", Operations, op.Operation), fields => new(fields.Choice("operation", Operations))),
        For<AveragePool2d>(
            "average_pool2d",
            (json, op) =>
            {
                WriteWindow(json, op.Window);
                json.WriteBoolean("count_include_pad", op.CountIncludePad);
            },
            fields => new(ReadWindow(fields), fields.Flag("count_include_pad"))),
        For<BatchNormalization>("batch_normalization", (json, op) => Write(json, "epsilon", op.Epsilon), fields => new(fields.Single("epsilon"))),
        For<Cast>("cast", (json, op) => Write(json, "dtype", Types, op.Type), fields => new(fields.Choice("dtype", Types))),
        For<Compare>("compare", (json, op) => Write(json, "comparison", Comparisons, op.Comparison), fields => new(fields.Choice("comparison", Comparisons))),
        For<Concat>("concat", (json, op) => json.WriteNumber("axis", op.Axis), fields => new(fields.Integer("axis"))),
        For<Conv2d>("conv2d", WriteConvolution, ReadConvolution),
        For<DepthToSpace>(
            "depth_to_space",
            (json, op) =>
            {
                json.WriteNumber("block_size", op.BlockSize);
                json.WriteBoolean("channel_first", op.ChannelFirst);
            },
            fields => new(fields.Integer("block_size", 1, WindowLimit), fields.Flag("channel_first"))),
        Plain(new Equal()),
        Plain(new Expand()),
        For<Flatten>("flatten", (json, op) => json.WriteNumber("axis", op.Axis), fields => new(fields.Integer("axis"))),
        For<FullyConnected>("fully_connected", (json, op) => WriteActivation(json, op.Activation), fields => new(ReadActivation(fields))),
        For<Gather>("gather", (json, op) => json.WriteNumber("axis", op.Axis), fields => new(fields.Integer("axis"))),
        For<GlobalPool>(
            "global_pool",
            (json, op) =>
            {
                Write(json, "pooling", Poolings, op.Pooling);
                json.WriteBoolean("keep_dimensions", op.KeepDimensions);
            },
            fields => new(fields.Choice("pooling", Poolings), fields.Flag("keep_dimensions"))),
        For<GroupNormalization>(
            "group_normalization",
            (json, op) =>
            {
                json.WriteNumber("groups", op.Groups);
                Write(json, "epsilon", op.Epsilon);
            },
            fields => new(fields.Integer("groups", 1), fields.Single("epsilon"))),
        Plain(new Identity()),
        For<LayerNormalization>(
            "layer_normalization",
            (json, op) =>
            {
                json.WriteNumber("axis", op.Axis);
                Write(json, "epsilon", op.Epsilon);
            },
            fields => new(fields.Integer("axis"), fields.Single("epsilon"))),
        For<LocalResponseNormalization>("local_response_normalization", WriteLocalResponse, ReadLocalResponse),
        Plain(new MatrixProduct()),
        For<MaxPool2d>("max_pool2d", (json, op) => WriteWindow(json, op.Window), fields => new(ReadWindow(fields))),
        For<MaxPoolIndices2d>(
            "max_pool_indices2d",
            (json, op) =>
            {
                WriteWindow(json, op.Window);
                json.WriteBoolean("column_major", op.ColumnMajor);
            },
            fields => new(ReadWindow(fields), fields.Flag("column_major"))),
        For<Multiply>("multiply", (json, op) => WriteActivation(json, op.Activation), fields => new(ReadActivation(fields))),
        For<Pad>(
            "pad",
            (json, op) =>
            {
                Write(json, "pads", op.Pads);
                Write(json, "value", op.Value);
                Write(json, "mode", PadModes, op.Mode);
            },
            fields => new(
                fields.Integers("pads"), fields.Single("value"), fields.Has("mode") ? fields.Choice("mode", PadModes) : PadMode.Constant)),
        Plain(new Range()),
        For<Reduce>(
            "reduce",
            (json, op) =>
            {
                Write(json, "reduction", Reductions, op.Reduction);
                Write(json, "axes", op.Axes);
                json.WriteBoolean("keep_dimensions", op.KeepDimensions);
            },
            fields => new(fields.Choice("reduction", Reductions), fields.Integers("axes"), fields.Flag("keep_dimensions"))),
        For<Reshape>("reshape", (json, op) => json.WriteBoolean("allow_zero", op.AllowZero), fields => new(fields.Flag("allow_zero"))),
        For<Resize>("resize", WriteResize, ReadResize),
        For<ShapeOf>("shape_of", WriteShapeOf, fields => new(fields.Integer("start"), fields.Has("end") ? fields.Integer("end") : null)),
        Plain(new SizeOf()),
        Plain(new Slice()),
        For<Softmax>(
            "softmax",
            (json, op) =>
            {
                json.WriteNumber("axis", op.Axis);
                if (op.Logarithm)
                {
                    json.WriteBoolean("logarithm", true);
                }
            },
            fields => new(fields.Integer("axis"), fields.Has("logarithm") && fields.Flag("logarithm"))),
        For<SpaceToDepth>(
            "space_to_depth", (json, op) => json.WriteNumber("block_size", op.BlockSize), fields => new(fields.Integer("block_size", 1, WindowLimit))),
        For<Squeeze>("squeeze", (json, op) => Write(json, "axes", op.Axes), fields => new(fields.Integers("axes"))),
        Plain(new Tile()),
        For<Transpose>("transpose", (json, op) => Write(json, "permutation", op.Permutation), fields => new(fields.Integers("permutation"))),
        For<Unsqueeze>("unsqueeze", (json, op) => Write(json, "axes", op.Axes), fields => new(fields.Integers("axes"))),
        Plain(new Where()),
    }.ToFrozenDictionary(format => format.Kind, StringComparer.Ordinal);

    /// <summary>The operators that a model file can hold, in alphabetical order.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. Formats.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The names of the activations.</summary>
    public static IEnumerable<string> ActivationNames => ActivationKinds.Select(kind => kind.Item1);

    /// <summary>Writes the attributes into the node's object.</summary>
    public static void Write(Utf8JsonWriter json, Operator op) => Formats[op.Kind].Write(json, op);

    /// <summary>Reads the attributes of an operator; null where there is no such operator.</summary>
    /// <exception cref="ModelFormatException">An attribute is missing, or is not what the operator expects.</exception>
    public static Operator? Read(string kind, JsonFields fields) => Formats.TryGetValue(kind, out var format) ? format.Read(fields) : null;

    /// <summary>A number, or one of the texts inf, -inf and nan.</summary>
    public static void WriteNumber(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteStringValue(double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf");
        }
    }

    private static void WriteConvolution(Utf8JsonWriter json, Conv2d op)
    {
        WriteSteps(json, op.Strides, op.Dilations, op.Pads, op.AutoPad);
        json.WriteNumber("groups", op.Groups);
        WriteActivation(json, op.Activation);
    }

    private static Conv2d ReadConvolution(JsonFields fields)
    {
        var (strides, dilations, pads, auto) = ReadSteps(fields);
        return new(strides, pads, dilations, fields.Integer("groups", 1), ReadActivation(fields), auto);
    }

    private static void WriteLocalResponse(Utf8JsonWriter json, LocalResponseNormalization op)
    {
        json.WriteNumber("size", op.Size);
        Write(json, "alpha", op.Alpha);
        Write(json, "beta", op.Beta);
        Write(json, "bias", op.Bias);
    }

    private static LocalResponseNormalization ReadLocalResponse(JsonFields fields) =>
        new(fields.Integer("size", 1), fields.Single("alpha"), fields.Single("beta"), fields.Single("bias"));

    private static void WriteWindow(Utf8JsonWriter json, Window2d window)
    {
        Write(json, "kernel", [window.Kernel.Height, window.Kernel.Width]);
        WriteSteps(json, window.Strides, window.Dilations, window.Pads, window.AutoPad);
        json.WriteBoolean("ceil", window.Ceil);
    }

    private static Window2d ReadWindow(JsonFields fields)
    {
        var kernel = ReadSize(fields, "kernel");
        var (strides, dilations, pads, auto) = ReadSteps(fields);
        return new(kernel, strides, dilations, pads, auto, fields.Flag("ceil"));
    }

    private static void WriteSteps(Utf8JsonWriter json, Size2 strides, Size2 dilations, Padding2d pads, AutoPad auto)
    {
        Write(json, "strides", [strides.Height, strides.Width]);
        Write(json, "dilations", [dilations.Height, dilations.Width]);
        Write(json, "pads", [pads.Top, pads.Left, pads.Bottom, pads.Right]);
        Write(json, "auto_pad", AutoPads, auto);
    }

    private static (Size2 Strides, Size2 Dilations, Padding2d Pads, AutoPad Auto) ReadSteps(JsonFields fields)
    {
        var pads = fields.Integers("pads", 4, 0, WindowLimit);
        return (ReadSize(fields, "strides"), ReadSize(fields, "dilations"), new(pads[0], pads[1], pads[2], pads[3]), fields.Choice("auto_pad", AutoPads));
    }

    private static Size2 ReadSize(JsonFields fields, string name)
    {
        var size = fields.Integers(name, 2, 1, WindowLimit);
        return new(size[0], size[1]);
    }

    private static void WriteActivation(Utf8JsonWriter json, Activation activation)
    {
        json.WriteStartObject("activation"u8);
        Write(json, "kind", ActivationKinds, activation.Kind);
        var (a, b) = ParameterNames(activation.Kind);
        if (a is not null)
        {
            Write(json, a, activation.A);
        }

        if (b is not null)
        {
            Write(json, b, activation.B);
        }

        json.WriteEndObject();
    }

    private static Activation ReadActivation(JsonFields fields)
    {
        var activation = fields.Object("activation");
        var kind = activation.Choice("kind", ActivationKinds);
        var (a, b) = ParameterNames(kind);
        Activation result = new(kind, a is null ? 0 : activation.Single(a), b is null ? 0 : activation.Single(b));
        activation.Finish();
        return result;
    }

    private static void WriteResize(Utf8JsonWriter json, Resize op)
    {
        Write(json, "interpolation", Interpolations, op.Interpolation);
        Write(json, "mapping", Mappings, op.Mapping);
        Write(json, "rounding", Roundings, op.Rounding);
        Write(json, "axes", op.Axes);
        Write(json, "aspect_ratio", AspectRatios, op.AspectRatio);
    }

    private static Resize ReadResize(JsonFields fields) => new(
        fields.Choice("interpolation", Interpolations), fields.Choice("mapping", Mappings), fields.Choice("rounding", Roundings), fields.Integers("axes"),
        fields.Choice("aspect_ratio", AspectRatios));

    /// <summary>What an activation's parameters are called.</summary>
    private static (string? A, string? B) ParameterNames(ActivationKind kind) => kind switch
    {
        ActivationKind.Clip => ("min", "max"),
        ActivationKind.HardSigmoid => ("slope", "offset"),
        ActivationKind.LeakyRelu => ("slope", null),
        ActivationKind.ThresholdedRelu => ("threshold", null),
        ActivationKind.Elu or ActivationKind.Celu or ActivationKind.Swish => ("alpha", null),
        ActivationKind.Selu => ("alpha", "gamma"),
        _ => (null, null),
    };

    private static void WriteShapeOf(Utf8JsonWriter json, ShapeOf op)
    {
        json.WriteNumber("start", op.Start);
        if (op.End is { } end)
        {
            json.WriteNumber("end", end);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, ImmutableArray<int> values) =>
        json.WriteIntegers(name, values.IsDefault ? [] : values);

    // Not as a double: the shortest text that gives the same float32 again is shorter.
    private static void Write(Utf8JsonWriter json, string name, float value)
    {
        json.WritePropertyName(name);
        if (float.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            WriteNumber(json, value);
        }
    }

    private static void Write<T>(Utf8JsonWriter json, string name, ImmutableArray<(string Name, T Value)> choices, T value) =>
        json.WriteString(name, choices.First(choice => EqualityComparer<T>.Default.Equals(choice.Value, value)).Name);

    private static Format Plain<T>(T op)
        where T : Operator => new(op.Kind, (_, _) => { }, _ => op);

    private static Format For<T>(string kind, Action<Utf8JsonWriter, T> write, Func<JsonFields, T> read)
        where T : Operator => new(kind, (json, op) => write(json, (T)op), read);

    private sealed record Format(string Kind, Action<Utf8JsonWriter, Operator> Write, Func<JsonFields, Operator> Read);
}
