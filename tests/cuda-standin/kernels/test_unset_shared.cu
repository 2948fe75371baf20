#ifdef __CUDA__
#define ic_fn static inline __attribute__((device, always_inline))
#define ic_kernel extern "C" __attribute__((global))
#define ic_shared __attribute__((shared))
#define ic_dynamic_shared extern __attribute__((shared)) __attribute__((aligned(16))) char dynamic_shared[];
#endif

// Wrong on purpose: what a block finds in shared memory, which the first of them leaves changed.
ic_kernel void test_unset_shared(int* x_p, long long x_n)
{
    ic_shared volatile int value;
    x_p[__nvvm_read_ptx_sreg_ctaid_x()] = value;
    value = 5;
}
