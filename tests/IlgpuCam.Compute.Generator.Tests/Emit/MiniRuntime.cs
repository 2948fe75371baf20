namespace IlgpuCam.Compute.Generator.Tests.Emit;

/// <summary>The emulator's run time as generated code sees it, in as few lines as will run it: the real one is tested where it is.</summary>
internal static class MiniRuntime
{
    public const string Source = """
        using System; using System.Collections.Generic; using System.Linq; using System.Runtime.InteropServices; using System.Threading;
        namespace IlgpuCam.Compute
        {
            public unsafe struct ArrayView<T> where T : unmanaged
            {
                private readonly T* _start;
                public long Length { get; }
                public ArrayView(T* start, long length) { _start = start; Length = length; }
                public ref T this[long index] { get { if ((ulong)index >= (ulong)Length) throw new IndexOutOfRangeException(); return ref _start[index]; } }
                public ref T this[int index] => ref this[(long)index];
                public ArrayView<T> SubView(long offset, long length) { if (offset < 0 || length < 0 || offset + length > Length) throw new ArgumentOutOfRangeException(); return new(_start + offset, length); }
                public ArrayView<O> Cast<O>() where O : unmanaged => new((O*)_start, Length * sizeof(T) / sizeof(O));
            }
        }
        namespace IlgpuCam.Compute.Launching
        {
            public unsafe struct KernelArgument
            {
                public void* Start; public long Bytes;
                public readonly ArrayView<T> View<T>() where T : unmanaged => new((T*)Start, Bytes / sizeof(T));
                public readonly T Value<T>() where T : unmanaged => *(T*)Start;
            }
            public sealed unsafe class EmulatedGroupContext
            {
                public int GridX, GridY, GridZ, GridDimX, GridDimY, GridDimZ, GroupDimX, GroupDimY, GroupDimZ, Size, Dynamic;
                private readonly List<nint> _memory = new();
                private T* New<T>(long count) where T : unmanaged { var p = NativeMemory.AlignedAlloc((nuint)(count * sizeof(T) + 16), 64); new Span<byte>(p, (int)(count * sizeof(T))).Fill(0xcd); _memory.Add((nint)p); return (T*)p; }
                public T* Items<T>() where T : unmanaged => New<T>(Size);
                public T* Local<T>(int count) where T : unmanaged => New<T>((long)Size * count);
                public static ArrayView<T> LocalView<T>(T* start, int count) where T : unmanaged => new(start, count);
                public ArrayView<T> Shared<T>(int count) where T : unmanaged => new(New<T>(count), count);
                public ArrayView<T> DynamicShared<T>() where T : unmanaged => new((T*)New<byte>(Dynamic), Dynamic / sizeof(T));
                public void RequireUniform(bool* conditions, string kernel, int line) { for (var i = 1; i < Size; i++) if (conditions[i] != conditions[0]) throw new InvalidOperationException($"diverges in {kernel}, line {line}"); }
                public void Free() { foreach (var p in _memory) NativeMemory.AlignedFree((void*)p); _memory.Clear(); }
            }
            public sealed class DebuggedGroup { public Barrier Barrier; public object[] Shared = new object[64]; public ulong[] Exchange = new ulong[1024]; public int Dynamic; public int Size; public List<nint> Memory = new(); }
            public sealed unsafe class DebuggedItem
            {
                public int GridX, GridY, GridZ, GridDimX, GridDimY, GridDimZ, GroupDimX, GroupDimY, GroupDimZ, IdxX, IdxY, IdxZ, Line;
                public DebuggedGroup Group;
                public int Number => IdxX + GroupDimX * (IdxY + GroupDimY * IdxZ);
                public T Load<T>(ArrayView<T> view, long index) where T : unmanaged => view[index];
                public void Store<T>(ArrayView<T> view, long index, T value) where T : unmanaged => view[index] = value;
                public ref T Reference<T>(ArrayView<T> view, long index) where T : unmanaged => ref view[index];
                public void Barrier(int site) => Group.Barrier.SignalAndWait();
                private ArrayView<T> New<T>(long count) where T : unmanaged { var p = NativeMemory.AlignedAlloc((nuint)(count * sizeof(T) + 16), 64); lock (Group) Group.Memory.Add((nint)p); return new((T*)p, count); }
                public ArrayView<T> Shared<T>(int site, int count) where T : unmanaged { lock (Group.Shared) return (ArrayView<T>)(Group.Shared[site] ??= New<T>(count)); }
                public ArrayView<T> DynamicShared<T>() where T : unmanaged => Shared<byte>(63, Group.Dynamic).Cast<T>();
                public ArrayView<T> Local<T>(int count) where T : unmanaged => New<T>(count);
                private T Exchange<T>(T value, int from) where T : unmanaged
                {
                    ulong bits = 0; *(T*)&bits = value; Group.Exchange[Number] = bits; Group.Barrier.SignalAndWait();
                    var source = (Number & ~31) + from; bits = Group.Exchange[source < Group.Size ? source : Number]; Group.Barrier.SignalAndWait(); return *(T*)&bits;
                }
                private int Lane => Number & 31;
                public T Shuffle<T>(T value, int lane, int site) where T : unmanaged => Exchange(value, lane & 31);
                public T ShuffleXor<T>(T value, int mask, int site) where T : unmanaged => Exchange(value, Lane ^ (mask & 31));
                public T ShuffleDown<T>(T value, int delta, int site) where T : unmanaged => Exchange(value, Lane + (delta & 31) > 31 ? Lane : Lane + (delta & 31));
                public T ShuffleUp<T>(T value, int delta, int site) where T : unmanaged => Exchange(value, Lane < (delta & 31) ? Lane : Lane - (delta & 31));
            }
        }
        public static unsafe class Driver
        {
            public static void Run(nint[] starts, long[] bytes, int[] d, int dynamicShared, bool isDebugged)
            {
                var arguments = starts.Select((s, i) => new IlgpuCam.Compute.Launching.KernelArgument { Start = (void*)s, Bytes = bytes[i] }).ToArray();
                for (var z = 0; z < d[2]; z++) for (var y = 0; y < d[1]; y++) for (var x = 0; x < d[0]; x++)
                {
                    if (!isDebugged)
                    {
                        var group = new IlgpuCam.Compute.Launching.EmulatedGroupContext { GridX = x, GridY = y, GridZ = z, GridDimX = d[0], GridDimY = d[1], GridDimZ = d[2], GroupDimX = d[3], GroupDimY = d[4], GroupDimZ = d[5], Size = d[3] * d[4] * d[5], Dynamic = dynamicShared };
                        try { Generated.Group(group, arguments); } finally { group.Free(); }
                        continue;
                    }
                    var size = d[3] * d[4] * d[5];
                    var shared = new IlgpuCam.Compute.Launching.DebuggedGroup { Barrier = new Barrier(size), Dynamic = dynamicShared, Size = size };
                    var threads = Enumerable.Range(0, size).Select(i => { var item = new IlgpuCam.Compute.Launching.DebuggedItem { Group = shared, GridX = x, GridY = y, GridZ = z, GridDimX = d[0], GridDimY = d[1], GridDimZ = d[2], GroupDimX = d[3], GroupDimY = d[4], GroupDimZ = d[5], IdxX = i % d[3], IdxY = i / d[3] % d[4], IdxZ = i / (d[3] * d[4]) }; return new Thread(() => Generated.Item(item, arguments), 1 << 18); }).ToArray();
                    foreach (var t in threads) t.Start();
                    foreach (var t in threads) t.Join();
                    foreach (var p in shared.Memory) NativeMemory.AlignedFree((void*)p);
                }
            }
        }
        """;
}
