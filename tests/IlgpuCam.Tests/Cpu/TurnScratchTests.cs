using IlgpuCam.Cpu.Planning;
using IlgpuCam.Models;

namespace IlgpuCam.Tests.Cpu;

/// <summary>Scratch memory that the turns of all steps share.</summary>
public sealed unsafe class TurnScratchTests
{
    [Fact]
    public void A_turn_has_one_place_in_all_steps_beside_what_lives_meanwhile()
    {
        var scratch = new TurnScratch();
        scratch.Reserve(2, 100, "small");
        scratch.Reserve(3, 33, "many");
        scratch.Reserve(1, 1000, "large");
        scratch.Reserve(2, 7, "last");
        Storage before = new("before", 50), beside = new("beside", 60);
        before.UsedBy(0);
        beside.UsedBy(1);
        beside.UsedBy(4);
        scratch.Form.Storage.UsedBy(1);
        scratch.Form.Storage.UsedBy(3);

        var length = MemoryPlan.Place([before, beside, scratch.Form.Storage]);
        var memory = new AlignedBuffer(length, clear: true);
        var frame = new RunFrame { Arena = memory.Pointer };
        var first = scratch.At(0, &frame) - memory.Pointer;
        Assert.Equal(1008, scratch.At(1, &frame) - scratch.At(0, &frame));
        Assert.Equal(2016, scratch.At(2, &frame) - scratch.At(0, &frame));
        Assert.InRange(first + (3 * 1008), 3 * 1008, length);
        Assert.True(beside.Offset + 60 <= first || beside.Offset >= first + (3 * 1008));
    }

    [Fact]
    public void The_error_names_the_node_that_asks_for_too_much()
    {
        var scratch = new TurnScratch();
        scratch.Reserve(2, 100, "small");
        var error = Assert.Throws<NetworkException>(() => scratch.Reserve(1 << 20, 1L << 40, "huge"));
        Assert.Contains("'huge'", error.Message, StringComparison.Ordinal);
        scratch.Form.Storage.UsedBy(0);
        Assert.Equal(2 * 112, MemoryPlan.Place([scratch.Form.Storage]));
        Assert.Equal("small", scratch.Form.Storage.Owner);
    }
}
