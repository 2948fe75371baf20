using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cpu.Planning;

/// <summary>Creates the forms that were asked for, sharing memory where values are the same numbers or parts of one concatenation.</summary>
internal static class FormBuilder
{
    /// <summary>Creates all forms.</summary>
    /// <param name="values">The values in the network's order.</param>
    /// <param name="lanes">Channels side by side in a blocked form.</param>
    internal static void Build(List<Value> values, int lanes)
    {
        // A part has the border of the whole, so the whole collects what the parts need and then hands out.
        foreach (var value in values)
        {
            value.PartOf?.Whole.Require(Layout.Blocked, value.Demand(Layout.Blocked)!.Value);
        }

        for (var i = values.Count - 1; i >= 0; i--)
        {
            var value = values[i];
            if (value.PartOf is { } part)
            {
                value[Layout.Blocked] = part.Whole[Layout.Blocked].Slice(value.Shape, part.Channel);
            }
            else if (value.Demand(Layout.Blocked) is { } border)
            {
                value[Layout.Blocked] = Maps(value, lanes, border);
            }
        }

        foreach (var value in values)
        {
            if (value.Demand(Layout.Planar) is { } border)
            {
                value[Layout.Planar] = Maps(value, 1, border);
            }

            if (value.SameElements is { } same)
            {
                value[Layout.Plain] = Form.Plain(value.Shape, same[Layout.Plain].Storage);
            }
            else if (value.Demand(Layout.Plain) is not null || (value.Constant is not null && (value.Has(Layout.Blocked) || value.Has(Layout.Planar))))
            {
                value[Layout.Plain] = Form.Plain(value.Shape, Plain(value));
            }
        }
    }

    private static Form Maps(Value value, int lanes, Padding2d border)
    {
        var owner = Owner(value);
        var form = Form.Maps(lanes, value.Shape, border, owner);
        return value.Constant is null ? form : form.InConstant(new(owner, form.Storage.Length) { Constant = new(form.Storage.Length, clear: true) });
    }

    private static Storage Plain(Value value)
    {
        MemoryPlan.CheckLength(value.Shape.ElementCount, Owner(value));
        var length = value.Shape.ElementCount;
        return new(Owner(value), length) { Constant = value.Constant is null ? null : new(length, clear: true) };
    }

    private static string Owner(Value value) => value.Producer?.Node.Name ?? value.Name;
}
