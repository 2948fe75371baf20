using IlgpuCam.Compute.Tests.Cuda;
using IlgpuCam.Testing;

namespace IlgpuCam.Compute.Tests.Streams;

[Collection(StandinGroup.Name)]
public sealed class GraphTests
{
    [Theory]
    [MemberData(nameof(TestAccelerators.All), MemberType = typeof(TestAccelerators))]
    public void A_graph_takes_its_input_from_pinned_memory_and_leaves_its_result_there(string name)
    {
        using var accelerator = TestAccelerators.Create(name);
        using var stream = accelerator.CreateStream();
        using var input = accelerator.AllocatePinned<float>(3);
        using var output = accelerator.AllocatePinned<float>(3);
        using var x = accelerator.Allocate1D<float>(3);
        using var y = accelerator.Allocate1D<float>(3);
        using var z = accelerator.Allocate1D<float>(3);
        using var graph = stream.Record(() =>
        {
            x.View.CopyFromPinned(stream, input);
            y.View.MemSet(stream, 0);
            TestAccelerators.Saxpy(stream, x.View, y.View, 2);
            y.View.CopyTo(stream, z.View);
            z.View.CopyToPinned(stream, output);
        });
        Assert.Equal(5, graph.Count);
        Assert.EndsWith("axpy", Assert.Single(graph.Kernels).Replace("_Run", "", StringComparison.Ordinal), StringComparison.Ordinal);
        for (var round = 1f; round <= 3; round++)
        {
            input.Span.Fill(round);
            graph.Launch(stream);
            stream.Synchronize();
            Assert.Equal([2 * round, 2 * round, 2 * round], output.Span.ToArray());
        }

        input.Dispose();
        Assert.Throws<ObjectDisposedException>(() => graph.Launch(stream));
    }

    [Theory]
    [MemberData(nameof(TestAccelerators.All), MemberType = typeof(TestAccelerators))]
    public void A_graph_s_scalars_are_set_anew(string name)
    {
        using var accelerator = TestAccelerators.Create(name);
        using var stream = accelerator.CreateStream();
        using var other = accelerator.CreateStream();
        using var x = accelerator.Allocate1D<float>([1, 2, 3]);
        using var y = accelerator.Allocate1D<float>([0, 0, 0]);
        using var graph = stream.Record(() =>
        {
            y.View.MemSet(stream, 0);
            TestAccelerators.Saxpy(stream, x.View, y.View, 1);
            TestAccelerators.Saxpy(stream, x.View, y.View, 2);
        });
        graph.Launch(stream);
        graph.SetValue(1, "a", 10f);
        graph.SetValue(2, "a", 20f);
        stream.Synchronize();
        Assert.Equal([3, 6, 9], y.GetAsArray1D());
        graph.Launch(other);
        other.Synchronize();
        Assert.Equal([30, 60, 90], y.GetAsArray1D());
        graph.Launch(other);
        other.Synchronize();
        Assert.Equal([30, 60, 90], y.GetAsArray1D());
        Assert.Throws<ArgumentOutOfRangeException>(() => graph.SetValue(3, "a", 1f));
        Assert.Throws<ArgumentException>(() => graph.SetValue(0, "a", 1f));
        Assert.Throws<ArgumentException>(() => graph.SetValue(1, "b", 1f));
        Assert.Throws<ArgumentException>(() => graph.SetValue(1, "x", 1f));
        Assert.Throws<ArgumentException>(() => graph.SetValue(1, "a", 1.0));
        graph.Dispose();
        Assert.Throws<ObjectDisposedException>(() => graph.SetValue(1, "a", 1f));
    }

    [StandinFact]
    public void The_driver_s_graph_is_made_once_until_a_value_changes()
    {
        using var accelerator = TestAccelerators.Create("cuda");
        using var stream = accelerator.CreateStream();
        using var x = accelerator.Allocate1D<float>([1, 2, 3]);
        var streams = StandinControls.Alive(StandinObject.Stream);
        using var graph = stream.Record(() => TestAccelerators.Saxpy(stream, x.View, x.View, 1));
        for (var i = 0; i < 5; i++)
        {
            graph.Launch(stream);
            Assert.Equal(1, StandinControls.Alive(StandinObject.GraphExec));
        }

        graph.SetValue(0, "a", 0f);
        Assert.Equal(0, StandinControls.Alive(StandinObject.GraphExec));
        graph.Launch(stream);
        Assert.Equal(1, StandinControls.Alive(StandinObject.GraphExec));
        Assert.Equal((0, streams), (StandinControls.Alive(StandinObject.Graph), StandinControls.Alive(StandinObject.Stream)));
        stream.Synchronize();
        Assert.Equal([32, 64, 96], x.GetAsArray1D());
    }

    [Theory]
    [MemberData(nameof(TestAccelerators.All), MemberType = typeof(TestAccelerators))]
    public void Others_may_wait_while_a_graph_is_recorded_but_not_put_in(string name)
    {
        using var accelerator = TestAccelerators.Create(name);
        using var stream = accelerator.CreateStream();
        using var x = accelerator.Allocate1D<float>([1, 2, 3]);
        using var graph = stream.Record(() =>
        {
            TestAccelerators.Saxpy(stream, x.View, x.View, 1);
            Task.Run(
                () =>
                {
                    accelerator.Synchronize();
                    Assert.Throws<InvalidOperationException>(() => TestAccelerators.Saxpy(stream, x.View, x.View, 1));
                    Assert.Throws<InvalidOperationException>(() => stream.Record(() => { }));
                }).Wait(TimeSpan.FromSeconds(30));
        });
        Assert.Equal(1, graph.Count);
        graph.Launch(stream);
        stream.Synchronize();
        Assert.Equal([2, 4, 6], x.GetAsArray1D());
    }
}
