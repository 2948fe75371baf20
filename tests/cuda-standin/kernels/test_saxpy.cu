#ifndef ILGPUCAM_HOST
#define __global__ __attribute__((global))
#define __device__ __attribute__((device))
#define __shared__ __attribute__((shared))
#endif

extern "C" __global__ void test_saxpy(const float* x_p, long long x_n, float* y_p, long long y_n, float a)
{
    long long i = (long long)__nvvm_read_ptx_sreg_ctaid_x() * __nvvm_read_ptx_sreg_ntid_x() + __nvvm_read_ptx_sreg_tid_x();
    if (i < y_n) { y_p[i] = __nvvm_fma_rn_f(a, x_p[i], y_p[i]); }
}
