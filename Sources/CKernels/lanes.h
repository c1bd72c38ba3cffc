// One native register of SCALARs, for the instruction set of this inclusion. instantiate.h defines SCALAR, IS_F64,
// LANES, REGISTER_BYTES and NAME, and includes this file once per (instruction set, scalar). Everything here is
// static, so names do not collide.

#if IS_F64
typedef int64_t NAME(int);
typedef uint64_t NAME(uint);
#else
typedef int32_t NAME(int);
typedef uint32_t NAME(uint);
#endif
typedef SCALAR NAME(vec) __attribute__((ext_vector_type(LANES)));
typedef NAME(int) NAME(ivec) __attribute__((ext_vector_type(LANES)));
typedef NAME(uint) NAME(uvec) __attribute__((ext_vector_type(LANES)));
#define VEC NAME(vec)
#define IVEC NAME(ivec)
#define UVEC NAME(uvec)

// Parameters are in flat vectors, so addresses are aligned to single elements at most.
struct NAME(loose) {
    VEC lanes;
} __attribute__((packed, may_alias));

INLINE VEC NAME(load)(const SCALAR *p) { return ((const struct NAME(loose) *)p)->lanes; }

INLINE void NAME(store)(SCALAR *p, VEC v) { ((struct NAME(loose) *)p)->lanes = v; }

INLINE VEC NAME(splat)(SCALAR s) { return (VEC)s; }

// a * b + c, rounded once.
INLINE VEC NAME(fma)(VEC a, VEC b, VEC c) { return __builtin_elementwise_fma(a, b, c); }

// The first n lanes (0 <= n; n >= LANES means all); the others are zero, and their memory is not read.
INLINE VEC NAME(load_n)(const SCALAR *p, long n) {
#if REGISTER_BYTES == 64 && IS_F64
    return (VEC)_mm512_maskz_loadu_pd(LANE_MASK(n), p);
#elif REGISTER_BYTES == 64
    return (VEC)_mm512_maskz_loadu_ps(LANE_MASK(n), p);
#elif REGISTER_BYTES == 32 && IS_F64
    return (VEC)_mm256_maskload_pd(p, bp_lane_mask_f64(n));
#elif REGISTER_BYTES == 32
    return (VEC)_mm256_maskload_ps(p, bp_lane_mask_f32(n));
#else
    if (n >= LANES) return NAME(load)(p);
    VEC v = (VEC)(SCALAR)0;
    for (long i = 0; i < n; i++) v[i] = p[i];
    return v;
#endif
}

// Stores the first n lanes (0 <= n; n >= LANES means all) and does not write the memory of the others.
INLINE void NAME(store_n)(SCALAR *p, VEC v, long n) {
#if REGISTER_BYTES == 64 && IS_F64
    _mm512_mask_storeu_pd(p, LANE_MASK(n), (__m512d)v);
#elif REGISTER_BYTES == 64
    _mm512_mask_storeu_ps(p, LANE_MASK(n), (__m512)v);
#elif REGISTER_BYTES == 32 && IS_F64
    _mm256_maskstore_pd(p, bp_lane_mask_f64(n), (__m256d)v);
#elif REGISTER_BYTES == 32
    _mm256_maskstore_ps(p, bp_lane_mask_f32(n), (__m256)v);
#else
    if (n >= LANES) {
        NAME(store)(p, v);
        return;
    }
    for (long i = 0; i < n; i++) p[i] = v[i];
#endif
}
