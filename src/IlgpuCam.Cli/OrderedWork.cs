namespace IlgpuCam.Cli;

/// <summary>Does items on several threads and hands the results out in the items' order.</summary>
internal static class OrderedWork
{
    /// <summary>Runs a function over items; some items ahead of the one being handed out, so memory stays bounded. Items are taken while results are, on the same thread.</summary>
    /// <typeparam name="TItem">An item.</typeparam>
    /// <typeparam name="TResult">What becomes of it.</typeparam>
    /// <param name="items">The items.</param>
    /// <param name="workers">How many run at once.</param>
    /// <param name="work">The function; what it throws is thrown here.</param>
    /// <param name="ahead">How many items.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <param name="ready">Called when the first item is done, which makes ready what all of them need; the others are not begun before. Null to begin with several.</param>
    internal static IEnumerable<TResult> Run<TItem, TResult>(
        IEnumerable<TItem> items, int workers, Func<TItem, CancellationToken, TResult> work, int ahead, CancellationToken cancellation, Action? ready = null)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var threads = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, workers).ConcurrentScheduler;
        using var rest = items.GetEnumerator();
        var pending = new Queue<Task<TResult>>();
        var isMore = true;
        if (ready is not null && (isMore = rest.MoveNext()))
        {
            var first = work(rest.Current, stop.Token);
            ready();
            yield return first;
        }

        try
        {
            while (isMore || pending.Count > 0)
            {
                while (isMore && pending.Count < ahead && (isMore = rest.MoveNext()))
                {
                    pending.Enqueue(Start(rest.Current));
                }

                if (pending.TryDequeue(out var next))
                {
                    yield return next.GetAwaiter().GetResult();
                }
            }
        }
        finally
        {
            stop.Cancel();
            Task.WaitAll([.. pending.Select(t => t.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default))], CancellationToken.None);
        }

        Task<TResult> Start(TItem item) =>
            Task.Factory.StartNew(() => work(item, stop.Token), stop.Token, TaskCreationOptions.HideScheduler | TaskCreationOptions.DenyChildAttach, threads);
    }
}
