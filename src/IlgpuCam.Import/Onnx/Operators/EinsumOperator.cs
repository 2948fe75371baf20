using System.Collections.Immutable;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Import.Onnx.Operators;

/// <summary>Einstein's summation: products of matrices, whose axes the equation names with letters, and sums.</summary>
internal static class EinsumOperator
{
    // Stand for the axes of an ellipsis, the last one first; no equation has them.
    private const char FirstOfEllipsis = '\u0100';

    internal static void Einsum(OnnxNodeContext node)
    {
        var equation = node.Text("equation", string.Empty).Replace(" ", string.Empty, StringComparison.Ordinal);
        var sides = equation.Split("->");
        var terms = sides[0].Split(',');
        if (sides.Length > 2 || terms.Length != node.InputCount || terms.Length == 0)
        {
            throw node.Error($"an equation for {node.InputCount} inputs was expected, found '{equation}'");
        }

        var operands = terms.Select((term, i) => (Value: node.Input(i), Axes: Letters(node, term, i))).ToList();
        var result = sides.Length == 2 ? Expand(sides[1], operands.Max(o => o.Axes.Count(IsEllipsis))) : Implicit(operands.ConvertAll(o => o.Axes));
        if (result.Distinct().Count() != result.Length || result.Any(letter => !operands.Exists(o => o.Axes.Contains(letter))) || operands.Exists(o => o.Axes.Distinct().Count() != o.Axes.Length))
        {
            throw node.Error($"the equation '{equation}' is not supported: letters may not repeat in a term, and those of the result have to be in another");
        }

        // Two at a time; letters that neither the result nor a later operand has are summed.
        var (value, axes) = operands[0];
        for (var i = 1; i < operands.Count; i++)
        {
            var wanted = result + string.Concat(operands.Skip(i + 1).Select(o => o.Axes));
            (value, axes) = Multiply(node, i, (value, axes), operands[i], wanted);
        }

        (value, axes) = Sum(node, "sum", value, axes, result);
        node.Emit(new Transpose([.. result.Select(letter => axes.IndexOf(letter, StringComparison.Ordinal))]), value);
    }

    private static (string Value, string Axes) Multiply(OnnxNodeContext node, int step, (string Value, string Axes) a, (string Value, string Axes) b, string wanted)
    {
        a = Sum(node, $"sum{step}a", a.Value, a.Axes, wanted + b.Axes);
        b = Sum(node, $"sum{step}b", b.Value, b.Axes, wanted + a.Axes);
        var common = a.Axes.Where(b.Axes.Contains).ToArray();
        var summed = common.Where(letter => !wanted.Contains(letter, StringComparison.Ordinal)).ToArray();

        // The last letter that is summed and the last one of each operand alone make a matrix product; all others are its stack, of length 1 where an operand lacks them.
        var inner = summed.Length > 0 ? summed[^1] : '\0';
        var row = a.Axes.LastOrDefault(letter => !b.Axes.Contains(letter, StringComparison.Ordinal));
        var column = b.Axes.LastOrDefault(letter => !a.Axes.Contains(letter, StringComparison.Ordinal));
        var stack = string.Concat((a.Axes + b.Axes).Distinct().Where(letter => letter != inner && letter != row && letter != column));
        var left = Arranged(node, $"left{step}", a, [.. stack, row, inner]);
        var right = Arranged(node, $"right{step}", b, [.. stack, inner, column]);
        var product = node.AddStep($"product{step}", new MatrixProduct(), left, right);
        var axes = new List<char>(stack) { row, column };
        ImmutableArray<int> extra = [.. Enumerable.Range(0, axes.Count).Where(i => axes[i] == '\0')];
        if (!extra.IsEmpty)
        {
            product = node.AddStep($"squeezed{step}", new Squeeze(extra), product);
        }

        return (product, string.Concat(axes.Where(letter => letter != '\0')));
    }

    /// <summary>An operand with its axes in an order, and one of length 1 for each letter that it lacks.</summary>
    private static string Arranged(OnnxNodeContext node, string suffix, (string Value, string Axes) operand, ReadOnlySpan<char> order)
    {
        var present = new List<int>();
        var missing = ImmutableArray.CreateBuilder<int>();
        for (var i = 0; i < order.Length; i++)
        {
            if (operand.Axes.IndexOf(order[i], StringComparison.Ordinal) is >= 0 and var axis)
            {
                present.Add(axis);
            }
            else
            {
                missing.Add(i);
            }
        }

        var value = node.AddStep($"{suffix}.order", new Transpose([.. present]), operand.Value);
        return missing.Count == 0 ? value : node.AddStep($"{suffix}.ones", new Unsqueeze(missing.ToImmutable()), value);
    }

    private static (string Value, string Axes) Sum(OnnxNodeContext node, string suffix, string value, string axes, string wanted)
    {
        ImmutableArray<int> gone = [.. Enumerable.Range(0, axes.Length).Where(i => !wanted.Contains(axes[i], StringComparison.Ordinal))];
        return gone.IsEmpty
            ? (value, axes)
            : (node.AddStep(suffix, new Reduce(ReductionKind.Sum, gone, KeepDimensions: false), value), string.Concat(axes.Where(letter => wanted.Contains(letter, StringComparison.Ordinal))));
    }

    private static string Letters(OnnxNodeContext node, string term, int input)
    {
        var rank = node.Info(node.Input(input))?.Shape.Rank ?? throw node.Error($"the shape of input {input} is not known");
        var letters = Expand(term, rank - term.Replace("...", string.Empty, StringComparison.Ordinal).Length);
        return letters.Length == rank && letters.All(letter => char.IsAsciiLetter(letter) || IsEllipsis(letter))
            ? letters
            : throw node.Error($"a letter for each of {rank} axes was expected, found '{term}'");
    }

    /// <summary>A term with letters in the place of its ellipsis; they are aligned at the last axis.</summary>
    private static string Expand(string term, int hidden) =>
        term.Replace("...", string.Concat(Enumerable.Range(0, Math.Max(hidden, 0)).Select(i => (char)(FirstOfEllipsis + hidden - 1 - i))), StringComparison.Ordinal);

    /// <summary>The result of an equation that does not state it: the ellipsis, and every letter that stands once, in order.</summary>
    private static string Implicit(List<string> terms)
    {
        var all = string.Concat(terms);
        return string.Concat(all.Where(IsEllipsis).Distinct().OrderDescending()) + string.Concat(all.Where(l => !IsEllipsis(l) && all.Count(o => o == l) == 1).Order());
    }

    private static bool IsEllipsis(char letter) => letter >= FirstOfEllipsis;
}
