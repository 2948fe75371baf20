#ifdef __CUDA__
#define ic_fn static inline __attribute__((device, always_inline))
#define ic_kernel extern "C" __attribute__((global))
#define ic_shared __attribute__((shared))
#define ic_dynamic_shared extern __attribute__((shared)) __attribute__((aligned(16))) char dynamic_shared[];
#endif

ic_kernel void test_saxpy(const float* x_p, long long x_n, float* y_p, long long y_n, float a)
{
    long long i = (long long)__nvvm_read_ptx_sreg_ctaid_x() * __nvvm_read_ptx_sreg_ntid_x() + __nvvm_read_ptx_sreg_tid_x();
    if (i < y_n) { y_p[i] = __nvvm_fma_rn_f(a, x_p[i], y_p[i]); }
}
