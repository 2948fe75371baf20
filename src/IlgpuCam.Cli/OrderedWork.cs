namespace IlgpuCam.Cli;

/// <summary>Does items on several threads and hands the results out in the items' order.</summary>
internal static class OrderedWork
{
    /// <summary>Runs a function over items; a few items ahead of the one being handed out, so memory stays bounded.</summary>
    /// <typeparam name="TItem">An item.</typeparam>
    /// <typeparam name="TResult">What becomes of it.</typeparam>
    /// <param name="items">The items.</param>
    /// <param name="workers">How many run at once.</param>
    /// <param name="work">The function; what it throws is thrown here.</param>
    /// <param name="cancellation">Ends the work early.</param>
    internal static IEnumerable<TResult> Run<TItem, TResult>(
        IReadOnlyList<TItem> items, int workers, Func<TItem, CancellationToken, TResult> work, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var slots = new SemaphoreSlim(workers);
        var pending = new Queue<Task<TResult>>();
        try
        {
            for (var next = 0; next < items.Count || pending.Count > 0;)
            {
                while (next < items.Count && pending.Count < 4 * workers)
                {
                    var item = items[next++];
                    pending.Enqueue(Start(item));
                }

                yield return pending.Dequeue().GetAwaiter().GetResult();
            }
        }
        finally
        {
            stop.Cancel();
            Task.WaitAll([.. pending.Select(t => t.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default))], CancellationToken.None);
        }

        async Task<TResult> Start(TItem item)
        {
            await slots.WaitAsync(stop.Token).ConfigureAwait(false);
            try
            {
                return await Task.Run(() => work(item, stop.Token), stop.Token).ConfigureAwait(false);
            }
            finally
            {
                slots.Release();
            }
        }
    }
}
