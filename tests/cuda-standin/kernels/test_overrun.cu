#ifdef __CUDA__
#define ic_fn static inline __attribute__((device, always_inline))
#define ic_kernel extern "C" __attribute__((global))
#define ic_shared __attribute__((shared))
#define ic_dynamic_shared extern __attribute__((shared)) __attribute__((aligned(16))) char dynamic_shared[];
#endif

// Wrong on purpose: writes one element behind the view.
ic_kernel void test_overrun(int* x_p, long long x_n)
{
    x_p[x_n] = 1;
}
