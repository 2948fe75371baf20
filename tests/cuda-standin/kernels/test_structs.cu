#ifdef __CUDA__
#define ic_fn static inline __attribute__((device, always_inline))
#define ic_kernel extern "C" __attribute__((global))
#define ic_shared __attribute__((shared))
#define ic_dynamic_shared extern __attribute__((shared)) __attribute__((aligned(16))) char dynamic_shared[];
#endif

// Every kind of parameter at awkward places: a byte, a vector aligned to its size, a struct with padding, shorts and a double.
struct __attribute__((aligned(16))) Float4 { float x, y, z, w; };
struct Mixed { unsigned char a; double b; short c; };
ic_kernel void test_structs(double* out_p, long long out_n, unsigned char flag, Float4 v, short s, Mixed m, float f, double d, long long l)
{
    out_p[0] = flag;
    out_p[1] = v.x; out_p[2] = v.y; out_p[3] = v.z; out_p[4] = v.w;
    out_p[5] = s;
    out_p[6] = m.a; out_p[7] = m.b; out_p[8] = m.c;
    out_p[9] = f; out_p[10] = d; out_p[11] = (double)l;
}
