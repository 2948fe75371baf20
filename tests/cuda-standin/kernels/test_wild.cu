#ifdef __CUDA__
#define ic_fn static inline __attribute__((device, always_inline))
#define ic_kernel extern "C" __attribute__((global))
#define ic_shared __attribute__((shared))
#define ic_dynamic_shared extern __attribute__((shared)) __attribute__((aligned(16))) char dynamic_shared[];
#endif

// Wrong on purpose: reads far behind the view, in the second of its blocks.
ic_kernel void test_wild(int* x_p, long long x_n)
{
    long long thread = __nvvm_read_ptx_sreg_tid_x(), block = __nvvm_read_ptx_sreg_ctaid_x();
    x_p[thread] = x_p[thread + (block << 44)];
}
