// What a warp does with matrices, for kernels that the host runs: by the PTX ISA's description of mma.m16n8k8 (tf32), mma.m16n8k16 (f16, bf16) and ldmatrix. Products are exact, sums are of floats and in the order of the steps.
// The parts of all lanes go through the scheduler's exchange, as a shuffle's values do.
#ifndef STANDIN_TENSOR_H
#define STANDIN_TENSOR_H

enum { STANDIN_TF32, STANDIN_F16, STANDIN_BF16 };

struct standin_fragment { unsigned r[4]; };

STANDIN_INLINE float standin_half(unsigned bits)
{
    unsigned exponent = bits >> 10 & 31, fraction = bits & 1023, sign = (bits & 0x8000) << 16;
    if (exponent == 0) { float x = (float)fraction * 0x1p-24f; return sign ? -x : x; }
    return __builtin_bit_cast(float, sign | (exponent == 31 ? 0x7f800000 : (exponent + 112) << 23) | fraction << 13);
}

// Number i of a register.
STANDIN_INLINE float standin_number(int kind, unsigned bits, int i)
{
    if (kind == STANDIN_TF32) { return __builtin_bit_cast(float, bits & 0xffffe000); }
    bits = bits >> (16 * i) & 0xffff;
    return kind == STANDIN_F16 ? standin_half(bits) : __builtin_bit_cast(float, bits << 16);
}

STANDIN_INLINE void standin_gather(unsigned low, unsigned high, standin_fragment* all, int at)
{
    const auto* values = standin_scheduler->exchange((unsigned long long)high << 32 | low, ~0u);
    for (int lane = 0; lane < STANDIN_WARP; lane++)
    {
        all[lane].r[at] = (unsigned)values[lane];
        all[lane].r[at + 1] = (unsigned)(values[lane] >> 32);
    }
}

template <typename A, typename B, typename C> STANDIN_INLINE C ic_host_multiply_add(int kind, A a, B b, C c)
{
    standin_fragment left[STANDIN_WARP], right[STANDIN_WARP];
    standin_gather(a.R0_, a.R1_, left, 0);
    standin_gather(a.R2_, a.R3_, left, 2);
    standin_gather(b.R0_, b.R1_, right, 0);
    int lane = (int)standin_running->lane, width = kind == STANDIN_TF32 ? 1 : 2;
    float sums[4] = { c.R0_, c.R1_, c.R2_, c.R3_ };
    for (int i = 0; i < 4; i++)
    {
        int row = lane / 4, lower = i / 2, column = 2 * (lane % 4) + i % 2;
        // Registers 0 and 1 hold the first four work-items' steps of A, 2 and 3 the last four's.
        for (int k = 0; k < 8 * width; k++)
        {
            int t = k / width % 4, last = k / (4 * width);
            sums[i] += standin_number(kind, left[4 * row + t].r[2 * last + lower], k % width) * standin_number(kind, right[4 * column + t].r[last], k % width);
        }
    }

    c.R0_ = sums[0]; c.R1_ = sums[1]; c.R2_ = sums[2]; c.R3_ = sums[3];
    return c;
}

STANDIN_INLINE void ic_host_load_matrix(const void* row, void* result, int count, bool transposed)
{
    standin_fragment rows[STANDIN_WARP];
    auto address = (unsigned long long)row;
    standin_gather((unsigned)address, (unsigned)(address >> 32), rows, 0);
    int lane = (int)standin_running->lane, g = lane / 4, t = lane % 4;
    for (int m = 0; m < count; m++)
    {
        auto at = [&](int r) { return (const unsigned short*)((unsigned long long)rows[8 * m + r].r[1] << 32 | rows[8 * m + r].r[0]); };
        unsigned value = transposed ? at(2 * t)[g] | (unsigned)at(2 * t + 1)[g] << 16 : at(g)[2 * t] | (unsigned)at(g)[2 * t + 1] << 16;
        __builtin_memcpy((char*)result + 4 * m, &value, 4);
    }
}

#endif
