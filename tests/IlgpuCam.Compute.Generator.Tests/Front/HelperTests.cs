namespace IlgpuCam.Compute.Generator.Tests.Front;

/// <summary>Helpers are made concrete for types and address spaces, and become part of their caller where they hold a barrier or memory.</summary>
public sealed class HelperTests
{
    [Fact]
    public void A_helper_that_takes_a_view_is_made_for_each_address_space() => Assert.Equal(
        """
        int K_First(global<int> v) {
          return v[0]
        }
        int K_First_1(shared<int> v) {
          return v[0]
        }
        shared<int> tile = allocate 8
        x[0] = (K_First(x) Add K_First_1(tile))
        """,
        KernelSources.Text(
            """
            static int First(ArrayView<int> v) => v[0];
            [Kernel] public static void Run(ArrayView<int> x) { var tile = SharedMemory.Allocate<int>(8); x[0] = First(x) + First(tile); }
            """));

    [Fact]
    public void A_returned_view_lies_where_its_helper_found_it() => Assert.Equal(
        """
        shared<int> K_Tail(shared<int> v) {
          return v[1L, (length(v) Subtract 1L)]
        }
        shared<int> tile = allocate 8
        shared<int> tail = K_Tail(tile)
        x[0] = tail[2]
        """,
        KernelSources.Text(
            """
            static ArrayView<int> Tail(ArrayView<int> v) => v.SubView(1);
            [Kernel] public static void Run(ArrayView<int> x) { var tile = SharedMemory.Allocate<int>(8); var tail = Tail(tile); x[0] = tail[2]; }
            """));

    [Fact]
    public void Static_abstract_members_of_a_struct_are_found_and_constants_reach_allocations() => Assert.Equal(
        """
        float Relu_Apply(float x) {
          return Max(x, 0f)
        }
        shared<float> tile = allocate 32
        int i = 0
        unrolled while (i Less 8); i = (i Add 1) {
          tile[i] = Relu_Apply(x[i])
        }
        """,
        KernelSources.Text(
            """
            interface IActivation { static abstract float Apply(float x); }
            interface ITile { static abstract int Rows { get; } static abstract int Columns { get; } static virtual int Size => 0; }
            struct Relu : IActivation { public static float Apply(float x) => MathF.Max(x, 0); }
            struct Tile8 : ITile { public const int R = 8; public static int Rows => R; public static int Columns { get; } = 4; }
            [Kernel] public static void Run(ArrayView<float> x) => Body<Relu, Tile8>(x);
            static void Body<TActivation, TTile>(ArrayView<float> x) where TActivation : struct, IActivation where TTile : struct, ITile
            {
                var count = TTile.Rows * TTile.Columns;
                var tile = SharedMemory.Allocate<float>(count + TTile.Size);
                if (TTile.Rows > 8) { x[99] = 1; }
                for (var i = 0; i < TTile.Rows; i++) { tile[i] = TActivation.Apply(x[i]); }
            }
            """));

    [Fact]
    public void A_helper_with_a_barrier_becomes_part_of_its_caller() => Assert.Equal(
        """
        shared<int> items = allocate 64
        int value = x[GroupIdxX]
        items[GroupIdxX] = value
        barrier
        int sum = 0
        int i = 0
        while (i Less 64); i = (i Add 1) {
          sum = (sum Add items[i])
        }
        x[0] = sum
        """,
        KernelSources.Text(
            """
            static int Sum(int value)
            {
                var items = SharedMemory.Allocate<int>(64);
                items[Group.IdxX] = value;
                Group.Barrier();
                var sum = 0;
                for (var i = 0; i < 64; i++) { sum += items[i]; }
                return sum;
            }
            [Kernel] public static void Run(ArrayView<int> x) { x[0] = Sum(x[Group.IdxX]); }
            """));

    [Fact]
    public void Early_returns_of_an_inlined_helper_become_branches() => Assert.Equal(
        """
        int result
        if (n Less 0) {
          result = 1
        }
        else {
          barrier
          result = 2
        }
        x[0] = result
        """.Replace("if (n", "group if (n", StringComparison.Ordinal),
        KernelSources.Text(
            """
            static int Wait(int n) { if (n < 0) { return 1; } Group.Barrier(); return 2; }
            [Kernel] public static void Run(ArrayView<int> x, int n) { x[0] = Wait(n); }
            """));

    [Fact]
    public void References_carry_their_address_space() => Assert.Equal(
        """
        void K_Twice(local&int v) {
          v = (v Multiply 2)
        }
        void K_Twice_1(global&int v) {
          v = (v Multiply 2)
        }
        int a = n
        K_Twice(&a)
        K_Twice_1(&x[1])
        global&int r = &x[2]
        r = (r Add a)
        """,
        KernelSources.Text(
            """
            static void Twice(ref int v) => v *= 2;
            [Kernel] public static void Run(ArrayView<int> x, int n) { var a = n; Twice(ref a); Twice(ref x[1]); ref var r = ref x[2]; r += a; }
            """));

    [Fact]
    public void Returns_between_barriers_become_branches_and_a_flag_leaves_loops() => Assert.Equal(
        """
        bool left = false
        int i = 0
        group while (i Less n); i = (i Add 1) {
          barrier
          group if (x[i] Equal 3) {
            left = true
            group break
          }
        }
        if LogicalNot(left) {
          x[0] = 1
        }
        """,
        KernelSources.Text("[Kernel] public static void Run(ArrayView<int> x, int n) { for (var i = 0; i < n; i++) { Group.Barrier(); if (x[i] == 3) { return; } } x[0] = 1; }"));

    [Fact]
    public void A_view_that_is_assigned_later_lies_where_its_value_does() => Assert.Equal(
        """
        global<int> v
        if (n Greater 0) {
          v = x
        }
        else {
          v = y
        }
        v[0] = 1
        """,
        KernelSources.Text("[Kernel] public static void Run(ArrayView<int> x, ArrayView<int> y, int n) { ArrayView<int> v; if (n > 0) { v = x; } else { v = y; } v[0] = 1; }"));

    [Fact]
    public void Structs_have_constructors_methods_and_properties() => Assert.Equal(
        """
        Point Point_new(float x, float y) {
          Point self = default(Point)
          self.X = x
          self.Y = y
          return self
        }
        void Point_Move(local&Point self, float by) {
          self.X = (self.X Add by)
        }
        float Point_get_Sum(Point self) {
          return (self.X Add self.Y)
        }
        Point p = Point_new(x[0], 2f)
        Point_Move(&p, 3f)
        x[1] = (Point_get_Sum(p) Add p.Y)
        """,
        KernelSources.Text(
            """
            struct Point(float x, float y) { public float X = x; public float Y { get; set; } = y; public void Move(float by) => X += by; public readonly float Sum => X + Y; }
            [Kernel] public static void Run(ArrayView<float> x) { var p = new Point(x[0], 2); p.Move(3); x[1] = p.Sum + p.Y; }
            """));
}
