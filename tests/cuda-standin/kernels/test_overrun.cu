#ifndef ILGPUCAM_HOST
#define __global__ __attribute__((global))
#define __device__ __attribute__((device))
#define __shared__ __attribute__((shared))
#endif

// Wrong on purpose: writes one element behind the view.
extern "C" __global__ void test_overrun(int* x_p, long long x_n)
{
    x_p[x_n] = 1;
}
