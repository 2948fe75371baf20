namespace IlgpuCam.Compute.Generator.Tests.Front;

/// <summary>Effects become statements of their own, in C#'s order; what they would change is kept before.</summary>
public sealed class OrderOfEvaluationTests
{
    [Fact]
    public void An_operand_that_a_later_one_changes_is_kept() => Check(
        "var i = n; x[0] = i + i++ * i;",
        """
        int i = n
        int t_1 = i
        int t = i
        i = (t Add 1)
        x[0] = (t_1 Add (t Multiply i))
        """);

    [Fact]
    public void An_operand_that_nothing_changes_stays_where_it_is() => Check(
        "x[0] = n * 3 + Atomic.Add(ref x[1], 2);",
        """
        int old = AtomicAdd(&x[1], 2)
        x[0] = ((n Multiply 3) Add old)
        """);

    [Fact]
    public void A_load_before_an_atomic_comes_before_it() => Check(
        "x[0] = x[1] + Atomic.Add(ref x[1], 2);",
        """
        int t = x[1]
        int old = AtomicAdd(&x[1], 2)
        x[0] = (t Add old)
        """);

    [Fact]
    public void The_index_of_a_target_comes_before_the_value() => Check(
        "var i = n; x[i] = x[i = 5];",
        """
        int i = n
        int t_1 = i
        i = 5
        int t = i
        x[t_1] = x[t]
        """);

    [Fact]
    public void A_short_circuit_with_effects_becomes_a_branch() => Check(
        "if (n > 3 && Atomic.Add(ref x[1], 2) > 0) { x[0] = 1; }",
        """
        bool t = (n Greater 3)
        if t {
          int old = AtomicAdd(&x[1], 2)
          t = (old Greater 0)
        }
        if t {
          x[0] = 1
        }
        """);

    [Fact]
    public void Only_the_chosen_side_of_a_conditional_has_its_effects() => Check(
        "x[0] = n > 3 ? Atomic.Add(ref x[1], 2) : 7;",
        """
        int t
        if (n Greater 3) {
          int old = AtomicAdd(&x[1], 2)
          t = old
        }
        else {
          t = 7
        }
        x[0] = t
        """);

    [Fact]
    public void The_place_of_a_compound_assignment_is_evaluated_once() => Check(
        "var i = n; x[i++] += x[i];",
        """
        int i = n
        int t = i
        i = (t Add 1)
        x[t] = (x[t] Add x[i])
        """);

    [Fact]
    public void An_assignment_has_the_value_that_was_assigned() => Check(
        "int a, b; a = b = n + 1; x[0] = a + b;",
        """
        int a
        int b
        b = (n Add 1)
        a = b
        x[0] = (a Add b)
        """);

    [Fact]
    public void A_loop_condition_with_effects_is_tested_in_the_body() => Check(
        "while (Atomic.Add(ref x[0], 1) < n) { x[1] = 2; }",
        """
        while true {
          int old = AtomicAdd(&x[0], 1)
          if LogicalNot((old Less n)) {
            break
          }
          x[1] = 2
        }
        """);

    [Fact]
    public void An_atomic_whose_value_nobody_wants_is_no_declaration() => Check("Atomic.Add(ref x[0], n);", "AtomicAdd(&x[0], n)");

    [Fact]
    public void Narrow_integers_are_cast_back_in_compound_assignments() => Check(
        "var b = (byte)n; b += 200; b++; b <<= 3; x[0] = b;",
        """
        byte b = UInt8(n)
        b = UInt8((Int32(b) Add 200))
        b = UInt8((Int32(b) Add 1))
        b = UInt8((Int32(b) ShiftLeft 3))
        x[0] = Int32(b)
        """);

    private static void Check(string statements, string expected) =>
        Assert.Equal(expected, KernelSources.Text($"[Kernel] public static void Run(ArrayView<int> x, int n) {{ {statements} }}"));
}
